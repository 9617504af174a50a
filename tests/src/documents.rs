//! The documents that most tests begin with.

use crate::{Answer, Api};
use reqwest::Method;
use serde_json::{Value, json};

/// Writes a calendar in Berlin and the teams `marketing` and `sales`.
pub async fn found_company(api: &Api) {
    api.put("/calendars/main", json!({ "time_zone": "Europe/Berlin" })).await.ok();
    api.put("/teams/marketing", json!({ "name": "Marketing", "side": "marketing" })).await.ok();
    api.put("/teams/sales", json!({ "name": "Sales", "side": "sales" })).await.ok();
}

/// Somebody with an account: `role` is viewer, lead or admin. Signs in with [`PASSWORD`] and `{slug}@halden.example`.
pub async fn person(api: &Api, slug: &str, role: &str, teams: &[&str]) {
    let (name, email) = (slug.to_uppercase(), format!("{slug}@halden.example"));
    api.put(&format!("/people/{slug}"), json!({ "name": name, "email": email, "role": role, "teams": teams }))
        .await
        .ok();
    let given = api.post(&format!("/people/{slug}/password"), json!({ "password": PASSWORD })).await;
    assert_eq!(given.status, 204, "{}", given.text);
}

/// The secret of a new key to look at a board, in frames of these pages.
pub async fn key_to_look(api: &Api, board: &str, pages: &[&str]) -> String {
    let scope = json!({ "can": "look", "boards": [board], "pages": pages });
    let created = api.post("/tokens", json!({ "name": format!("{board} on {pages:?}"), "scope": scope })).await.ok();
    created["secret"].as_str().expect("a secret").to_owned()
}

/// Revokes all keys to look at a board.
pub async fn revoke_keys(api: &Api, board: &str) {
    let tokens = api.get("/tokens").await.ok();
    let tokens = tokens["items"].as_array().expect("a list");
    for token in tokens.iter().filter(|token| token["scope"]["boards"] == json!([board])) {
        let path = format!("/tokens/{}", token["slug"].as_str().expect("a slug"));
        let revoked = Answer::of(api.request(Method::DELETE, &path).header("if-match", "\"1\"")).await;
        assert!(revoked.status < 300, "{}", revoked.text);
    }
}

/// The password of everybody in the tests.
pub const PASSWORD: &str = "violet stapler under rain";

/// A KPI of marketing's that adds up, expected daily.
#[must_use]
pub fn count(name: &str) -> Value {
    json!({ "name": name, "unit": { "type": "count" }, "direction": "higher", "rollup": "sum",
            "owners": ["marketing"], "interval": "day" })
}

/// A KPI of sales' in per cent, a ratio, expected daily.
#[must_use]
pub fn rate(name: &str) -> Value {
    json!({ "name": name, "unit": { "type": "percent" }, "direction": "higher", "rollup": "ratio",
            "owners": ["sales"], "interval": "day" })
}

/// A board of one section with a tile for each KPI.
#[must_use]
pub fn board(name: &str, period: &str, kpis: &[&str]) -> Value {
    let tiles: Vec<Value> = kpis.iter().map(|kpi| json!({ "kind": "kpi", "kpi": kpi })).collect();
    json!({ "name": name, "period": period, "sections": [{ "title": "All", "tiles": tiles }] })
}
