//! The contract: it changes only on purpose, and every operation it names is there.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Server};

#[test]
fn the_contract_stands_as_it_was_agreed() {
    insta::assert_snapshot!("openapi", tandem::openapi_json());
}

/// An address of the contract with things of the demo workspace in its places.
fn fill(path: &str) -> String {
    let kind = path.split('/').nth(1).unwrap_or_default();
    let slug = match kind {
        "boards" => "growth",
        "kpis" => "leads",
        "teams" => "sales",
        "calendars" => "main",
        "goals" => "win-together",
        "actions" => "growth-2026-11-17-1",
        "check-ins" => "growth-2026-11-17",
        "people" => "priya",
        "comments" => "fair",
        "wins" => "acme",
        "tokens" => "wall",
        _ => "",
    };
    let path = path.replace("{slug}", slug).replace("{name}", "quarter").replace("{period}", "2026-Q4");
    match path.as_str() {
        "/live" => "/live?boards=growth".to_owned(),
        "/cadence" => "/cadence?every=week&on=tuesday&at=10:00&minutes=30".to_owned(),
        _ => path,
    }
}

#[tokio::test]
async fn every_operation_of_the_contract_answers() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    api.post("/demo", Value::Null).await.ok();
    let priya = json!({ "name": "Priya Nair", "email": "priya@halden.example", "role": "lead", "teams": ["sales"] });
    api.put("/people/priya", priya).await.ok();
    let fair = json!({ "kpi": "leads", "date": "2026-11-17", "text": "Trade fair" });
    api.put("/comments/fair", fair).await.ok();
    api.post("/tokens", json!({ "name": "Wall", "scope": { "can": "read" } })).await.ok();
    let served = api.get("/openapi.json").await.ok();
    let contract: Value = serde_json::from_str(&tandem::openapi_json()).expect("JSON");
    assert_eq!(served, contract);
    let mut operations = 0;
    let mut paths: Vec<_> = contract["paths"].as_object().expect("paths").iter().collect();
    // Takes away what the others are asked about.
    paths.sort_by_key(|(path, _)| *path == "/demo");
    for (path, item) in paths {
        for method in item.as_object().expect("operations").keys() {
            let verb = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
            // Empty, and without a revision: what would change something is refused, what reads succeeds.
            let request = api.request(verb.clone(), &fill(path));
            let request = if verb == Method::GET { request } else { request.json(&json!({})) };
            let answer = request.send().await.expect("an answer");
            let expected: &[u16] = match (&verb, path.as_str()) {
                (&Method::GET, _) => &[200],
                // It is loaded already, and refuses to be loaded twice.
                (&Method::POST, "/demo") => &[409],
                (&Method::DELETE, "/demo") | (&Method::POST, "/people/{slug}/invitation") => &[200],
                _ => &[409, 422, 428],
            };
            let status = answer.status().as_u16();
            assert!(expected.contains(&status), "{method} {path}: {status}");
            operations += 1;
        }
    }
    assert!(operations > 25, "{operations} operations");
    let unknown = Answer::of(api.request(Method::GET, "/campaigns")).await;
    assert_eq!(unknown.status, 404, "what the contract does not name is not there");
}
