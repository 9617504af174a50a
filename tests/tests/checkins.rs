//! Check-ins over the API: the agenda against a scripted history, records that stay as they were, actions until they are
//! closed, a calendar that survives a clock change.

use icalendar::{Calendar, CalendarComponent, Component};
use reqwest::Method;
use reqwest::header::IF_MATCH;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Server, Visitor, board, count, found_company, person, rate};

/// A Friday; in Berlin it is day 51 of the 92 of the fourth quarter.
const NOW: &str = "2026-11-20T09:00:00Z";
/// The Tuesday after.
const TUESDAY: &str = "2026-11-24T09:30:00Z";

/// A board of a count (ten a day are enough) and a rate (40 % are), a goal of both teams, a check-in every Tuesday.
async fn start() -> (Server, Api) {
    let server = Server::start(NOW).await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/kpis/calls", count("Calls")).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 920, "reason": "ten a day" })).await.ok();
    api.put("/kpis/acceptance/targets/2026-Q4", json!({ "value": 40, "reason": "plan" })).await.ok();
    api.push(json!([
        { "kpi": "leads", "value": 510, "key": "sum" },
        { "kpi": "acceptance", "numerator": 40, "denominator": 100 },
        { "kpi": "calls", "value": 3 },
    ]))
    .await;
    let goal = json!({ "name": "Win together", "period": "2026-Q4", "owners": ["sales", "marketing"], "key_results": [
        { "name": "Leads", "weight": 1, "measure": { "kind": "kpi", "kpi": "leads" } },
    ] });
    api.put("/goals/win", goal).await.ok();
    let mut growth = board("Growth", "quarter", &["leads", "acceptance", "calls"]);
    growth["goals"] = json!(["win"]);
    growth["check_in"] = json!({ "every": "week", "on": "tuesday", "at": "10:00", "minutes": 25 });
    api.put("/boards/growth", growth).await.ok();
    (server, api)
}

fn check_in(key: &str) -> Value {
    json!({
        "key": key, "led_by": "Lea", "present": ["Lea", "Tom"], "excused": ["Ana"],
        "goals": [{ "goal": "win", "confidence": { "sales": "high", "marketing": "low" }, "note": "Speakers first." }],
        "actions": [
            { "text": "Book speakers", "owner": "Lea", "team": "marketing", "due": "2026-11-23", "goal": "win" },
            { "text": "Call list", "owner": "Tom", "team": "sales", "due": "2026-12-04" },
        ],
    })
}

/// Where something is wrong.
fn pointers(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{}", answer.text);
    let errors = answer.json()["errors"].as_array().expect("errors").clone();
    errors.iter().map(|error| error["pointer"].as_str().expect("a pointer").to_owned()).collect()
}

/// Name, status before and status now of what changed pace.
fn changed(agenda: &Value) -> Vec<String> {
    let changes = agenda["changed"].as_array().expect("a list");
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |it: &Value| [&it["tile"]["name"], &it["before"], &it["tile"]["status"]].map(text).join(" ");
    changes.iter().map(line).collect()
}

#[tokio::test]
async fn the_agenda_writes_itself_from_what_changed() {
    let (server, api) = start().await;
    let first = api.get("/boards/growth/agenda").await.ok();
    assert_eq!(first["since"], Value::Null);
    assert_eq!(first["next"], json!({ "at": "2026-11-24T10:00:00+01:00", "minutes": 25 }));
    assert_eq!(
        changed(&first),
        ["Leads no_verdict on_pace", "Acceptance no_verdict on_pace", "Calls no_verdict no_verdict"],
        "before the first record: since the quarter began"
    );
    assert_eq!(first["goals"][0]["said"][0]["level"], Value::Null, "nobody has said anything yet");

    let held = api.post("/boards/growth/check-ins", check_in("a")).await.ok();
    assert_eq!(held["held"], "2026-11-20T09:00:00Z");
    let frozen: Vec<(&Value, &Value)> =
        held["kpis"].as_array().expect("KPIs").iter().map(|kpi| (&kpi["status"], &kpi["value"])).collect();
    assert_eq!(frozen[0], (&json!("on_pace"), &json!(510)), "with the numbers of that moment");

    server.clock().set(TUESDAY);
    api.push(json!([{ "kpi": "leads", "value": 700, "key": "sum" }, { "kpi": "acceptance", "numerator": 0, "denominator": 100 },
        { "kpi": "calls", "value": 1 }]))
        .await;
    api.put_at("/kpis/leads/targets/2026-Q4", 1, json!({ "value": 1000, "reason": "the webinar" })).await.ok();
    api.put("/kpis/calls/targets/2026-Q4", json!({ "value": 1000, "reason": "a first target" })).await.ok();
    for (kpi, revision, team) in [("leads", 2, "marketing"), ("calls", 1, "marketing")] {
        let word = json!({ "revision": revision, "team": team, "verdict": "acknowledged" });
        api.post(&format!("/kpis/{kpi}/targets/2026-Q4/acknowledgement"), word).await.ok();
    }
    let agenda = api.get("/boards/growth/agenda").await.ok();
    assert_eq!(agenda["since"], "2026-11-20T10:00:00+01:00");
    assert_eq!(
        changed(&agenda),
        ["Acceptance on_pace behind", "Calls no_verdict behind", "Leads on_pace ahead"],
        "what is worse comes first"
    );
    let targets = agenda["targets"].as_array().expect("targets");
    let of: Vec<&Value> = targets.iter().map(|it| &it["tile"]["name"]).collect();
    assert_eq!(of, ["Leads", "Calls", "Acceptance"], "what changed, what was answered, and what waits for a word");
    assert_eq!(targets[2]["version"]["waits_for"][0]["name"], "Sales");
    let version = &targets[0]["version"];
    assert_eq!(
        (&version["before"], &version["value"], &version["reason"]),
        (&json!(920), &json!(1000), &json!("the webinar"))
    );
    let late: Vec<(&Value, &Value)> =
        agenda["actions"].as_array().expect("actions").iter().map(|it| (&it["text"], &it["overdue"])).collect();
    assert_eq!(late, [(&json!("Book speakers"), &json!(1)), (&json!("Call list"), &json!(0))]);
    let said: Vec<&Value> =
        agenda["goals"][0]["said"].as_array().expect("teams").iter().map(|it| &it["level"]).collect();
    assert_eq!(said, ["high", "low"]);
    assert_eq!(agenda["next"]["at"], "2026-12-01T10:00:00+01:00", "today's was at ten");
    assert_eq!(agenda["record"]["goals"][0]["note"], "Speakers first.");
    assert_eq!((&agenda["record"]["line"]["present"], &agenda["record"]["line"]["of"]), (&json!(2), &json!(3)));

    let talk = &api.get("/boards/growth/goals").await.ok()["goals"][0]["talk"];
    assert_eq!(talk["lines"][1]["levels"], json!(["low"]));
    assert_eq!(
        (&talk["note"]["text"], &talk["actions"][0]["text"]),
        (&json!("Speakers first."), &json!("Book speakers"))
    );
    assert_eq!(api.get("/boards/growth").await.ok()["actions"].as_array().expect("actions").len(), 2);

    // The numbers go on; the record does not.
    api.post("/boards/growth/check-ins", json!({ "key": "b" })).await.ok();
    let old = api.get("/boards/growth/agenda?record=growth-2026-11-20").await.ok();
    assert_eq!(old["records"].as_array().expect("records").len(), 2);
    assert_eq!(
        (&old["record"]["kpis"][1]["status"], &old["record"]["kpis"][1]["value"]),
        (&json!("on_pace"), &json!(40))
    );
    assert_eq!(api.get("/boards/growth/agenda?record=none").await.status, 404);
    assert_eq!(api.get("/boards/none/agenda").await.status, 404);
}

#[tokio::test]
async fn a_record_is_written_once_and_stays() {
    let (_server, api) = start().await;
    // Pressed twice, at the same time and later: one record, one set of actions.
    let (one, two) = tokio::join!(
        api.post("/boards/growth/check-ins", check_in("double")),
        api.post("/boards/growth/check-ins", check_in("double"))
    );
    let (one, two) = (one.ok(), two.ok());
    assert_eq!(one, two);
    assert_eq!(api.post("/boards/growth/check-ins", check_in("double")).await.status, 200);
    assert_eq!(api.get("/check-ins").await.ok()["items"].as_array().expect("records").len(), 1);
    assert_eq!(api.get("/actions").await.ok()["items"].as_array().expect("actions").len(), 2);

    let path = "/check-ins/growth-2026-11-20";
    let stored = api.get(path).await.ok();
    for answer in [
        api.put_at(path, 1, stored.clone()).await,
        api.put("/check-ins/mine", stored.clone()).await,
        Answer::of(api.request(Method::DELETE, path).header(IF_MATCH, "\"1\"")).await,
        Answer::of(
            api.request(Method::POST, &format!("{path}/restore"))
                .header(IF_MATCH, "\"1\"")
                .json(&json!({ "revision": 1 })),
        )
        .await,
    ] {
        assert_eq!(answer.status, 403, "{}", answer.text);
        assert!(answer.text.contains("stays as it was written"), "{}", answer.text);
    }
    assert_eq!(api.get(path).await.ok(), stored);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    let (_server, api) = start().await;
    let mut wrong = check_in("wrong");
    wrong["goals"][0]["note"] = json!("x".repeat(10_000));
    wrong["goals"][0]["confidence"]["support"] = json!("high");
    wrong["actions"][0]["text"] = json!(" \u{200b} ");
    wrong["actions"][0]["due"] = json!("2026-11-19");
    wrong["actions"][1]["team"] = json!("nobody");
    wrong["actions"][1]["due"] = json!("soon");
    let refused = api.post("/boards/growth/check-ins", wrong).await;
    let mut found = pointers(&refused);
    found.sort();
    let wanted = [
        "/actions/0/due",
        "/actions/0/text",
        "/actions/1/due",
        "/actions/1/team",
        "/goals/0/confidence/support",
        "/goals/0/note",
    ];
    assert_eq!(found, wanted);
    assert!(refused.text.contains("shorten it to 2,000 characters"), "{}", refused.text);
    assert!(api.get("/actions").await.ok()["items"].as_array().expect("actions").is_empty(), "all or nothing");
    let elsewhere = json!({ "key": "k", "goals": [{ "goal": "other" }] });
    assert_eq!(pointers(&api.post("/boards/growth/check-ins", elsewhere).await), ["/goals/0/goal"]);
    let sure = json!({ "key": "k", "goals": [{ "goal": "win", "confidence": { "sales": "very" } }] });
    assert_eq!(pointers(&api.post("/boards/growth/check-ins", sure).await), ["/goals/0/confidence/sales"]);

    for (cadence, pointer) in [
        (json!({ "rule": "FREQ=YEARLY", "from": "2026-10-06", "at": "10:00", "minutes": 25 }), "/check_in/rule"),
        (json!({ "rule": "FREQ=WEEKLY", "at": "10:00", "minutes": 25 }), "/check_in/from"),
        (
            json!({ "rule": "FREQ=WEEKLY", "every": "week", "on": "friday", "from": "2026-10-06", "at": "10:00", "minutes": 25 }),
            "/check_in",
        ),
        (json!({ "every": "week", "at": "10:00", "minutes": 25 }), "/check_in/on"),
        (json!({ "every": "week", "on": "friday", "at": "25:00", "minutes": 25 }), "/check_in/at"),
        (json!({ "every": "week", "on": "friday", "at": "10:00", "minutes": 0 }), "/check_in/minutes"),
    ] {
        let mut body = board("Growth", "quarter", &["leads"]);
        body["check_in"] = cadence.clone();
        let found = pointers(&api.put_at("/boards/growth", 1, body).await);
        assert!(found.contains(&pointer.to_owned()), "{cadence}: {found:?}");
    }
}

#[tokio::test]
async fn an_action_stays_until_somebody_who_may_closes_it() {
    let (server, api) = start().await;
    person(&api, "tom", "viewer", &["sales"]).await;
    person(&api, "ana", "viewer", &["sales"]).await;
    person(&api, "lea", "lead", &["marketing"]).await;
    person(&api, "sam", "lead", &["sales"]).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let body = check_in("by lea");
    let hold = lea.request(Method::POST, "/api/v1/boards/growth/check-ins").header("sec-fetch-site", "same-origin");
    let held = Answer::of(hold.json(&body)).await.ok();
    let ana = Visitor::signed_in(server.origin(), "ana").await;
    let hold = ana.request(Method::POST, "/api/v1/boards/growth/check-ins").header("sec-fetch-site", "same-origin");
    assert_eq!(Answer::of(hold.json(&check_in("by ana"))).await.status, 403, "a viewer holds no check-in");

    let slug = held["actions"][1].as_str().expect("a slug").to_owned();
    let action = api.get(&format!("/actions/{slug}")).await.ok();
    assert_eq!(action["owner"], "tom", "a name that is somebody's is that person");
    let put = |who: &Visitor, revision: u64, change: Value| {
        let mut body = action.clone();
        body.as_object_mut().expect("a document").extend(change.as_object().expect("fields").clone());
        let request = who.request(Method::PUT, &format!("/api/v1/actions/{slug}"));
        Answer::of(
            request.header("sec-fetch-site", "same-origin").header(IF_MATCH, format!("\"{revision}\"")).json(&body),
        )
    };
    let done = || json!({ "state": "done" });
    assert_eq!(put(&ana, 1, done()).await.status, 403, "somebody else's");
    assert_eq!(put(&lea, 1, done()).await.status, 403, "the other team's");
    let tom = Visitor::signed_in(server.origin(), "tom").await;
    put(&tom, 1, json!({ "due": "2026-12-08" })).await.ok();
    let sam = Visitor::signed_in(server.origin(), "sam").await;
    assert_eq!(pointers(&put(&sam, 2, json!({ "state": "dropped", "why": " " })).await), ["/why"]);
    put(&sam, 2, done()).await.ok();
    let open = api.get("/boards/growth").await.ok()["actions"].clone();
    assert_eq!(open.as_array().expect("actions").len(), 1, "{open}");
    let agreed = api.get("/boards/growth/agenda").await.ok()["record"]["actions"].clone();
    assert_eq!((&agreed[1]["state"], &agreed[1]["done"]), (&json!("done"), &json!("2026-11-20")));
    put(&sam, 3, json!({ "state": "open" })).await.ok();
    let fresh = json!({ "board": "growth", "text": "Mine", "owner": "ana", "team": "sales", "due": "2026-12-01" });
    let request = ana.request(Method::PUT, "/api/v1/actions/mine").header("sec-fetch-site", "same-origin");
    assert_eq!(Answer::of(request.json(&fresh)).await.status, 403, "a viewer promises nothing for a team");
}

#[tokio::test]
async fn who_writes_down_what_another_team_says_stands_beside_it() {
    let (server, api) = start().await;
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "lea", "admin", &[]).await;
    let priya = Visitor::signed_in(server.origin(), "priya").await;
    let hold = async |by: &Visitor, key: &str, more: Value| {
        let mut body =
            json!({ "key": key, "goals": [{ "goal": "win", "confidence": { "sales": "high", "marketing": "high" } }] });
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let request = by.request(Method::POST, "/api/v1/boards/growth/check-ins");
        Answer::of(request.header("sec-fetch-site", "same-origin").json(&body)).await
    };
    let forged = hold(&priya, "a", json!({ "by": "@lea" })).await;
    assert_eq!(pointers(&forged), ["/by"], "the server signs");
    let record = hold(&priya, "a", json!({ "led_by": "LEA" })).await.ok();
    assert_eq!((&record["by"], &record["by_teams"]), (&json!("@priya"), &json!(["sales"])));
    let said = async || {
        let agenda = api.get("/boards/growth/agenda").await.ok();
        let said = agenda["record"]["goals"][0]["said"].as_array().expect("two").clone();
        said.iter().map(|said| (said["team"]["slug"].clone(), said["noted_by"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(said().await, [(json!("sales"), Value::Null), (json!("marketing"), json!("PRIYA"))]);
    assert!(
        api.get("/boards/growth/check-ins.ics")
            .await
            .text
            .replace("\r\n ", "")
            .contains("Marketing: high (noted by PRIYA)")
    );

    // Whom she speaks for later changes nothing of it; who speaks for no team notes what both say.
    api.put_at(
        "/people/priya",
        1,
        json!({ "name": "PRIYA", "email": "priya@halden.example", "role": "lead", "teams": ["marketing"] }),
    )
    .await
    .ok();
    assert_eq!(said().await[0].1, Value::Null);
    server.clock().set(TUESDAY);
    hold(&Visitor::signed_in(server.origin(), "lea").await, "b", json!({})).await.ok();
    assert_eq!(said().await, [(json!("sales"), json!("LEA")), (json!("marketing"), json!("LEA"))]);
}

#[tokio::test]
async fn a_calendar_has_a_token_that_reads_nothing_else() {
    let (server, api) = start().await;
    api.put("/boards/retention", board("Care, share; and more", "quarter", &["leads"])).await.ok();
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "ana", "viewer", &[]).await;
    let new = async |who: &str, board: &str| {
        let visitor = Visitor::signed_in(server.origin(), who).await;
        let request = visitor.request(Method::POST, "/api/v1/tokens").header("sec-fetch-site", "same-origin");
        Answer::of(request.json(&json!({ "name": board, "scope": { "can": "feed", "board": board } }))).await
    };
    assert_eq!(new("ana", "growth").await.status, 403);
    assert_eq!(pointers(&new("priya", "none").await), ["/scope/board"]);
    let token = new("priya", "retention").await.ok()["secret"].as_str().expect("a secret").to_owned();
    let feed = |board: &str| format!("/api/v1/boards/{board}/check-ins.ics?token={token}");
    let calendar = api.page(&feed("retention")).await;
    assert_eq!(calendar.status, 200, "{}", calendar.text);
    let lines: Vec<&str> = calendar.text.lines().collect();
    for line in ["VERSION:2.0", "PRODID:-//Tandem//Check-ins//EN", r"NAME:Check-ins: Care\, share\; and more"] {
        assert!(lines.contains(&line), "{line} in {lines:?}");
    }
    assert_eq!(api.page(&feed("growth")).await.status, 403);
    let subscriber = Api::with_token(server.origin(), &token);
    for path in [
        "/boards",
        "/boards/retention",
        "/boards/retention/agenda",
        "/people",
        "/changes",
        "/me",
        "/live?boards=retention",
    ] {
        assert_eq!(subscriber.get(path).await.status, 403, "{path}");
    }
    assert_eq!(subscriber.post("/values", json!({ "kpi": "leads", "value": 1 })).await.status, 403);
}

#[tokio::test]
async fn the_calendar_is_read_back_across_a_clock_change() {
    let (mut server, api) = start().await;
    api.post("/boards/growth/check-ins", check_in("a")).await.ok();
    person(&api, "lea", "admin", &[]).await;
    let path = "/api/v1/boards/growth/check-ins.ics";
    assert_eq!(api.page(path).await.status, 401, "once there are accounts");
    let token =
        api.post("/tokens", json!({ "name": "Calendar", "scope": { "can": "feed", "board": "growth" } })).await.ok();
    let token = token["secret"].as_str().expect("a secret").to_owned();
    server.clock().set("2026-11-20T09:05:00Z");
    let feed = || async { api.page(&format!("{path}?token={token}")).await };
    let answer = feed().await;
    assert_eq!((answer.status, answer.content_type.as_str()), (200, "text/calendar; charset=utf-8"));
    assert_eq!(answer.text, feed().await.text, "it changes with the check-ins, not with the time it is read");
    assert!(answer.text.lines().all(|line| line.len() <= 75), "lines are folded");
    let calendar: Calendar = answer.text.parse().expect("a calendar");
    let events: Vec<_> = calendar
        .components
        .iter()
        .map(|component| match component {
            CalendarComponent::Event(event) => event.clone(),
            other => panic!("no event: {other:?}"),
        })
        .collect();
    let text = |event: &icalendar::Event, name: &str| event.property_value(name).unwrap_or_default().to_owned();
    let begins: Vec<String> = events.iter().map(|event| text(event, "DTSTART")).collect();
    assert_eq!(begins[..3], ["20261120T083500Z", "20261124T090000Z", "20261201T090000Z"]);
    // Ten in Berlin, before and after the clocks go forward on 28 March.
    let spring: Vec<&String> = begins.iter().filter(|begin| begin.as_str() > "20270320").take(2).collect();
    assert_eq!(spring, ["20270323T090000Z", "20270330T080000Z"]);
    assert_eq!(text(&events[1], "DTEND"), "20261124T092500Z");
    let record = text(&events[0], "DESCRIPTION");
    assert!(
        record.contains("Win together") && record.contains("Sales: high") && record.contains("Call list"),
        "{record}"
    );
    let mut uids: Vec<String> = events.iter().map(|event| text(event, "UID")).collect();
    let planned = uids[1].clone();
    assert!(events.iter().all(|event| !text(event, "DTSTAMP").is_empty()));
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), events.len());
    server.clock().set("2026-11-24T09:22:00Z");
    api.post("/boards/growth/check-ins", json!({ "key": "b" })).await.ok();
    assert!(feed().await.text.contains(&planned), "held, it keeps the UID it was planned with");
    // The use of a token is noted behind its answer.
    server.stop().await;
}

#[tokio::test]
async fn a_cadence_is_tried_before_it_is_set() {
    let (_server, api) = start().await;
    let coming = async |query: &str| api.get(&format!("/cadence?{query}")).await;
    let next = coming("every=two_weeks&on=monday&at=09:15&minutes=40&from=2026-11-23").await.ok();
    let times: Vec<&Value> = next["next"].as_array().expect("three").iter().map(|it| &it["at"]).collect();
    assert_eq!(times, ["2026-11-23T09:15:00+01:00", "2026-12-07T09:15:00+01:00", "2026-12-21T09:15:00+01:00"]);
    let rule = coming("rule=FREQ%3DMONTHLY%3BBYDAY%3D-1FR&from=2026-11-01&at=15:00&minutes=30").await.ok();
    assert_eq!(rule["next"][0]["at"], "2026-11-27T15:00:00+01:00");
    let wrong = coming("every=week&at=25:00&minutes=1").await;
    assert_eq!(pointers(&wrong), ["/check_in/on", "/check_in/minutes", "/check_in/at"]);
    assert_eq!(coming("every=daily&at=10:00&minutes=30").await.status, 400);
}
