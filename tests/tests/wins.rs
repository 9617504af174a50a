//! Wins over the API: declared, or found by the agenda; told once, and credited to whoever they belong to.

use reqwest::Method;
use reqwest::header::IF_MATCH;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Server, Visitor, board, count, found_company, person, rate};

/// A joint board in Berlin on a Friday: of marketing's leads (920 are the target), of a rate of sales', and a goal by hand.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 920, "reason": "ten a day" })).await.ok();
    api.put("/kpis/acceptance/targets/2026-Q4", json!({ "value": 40, "reason": "plan" })).await.ok();
    api.push(json!([
        { "kpi": "leads", "value": 510, "key": "sum" },
        { "kpi": "acceptance", "numerator": 50, "denominator": 100 },
    ]))
    .await;
    api.put("/goals/playbook", playbook(3)).await.ok();
    let mut growth = board("Growth", "quarter", &["leads", "acceptance"]);
    growth["goals"] = json!(["playbook"]);
    api.put("/boards/growth", growth).await.ok();
    (server, api)
}

fn playbook(pages: u32) -> Value {
    let by_hand = json!({ "kind": "manual", "unit": { "type": "count" }, "start": 0, "target": 10, "now": pages });
    let result = json!({ "name": "Pages", "weight": 1, "measure": by_hand });
    json!({ "name": "Write the playbook", "period": "2026-Q4", "owners": ["sales"], "key_results": [result] })
}

fn acme() -> Value {
    json!({ "title": "Acme closed", "day": "2026-11-19", "boards": ["growth"] })
}

/// Keys, days and teams of the wins of an agenda or a record.
fn told(of: &Value) -> Vec<String> {
    let team = |team: &Value| team["slug"].as_str().unwrap_or_default().to_owned();
    let line = |win: &Value| {
        let teams: Vec<String> = win["teams"].as_array().expect("teams").iter().map(team).collect();
        format!("{} {} {}", win["key"].as_str().expect("a key"), win["day"].as_str().expect("a day"), teams.join("+"))
    };
    of["wins"].as_array().expect("wins").iter().map(line).collect()
}

async fn agenda(api: &Api) -> Value {
    api.get("/boards/growth/agenda").await.ok()
}

async fn hold(api: &Api, key: &str, wins: Value) -> Answer {
    api.post("/boards/growth/check-ins", json!({ "key": key, "wins": wins })).await
}

#[tokio::test]
async fn a_win_is_told_once_whoever_finds_it() {
    let (server, api) = start().await;
    assert_eq!(told(&agenda(&api).await), Vec::<String>::new(), "a rate that may fall again has won nothing yet");
    let declared = api.put("/wins/acme", acme()).await.ok();
    assert_eq!(declared["teams"], json!(["sales", "marketing"]), "a joint board credits both");
    api.push(json!({ "kpi": "leads", "value": 950, "key": "sum" })).await;
    api.put_at("/goals/playbook", 1, playbook(10)).await.ok();
    let all = [
        "goal:playbook 2026-11-20 sales",
        "target:leads:2026-Q4 2026-11-20 marketing",
        "acme 2026-11-19 sales+marketing",
    ];
    assert_eq!(told(&agenda(&api).await), all);

    let record = hold(&api, "a", json!([{ "title": "First week under 2 h", "teams": ["sales"] }])).await.ok();
    let names: Vec<&Value> = record["wins"].as_array().expect("wins").iter().map(|win| &win["name"]).collect();
    assert_eq!(names, ["Write the playbook", "Leads", "Acme closed", "First week under 2 h"]);
    let slug = record["wins"][3]["key"].as_str().expect("a slug").to_owned();
    let list = api.get("/boards/growth/wins").await.ok();
    let kept: Vec<&Value> = list["items"].as_array().expect("wins").iter().map(|win| &win["name"]).collect();
    assert_eq!(kept, ["Write the playbook", "First week under 2 h", "Leads", "Acme closed"], "told of or not");
    let written = api.get(&format!("/wins/{slug}")).await.ok();
    assert_eq!(
        (&written["day"], &written["boards"], &written["teams"], &written["by"]),
        (&json!("2026-11-20"), &json!(["growth"]), &json!(["sales"]), &json!("admin")),
    );

    // What falls and rises again wins nothing twice; nor does a changed title.
    server.clock().set("2026-11-24T09:00:00Z");
    api.push(json!({ "kpi": "leads", "value": 900, "key": "sum" })).await;
    api.push(json!({ "kpi": "leads", "value": 960, "key": "sum" })).await;
    let mut renamed = acme();
    renamed["title"] = json!("Acme signed");
    api.put_at("/wins/acme", 1, renamed).await.ok();
    let next = agenda(&api).await;
    assert_eq!(told(&next), Vec::<String>::new());
    assert_eq!(told(&next["record"])[..3], all, "the record keeps them");
    assert_eq!(next["record"]["wins"][2]["name"], "Acme closed", "as they were called then");
    api.put("/wins/late", json!({ "title": "Late news", "day": "2026-11-10", "boards": ["growth"] })).await.ok();
    api.put("/wins/soon", json!({ "title": "Too soon", "day": "2026-11-25", "boards": ["growth"] })).await.ok();
    assert_eq!(told(&agenda(&api).await), ["late 2026-11-10 sales+marketing"], "one of tomorrow waits");
}

#[tokio::test]
async fn a_target_that_comes_down_to_the_figure_wins_nothing() {
    let (server, api) = start().await;
    hold(&api, "a", json!([])).await.ok();
    server.clock().set("2026-11-24T09:00:00Z");
    api.put_at("/kpis/leads/targets/2026-Q4", 1, json!({ "value": 500, "reason": "too much" })).await.ok();
    assert_eq!(told(&agenda(&api).await), Vec::<String>::new());
    api.put_at("/kpis/leads/targets/2026-Q4", 2, json!({ "value": 505, "reason": "a little more" })).await.ok();
    assert_eq!(told(&agenda(&api).await), ["target:leads:2026-Q4 2026-11-20 marketing"], "raised, and still reached");
    // The quarter ends between two check-ins: its rate stands, and its goal is short.
    server.clock().set("2027-01-04T09:00:00Z");
    let all = ["target:acceptance:2026-Q4 2026-12-31 sales", "target:leads:2026-Q4 2026-11-20 marketing"];
    assert_eq!(told(&agenda(&api).await), all);
    hold(&api, "b", json!([])).await.ok();
    api.put_at("/kpis/acceptance/targets/2026-Q4", 1, json!({ "value": 45, "reason": "a typo", "correction": true }))
        .await
        .ok();
    assert_eq!(told(&agenda(&api).await), Vec::<String>::new());
}

#[tokio::test]
async fn who_declared_it_and_who_is_credited_may_change_it() {
    let (server, api) = start().await;
    for (slug, role, team) in [("lea", "lead", "marketing"), ("sam", "lead", "sales"), ("ana", "viewer", "sales")] {
        person(&api, slug, role, &[team]).await;
    }
    let put = async |who: &str, revision: Option<u64>, teams: Value| {
        let who = Visitor::signed_in(server.origin(), who).await;
        let mut body = acme();
        body["teams"] = teams;
        body["by"] = json!("somebody else");
        let request = who.request(Method::PUT, "/api/v1/wins/acme").header("sec-fetch-site", "same-origin");
        let request = revision.iter().fold(request, |it, revision| it.header(IF_MATCH, format!("\"{revision}\"")));
        Answer::of(request.json(&body)).await
    };
    assert_eq!(put("ana", None, json!(["sales"])).await.status, 403, "a viewer declares nothing");
    let declared = put("lea", None, json!(["sales"])).await.ok();
    assert_eq!(declared["by"], "@lea", "signed by the server: she may praise the others");
    put("sam", Some(1), json!(["sales", "marketing"])).await.ok();
    assert_eq!(api.get("/wins/acme").await.ok()["by"], "@lea", "it stays hers");
    put("lea", Some(2), json!(["marketing"])).await.ok();
    let refused = put("sam", Some(3), json!(["sales"])).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("belongs to marketing"), "{}", refused.text);
    let history = api.get("/wins/acme/history").await.ok();
    assert_eq!(history["items"].as_array().expect("versions").len(), 3);
    let shown = &agenda(&api).await["wins"][0];
    assert_eq!((&shown["by"], &shown["sort"]), (&json!("LEA"), &json!("declared")));
}

#[tokio::test]
async fn what_is_wrong_with_a_win_is_said_at_its_field() {
    let (_server, api) = start().await;
    let wrong = json!({ "title": " ", "day": "soon", "boards": ["growth", "none"], "teams": ["sales", "sales", "nobody"],
                        "goal": "none", "kpi": "none", "note": "x".repeat(10_000) });
    let refused = api.put("/wins/wrong", wrong).await;
    let pointers = |answer: &Answer| -> Vec<String> {
        assert_eq!(answer.status, 422, "{}", answer.text);
        let errors = answer.json()["errors"].as_array().expect("errors").clone();
        errors.iter().map(|error| error["pointer"].as_str().expect("a pointer").to_owned()).collect()
    };
    let mut found = pointers(&refused);
    found.sort();
    assert_eq!(found, ["/boards/1", "/day", "/goal", "/kpi", "/note", "/teams/1", "/teams/2", "/title"]);
    let refused = hold(&api, "a", json!([{ "title": "Fine" }, { "title": "", "teams": ["nobody"] }])).await;
    assert_eq!(pointers(&refused), ["/wins/1/title", "/wins/1/teams/0"]);
    assert!(api.get("/wins").await.ok()["items"].as_array().expect("a list").is_empty(), "all or nothing");
    api.put("/boards/bare", json!({ "name": "Bare", "period": "quarter", "sections": [] })).await.ok();
    let mut nobodys = acme();
    nobodys["boards"] = json!(["bare"]);
    assert_eq!(pointers(&api.put("/wins/nobodys", nobodys).await), ["/teams"]);
}
