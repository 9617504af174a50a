//! The targets of a year as one change: one reason, one commit, all of them or none.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Server, Visitor, board, count, found_company, person, rate};

/// Leads of both teams and a rate of sales' on the board `growth`, with a target for the running quarter and the one before.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    let mut leads = count("Leads");
    leads["owners"] = json!(["marketing", "sales"]);
    api.put("/kpis/leads", leads).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "acceptance"])).await.ok();
    for (period, value) in [("2026-Q3", 1800), ("2026-Q4", 2100)] {
        let body = json!({ "value": value, "reason": "the plan", "curve": [1, 2, 3] });
        api.put(&format!("/kpis/leads/targets/{period}"), body).await.ok();
    }
    (server, api)
}

fn target(kpi: &str, period: &str, value: impl Into<Value>, revision: Option<u64>) -> Value {
    json!({ "kpi": kpi, "period": period, "value": value.into(), "revision": revision })
}

async fn send(api: &Api, targets: Value) -> Answer {
    api.post("/targets", json!({ "reason": "  the new plan ", "targets": targets })).await
}

fn pointers(answer: &Answer) -> Vec<String> {
    let errors = answer.json()["errors"].clone();
    errors.as_array().into_iter().flatten().map(|error| error["pointer"].as_str().unwrap_or_default().into()).collect()
}

/// The cell of a row and period.
fn cell(sheet: &Value, kpi: &str, team: &Value, period: &str) -> Value {
    let column = sheet["periods"].as_array().expect("columns").iter().position(|column| column["id"] == period);
    let mut rows = sheet["rows"].as_array().expect("rows").iter();
    let row = rows.find(|row| row["kpi"] == kpi && row["team"]["slug"] == *team).expect("a row");
    row["cells"][column.expect("a column")].clone()
}

#[tokio::test]
async fn the_sheet_shows_every_target_of_the_year_and_of_the_year_before() {
    let (_server, api) = start().await;
    api.put("/kpis/leads/targets/2025-Q4", json!({ "value": 1500, "reason": "brought along" })).await.ok();
    let sheet = api.get("/boards/growth/targets").await.ok();
    assert_eq!((&sheet["year"], &sheet["previous"], &sheet["next"]), (&json!("2026"), &json!("2025"), &json!("2027")));
    let columns: Vec<(&str, &str, bool)> = sheet["periods"]
        .as_array()
        .expect("columns")
        .iter()
        .map(|column| {
            let text = |field: &str| column[field].as_str().expect("a text");
            (text("id"), text("unit"), column["over"].as_bool().expect("a verdict"))
        })
        .collect();
    assert_eq!(columns.len(), 17);
    assert_eq!(columns[9..11], [("2026-10", "month", true), ("2026-11", "month", false)]);
    assert_eq!(columns[14..], [("2026-Q3", "quarter", true), ("2026-Q4", "quarter", false), ("2026", "year", false)]);
    let rows: Vec<(&Value, &Value)> =
        sheet["rows"].as_array().expect("rows").iter().map(|row| (&row["kpi"], &row["team"]["slug"])).collect();
    let (leads, acceptance, sales) = (json!("leads"), json!("acceptance"), json!("sales"));
    assert_eq!(
        rows,
        [
            (&leads, &Value::Null),
            (&leads, &json!("marketing")),
            (&leads, &sales),
            (&acceptance, &Value::Null),
            (&acceptance, &sales)
        ]
    );
    let q4 = cell(&sheet, "leads", &Value::Null, "2026-Q4");
    assert_eq!((&q4["value"], &q4["revision"], &q4["last_year"]), (&json!(2100), &json!(1), &json!(1500)));
    assert_eq!(api.get("/boards/growth/targets?period=FY27-Q1").await.ok()["year"], "FY27");
    assert_eq!(api.get("/boards/growth/targets?period=2026-W53").await.ok()["year"], "2026", "most of it lies there");
    assert_eq!(api.get("/boards/none/targets").await.status, 404);
    assert_eq!(api.get("/boards/growth/targets?period=2026-Q5").await.status, 400);
}

#[tokio::test]
async fn many_targets_are_one_change_with_one_reason() {
    let (server, api) = start().await;
    server.clock().set("2026-11-20T10:00:00Z");
    let before = api.last_seq().await;
    let mut of_sales = target("leads", "2027-Q1", 900, None);
    of_sales["team"] = json!("sales");
    let targets =
        json!([target("leads", "2026-Q4", 2300, Some(1)), target("leads", "2027-Q1", "2000", None), of_sales]);
    let done = send(&api, targets.clone()).await.ok();
    assert_eq!(done["changed"], 3);
    let versions = api.get("/kpis/leads/targets").await.ok();
    for (at, period) in [(0, "2026-Q4"), (1, "2027-Q1"), (2, "2027-Q1")] {
        let version = &versions["items"][at];
        assert_eq!((&version["reason"], &version["period"]), (&json!("the new plan"), &json!(period)), "{version}");
        assert_eq!(version["waits_for"].as_array().map(Vec::len), Some(2), "asked as for a single one");
    }
    let target = api.get("/kpis/leads/targets/2026-Q4").await.ok();
    assert_eq!((&target["curve"], &target["from"]), (&json!([1, 2, 3]), &json!("2026-11-20")), "its curve stays");
    let sheet = api.get("/boards/growth/targets?period=2027").await.ok();
    assert_eq!(cell(&sheet, "leads", &json!("sales"), "2027-Q1")["value"], 900);

    // Sent again after an answer that got lost, it says the same.
    let after = api.last_seq().await;
    assert!(after > before);
    assert_eq!(send(&api, targets).await.ok()["changed"], 0);
    assert_eq!(api.last_seq().await, after);
}

#[tokio::test]
async fn all_of_them_or_none_and_every_fault_points_to_its_row() {
    let (server, api) = start().await;
    let before = api.last_seq().await;
    let mut nobody = target("leads", "2027-Q2", 5, None);
    nobody["team"] = json!("support");
    let mut elsewhere = target("leads", "2027-Q3", 5, None);
    elsewhere["from"] = json!("2026-01-01");
    let good = target("leads", "2027-Q1", 2000, None);
    let refused = send(
        &api,
        json!([
            good,
            target("lead", "2027-Q1", 1, None),
            target("leads", "2027-Q5", 1, None),
            target("leads", "2026-W54", 1, None),
            target("leads", "2027-Q4", -1, None),
            nobody,
            elsewhere,
            good
        ]),
    )
    .await;
    assert_eq!(refused.status, 422);
    let at = ["1/kpi", "2/period", "3/period", "4/value", "5/team", "6/from", "7"].map(|at| format!("/targets/{at}"));
    assert_eq!(pointers(&refused), at);
    for mute in [Value::Null, json!(" \u{a0}\n "), json!("x".repeat(10_000))] {
        let refused = api.post("/targets", json!({ "reason": mute, "targets": [good] })).await;
        assert_eq!((refused.status, pointers(&refused)), (422, vec!["/reason".to_owned()]));
    }
    let unread = send(&api, json!([target("leads", "2027-Q1", "2,000", None)])).await;
    assert_eq!((unread.status, pointers(&unread)), (422, vec!["/targets/0/value".to_owned()]));
    assert_eq!(send(&api, json!(vec![good.clone(); 2_001])).await.status, 413);
    assert_eq!(api.last_seq().await, before, "nothing was stored");

    // A closed period takes corrections only, and its target is not taken back.
    let correct = |value: Value, correction: bool| {
        let mut target = target("leads", "2026-Q3", value, Some(1));
        target["correction"] = json!(correction);
        json!([good, target])
    };
    let over = send(&api, correct(json!(1700), false)).await;
    assert_eq!((over.status, pointers(&over)), (422, vec!["/targets/1/correction".to_owned()]));
    let gone = send(&api, correct(Value::Null, true)).await;
    assert_eq!((gone.status, pointers(&gone)), (422, vec!["/targets/1/value".to_owned()]));
    send(&api, correct(json!(1700), true)).await.ok();
    assert_eq!(api.get("/kpis/leads/targets/2026-Q3").await.ok()["correction"], true);
    server.clock().set("2026-11-21T09:00:00Z");
    assert_eq!(send(&api, json!([target("leads", "2026-Q4", Value::Null, Some(1))])).await.ok()["changed"], 1);
    assert_eq!(api.get("/kpis/leads/targets/2026-Q4").await.status, 404, "an empty cell takes its target back");
    assert_eq!(api.get("/kpis/leads/targets").await.ok()["items"][0]["reason"], "the new plan");
}

#[tokio::test]
async fn whoever_was_faster_is_named_row_by_row() {
    let (_server, api) = start().await;
    api.put_at("/kpis/leads/targets/2026-Q4", 1, json!({ "value": 2250, "reason": "half of them fit" })).await.ok();
    api.put("/kpis/leads/targets/2027-Q1", json!({ "value": 2400, "reason": "from the plan" })).await.ok();
    let before = api.last_seq().await;
    let late = send(
        &api,
        json!([
            target("leads", "2027-Q2", 2500, None),
            target("leads", "2026-Q4", 2300, Some(1)),
            target("leads", "2027-Q1", 2300, None)
        ]),
    )
    .await;
    assert_eq!((late.status, pointers(&late)), (412, vec!["/targets/1/revision".into(), "/targets/2/revision".into()]));
    let current = late.json()["current"].clone();
    assert_eq!((&current[0]["value"], &current[0]["revision"]), (&json!(2250), &json!(2)));
    assert_eq!(api.last_seq().await, before, "nothing was stored");
    let sheet = api.get("/boards/growth/targets").await.ok();
    assert_eq!(cell(&sheet, "leads", &Value::Null, "2026-Q4")["by"], "admin");
}

#[tokio::test]
async fn one_foreign_target_refuses_them_all() {
    let (server, api) = start().await;
    person(&api, "mira", "lead", &["marketing"]).await;
    person(&api, "vera", "viewer", &[]).await;
    server.clock().set("2026-11-20T10:00:00Z");
    let before = api.last_seq().await;
    let own = target("leads", "2027-Q1", 2000, None);
    let foreign = target("acceptance", "2027-Q1", 70, None);
    let ask = async |who: &Visitor, targets: Value| {
        let request = who.request(Method::POST, "/api/v1/targets").header("sec-fetch-site", "same-origin");
        Answer::of(request.json(&json!({ "reason": "the plan", "targets": targets }))).await
    };
    let (mira, vera) =
        (Visitor::signed_in(server.origin(), "mira").await, Visitor::signed_in(server.origin(), "vera").await);
    let refused = ask(&mira, json!([own, foreign])).await;
    assert_eq!((refused.status, pointers(&refused)), (403, vec!["/targets/1".to_owned()]));
    assert_eq!(ask(&vera, json!([own])).await.status, 403);
    assert_eq!(api.last_seq().await, before, "nothing was stored");
    assert_eq!(ask(&mira, json!([own])).await.ok()["changed"], 1);
    let waits = api.get("/kpis/leads/targets").await.ok()["items"][0]["waits_for"].clone();
    assert_eq!((waits.as_array().map(Vec::len), &waits[0]["slug"]), (Some(1), &json!("sales")));
}

fn figure(kpi: &str, day: &str, value: impl Into<Value>, was: impl Into<Value>) -> Value {
    json!({ "kpi": kpi, "day": day, "value": value.into(), "was": was.into() })
}

/// What the KPIs of the board measured on a day, by the sheet.
async fn measured(api: &Api, day: &str) -> Vec<Value> {
    let sheet = api.get(&format!("/boards/growth/values?period={}", &day[..7])).await.ok();
    let at = sheet["days"].as_array().expect("days").iter().position(|known| known == day).expect("a day");
    sheet["rows"].as_array().expect("rows").iter().map(|row| row["days"][at].clone()).collect()
}

#[tokio::test]
async fn typed_figures_become_the_figures_of_their_days() {
    let (server, api) = start().await;
    let mut open_deals = count("Open deals");
    open_deals["rollup"] = json!("last");
    let mut size = count("Deal size");
    size["rollup"] = json!("average");
    api.put("/kpis/open", open_deals).await.ok();
    api.put("/kpis/size", size).await.ok();
    api.put_at("/boards/growth", 1, board("Growth", "quarter", &["leads", "acceptance", "open", "size"])).await.ok();
    api.push(json!([
        { "kpi": "leads", "value": 12, "at": "2026-11-18", "key": "crm-18" },
        { "kpi": "size", "value": 7, "at": "2026-11-18" },
        { "kpi": "acceptance", "numerator": 9, "denominator": 12, "at": "2026-11-18" }
    ]))
    .await;
    let ratio = |numerator: i64, denominator: i64, was: Value| json!({ "kpi": "acceptance", "day": "2026-11-18", "numerator": numerator, "denominator": denominator, "was": was });
    let figures = json!([
        figure("leads", "2026-11-18", 15, 12),
        figure("leads", "2026-11-19", "7", Value::Null),
        ratio(5, 10, json!(75)),
        figure("open", "2026-11-18", 40, Value::Null),
        figure("size", "2026-11-19", 3, Value::Null)
    ]);
    assert_eq!(api.post("/figures", figures.clone()).await.ok()["accepted"], 5);
    let day = measured(&api, "2026-11-18").await;
    assert_eq!((&day[0]["value"], &day[2]["value"], &day[3]["value"]), (&json!(15), &json!(40), &json!(7)));
    assert_eq!((&day[1]["numerator"], &day[1]["denominator"], &day[1]["value"]), (&json!(5), &json!(10), &json!(50)));
    assert_eq!(measured(&api, "2026-11-19").await[0]["value"], 7);
    // Sent again after an answer that got lost, nothing is measured twice.
    let before = api.last_seq().await;
    assert_eq!(api.post("/figures", figures).await.ok()["accepted"], 0);
    assert_eq!(api.last_seq().await, before);
    let sheet = api.get("/boards/growth/values?period=2026-Q4").await.ok();
    assert_eq!((&sheet["month"], &sheet["next"]), (&json!("2026-11"), &Value::Null));
    assert_eq!((sheet["days"].as_array().map(Vec::len), &sheet["rows"][0]["sources"]), (Some(20), &json!(["admin"])));
    assert_eq!(api.get("/boards/growth/values?period=2026-Q3").await.ok()["next"], "2026-10");

    // All of them or none.
    let refused = api
        .post(
            "/figures",
            json!([
                figure("leads", "2026-11-17", 1, Value::Null),
                figure("lead", "2026-11-17", 1, Value::Null),
                figure("leads", "2026-11-21", 1, Value::Null),
                figure("leads", "soon", 1, Value::Null),
                figure("acceptance", "2026-11-17", 1, Value::Null),
                figure("size", "2026-11-18", 1, 7),
                figure("open", "2026-11-17", Value::Null, Value::Null),
                figure("leads", "2026-11-17", 1, Value::Null)
            ]),
        )
        .await;
    assert_eq!(refused.status, 422);
    let at = ["1/kpi", "2/day", "3/day", "4/numerator", "5/value", "6/value", "7"].map(|at| format!("/{at}"));
    assert_eq!(pointers(&refused), at);
    // A source was faster: what somebody read is no longer there.
    api.push(json!([{ "kpi": "leads", "value": 20, "at": "2026-11-18", "key": "crm-18" }])).await;
    let stale = json!([figure("leads", "2026-11-17", 1, Value::Null), figure("leads", "2026-11-18", 16, 15)]);
    let late = api.post("/figures", stale).await;
    assert_eq!((late.status, pointers(&late)), (409, vec!["/1/was".to_owned()]));
    assert_eq!(measured(&api, "2026-11-17").await[0]["value"], Value::Null, "nothing was stored");
    assert_eq!(measured(&api, "2026-11-18").await[0]["value"], 23);

    person(&api, "mira", "lead", &["marketing"]).await;
    let mira = Visitor::signed_in(server.origin(), "mira").await;
    let request = mira.request(Method::POST, "/api/v1/figures").header("sec-fetch-site", "same-origin");
    let foreign = json!([figure("leads", "2026-11-17", 1, Value::Null), ratio(1, 2, json!(50))]);
    assert_eq!(Answer::of(request.json(&foreign)).await.status, 403);
}
