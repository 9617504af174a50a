//! Templates: one request makes a board that says what each of its tiles will count.

use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Server, Visitor, count, found_company, person};

async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    (server, api)
}

async fn make(api: &Api, template: &str, board: &str) -> Answer {
    api.post(&format!("/templates/{template}"), json!({ "board": board, "name": "Growth" })).await
}

/// The KPI tiles of a board, those of pairs too.
fn tiles(view: &Value) -> Vec<Value> {
    let sections = view["sections"].as_array().expect("sections").iter();
    let tiles = sections.flat_map(|section| section["tiles"].as_array().expect("tiles"));
    tiles
        .flat_map(|tile| match tile["kind"].as_str() {
            Some("pair") => vec![tile["quantity"].clone(), tile["quality"].clone()],
            _ => vec![tile.clone()],
        })
        .collect()
}

#[tokio::test]
async fn every_template_makes_a_board_whose_tiles_say_what_they_will_count() {
    let (_server, api) = start().await;
    found_company(&api).await;
    let list = api.get("/templates").await.ok();
    let templates = list["items"].as_array().expect("a list");
    assert_eq!(templates.len(), 3);
    for template in templates {
        let name = template["name"].as_str().expect("a name");
        let made = make(&api, name, name).await;
        assert_eq!((made.status, made.etag.as_str()), (201, "\"1\""), "{}", made.text);
        let view = api.get(&format!("/boards/{name}")).await.ok();
        assert_eq!(view["name"], "Growth");
        let tiles = tiles(&view);
        assert!(tiles.len() >= 6, "{name} is useful");
        for tile in tiles {
            assert!(tile["description"].as_str().is_some_and(|text| !text.is_empty()), "{tile}");
            assert!(!tile["owners"].as_array().expect("owners").is_empty(), "{tile}");
        }
    }
}

#[tokio::test]
async fn a_template_is_made_in_the_readers_language() {
    let (_server, api) = start().await;
    found_company(&api).await;
    let ask = |method, path| api.request(method, path).header(ACCEPT_LANGUAGE, "de-DE,de;q=0.9,en;q=0.5");
    let list = Answer::of(ask(Method::GET, "/templates")).await.ok();
    assert_eq!(list["items"][2]["title"], "Ziele des Quartals");
    let body = json!({ "board": "quartal", "name": "Quartal" });
    Answer::of(ask(Method::POST, "/templates/quarter").json(&body)).await.ok();
    assert_eq!(api.get("/kpis/leads").await.ok()["name"], "Übergebene Leads");
}

#[tokio::test]
async fn kpis_that_are_there_stay_and_archived_ones_come_back_as_they_were() {
    let (_server, api) = start().await;
    found_company(&api).await;
    api.put("/kpis/leads", count("Our own leads")).await.ok();
    api.put("/kpis/meetings", count("Our own meetings")).await.ok();
    let archive = api.request(Method::DELETE, "/kpis/meetings").header("If-Match", "\"1\"");
    assert_eq!(Answer::of(archive).await.status, 204);
    make(&api, "revenue-alignment", "growth").await.ok();
    let leads = api.get("/kpis/leads").await.ok();
    assert_eq!((&leads["name"], &leads["revision"]), (&json!("Our own leads"), &json!(1)));
    assert_eq!(api.get("/kpis/meetings").await.ok()["name"], "Our own meetings");
    // A second template shares the KPIs of the first.
    make(&api, "quarter", "quarter").await.ok();
    assert_eq!(api.get("/kpis/acceptance").await.ok()["revision"], 1);
}

#[tokio::test]
async fn money_is_counted_in_the_currency_in_use() {
    let (_server, api) = start().await;
    found_company(&api).await;
    let mut deals = count("Deals");
    deals["unit"] = json!({ "type": "money", "currency": "CHF" });
    api.put("/kpis/deals", deals).await.ok();
    make(&api, "revenue-alignment", "growth").await.ok();
    assert_eq!(api.get("/kpis/revenue").await.ok()["unit"]["currency"], "CHF");
}

#[tokio::test]
async fn what_cannot_be_made_leaves_nothing_behind() {
    let (_server, api) = start().await;
    api.put("/teams/outreach", json!({ "name": "Outreach", "side": "marketing" })).await.ok();
    let alone = make(&api, "quarter", "growth").await;
    assert_eq!(alone.status, 409);
    assert!(alone.json()["detail"].as_str().expect("a word").contains("no team of sales"), "{}", alone.text);
    api.put("/teams/sales", json!({ "name": "Sales", "side": "sales" })).await.ok();

    let before = api.last_seq().await;
    let bad = make(&api, "quarter", "Grow th").await;
    assert_eq!((bad.status, &bad.json()["errors"][0]["pointer"]), (422, &json!("/board")), "{}", bad.text);
    let nameless = api.post("/templates/quarter", json!({ "board": "growth", "name": " " })).await;
    assert_eq!((nameless.status, &nameless.json()["errors"][0]["pointer"]), (422, &json!("/name")));
    assert_eq!(make(&api, "none", "growth").await.status, 404);
    // A contribution of parts that cannot be added up to it is refused as a whole.
    let mut pieces = count("Revenue in pieces");
    pieces["owners"] = json!(["sales"]);
    api.put("/kpis/revenue", pieces).await.ok();
    let odd = make(&api, "quarter", "growth").await;
    assert_eq!((odd.status, &odd.json()["errors"][0]["pointer"]), (422, &json!("/sections/0/tiles/0/parts/0")));
    assert_eq!(api.last_seq().await, before + 1, "only the KPI was written");

    api.put("/boards/growth", json!({ "name": "Growth", "period": "quarter", "sections": [] })).await.ok();
    let taken = make(&api, "demand-generation", "growth").await;
    assert_eq!((taken.status, &taken.json()["errors"][0]["pointer"]), (422, &json!("/board")), "{}", taken.text);
    // A side's only team owns its KPIs, whatever it is called.
    make(&api, "demand-generation", "demand").await.ok();
    assert_eq!(api.get("/kpis/visitors").await.ok()["owners"], json!(["outreach"]));
    let nobody = reqwest::Client::new().post(api.address("/templates/quarter")).json(&json!({})).send().await;
    assert_eq!(nobody.expect("an answer").status(), 401);
}

#[tokio::test]
async fn a_lead_of_one_side_may_begin_a_joint_board_and_a_viewer_may_not() {
    let (server, api) = start().await;
    found_company(&api).await;
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "vera", "viewer", &[]).await;
    let make = async |slug: &str| {
        let who = Visitor::signed_in(server.origin(), slug).await;
        let request = who.request(Method::POST, "/api/v1/templates/quarter").header("sec-fetch-site", "same-origin");
        Answer::of(request.json(&json!({ "board": "quarter", "name": "Quarter" }))).await
    };
    assert_eq!(make("vera").await.status, 403);
    make("priya").await.ok();
    assert_eq!(api.get("/kpis/leads").await.ok()["owners"], json!(["marketing"]));
}
