//! Whatever is sent, the answer helps, nothing is half-written, and the server lives on.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Binary, Server, quantity};
use tempfile::TempDir;

/// Shown, its end stands at its beginning.
const TURNED: &str = "cut by \u{202e}half";

/// A server in November 2026.
async fn start() -> Server {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    fill(&server.api()).await;
    server
}

/// A team, two KPIs, a target and an empty board.
async fn fill(api: &Api) {
    api.put("/calendars/main", json!({ "time_zone": "Europe/Berlin" })).await.ok();
    api.put("/teams/marketing", json!({ "name": "Marketing", "side": "marketing" })).await.ok();
    api.put("/kpis/leads", leads()).await.ok();
    let acceptance = json!({ "name": "Acceptance", "unit": { "type": "percent" }, "direction": "higher",
                             "rollup": "ratio", "owners": ["marketing"], "interval": "day" });
    api.put("/kpis/acceptance", acceptance).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 2100, "reason": "the yearly plan" })).await.ok();
    api.put("/boards/growth", board(&json!([]))).await.ok();
    api.push(json!({ "kpi": "leads", "value": "900000000000000", "at": "2026-10-01" })).await;
}

fn leads() -> Value {
    json!({ "name": "Leads", "unit": { "type": "count" }, "direction": "higher", "rollup": "sum",
            "owners": ["marketing"], "interval": "day" })
}

fn board(tiles: &Value) -> Value {
    json!({ "name": "Growth", "period": "2026-Q4", "sections": [{ "title": "All", "tiles": tiles }] })
}

/// A request that must be refused, and what the refusal must say.
struct Refusal {
    /// Method and path below the API.
    call: &'static str,
    /// The body, word for word.
    body: String,
    status: u16,
    /// JSON pointer of the field to blame, or nothing.
    pointer: &'static str,
    /// A word without which the text would be no help.
    says: &'static str,
}

fn refusal(call: &'static str, body: impl ToString, status: u16, pointer: &'static str, says: &'static str) -> Refusal {
    Refusal { call, body: body.to_string(), status, pointer, says }
}

/// A push of one measurement of `leads` whose value is written like this.
fn value(text: &str) -> String {
    format!(r#"[{{"kpi":"leads","value":1}},{{"kpi":"leads","value":{text}}}]"#)
}

/// A push of one measurement of `leads` at this time.
fn at(time: &str) -> Value {
    json!({ "kpi": "leads", "value": 1, "at": time })
}

fn kpi_with(field: &str, value: Value) -> Value {
    let mut kpi = leads();
    kpi[field] = value;
    kpi
}

fn refusals() -> Vec<Refusal> {
    const PUSH: &str = "POST /values";
    let too_many_rows = Value::Array(vec![json!({ "kpi": "leads", "value": 1 }); 100_001]);
    let too_many_tiles = Value::Array(vec![json!({ "kind": "kpi", "kpi": "leads" }); 1_001]);
    vec![
        // Names.
        refusal(PUSH, json!([{ "kpi": "leads", "value": 1 }, { "kpi": "lead", "value": 1 }]), 422, "/1/kpi", "lead"),
        refusal(PUSH, json!({ "kpi": "leads", "value": 1, "colour": "red" }), 422, "", "colour"),
        refusal(PUSH, json!({ "kpi": "leads", "value": 1, "team": "nobody" }), 422, "/team", "nobody"),
        refusal("PUT /kpis/new", kpi_with("colour", json!("red")), 422, "", "colour"),
        refusal("PUT /kpis/new", kpi_with("owners", json!(["nobody"])), 422, "/owners/0", "no such team"),
        refusal("PUT /kpis/new", kpi_with("name", json!(" ")), 422, "/name", "name"),
        refusal("PUT /kpis/%F0%9F%9A%80", leads(), 400, "", "lower-case"),
        refusal("PUT /teams/Marketing%20Team", json!({ "name": "M", "side": "other" }), 400, "", "lower-case"),
        refusal(
            "PUT /boards/growth2",
            board(&json!([{ "kind": "kpi", "kpi": "lead" }])),
            422,
            "/sections/0/tiles/0/kpi",
            "no such KPI",
        ),
        // Numbers.
        refusal(PUSH, value("NaN"), 400, "", "line 1"),
        refusal(PUSH, value("Infinity"), 400, "", "line 1"),
        refusal(PUSH, value(r#""NaN""#), 422, "/1/value", "number"),
        refusal(PUSH, value(r#""-Infinity""#), 422, "/1/value", "number"),
        refusal(PUSH, value("1e400"), 422, "/1/value", "number"),
        refusal(PUSH, value(r#""1e400""#), 422, "/1/value", "too large"),
        refusal(PUSH, value("1.23456"), 422, "/1/value", "four decimals"),
        refusal(PUSH, value(r#""0.00001""#), 422, "/1/value", "four decimals"),
        refusal(PUSH, value("922337203685477.6"), 422, "/1/value", "string"),
        refusal(PUSH, value(r#""922337203685477.5808""#), 422, "/1/value", "too large"),
        refusal(PUSH, value(r#""900000000000000""#), 422, "/1/value", "sum"),
        refusal(PUSH, json!({ "kpi": "acceptance", "numerator": 3 }), 422, "/numerator", "denominator"),
        refusal(PUSH, json!({ "kpi": "leads", "numerator": 3, "denominator": 4 }), 422, "/numerator", "value"),
        // Times.
        refusal(PUSH, at("9999-12-31"), 422, "/at", "future"),
        refusal(PUSH, at("2026-02-30"), 422, "/at", "date like"),
        refusal(PUSH, at("2026-03-29T02:30:00"), 422, "/at", "offset"),
        refusal(PUSH, at("yesterday"), 422, "/at", "date like"),
        refusal("PUT /kpis/leads/targets/2026-Q5", json!({ "value": 1, "reason": "plan" }), 400, "", "2026-Q4"),
        refusal("PUT /kpis/leads/targets/2027-Q1", json!({ "value": -1, "reason": "plan" }), 422, "/value", "negative"),
        refusal("PUT /kpis/leads/targets/2027-Q1", json!({ "value": 1 }), 422, "/reason", "reason"),
        // What is not read as it is written.
        refusal(
            "PUT /kpis/leads/targets/2027-Q1",
            json!({ "value": 1, "reason": TURNED }),
            422,
            "/reason",
            "direction",
        ),
        refusal(
            "PUT /kpis/leads/targets/2027-Q1",
            json!({ "value": 1, "reason": "bell\u{7}" }),
            422,
            "/reason",
            "control",
        ),
        refusal("POST /targets", json!({ "reason": TURNED, "targets": [] }), 422, "/reason", "direction"),
        refusal("PUT /kpis/calls2", kpi_with("description", json!(TURNED)), 422, "/description", "direction"),
        refusal(PUSH, json!([{ "kpi": "leads", "value": 1, "note": TURNED }]), 422, "/0/note", "direction"),
        refusal("POST /boards/growth/check-ins", json!({ "key": "k", "led_by": TURNED }), 422, "/led_by", "one line"),
        refusal(
            "POST /kpis/leads/figure",
            json!({ "period": "2026-Q4", "value": -1 }),
            422,
            "/value",
            "a count is not below 0",
        ),
        refusal("PUT /calendars/main2", json!({ "time_zone": "Europe/Atlantis" }), 422, "/time_zone", "IANA"),
        // Shapes.
        refusal(PUSH, r#"[{"kpi":"leads","value":1},{"kpi":"le"#, 400, "", "column"),
        refusal(PUSH, "", 400, "", "JSON"),
        refusal(PUSH, r#"{"kpi":"leads","kpi":"leads","value":1}"#, 422, "", "duplicate"),
        refusal(PUSH, r#"{"kpi":"leads","value":1,"value":2}"#, 422, "", "duplicate"),
        refusal(PUSH, too_many_rows, 413, "", "100000"),
        refusal("PUT /boards/growth2", board(&too_many_tiles), 422, "/sections", "1,000"),
        // JSON, of another shape: said in words that are not Rust's.
        refusal("PUT /kpis/new", kpi_with("unit", json!({ "type": 5 })), 422, "/unit/type", "write a text"),
        refusal("PUT /kpis/new", kpi_with("direction", json!(5)), 422, "/direction", "write a text"),
        refusal("PUT /kpis/new", kpi_with("rollup", json!([1])), 422, "/rollup", "write a text"),
        refusal("PUT /kpis/new", kpi_with("owners", json!("marketing")), 422, "/owners", "write a list"),
        refusal("PUT /kpis/new", kpi_with("name", json!(null)), 422, "/name", "write a text instead of null"),
        refusal("PUT /kpis/new", json!([]), 422, "", "write an object instead of a list"),
        refusal("POST /tokens", json!([]), 422, "", "write an object instead of a list"),
        refusal("POST /tokens", json!({ "name": "CRM", "scope": "read" }), 422, "/scope", "write an object"),
        refusal("POST /tokens", json!({ "name": "CRM", "scope": [] }), 422, "/scope", "add `can`"),
        refusal("POST /tokens", json!({ "name": "CRM", "scope": { "can": 5 } }), 422, "/scope/can", "write a text"),
        refusal("PUT /boards/growth2", board(&json!(["leads"])), 422, "/sections/0/tiles/0", "write an object"),
        refusal("POST /figures", json!([1]), 422, "/0", "write an object instead of `1`"),
        refusal("POST /figures", r#"[] junk"#, 400, "", "trailing"),
        // What would end before it begins.
        refusal(
            "POST /tokens",
            json!({ "name": "CRM", "scope": { "can": "read" }, "until": "1900-01-01" }),
            422,
            "/until",
            "this day is over",
        ),
        // Revisions.
        refusal("PUT /kpis/leads", kpi_with("name", json!("Handed over")), 428, "", "If-Match"),
    ]
}

/// Sends JSON as it stands.
async fn send(api: &Api, call: &str, body: String) -> Answer {
    let (method, path) = call.split_once(' ').expect("method and path");
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    Answer::of(api.request(method, path).header("content-type", "application/json").body(body)).await
}

/// Checks that an answer is a problem of this status that blames this field and says this word.
fn assert_problem(what: &str, answer: &Answer, status: u16, pointer: &str, says: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text);
    assert_eq!(answer.content_type, "application/problem+json", "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], status, "{what}: {problem}");
    assert!(problem["type"].as_str().is_some_and(|kind| kind.starts_with("urn:tandem:problem:")), "{what}: {problem}");
    if !pointer.is_empty() {
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{what}: {problem}");
    }
    let helps = format!("{} {}", problem["detail"], problem["errors"]).to_lowercase();
    assert!(helps.contains(&says.to_lowercase()), "{what}: no word of {says:?} in {problem}");
}

#[tokio::test]
async fn every_bad_request_is_refused_with_help_and_without_a_trace() {
    let server = start().await;
    let api = server.api();
    let before = api.get("/changes?since=0").await.ok();
    for Refusal { call, body, status, pointer, says } in refusals() {
        let what = format!("{call} {}", body.chars().take(120).collect::<String>());
        assert_problem(&what, &send(&api, call, body).await, status, pointer, says);
        assert_eq!(api.get("/changes?since=0").await.ok(), before, "{what}: something was written");
    }
    assert_eq!(api.page("/healthz").await.status, 200);
}

#[tokio::test]
async fn bodies_that_are_no_json_or_have_no_end_are_turned_away() {
    let folder = TempDir::new().expect("a folder for the store");
    let mut server = Binary::start(&folder.path().join("tandem.db")).await;
    let api = server.api();
    fill(&api).await;
    let before = api.last_seq().await;

    let push = || api.request(Method::POST, "/values");
    let xml = push().header("content-type", "application/xml").body("<value>1</value>");
    assert_problem("XML", &Answer::of(xml).await, 415, "", "application/json");
    let nameless = push().body(r#"{"kpi":"leads","value":1}"#);
    assert_problem("no content type", &Answer::of(nameless).await, 415, "", "application/json");

    // Refused by its announced length, before a byte of it is held.
    let huge = push().header("content-type", "application/json").body(vec![b' '; 50 << 20]);
    match huge.send().await {
        Ok(answer) => assert_eq!(answer.status(), 413),
        // The server may hang up on the rest; the client then sees the broken pipe before the answer.
        Err(error) => assert!(error.is_request() || error.is_body(), "{error:?}"),
    }

    assert_eq!(api.last_seq().await, before);
    assert!(server.is_alive());
    assert!(server.peak_memory() < 128, "{} MiB at its peak", server.peak_memory());
}

#[tokio::test]
async fn without_the_token_nothing_is_written() {
    let server = start().await;
    let api = server.api();
    let before = api.last_seq().await;
    let push = || reqwest::Client::new().post(api.address("/values")).json(&json!({ "kpi": "leads", "value": 1 }));
    assert_problem("no token", &Answer::of(push()).await, 401, "", "token");
    assert_problem("another token", &Answer::of(push().bearer_auth("guess")).await, 401, "", "token");
    assert_eq!(api.last_seq().await, before);
}

#[tokio::test]
async fn a_stale_change_is_refused_with_what_stands_there_now() {
    let server = start().await;
    let api = server.api();
    api.put_at("/kpis/leads", 1, kpi_with("name", json!("Leads handed over"))).await.ok();
    let before = api.last_seq().await;
    let stale = api.put_at("/kpis/leads", 1, kpi_with("name", json!("Mine"))).await;
    assert_problem("stale", &stale, 412, "", "If-Match");
    let current = &stale.json()["current"];
    assert_eq!((&current["revision"], &current["name"]), (&json!(2), &json!("Leads handed over")), "{current}");
    assert_eq!(api.last_seq().await, before);
}

#[tokio::test]
async fn markup_in_a_name_stays_text() {
    let server = start().await;
    let api = server.api();
    let markup = "<script>alert(1)</script>";
    api.put("/kpis/markup", kpi_with("name", json!(markup))).await.ok();
    api.put(
        "/boards/markup",
        json!({ "name": markup, "period": "2026-Q4", "sections": [{ "title": markup,
        "tiles": [{ "kind": "kpi", "kpi": "markup" }] }] }),
    )
    .await
    .ok();
    let view = api.get("/boards/markup").await.ok();
    assert_eq!(view["name"], markup);
    assert_eq!(view["sections"][0]["tiles"][0]["name"], markup);
    for page in ["/", "/boards/markup", "/boards/markup/kpis/markup"] {
        assert!(!api.page(page).await.text.contains(markup), "{page}");
    }
}

#[tokio::test]
async fn odd_but_honest_input_makes_a_correct_board() {
    let server = start().await;
    let api = server.api();

    // Nothing on it yet.
    assert_eq!(api.get("/boards/growth").await.ok()["sections"][0]["tiles"], json!([]));

    // A target of zero: nothing to be ahead of.
    api.put("/kpis/calls", kpi_with("name", json!("Calls"))).await.ok();
    api.put("/kpis/calls/targets/2026-Q4", json!({ "value": 0, "reason": "paused" })).await.ok();
    // In the hour that does not exist in Berlin, named by its offset: 02:30+01:00 is 03:30 of the same day.
    api.push(json!([{ "kpi": "calls", "value": 1, "at": "2026-03-29T02:30:00+01:00" },
                    // The last minute of a Berlin day, and of the next in UTC terms.
                    { "kpi": "calls", "value": 2, "at": "2026-03-29T21:59:59Z" },
                    { "kpi": "calls", "value": 4, "at": "2026-03-29T22:00:00Z" }]))
        .await;
    let days = api.get("/kpis/calls/series?bucket=day&from=2026-03-29&to=2026-03-30").await.ok();
    let values: Vec<_> = days["points"].as_array().expect("points").iter().map(|point| &point["value"]).collect();
    assert_eq!(values[..2], [&json!(3), &json!(4)], "{days}");

    // The same key twice in one push: the later one counts.
    api.push(json!([{ "kpi": "calls", "value": 5, "at": "2026-10-02", "key": "k" },
                    { "kpi": "calls", "value": 7, "at": "2026-10-03", "key": "k" }]))
        .await;

    // Five hundred tiles, all of the same figure.
    let tiles = Value::Array(vec![json!({ "kind": "kpi", "kpi": "calls" }); 500]);
    api.put("/boards/wide", board(&tiles)).await.ok();
    let wide = api.get("/boards/wide").await.ok();
    let tiles = wide["sections"][0]["tiles"].as_array().expect("tiles");
    assert_eq!(tiles.len(), 500);
    for (index, tile) in tiles.iter().enumerate() {
        assert_eq!((quantity(&tile["value"]).to_f64(), &tile["pace"]), (7.0, &Value::Null), "tile {index}: {tile}");
        assert!(!tile["reason"].is_null(), "a verdict needs something due: {tile}");
    }
}

#[tokio::test]
async fn a_day_that_begins_at_one_o_clock_is_a_day() {
    let server = start().await;
    let api = server.api();
    // Cairo skips the first hour of Friday, 24 April 2026.
    api.put_at("/calendars/main", 1, json!({ "time_zone": "Africa/Cairo" })).await.ok();
    api.push(json!([{ "kpi": "leads", "value": 3, "at": "2026-04-24" },
                    { "kpi": "leads", "value": 5, "at": "2026-04-23T21:59:59Z" }]))
        .await;
    let days = api.get("/kpis/leads/series?bucket=day&from=2026-04-23&to=2026-04-24").await.ok();
    let values: Vec<_> = days["points"].as_array().expect("points").iter().map(|point| &point["value"]).collect();
    assert_eq!(values[..2], [&json!(5), &json!(3)], "{days}");
}
