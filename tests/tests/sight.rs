//! What keys and screens are handed of a board: in the page, as JSON, on the stream. What they do not show never leaves the server.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Live, Server, Visitor, count, found_company, key_to_look, paired, person, rate};

/// A board with money, an action, a comment and a figure that Lea typed.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    person(&api, "lea", "lead", &["marketing"]).await;
    let deals = |name: &str| {
        json!({ "name": name, "unit": { "type": "money", "currency": "EUR" }, "direction": "higher", "rollup": "sum",
                "owners": ["marketing"], "interval": "day" })
    };
    for (kpi, body) in [("revenue", deals("Revenue")), ("sourced", deals("Sourced")), ("leads", count("Leads"))] {
        api.put(&format!("/kpis/{kpi}"), body).await.ok();
    }
    api.put("/kpis/margin", rate("Margin")).await.ok();
    let target = |value: u32| json!({ "value": value, "reason": "plan" });
    api.put("/kpis/revenue/targets/2026-Q4", target(876_540)).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", target(1840)).await.ok();
    let tiles = json!([
        { "kind": "contribution", "kpi": "revenue", "parts": ["sourced"] },
        { "kind": "kpi", "kpi": "sourced" },
        { "kind": "pair", "quantity": "leads", "quality": "margin" },
    ]);
    let body = json!({ "name": "Growth", "period": "quarter", "sections": [{ "tiles": tiles }] });
    api.put("/boards/growth", body).await.ok();
    let goal = json!({ "name": "Win 300,000 of Adventure Works", "owners": ["sales"], "period": "2026-Q4",
        "key_results": [{ "name": "Leads", "weight": 1, "measure": { "kind": "kpi", "kpi": "leads" } }] });
    api.post("/boards/growth/goals", goal).await.ok();
    let action = json!({ "board": "growth", "text": "Call Northwind back", "owner": "@lea", "team": "marketing",
                         "due": "2026-11-27", "state": "open" });
    api.put("/actions/call", action).await.ok();
    let won = json!({ "title": "Fabrikam signed", "day": "2026-11-20", "boards": ["growth"] });
    api.put("/wins/fabrikam", won).await.ok();
    let comment = json!({ "kpi": "leads", "date": "2026-11-17", "text": "Campaign paused" });
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    written(lea.request(Method::PUT, "/api/v1/comments/paused"), comment).await;
    written(lea.request(Method::POST, "/api/v1/values"), json!({ "kpi": "leads", "value": 1500 })).await;
    api.push(json!([{ "kpi": "revenue", "value": 438_270 }, { "kpi": "sourced", "value": 112_233 },
                    { "kpi": "margin", "numerator": 345_678, "denominator": 987_654 }]))
        .await;
    (server, api)
}

/// Writes as a page of ours does.
async fn written(request: RequestBuilder, body: Value) {
    Answer::of(request.header("sec-fetch-site", "same-origin").json(&body)).await.ok();
}

/// Everything that `key` is handed: the board and the page `page`, now and over a change, and the stream meanwhile.
async fn handed(server: &Server, api: &Api, key: &str, page: &str) -> String {
    let holder = Api::with_token(server.origin(), key);
    let mut live = Live::open(&holder, "/boards/growth/live").await;
    let mut all = live.next_of("refetch").await.data;
    for value in [11, 22] {
        api.push(json!([{ "kpi": "revenue", "value": value }, { "kpi": "leads", "value": value }])).await;
        let action = json!({ "board": "growth", "text": format!("Call Contoso {value}"), "owner": "@lea",
                             "team": "marketing", "due": "2026-11-27", "state": "open" });
        all.push_str(&told(&mut live).await);
        api.put(&format!("/actions/call-{}", api.last_seq().await), action).await.ok();
        all.push_str(&told(&mut live).await);
        all.push_str(&holder.get("/boards/growth").await.text);
        all.push_str(&holder.get("/boards/growth?period=2026-11").await.text);
        all.push_str(&holder.get("/boards/growth/wins").await.text);
        let shown = api.page(page).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        all.push_str(&shown.text);
    }
    assert!(all.contains("Leads"), "{all}");
    all
}

/// What a stream says next about its board.
async fn told(live: &mut Live) -> String {
    loop {
        let frame = live.next().await.expect("the stream goes on");
        if frame.event != "heartbeat" {
            return frame.data;
        }
    }
}

/// None of these words is in a text. Amounts are looked for with six digits: no port and hardly a key has one in it.
#[track_caller]
fn lacks(text: &str, words: &[&str]) {
    for word in words {
        let at = text.find(word);
        assert!(at.is_none(), "{word}: …{}…", &text[at.unwrap_or(0)..].chars().take(200).collect::<String>());
    }
}

const OF_ACTIONS: [&str; 4] = ["Northwind", "Contoso", "2026-11-27", "\"owner_name\""];

#[tokio::test]
async fn keys_and_screens_are_handed_no_action() {
    let (server, api) = start().await;
    let key = key_to_look(&api, "growth", &[]).await;
    let embedded = handed(&server, &api, &key, &format!("/embed/growth?key={key}")).await;
    lacks(&embedded, &OF_ACTIONS);
    assert!(
        embedded.contains("438,281") && embedded.contains("Campaign paused") && embedded.contains("Fabrikam"),
        "{embedded}"
    );

    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let key = paired(server.origin(), &lea, &[("name", "Kitchen"), ("seconds-growth", "30")]).await;
    lacks(&handed(&server, &api, &key, &format!("/wall?key={key}")).await, &OF_ACTIONS);
    assert!(api.get("/boards/growth").await.text.contains("Northwind"), "who may read the board reads its actions");
}

#[tokio::test]
async fn an_embedded_page_holds_the_tiles_it_shows() {
    let (_server, api) = start().await;
    let key = key_to_look(&api, "growth", &[]).await;
    let page = api.page(&format!("/embed/growth?key={key}&tiles=leads")).await.text;
    assert!(page.contains("Leads") && page.contains("Margin"), "a pair stays a pair: {page}");
    lacks(&page, &["Revenue", "Sourced", "438270", "438,270"]);
}

#[tokio::test]
async fn a_public_screen_is_handed_neither_persons_nor_money() {
    let (server, api) = start().await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let fields = [("name", "Lobby"), ("seconds-growth", "30"), ("public", "on")];
    let key = paired(server.origin(), &lea, &fields).await;
    let shown = handed(&server, &api, &key, &format!("/wall?key={key}")).await;
    lacks(&shown, &OF_ACTIONS);
    // Amounts, as JSON and as text; what they are counted in; what a rate is made of; who typed, who noted what.
    lacks(&shown, &["876540", "876,540", "438281", "438,281", "438303", "438,303", "EUR", "€"]);
    lacks(&shown, &["112233", "112,233", "345678", "345,678"]);
    lacks(&shown, &["LEA", "@lea", "Campaign paused", "Fabrikam", "Adventure Works", "admin"]);
    let board = Api::with_token(server.origin(), &key).get("/boards/growth").await.ok();
    let tiles = &board["sections"][0]["tiles"];
    assert_eq!(tiles[0]["unit"]["type"], "percent");
    assert_eq!(tiles[0]["target"], json!(100));
    assert_eq!(tiles[0]["value"], json!(50.0038), "438,303 of 876,540: {tiles}");
    assert_eq!(tiles[0]["parts"][0]["value"], json!(12.8041));
    assert_eq!(tiles[1]["value"], Value::Null, "money without a target has nothing to be said against");
    assert_eq!(tiles[2]["quantity"]["value"], json!(1533), "what is counted stays as it is");
}

#[tokio::test]
async fn a_screen_that_becomes_public_hears_no_more_of_the_rest() {
    let (server, api) = start().await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let key = paired(server.origin(), &lea, &[("name", "Lobby"), ("seconds-growth", "30")]).await;
    let mut live = Live::open(&Api::with_token(server.origin(), &key), "/boards/growth/live").await;
    live.next_of("refetch").await;
    let form = [("revision", "1"), ("name", "Lobby"), ("theme", "dark"), ("locale", "en-GB"), ("public", "on")];
    let changed = lea.send("/screens/lobby", &[&form[..], &[("seconds-growth", "30")]].concat()).await;
    assert_eq!(changed.status, 303, "{}", changed.text);
    api.push(json!({ "kpi": "revenue", "value": 1 })).await;
    while let Some(frame) = live.next().await {
        assert_ne!(frame.event, "patch", "{}", frame.data);
    }
}
