//! Figures that were worked out by hand, and time that passes without a push.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Server, board, count, found_company, quantity, rate};

async fn start(time: &str) -> Server {
    let server = Server::start(time).await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    server
}

fn leads(value: i64, at: &str) -> Value {
    json!({ "kpi": "leads", "value": value, "at": at })
}

/// The first tile of a board.
async fn tile(api: &Api, board: &str) -> Value {
    api.get(&format!("/boards/{board}")).await.ok()["sections"][0]["tiles"][0].take()
}

#[tokio::test]
async fn targets_are_agreed_with_reasons_and_every_version_is_told() {
    let server = start("2026-10-01T08:00:00Z").await;
    let api = server.api();
    let path = "/kpis/leads/targets/2026-Q4";
    let silent = api.put(path, json!({ "value": 2100 })).await;
    assert_eq!((silent.status, &silent.json()["errors"][0]["pointer"]), (422, &json!("/reason")));
    assert_eq!(api.put(path, json!({ "value": 2100, "reason": "the yearly plan" })).await.status, 201);
    server.clock().set("2026-11-02T08:00:00Z");
    assert_eq!(api.put(path, json!({ "value": 2400, "reason": "a new fair" })).await.status, 428);
    assert_eq!(api.put_at(path, 1, json!({ "value": 2400 })).await.status, 422, "a change needs a reason too");
    assert_eq!(api.put_at(path, 1, json!({ "value": 2400, "reason": "a new fair" })).await.status, 200);

    let versions = api.get("/kpis/leads/targets").await.ok();
    let told: Vec<_> = versions["items"]
        .as_array()
        .expect("versions")
        .iter()
        .map(|v| ["value", "before", "from", "by", "reason", "revision"].map(|field| v[field].to_string()))
        .collect();
    assert_eq!(
        told,
        [
            ["2400", "2100", "\"2026-11-02\"", "\"admin\"", "\"a new fair\"", "2"],
            ["2100", "null", "\"2026-10-01\"", "\"admin\"", "\"the yearly plan\"", "1"],
        ]
    );
}

#[tokio::test]
async fn a_quarter_of_2100_asks_for_700_a_month() {
    let server = start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 2100, "reason": "plan" })).await.ok();
    let months = api.get("/kpis/leads/series?bucket=month&from=2026-10-01&to=2026-12-31").await.ok();
    let targets: Vec<_> = months["points"].as_array().expect("points").iter().map(|p| quantity(&p["target"])).collect();
    assert_eq!(targets, vec!["700".parse().expect("a number"); 3]);
}

#[tokio::test]
async fn pace_and_changes_are_those_worked_out_by_hand() {
    // In Berlin it is 20 November: day 51 of 92 in the fourth quarter, and day 51 of 92 of the third is 20 August.
    let server = start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 184, "reason": "two a day" })).await.ok();
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "acceptance"])).await.ok();
    let ratio = |numerator, denominator, at| json!({ "kpi": "acceptance", "numerator": numerator, "denominator": denominator, "at": at });
    api.push(json!([
        leads(20, "2026-10-01"),
        leads(100, "2026-11-20"),
        leads(60, "2026-07-01"),
        leads(40, "2026-08-20"),
        leads(1_000, "2026-08-21"),
        leads(80, "2025-11-20"),
        leads(500, "2025-11-21"),
        // 9 of 10 and 30 of 90 are 39 of 100, and not the mean of 90 % and 33 %.
        ratio(9, 10, "2026-10-05"),
        ratio(30, 90, "2026-11-19"),
        ratio(3, 4, "2026-08-20"),
        ratio(0, 96, "2026-08-21"),
    ]))
    .await;

    let board = api.get("/boards/growth").await.ok();
    let period = &board["period"];
    assert_eq!((&period["id"], &period["day"], &period["days"]), (&json!("2026-Q4"), &json!(51), &json!(92)));
    let tile = &board["sections"][0]["tiles"][0];
    assert_eq!((&tile["value"], &tile["target"], &tile["expected"]), (&json!(120), &json!(184), &json!(102)));
    assert!((tile["pace"].as_f64().expect("a pace") - 120.0 / 102.0).abs() < 1e-9, "{tile}");
    assert_eq!(tile["status"], "ahead");
    let previous = json!({ "period": "2026-Q3", "label": "Q3 2026", "value": 100, "by": 20, "said_as": "percent" });
    assert_eq!(tile["previous"], previous);
    let year_ago = json!({ "period": "2025-Q4", "label": "Q4 2025", "value": 80, "by": 50, "said_as": "percent" });
    assert_eq!(tile["year_ago"], year_ago);

    let tile = &board["sections"][0]["tiles"][1];
    assert_eq!((&tile["value"], &tile["numerator"], &tile["denominator"]), (&json!(39), &json!(39), &json!(100)));
    let previous = json!({ "period": "2026-Q3", "label": "Q3 2026", "value": 75, "by": -36, "said_as": "points" });
    assert_eq!(tile["previous"], previous);
}

#[tokio::test]
async fn a_figure_grows_stale_without_a_push() {
    let server = start("2026-11-18T09:00:00Z").await;
    let api = server.api();
    api.put("/boards/growth", board("Growth", "quarter", &["leads"])).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 92, "reason": "one a day" })).await.ok();
    api.push(leads(49, "2026-11-18T09:00:00Z")).await;
    assert_eq!(tile(&api, "growth").await["status"], "on_pace");
    let etag = api.get("/boards/growth").await.etag;
    // Expected daily: stale after two days.
    server.clock().set("2026-11-20T09:00:00Z");
    assert_eq!(tile(&api, "growth").await["stale"], false);
    server.clock().set("2026-11-20T09:01:00Z");
    let stale = tile(&api, "growth").await;
    assert_eq!(
        (&stale["stale"], &stale["status"], &stale["reason"]),
        (&json!(true), &json!("no_verdict"), &json!("stale"))
    );
    assert_eq!(stale["value"], 49, "the value stays");
    assert_ne!(api.get("/boards/growth").await.etag, etag);
}

#[tokio::test]
async fn a_period_begins_at_local_midnight_on_days_of_any_length() {
    // Berlin: clocks at UTC+2 in summer. Sunday, 29 March 2026 has 23 hours; Sunday, 25 October 2026 has 25.
    let turns = [
        ("week", "2026-03-29T21:59:59Z", "2026-W13", "2026-03-29T22:00:00Z", "2026-W14"),
        ("quarter", "2026-09-30T21:59:59Z", "2026-Q3", "2026-09-30T22:00:00Z", "2026-Q4"),
        ("week", "2026-10-25T22:59:59Z", "2026-W43", "2026-10-25T23:00:00Z", "2026-W44"),
        ("month", "2026-10-31T22:59:59Z", "2026-10", "2026-10-31T23:00:00Z", "2026-11"),
        ("year", "2026-12-31T22:59:59Z", "2026", "2026-12-31T23:00:00Z", "2027"),
    ];
    let server = start("2026-03-02T09:00:00Z").await;
    let api = server.api();
    for unit in ["week", "month", "quarter", "year"] {
        api.put(&format!("/boards/{unit}"), board(unit, unit, &["leads"])).await.ok();
    }
    for (unit, before, old, after, new) in turns {
        server.clock().set(before);
        api.push(json!({ "kpi": "leads", "value": 3, "key": unit })).await;
        let path = format!("/boards/{unit}");
        let last = api.get(&path).await.ok()["period"].take();
        assert_eq!((&last["id"], &last["day"], &last["next"]), (&json!(old), &last["days"], &Value::Null), "{before}");
        assert!(quantity(&tile(&api, unit).await["value"]).to_f64() >= 3.0, "{before}");
        server.clock().set(after);
        let first = api.get(&path).await.ok()["period"].take();
        assert_eq!((&first["id"], &first["day"], &first["previous"]), (&json!(new), &json!(1), &json!(old)), "{after}");
        assert_eq!(tile(&api, unit).await["value"], Value::Null, "{after}: nothing has come yet");
    }
}

#[tokio::test]
async fn the_demo_comes_and_goes_and_leaves_what_is_yours() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company_of_another_name(&api).await;
    let own = ["/calendars/main", "/teams/mine", "/kpis/my-leads", "/boards/mine/document", "/boards/mine"];
    let mut before = Vec::new();
    for path in own {
        before.push(api.get(path).await.ok());
    }
    let remove = || Answer::of(api.request(Method::DELETE, "/demo"));
    let loaded = api.post("/demo", json!(null)).await.ok();
    assert!(loaded["documents"].as_u64() > Some(50) && loaded["measurements"].as_u64() > Some(1_000), "{loaded}");
    let invented = api.get("/boards/growth").await.ok();
    assert_eq!(invented["demo"], true);
    assert_eq!(api.get("/boards").await.ok()["items"].as_array().map(Vec::len), Some(5));

    remove().await.ok();
    assert_eq!(api.get("/boards/growth").await.status, 404);
    assert_eq!(api.get("/boards").await.ok()["items"].as_array().map(Vec::len), Some(1));
    for (path, before) in own.into_iter().zip(before) {
        assert_eq!(api.get(path).await.ok(), before, "{path}");
    }
    // Again, with nothing left over from the first time.
    assert_eq!(api.post("/demo", json!(null)).await.ok(), loaded);
    assert_eq!(api.get("/boards/growth").await.ok()["sections"], invented["sections"]);
    remove().await.ok();

    // A name of yours is never taken.
    api.put(
        "/kpis/leads",
        json!({ "name": "Leads", "unit": { "type": "count" }, "direction": "higher",
                                   "rollup": "sum", "owners": ["mine"], "interval": "day" }),
    )
    .await
    .ok();
    let seq = api.last_seq().await;
    assert_eq!(api.post("/demo", json!(null)).await.status, 409);
    assert_eq!(api.last_seq().await, seq);
}

#[tokio::test]
async fn the_demo_comes_into_a_company_that_was_just_set_up() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put_at("/teams/sales", 1, json!({ "name": "Vertrieb", "side": "sales" })).await.ok();
    let loaded = api.post("/demo", json!(null)).await.ok();
    assert!(loaded["documents"].as_u64() > Some(50), "{loaded}");
    assert!(api.get("/boards/growth").await.text.contains("Vertrieb"), "your teams stay what they are");
    Answer::of(api.request(Method::DELETE, "/demo")).await.ok();
    assert_eq!(api.get("/boards").await.ok()["items"], json!([]));
    assert_eq!(api.get("/teams").await.ok()["items"].as_array().map(Vec::len), Some(2));
}

async fn found_company_of_another_name(api: &Api) {
    api.put("/calendars/main", json!({ "time_zone": "Europe/Berlin" })).await.ok();
    api.put("/teams/mine", json!({ "name": "Mine", "side": "sales" })).await.ok();
    let mut kpi = count("My leads");
    kpi["owners"] = json!(["mine"]);
    api.put("/kpis/my-leads", kpi).await.ok();
    api.put("/boards/mine", board("Mine", "quarter", &["my-leads"])).await.ok();
    api.push(json!({ "kpi": "my-leads", "value": 7 })).await;
}

#[tokio::test]
async fn a_restart_changes_nothing() {
    let mut server = Server::start("2026-11-20T09:00:00Z").await;
    server.api().post("/demo", json!(null)).await.ok();
    let paths = [
        "/boards/growth",
        "/boards/growth?period=2026-Q3",
        "/boards",
        "/kpis/leads/series?bucket=week",
        "/kpis/leads/targets",
        "/kpis/leads/feeds",
        "/kpis/leads/history",
        "/kpis",
        "/changes?since=100",
    ];
    let before = read(&server.api(), &paths).await;
    server.stop().await;
    server.resume().await;
    let after = read(&server.api(), &paths).await;
    for (path, (before, after)) in paths.iter().zip(before.iter().zip(&after)) {
        assert_eq!(before, after, "{path}");
    }
}

/// What stands at these paths, apart from when it was worked out.
async fn read(api: &Api, paths: &[&str]) -> Vec<Value> {
    let mut all = Vec::new();
    for path in paths {
        let mut body = api.get(path).await.ok();
        let object = body.as_object_mut().expect("an object");
        object.remove("revision");
        object.remove("as_of");
        all.push(body);
    }
    all
}

/// A board is not worked out anew as a whole for every push; what comes of many small steps is what one look finds.
#[tokio::test]
async fn a_board_drawn_step_by_step_is_the_board_drawn_at_once() {
    let mut server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    api.post("/demo", Value::Null).await.ok();
    for steps in [["leads", "meetings"], ["revenue-both", "email-opt-ins"], ["leads", "revenue"], ["revenue", "leads"]]
    {
        let mut stepwise = api.get("/boards/growth").await.ok();
        for (n, kpi) in steps.into_iter().enumerate() {
            api.push(json!({ "kpi": kpi, "value": n + 1 })).await;
            stepwise = api.get("/boards/growth").await.ok();
        }
        server.stop().await;
        server.resume().await;
        let at_once = api.get("/boards/growth").await.ok();
        assert_eq!(stepwise["sections"], at_once["sections"], "after {steps:?}");
    }
}
