//! What two teams own, neither takes from the other.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Server, Visitor, count, found_company, person};

/// A change by somebody who signed in, of what stands at revision 1.
async fn change(who: &Visitor, method: Method, path: &str, body: Option<Value>) -> Answer {
    let request = who.request(method, &format!("/api/v1{path}"));
    let request = request.header("sec-fetch-site", "same-origin").header("if-match", "\"1\"");
    Answer::of(body.into_iter().fold(request, |request, body| request.json(&body))).await
}

#[tokio::test]
async fn who_leads_one_owner_does_not_take_it_from_the_other() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/teams/ops", json!({ "name": "Operations", "side": "other" })).await.ok();
    let kpi = |owners: &[&str]| {
        let mut kpi = count("Pipeline");
        kpi["owners"] = json!(owners);
        kpi
    };
    for slug in ["pipeline", "deals"] {
        api.put(&format!("/kpis/{slug}"), kpi(&["sales", "marketing"])).await.ok();
    }
    let target = "/kpis/pipeline/targets/2026-Q4";
    let part = format!("{target}?team=sales");
    api.put(target, json!({ "value": 50, "reason": "as agreed" })).await.ok();
    api.put(target, json!({ "value": 20, "team": "sales", "reason": "as agreed" })).await.ok();
    let goal = |owners: &[&str]| {
        let result = json!({ "name": "Pipeline", "weight": 1, "measure": { "kind": "kpi", "kpi": "pipeline" } });
        json!({ "name": "Win", "period": "2026-Q4", "owners": owners, "key_results": [result] })
    };
    api.put("/goals/win", goal(&["marketing", "sales"])).await.ok();
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "both", "lead", &["sales", "marketing"]).await;
    let priya = Visitor::signed_in(server.origin(), "priya").await;
    let both = Visitor::signed_in(server.origin(), "both").await;

    for (method, path, body) in [
        (Method::PUT, "/kpis/pipeline", Some(kpi(&["sales"]))),
        (Method::PUT, "/goals/win", Some(goal(&["sales"]))),
        (Method::DELETE, "/kpis/deals", None),
        (Method::DELETE, "/goals/win", None),
        (Method::DELETE, target, None),
    ] {
        let refused = change(&priya, method.clone(), path, body).await;
        assert_eq!(refused.status, 403, "{method} {path}: {}", refused.text);
        assert!(refused.text.contains("you do not lead marketing: ask an admin"), "{}", refused.text);
    }
    assert_eq!(api.get("/kpis/pipeline").await.ok()["owners"], json!(["sales", "marketing"]));

    // Her own part she takes back, another team she may ask in.
    assert_eq!(change(&priya, Method::DELETE, &part, None).await.status, 204);
    change(&priya, Method::PUT, "/kpis/pipeline", Some(kpi(&["sales", "marketing", "ops"]))).await.ok();
    // Nor does an earlier version leave out who was asked in since.
    let restored = priya.request(Method::POST, "/api/v1/kpis/pipeline/restore").header("if-match", "\"2\"");
    let restored = Answer::of(restored.header("sec-fetch-site", "same-origin").json(&json!({ "revision": 1 }))).await;
    assert!(restored.status == 403 && restored.text.contains("you do not lead ops"), "{}", restored.text);

    change(&both, Method::PUT, "/goals/win", Some(goal(&["sales"]))).await.ok();
    assert_eq!(change(&both, Method::DELETE, "/kpis/deals", None).await.status, 204);
}
