//! Targets as both teams agree on them: reasons, acknowledgements, closed periods, figures that are typed.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Server, Visitor, board, count, found_company, person, rate};

const TARGET: &str = "/kpis/leads/targets/2026-Q4";
const WORD: &str = "/kpis/leads/targets/2026-Q4/acknowledgement";

/// A company whose `leads` belong to both teams, with a target of 2,100.
async fn start() -> Server {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    let mut leads = count("Leads");
    leads["owners"] = json!(["marketing", "sales"]);
    api.put("/kpis/leads", leads).await.ok();
    api.put("/boards/growth", board("Growth", "2026-Q4", &["leads"])).await.ok();
    api.put(TARGET, json!({ "value": 2100, "reason": "the plan" })).await.ok();
    server
}

async fn tile(api: &Api) -> Value {
    api.get("/boards/growth").await.ok()["sections"][0]["tiles"][0].clone()
}

async fn say(api: &Api, team: &str, verdict: &str, reason: Value) -> Answer {
    api.post(WORD, json!({ "revision": 1, "team": team, "verdict": verdict, "reason": reason })).await
}

fn pointers(answer: &Answer) -> Vec<String> {
    let errors = answer.json()["errors"].clone();
    errors.as_array().into_iter().flatten().map(|error| error["pointer"].as_str().unwrap_or_default().into()).collect()
}

#[tokio::test]
async fn a_target_waits_for_each_team_until_it_says_something() {
    let server = start().await;
    let api = server.api();
    assert_eq!(tile(&api).await["waits_for"], json!(["Marketing", "Sales"]));
    let versions = say(&api, "marketing", "acknowledged", Value::Null).await.ok();
    assert_eq!(versions["items"][0]["waits_for"][0]["slug"], "sales");
    assert_eq!(versions["items"][0]["acknowledgements"][0]["team"]["slug"], "marketing");
    say(&api, "sales", "objected", json!("The webinar moved to January.")).await.ok();
    let objected = tile(&api).await;
    assert_eq!((&objected["waits_for"], &objected["objectors"]), (&json!([]), &json!(["Sales"])));
    assert_eq!(objected["target"], 2100, "a target counts either way");

    // Another word of the team replaces it; a new version is asked about anew.
    say(&api, "sales", "acknowledged", Value::Null).await.ok();
    assert_eq!(tile(&api).await["objectors"], json!([]));
    api.put_at(TARGET, 1, json!({ "value": 2300, "reason": "one more webinar" })).await.ok();
    assert_eq!(tile(&api).await["waits_for"], json!(["Marketing", "Sales"]));
    let history = api.get("/kpis/leads/targets").await.ok();
    assert_eq!(history["items"][1]["acknowledgements"].as_array().expect("a list").len(), 2);
}

#[tokio::test]
async fn acknowledgements_outlive_a_restart() {
    let mut server = start().await;
    say(&server.api(), "sales", "objected", json!("Too much.")).await.ok();
    let before = server.api().get("/kpis/leads/targets").await.ok();
    server.stop().await;
    server.resume().await;
    assert_eq!(server.api().get("/kpis/leads/targets").await.ok(), before);
    assert_eq!(tile(&server.api()).await["objectors"], json!(["Sales"]));
}

#[tokio::test]
async fn a_word_needs_a_team_that_was_asked_and_a_version_that_stands() {
    let server = start().await;
    let api = server.api();
    api.put("/teams/support", json!({ "name": "Support", "side": "other" })).await.ok();
    assert_eq!(pointers(&say(&api, "support", "acknowledged", Value::Null).await), ["/team"]);
    for mute in [Value::Null, json!(""), json!(" \u{a0}\n ")] {
        assert_eq!(pointers(&say(&api, "sales", "objected", mute).await), ["/reason"]);
    }
    assert_eq!(pointers(&say(&api, "sales", "objected", json!("x".repeat(10_000))).await), ["/reason"]);
    assert_eq!(pointers(&say(&api, "sales", "perhaps", Value::Null).await), ["/verdict"]);
    api.put_at(TARGET, 1, json!({ "value": 2300, "reason": "one more webinar" })).await.ok();
    let late = say(&api, "sales", "acknowledged", Value::Null).await;
    assert_eq!(late.status, 409, "it would be a word on a value nobody read");
    assert!(late.text.contains("Version 2"), "{}", late.text);
    let nowhere = json!({ "revision": 1, "team": "sales", "verdict": "acknowledged" });
    assert_eq!(api.post("/kpis/leads/targets/2027-Q1/acknowledgement", nowhere.clone()).await.status, 404);
    assert_eq!(api.post("/kpis/none/targets/2026-Q4/acknowledgement", nowhere).await.status, 404);
}

#[tokio::test]
async fn a_second_press_of_acknowledge_leaves_no_second_trace() {
    let server = start().await;
    let api = server.api();
    say(&api, "sales", "acknowledged", Value::Null).await.ok();
    let seq = api.last_seq().await;
    say(&api, "sales", "acknowledged", Value::Null).await.ok();
    assert_eq!(api.last_seq().await, seq);
}

#[tokio::test]
async fn a_target_needs_a_reason_that_says_something() {
    let server = start().await;
    let api = server.api();
    for mute in [Value::Null, json!("   \t\n"), json!("x".repeat(10_000))] {
        let refused = api.put_at(TARGET, 1, json!({ "value": 2300, "reason": mute })).await;
        assert_eq!((refused.status, pointers(&refused)), (422, vec!["/reason".to_owned()]));
    }
    for reason in ["  Mehr Budget 🎉  ", "سبب وجيه"] {
        let revision = api.get(TARGET).await.json()["revision"].as_u64().expect("a revision");
        api.put_at(TARGET, revision, json!({ "value": 2300 + revision, "reason": reason })).await.ok();
        assert_eq!(api.get("/kpis/leads/targets").await.ok()["items"][0]["reason"], reason.trim());
    }
}

#[tokio::test]
async fn of_two_tabs_the_second_learns_what_the_first_wrote() {
    let server = start().await;
    let api = server.api();
    api.put_at(TARGET, 1, json!({ "value": 2250, "reason": "half of them fit" })).await.ok();
    let late = api.put_at(TARGET, 1, json!({ "value": 2300, "reason": "the second webinar" })).await;
    assert_eq!((late.status, &late.json()["current"]["value"]), (412, &json!(2250)));
    let blind = api.put(TARGET, json!({ "value": 2300, "reason": "the second webinar" })).await;
    assert_eq!(blind.status, 428);
    assert_eq!(tile(&api).await["target"], 2250);
}

#[tokio::test]
async fn a_period_that_is_over_takes_only_corrections() {
    let server = start().await;
    let api = server.api();
    server.clock().set("2027-01-10T09:00:00Z");
    let change = json!({ "value": 1000, "reason": "it looks better" });
    let refused = api.put_at(TARGET, 1, change.clone()).await;
    assert_eq!((refused.status, pointers(&refused)), (422, vec!["/correction".to_owned()]));
    let taken_back = Answer::of(api.request(Method::DELETE, TARGET).header("if-match", "\"1\"")).await;
    assert_eq!(taken_back.status, 409, "{}", taken_back.text);
    let mut correction = change;
    correction["correction"] = json!(true);
    api.put_at(TARGET, 1, correction).await.ok();
    let versions = api.get("/kpis/leads/targets").await.ok();
    assert_eq!(
        (&versions["items"][0]["correction"], &versions["items"][1]["correction"]),
        (&json!(true), &json!(false))
    );
    // What nobody had agreed on may be brought along, and is no correction of anything.
    let brought = json!({ "value": 1700, "reason": "from the old spreadsheet", "correction": true });
    api.put("/kpis/leads/targets/2026-Q3", brought).await.ok();
    let versions = api.get("/kpis/leads/targets").await.ok();
    let mut items = versions["items"].as_array().expect("a list").iter();
    assert_eq!(items.find(|item| item["period"] == "2026-Q3").expect("the one brought")["correction"], false);
    for nowhere in ["2026-Q5", "2026-W54", "next"] {
        let path = format!("/kpis/leads/targets/{nowhere}");
        assert_eq!(api.put(&path, json!({ "value": 1, "reason": "plan" })).await.status, 400, "{nowhere}");
    }
}

#[tokio::test]
async fn a_preview_tells_what_a_change_would_do() {
    let server = start().await;
    let api = server.api();
    api.push(json!({ "kpi": "leads", "value": 1184 })).await;
    let preview = api.get(&format!("{TARGET}/preview?value=2300")).await.ok();
    assert_eq!((&preview["before"]["status"], &preview["after"]["status"]), (&json!("on_pace"), &json!("behind")));
    assert_eq!((&preview["after"]["expected"], &preview["counts_from"]), (&json!(1275), &json!("2026-11-20")));
    assert_eq!((&preview["previous"], &preview["next"]), (&json!("2026-Q3"), &json!("2027-Q1")));
    assert_eq!((&preview["last"]["value"], &preview["last"]["revision"]), (&json!(2100), &json!(1)));
    let later = api.get(&format!("{TARGET}/preview?value=2300&from=2026-12-01")).await.ok();
    assert_eq!(later["after"], later["before"], "it only counts from December");
    let first = api.get("/kpis/leads/targets/2027-Q1/preview").await.ok();
    assert_eq!((&first["last"], &first["counts_from"]), (&Value::Null, &json!("2027-01-01")));
    for (query, status) in [("?value=2x", 400), ("?from=tomorrow", 400)] {
        assert_eq!(api.get(&format!("{TARGET}/preview{query}")).await.status, status, "{query}");
    }
}

#[tokio::test]
async fn a_typed_figure_becomes_the_figure_of_the_period() {
    let server = start().await;
    let api = server.api();
    api.push(json!([{ "kpi": "leads", "value": 12000, "at": "2026-10-05" }, { "kpi": "leads", "value": 840 }])).await;
    let figure = |value: i64, was: Value| json!({ "period": "2026-Q4", "value": value, "was": was });
    api.post("/kpis/leads/figure", figure(13_410, json!(12_840))).await.ok();
    assert_eq!(tile(&api).await["value"], 13_410);
    // Sent again after an answer that got lost, it says the same; sent from an old page, it is refused.
    api.post("/kpis/leads/figure", figure(13_410, json!(12_840))).await.ok();
    assert_eq!(tile(&api).await["value"], 13_410);
    assert_eq!(api.post("/kpis/leads/figure", figure(13_500, json!(12_840))).await.status, 409);
    api.post("/kpis/leads/figure", figure(12_840, json!(13_410))).await.ok();
    assert_eq!(tile(&api).await["value"], 12_840);
    let past = json!({ "period": "2026-Q3", "value": 1 });
    assert_eq!(pointers(&api.post("/kpis/leads/figure", past).await), ["/period"]);
}

#[tokio::test]
async fn ratios_and_levels_are_typed_and_means_are_not() {
    let server = start().await;
    let api = server.api();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    for rollup in ["last", "average"] {
        let mut kpi = count(rollup);
        kpi["rollup"] = json!(rollup);
        api.put(&format!("/kpis/{rollup}"), kpi).await.ok();
    }
    api.put("/boards/more", board("More", "2026-Q4", &["acceptance", "last", "average"])).await.ok();
    api.push(json!({ "kpi": "acceptance", "numerator": 90, "denominator": 120, "at": "2026-10-05" })).await;
    let ratio = |numerator: i64, denominator: i64| json!({ "period": "2026-Q4", "numerator": numerator, "denominator": denominator });
    api.post("/kpis/acceptance/figure", ratio(60, 100)).await.ok();
    api.post("/kpis/last/figure", json!({ "period": "2026-Q4", "value": 7 })).await.ok();
    let tiles = api.get("/boards/more").await.ok()["sections"][0]["tiles"].clone();
    assert_eq!((&tiles[0]["value"], &tiles[0]["denominator"]), (&json!(60), &json!(100)));
    assert_eq!((&tiles[1]["value"], &tiles[1]["typeable"]), (&json!(7), &json!(true)));
    assert_eq!(tiles[2]["typeable"], false);
    assert_eq!(api.post("/kpis/average/figure", json!({ "period": "2026-Q4", "value": 7 })).await.status, 409);
    assert_eq!(
        pointers(&api.post("/kpis/acceptance/figure", json!({ "period": "2026-Q4", "value": 7 })).await),
        ["/numerator"]
    );
}

/// Priya of sales and Mira of marketing, signed in, at a server where `leads` belong to both.
async fn leads() -> (Server, Visitor, Visitor) {
    let server = start().await;
    let api = server.api();
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "mira", "lead", &["marketing"]).await;
    let priya = Visitor::signed_in(server.origin(), "priya").await;
    let mira = Visitor::signed_in(server.origin(), "mira").await;
    (server, priya, mira)
}

/// Sends JSON as a page of ours would.
async fn send(who: &Visitor, method: Method, path: &str, revision: Option<u64>, body: Value) -> Answer {
    let request = who.request(method, &format!("/api/v1{path}")).header("sec-fetch-site", "same-origin").json(&body);
    Answer::of(match revision {
        Some(revision) => request.header("if-match", format!("\"{revision}\"")),
        None => request,
    })
    .await
}

#[tokio::test]
async fn the_other_team_is_asked_and_nobody_speaks_for_another() {
    let (server, priya, mira) = leads().await;
    let api = server.api();
    let change = json!({ "value": 2300, "reason": "Autumn webinar", "asked": ["sales"] });
    send(&priya, Method::PUT, TARGET, Some(1), change).await.ok();
    assert_eq!(tile(&api).await["waits_for"], json!(["Marketing"]), "not whom the author would rather ask");
    let newest = api.get("/kpis/leads/targets").await.ok()["items"][0].clone();
    assert_eq!((&newest["by"], &newest["teams"][0]["slug"]), (&json!("PRIYA"), &json!("sales")));

    let word = |team: &str| json!({ "revision": 2, "team": team, "verdict": "acknowledged" });
    for (who, team) in [(&priya, "marketing"), (&mira, "sales")] {
        assert_eq!(send(who, Method::POST, WORD, None, word(team)).await.status, 403, "{team}");
    }
    let own = send(&priya, Method::POST, WORD, None, word("sales")).await;
    assert_eq!(pointers(&own), ["/team"], "the author's own team was not asked");
    send(&mira, Method::POST, WORD, None, word("marketing")).await.ok();
    assert_eq!(tile(&api).await["waits_for"], json!([]));
    // Somebody without a team may speak for a team that was asked: an admin, in its name.
    let objection = json!({ "revision": 2, "team": "marketing", "verdict": "objected", "reason": "Mira called." });
    api.post(WORD, objection).await.ok();
    assert_eq!(tile(&api).await["objectors"], json!(["Marketing"]));
}

#[tokio::test]
async fn a_target_of_one_team_asks_the_other_side() {
    let (server, priya, mira) = leads().await;
    let api = server.api();
    api.put("/teams/support", json!({ "name": "Support", "side": "other" })).await.ok();
    api.put("/kpis/calls", count("Calls")).await.ok();
    let path = "/kpis/calls/targets/2026-Q4";
    let body = json!({ "value": 90, "reason": "one a day" });
    assert_eq!(send(&priya, Method::PUT, path, None, body.clone()).await.status, 403, "it is marketing's");
    send(&mira, Method::PUT, path, None, body).await.ok();
    let versions = api.get("/kpis/calls/targets").await.ok();
    let waits: Vec<&str> = versions["items"][0]["waits_for"]
        .as_array()
        .expect("teams")
        .iter()
        .filter_map(|team| team["slug"].as_str())
        .collect();
    assert_eq!(waits, ["sales"], "a first target is asked about, too; those of neither side are not");
}

#[tokio::test]
async fn a_typed_figure_names_who_typed_it_until_the_source_answers() {
    let (server, _, mira) = leads().await;
    let api = server.api();
    api.push(json!({ "kpi": "leads", "value": 40 })).await;
    server.clock().set("2026-11-20T09:10:00Z");
    let figure = json!({ "period": "2026-Q4", "value": 50 });
    send(&mira, Method::POST, "/kpis/leads/figure", None, figure).await.ok();
    let typed = tile(&api).await;
    assert_eq!((&typed["source"], &typed["typed"], &typed["value"]), (&json!("MIRA"), &json!(true), &json!(50)));
    server.clock().set("2026-11-20T09:20:00Z");
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    assert_eq!(tile(&api).await["typed"], false);
}

#[tokio::test]
async fn a_form_from_before_the_calendar_changed_is_told_so() {
    let server = start().await;
    let api = server.api();
    let period = json!({ "id": "FY27-P01", "from": "2026-11-02", "to": "2026-11-30" });
    let table = json!({ "time_zone": "Europe/Berlin", "fiscal_periods": [period] });
    api.put_at("/calendars/main", 1, table).await.ok();
    let path = "/kpis/leads/targets/FY27-P01";
    api.put(path, json!({ "value": 500, "reason": "the plan", "from": "2026-11-10" })).await.ok();
    // By months, FY27-P01 is January 2027.
    api.put_at("/calendars/main", 2, json!({ "time_zone": "Europe/Berlin" })).await.ok();
    let stale = api.put_at(path, 1, json!({ "value": 600, "reason": "more", "from": "2026-11-12" })).await;
    assert_eq!((stale.status, pointers(&stale)), (422, vec!["/from".to_owned()]));
    assert!(stale.text.contains("2027-01-01 to 2027-01-31"), "{}", stale.text);
    let gone = api.put("/kpis/leads/targets/FY27-P13", json!({ "value": 1, "reason": "plan" })).await;
    assert_eq!(gone.status, 400, "{}", gone.text);
}
