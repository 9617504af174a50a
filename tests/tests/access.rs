//! Who may do what: every operation of the contract, tried by everybody, against a table to read.

use reqwest::Method;
use serde_json::{Value, json};
use std::fmt::Write;
use tandem_tests::{Answer, Api, Server, Visitor, count, found_company, person, rate};

/// What each operation is tried on: something of the team `marketing`'s, and something of `sales`'.
fn fill(path: &str, own: bool) -> String {
    let kpi = if own { "leads" } else { "acceptance" };
    let slug = match path.split('/').nth(1).unwrap_or_default() {
        "boards" => "growth",
        "kpis" => kpi,
        "teams" => {
            if own {
                "marketing"
            } else {
                "sales"
            }
        }
        "goals" => {
            if own {
                "ours"
            } else {
                "theirs"
            }
        }
        "actions" => {
            if own {
                "promise"
            } else {
                "promise-of-sales"
            }
        }
        "wins" => {
            if own {
                "joint"
            } else {
                "of-sales"
            }
        }
        "check-ins" => "growth-2026-11-20",
        "calendars" => "main",
        "people" => {
            if own {
                "lead"
            } else {
                "viewer"
            }
        }
        "comments" => {
            if own {
                "mine"
            } else {
                "theirs"
            }
        }
        "tokens" => {
            if own {
                "look"
            } else {
                "push"
            }
        }
        _ => "",
    };
    let path = path.replace("{slug}", slug).replace("{name}", "none").replace("{period}", "2026-Q4");
    if path == "/live" { "/live?boards=growth".to_owned() } else { path }
}

/// A body that gets as far as the question of who asks.
async fn body(api: &Api, method: &Method, path: &str, own: bool) -> Value {
    match (method, path) {
        (&Method::POST, "/values") => json!({ "kpi": if own { "leads" } else { "acceptance" } }),
        (&Method::POST, "/targets") => {
            let kpi = if own { "leads" } else { "acceptance" };
            json!({ "reason": "as agreed", "targets": [{ "kpi": kpi, "period": "2026-Q4", "value": 1, "revision": 999 }] })
        }
        (&Method::PUT, path) if path.contains("/targets/") => json!({ "value": 1, "reason": "as agreed" }),
        (&Method::POST, path) if path.ends_with("/acknowledgement") => {
            let team = if own { "marketing" } else { "sales" };
            json!({ "revision": 999, "team": team, "verdict": "acknowledged" })
        }
        (&Method::POST, "/figures") => json!([{ "kpi": if own { "leads" } else { "acceptance" }, "day": "soon" }]),
        (&Method::POST, path) if path.ends_with("/figure") => json!({ "period": "2026-Q3", "value": 1 }),
        (&Method::PUT, path) => {
            let read_at = if path.starts_with("/boards/") { format!("{path}/document") } else { path.to_owned() };
            api.get(&read_at).await.json()
        }
        // Without a key result: refused, once it is known who asks.
        (&Method::POST, "/boards/growth/goals") => {
            json!({ "name": "New", "period": "2026-Q4", "owners": [if own { "marketing" } else { "sales" }], "key_results": [] })
        }
        // A key without a board: refused, once it is known who asks.
        (&Method::POST, "/tokens") if own => json!({ "name": "new", "scope": { "can": "look", "boards": [] } }),
        (&Method::POST, "/tokens") => json!({ "name": "", "scope": { "can": "read" } }),
        (&Method::POST, path) if path.ends_with("/restore") => json!({ "revision": 999 }),
        (&Method::POST, path) if path.ends_with("/password") => json!({ "password": "short" }),
        _ => json!({}),
    }
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    let tiles = json!([{ "kind": "pair", "quantity": "leads", "quality": "acceptance" }]);
    api.put("/boards/growth", json!({ "name": "Growth", "period": "2026-Q4", "sections": [{ "tiles": tiles }] }))
        .await
        .ok();
    for kpi in ["leads", "acceptance"] {
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), json!({ "value": 50, "reason": "as agreed" })).await.ok();
    }
    for (goal, owner) in [("ours", "marketing"), ("theirs", "sales")] {
        let result = json!({ "name": "Leads", "weight": 1, "measure": { "kind": "kpi", "kpi": "leads" } });
        let body = json!({ "name": goal, "period": "2026-Q4", "owners": [owner], "key_results": [result] });
        api.put(&format!("/goals/{goal}"), body).await.ok();
    }
    for (action, team) in [("promise", "marketing"), ("promise-of-sales", "sales")] {
        let body = json!({ "board": "growth", "text": "Call", "owner": "Tom", "team": team, "due": "2026-12-01" });
        api.put(&format!("/actions/{action}"), body).await.ok();
    }
    for (win, team) in [("joint", "marketing"), ("of-sales", "sales")] {
        let body = json!({ "title": "Acme closed", "day": "2026-11-19", "boards": ["growth"], "teams": [team] });
        api.put(&format!("/wins/{win}"), body).await.ok();
    }
    api.post("/boards/growth/check-ins", json!({ "key": "first" })).await.ok();
    person(&api, "viewer", "viewer", &[]).await;
    person(&api, "lead", "lead", &["marketing"]).await;
    person(&api, "admin", "admin", &[]).await;
    let token = |name: &str, scope: Value| {
        let (api, body) = (api.clone(), json!({ "name": name, "scope": scope }));
        async move { api.post("/tokens", body).await.ok()["secret"].as_str().expect("a secret").to_owned() }
    };
    let push = token("push", json!({ "can": "values", "kpis": ["leads"] })).await;
    let read = token("read", json!({ "can": "read" })).await;
    let look = token("look", json!({ "can": "look", "boards": ["growth"] })).await;
    let feed = token("feed", json!({ "can": "feed", "board": "growth" })).await;

    let mut visitors = Vec::new();
    for slug in ["viewer", "lead", "admin"] {
        visitors.push(Visitor::signed_in(server.origin(), slug).await);
    }
    let fair = json!({ "kpi": "leads", "date": "2026-11-17", "text": "Trade fair" });
    let mine = visitors[1].request(Method::PUT, "/api/v1/comments/mine").header("sec-fetch-site", "same-origin");
    Answer::of(mine.json(&fair)).await.ok();
    api.put("/comments/theirs", fair).await.ok();
    let nobody = Visitor::new(server.origin());
    let contract: Value = serde_json::from_str(&tandem::openapi_json()).expect("JSON");
    let mut table = String::from(
        "                                                      nobody viewer  lead   lead  admin  read   push   push   look   feed\n\
         operation                                                            own  other                own  other\n",
    );
    let mut operations: Vec<(Method, &String)> = Vec::new();
    for (path, item) in contract["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("operations").keys() {
            operations.push((Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method"), path));
        }
    }
    operations.sort_by_key(|(method, path)| (path.to_string(), method.to_string()));
    for (method, path) in operations {
        let mut row = format!("{:<54}", format!("{method} {path}"));
        for (who, own) in [
            ("nobody", true),
            ("viewer", true),
            ("lead", true),
            ("lead", false),
            ("admin", true),
            ("read", true),
            ("push", true),
            ("push", false),
            ("look", true),
            ("feed", true),
        ] {
            let at = fill(path, own);
            let body = body(&api, &method, &at, own).await;
            let address = format!("/api/v1{at}");
            let request = match who {
                "nobody" => nobody.request(method.clone(), &address),
                "viewer" => visitors[0].request(method.clone(), &address),
                "lead" => visitors[1].request(method.clone(), &address),
                "admin" => visitors[2].request(method.clone(), &address),
                "read" => nobody.request(method.clone(), &address).bearer_auth(&read),
                "push" => nobody.request(method.clone(), &address).bearer_auth(&push),
                "look" => nobody.request(method.clone(), &address).bearer_auth(&look),
                _ => nobody.request(method.clone(), &address).bearer_auth(&feed),
            };
            // With a revision that never was: what is allowed is refused for that alone, and nothing changes.
            let request = request.header("sec-fetch-site", "same-origin").header("if-match", "\"999\"");
            let request = if method == Method::GET { request } else { request.json(&body) };
            let response = request.send().await.expect("an answer");
            let word = match response.status().as_u16() {
                401 | 403 => "–",
                500.. => panic!("{method} {at} as {who}: {}", response.status()),
                _ => "yes",
            };
            write!(row, "{word:>5}  ").expect("a string takes it");
        }
        table.push_str(row.trim_end());
        table.push('\n');
    }
    insta::assert_snapshot!("access", table);
    // Nothing above changed anything, so the table was true for all of it.
    let all = Answer::of(api.request(Method::GET, "/people/viewer")).await;
    assert_eq!(all.ok()["revision"], 1);
}
