//! Comments: what was noted about a KPI stands on its charts, live, signed by who wrote it.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Live, Server, Visitor, board, count, found_company, person};

/// A company with a measured KPI `leads` on the board `growth`.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/boards/growth", board("Growth", "quarter", &["leads"])).await.ok();
    api.push(json!([{ "kpi": "leads", "value": 12, "at": "2026-11-19" }])).await;
    (server, api)
}

fn fair() -> Value {
    json!({ "kpi": "leads", "date": "2026-11-17", "text": "Trade fair" })
}

async fn comments(api: &Api) -> Value {
    let series = api.get("/kpis/leads/series?bucket=month&from=2026-10-01&to=2026-11-20").await.ok();
    series["comments"].clone()
}

#[tokio::test]
async fn a_comment_stands_on_its_day_and_comes_to_open_boards() {
    let (_server, api) = start().await;
    let mut live = Live::open(&api, "/boards/growth/live").await;
    live.next_of("heartbeat").await;
    assert_eq!(api.put("/comments/fair", fair()).await.status, 201);
    let patch = live.next_of("patch").await.json();
    assert_eq!(patch["tiles"][0]["spark"]["comments"][0]["text"], "Trade fair");

    let on_chart = comments(&api).await;
    assert_eq!(on_chart.as_array().map(Vec::len), Some(1), "{on_chart}");
    let share = on_chart[0]["share"].as_f64().expect("a place");
    // The 17th of November in the second of two months.
    assert!((share - (1.0 + 16.5 / 30.0) / 2.0).abs() < 1e-9, "{share}");
    assert!(on_chart[0]["by"].as_str().is_some_and(|by| !by.is_empty()));

    let mut moved = fair();
    moved["date"] = json!("2026-06-01");
    api.put_at("/comments/fair", 1, moved).await.ok();
    assert_eq!(live.next_of("patch").await.json()["tiles"][0]["spark"]["comments"], json!([]));
    assert_eq!(comments(&api).await, json!([]), "not about these days");
}

#[tokio::test]
async fn an_archived_comment_is_gone_from_the_charts() {
    let (_server, api) = start().await;
    api.put("/comments/fair", fair()).await.ok();
    let archive = api.request(Method::DELETE, "/comments/fair").header("If-Match", "\"1\"");
    assert_eq!(Answer::of(archive).await.status, 204);
    assert_eq!(comments(&api).await, json!([]));
    api.put("/comments/fair", fair()).await.ok();
    assert_eq!(comments(&api).await[0]["revision"], 3, "it can come back");
}

#[tokio::test]
async fn comments_outlive_a_restart() {
    let (mut server, api) = start().await;
    api.put("/comments/fair", fair()).await.ok();
    let before = comments(&api).await;
    server.stop().await;
    server.resume().await;
    assert_eq!(comments(&api).await, before);
}

#[tokio::test]
async fn the_author_is_who_wrote_it_whatever_is_sent() {
    let (_server, api) = start().await;
    let mut forged = fair();
    forged["by"] = json!("@ben");
    let written = api.put("/comments/fair", forged).await.ok();
    assert_ne!(written["by"], "@ben");
    assert_eq!(comments(&api).await[0]["person"], Value::Null, "a token is no person");
}

#[tokio::test]
async fn what_cannot_be_a_comment_is_said_at_its_field() {
    let (_server, api) = start().await;
    for (field, value, status) in [
        ("text", json!("x".repeat(10_000)), 422),
        ("text", json!("  \n "), 422),
        ("date", json!("2026-13-01"), 422),
        ("date", json!("yesterday"), 422),
        ("kpi", json!("none"), 422),
        ("colour", json!("red"), 422),
    ] {
        let mut bad = fair();
        bad[field] = value;
        let answer = api.put("/comments/fair", bad).await;
        assert_eq!(answer.status, status, "{field}: {}", answer.text);
        let pointer = answer.json()["errors"][0]["pointer"].clone();
        assert_eq!(pointer, json!(format!("/{field}")), "{}", answer.text);
    }
    // Any script, and letters beyond the basic plane, are kept as they came.
    let mut far = fair();
    far["text"] = json!("معرض تجاري 🎪\nHalle 3");
    api.put("/comments/far", far.clone()).await.ok();
    assert_eq!(comments(&api).await[0]["text"], far["text"]);
}

#[tokio::test]
async fn a_comment_is_its_authors_and_readers_write_none() {
    let (server, api) = start().await;
    for (slug, role, teams) in
        [("priya", "lead", &["sales"][..]), ("ben", "lead", &["marketing"]), ("vera", "viewer", &[])]
    {
        person(&api, slug, role, teams).await;
    }
    let put = async |who: &Visitor, revision: u64, text: &str| {
        let body = json!({ "kpi": "leads", "date": "2026-11-17", "text": text });
        let request = who.request(Method::PUT, "/api/v1/comments/fair").header("sec-fetch-site", "same-origin");
        Answer::of(request.header("if-match", revision.to_string()).json(&body)).await.status
    };
    let (priya, ben, vera) = (
        Visitor::signed_in(server.origin(), "priya").await,
        Visitor::signed_in(server.origin(), "ben").await,
        Visitor::signed_in(server.origin(), "vera").await,
    );
    // A lead comments on any KPI: it is a word, not a change of a number.
    let new = priya.request(Method::PUT, "/api/v1/comments/fair").header("sec-fetch-site", "same-origin");
    assert_eq!(Answer::of(new.json(&fair())).await.status, 201);
    let written = comments(&api).await[0].clone();
    assert_eq!((&written["by"], &written["person"]), (&json!("PRIYA"), &json!("priya")), "{written}");
    assert_eq!(put(&ben, 1, "No fair").await, 403);
    assert_eq!(put(&vera, 1, "No fair").await, 403);
    assert_eq!(put(&priya, 1, "Trade fair, hall 3").await, 200);
    // An admin may, and it stays Priya's.
    api.put_at("/comments/fair", 2, fair()).await.ok();
    assert_eq!(comments(&api).await[0]["person"], "priya");
}
