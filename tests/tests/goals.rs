//! Goals over the API: their figures are those worked out by hand, their cascade has no circle, and they live beside boards.

use reqwest::Method;
use reqwest::header::IF_NONE_MATCH;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Live, Server, Visitor, board, count, found_company, person, rate};

/// In Berlin it is day 51 of the 92 of the fourth quarter.
const NOW: &str = "2026-11-20T09:00:00Z";

async fn start() -> (Server, Api) {
    let server = Server::start(NOW).await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/kpis/calls", count("Calls")).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 184, "reason": "two a day" })).await.ok();
    api.put("/kpis/acceptance/targets/2026-Q4", json!({ "value": 40, "reason": "plan" })).await.ok();
    api.put("/boards/growth", board("Growth", "quarter", &["leads"])).await.ok();
    (server, api)
}

fn by_kpi(name: &str, weight: i64, kpi: &str) -> Value {
    json!({ "name": name, "weight": weight, "measure": { "kind": "kpi", "kpi": kpi } })
}

fn by_hand(name: &str, weight: i64, [start, target, now]: [i64; 3]) -> Value {
    let measure =
        json!({ "kind": "manual", "unit": { "type": "count" }, "start": start, "target": target, "now": now });
    json!({ "name": name, "weight": weight, "measure": measure })
}

fn goal(name: &str, key_results: Value) -> Value {
    json!({ "name": name, "period": "2026-Q4", "owners": ["sales", "marketing"], "key_results": key_results })
}

/// A goal of one key result kept by hand.
fn simple(name: &str) -> Value {
    goal(name, json!([by_hand("Done", 1, [0, 10, 5])]))
}

/// Where and what is wrong.
fn faults(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, 422, "{}", answer.text);
    let text = |error: &Value, field: &str| error[field].as_str().expect("a text").to_owned();
    let errors = answer.json()["errors"].as_array().expect("errors").clone();
    errors.iter().map(|error| (text(error, "pointer"), text(error, "detail"))).collect()
}

fn near(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("no number: {value}"));
    assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
}

#[tokio::test]
async fn every_figure_is_the_one_worked_out_by_hand() {
    let (_server, api) = start().await;
    api.push(json!([
        { "kpi": "leads", "value": 120, "at": "2026-11-20" },
        { "kpi": "acceptance", "numerator": 39, "denominator": 100, "at": "2026-11-19" },
    ]))
    .await;
    let results = json!([
        by_kpi("184 leads", 50, "leads"),
        by_kpi("40 % accepted", 30, "acceptance"),
        by_hand("From 40 days down to 20", 20, [40, 20, 25]),
        by_kpi("Nobody has called yet", 100, "calls"),
        by_hand("Counts for nothing", 0, [0, 10, 0]),
    ]);
    let created = api.post("/boards/growth/goals", goal("Win Ärger-free  together!", results)).await;
    assert_eq!((created.status, created.etag.as_str()), (201, "\"1\""), "{}", created.text);
    assert_eq!(created.json()["slug"], "win-aerger-free-together");

    let view = api.get("/boards/growth/goals").await.ok();
    assert_eq!((&view["name"], &view["period"]["id"]), (&json!("Growth"), &json!("2026-Q4")));
    assert_eq!(view["periods"], json!(["2026-Q4", "2027-Q1", "2026", "2027"]));
    let seen = &view["goals"][0];
    let e = 51.0 / 92.0;
    near(&seen["elapsed"], e);
    let result = |index: usize| &seen["key_results"][index];

    // 184 a quarter, 51 days of 92: 102 were expected; 120 are 1.176 times that and 0.652 of the target.
    let expected = [120.0 / 102.0, 39.0 / 40.0, f64::min(0.75 / e, 1.2)];
    let progress = [120.0 / 184.0, 39.0 / 40.0, 0.75];
    for index in 0..3 {
        near(&result(index)["attainment"], expected[index]);
        near(&result(index)["progress"], progress[index]);
        near(&result(index)["share"], [50.0, 30.0, 20.0][index] / 200.0);
    }
    let statuses: Vec<_> = (0..5).map(|index| result(index)["tile"]["status"].clone()).collect();
    assert_eq!(statuses, ["ahead", "on_pace", "ahead", "no_verdict", "behind"]);
    assert_eq!(result(3)["tile"]["reason"], "no_target");
    assert_eq!((&result(3)["attainment"], &result(3)["progress"]), (&Value::Null, &Value::Null));
    assert_eq!((&result(2)["start"], &result(2)["tile"]["value"]), (&json!(40), &json!(25)));
    assert_eq!(result(2)["tile"]["direction"], "lower");
    // Only the board's own tile can be opened there.
    assert_eq!((&result(0)["board"], &result(1)["board"]), (&json!("growth"), &Value::Null));

    let weights = [50.0, 30.0, 20.0];
    let mean = |figures: [f64; 3]| (0..3).map(|i| weights[i] * figures[i]).sum::<f64>() / 100.0;
    near(&seen["attainment"], mean(expected));
    near(&seen["score"], mean(progress));
    near(&seen["weighed"], 0.5);
    assert_eq!((&seen["status"], &seen["reason"]), (&json!("ahead"), &Value::Null));
}

#[tokio::test]
async fn a_goal_says_why_it_has_no_verdict_and_judges_its_own_period() {
    let (server, api) = start().await;
    let mut next = simple("Next quarter");
    next["period"] = json!("2027-Q1");
    let mut year = simple("The year");
    year["period"] = json!("2026");
    for goal in [simple("This quarter"), next, year] {
        api.post("/boards/growth/goals", goal).await.ok();
    }
    let shown = |view: Value| -> Vec<(Value, Value, Value)> {
        let goals = view["goals"].as_array().expect("goals").clone();
        goals.iter().map(|goal| (goal["slug"].clone(), goal["status"].clone(), goal["reason"].clone())).collect()
    };
    let of = |slug: &str, status: &str, reason: Value| (json!(slug), json!(status), reason);
    // Half done: behind after 55 % of the quarter and 89 % of the year.
    let now = shown(api.get("/boards/growth/goals").await.ok());
    assert_eq!(now, [of("this-quarter", "behind", Value::Null), of("the-year", "behind", Value::Null)]);
    let then = shown(api.get("/boards/growth/goals?period=2027-Q1").await.ok());
    assert_eq!(then, [of("next-quarter", "no_verdict", json!("too_early"))]);

    server.clock().set("2027-01-01T09:00:00Z");
    let last = api.get("/boards/growth/goals?period=2026-Q4").await.ok();
    near(&last["goals"][0]["elapsed"], 1.0);
    near(&last["goals"][0]["attainment"], 0.5);
    assert_eq!(last["goals"][0]["over"], true);
    assert_eq!(api.get("/boards/growth/goals?period=2026-Q9").await.status, 400);
    assert_eq!(api.get("/boards/none/goals").await.status, 404);
}

#[tokio::test]
async fn what_cannot_be_is_told_field_by_field() {
    let (_server, api) = start().await;
    let post = async |body: Value| faults(&api.post("/boards/growth/goals", body).await);
    let pointers = |faults: Vec<(String, String)>| faults.into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>();

    let weightless = goal("All 0", json!([by_hand("A", 0, [0, 1, 0]), by_hand("B", 0, [0, 1, 0])]));
    let found = post(weightless).await;
    assert_eq!(found[0].0, "/key_results");
    assert!(found[0].1.contains("all weights are 0"), "{found:?}");
    assert_eq!(pointers(post(goal("None", json!([]))).await), ["/key_results"]);
    assert_eq!(
        pointers(post(goal("Stands", json!([by_hand("A", -1, [5, 5, 5])]))).await),
        ["/key_results/0/weight", "/key_results/0/measure/target", "/key_results"]
    );
    let mut wrong = goal(" ", json!([by_kpi("Calls", 1, "none")]));
    wrong["owners"] = json!(["nobody"]);
    wrong["parent"] = json!("none");
    wrong["period"] = json!("2026-W60");
    let found = api.post("/boards/growth/goals", wrong.clone()).await;
    assert_eq!(pointers(faults(&found)), ["/period"]);
    wrong["period"] = json!("FY27-Q1");
    let found = pointers(post(wrong).await);
    assert_eq!(found, ["/name", "/owners/0", "/key_results/0/measure/kpi", "/parent"]);
    let mut ownerless = simple("Ownerless");
    ownerless["owners"] = json!([]);
    assert_eq!(pointers(post(ownerless).await), ["/owners"]);
    assert_eq!(api.post("/boards/none/goals", simple("Nowhere")).await.status, 404);
    assert_eq!(api.get("/goals").await.ok()["items"], json!([]), "nothing was stored");
}

#[tokio::test]
async fn a_cascade_has_no_circle_and_a_board_lists_only_goals_that_are_there() {
    let (_server, api) = start().await;
    for name in ["Upper", "Middle", "Lower"] {
        api.post("/boards/growth/goals", simple(name)).await.ok();
    }
    let part_of = |name: &str, parent: &str| {
        let mut goal = simple(name);
        goal["parent"] = json!(parent);
        goal
    };
    api.put_at("/goals/lower", 1, part_of("Lower", "middle")).await.ok();
    api.put_at("/goals/middle", 1, part_of("Middle", "upper")).await.ok();
    let found = faults(&api.put_at("/goals/upper", 1, part_of("Upper", "lower")).await);
    assert_eq!(found[0].0, "/parent");
    assert!(found[0].1.contains("Upper → Lower → Middle → Upper"), "{found:?}");
    assert_eq!(faults(&api.put_at("/goals/upper", 1, part_of("Upper", "upper")).await)[0].0, "/parent");

    let seen = api.get("/boards/growth/goals").await.ok();
    let above = json!({ "goal": "upper", "name": "Upper", "period": "2026-Q4", "board": "growth" });
    assert_eq!((&seen["goals"][1]["part_of"], &seen["goals"][0]["part_of"]), (&above, &Value::Null));

    // The order is the board's; a goal that is not there is refused.
    let document = api.get("/boards/growth/document").await.ok();
    let (revision, mut turned) = (document["revision"].as_u64().expect("a revision"), document.clone());
    assert_eq!(document["goals"], json!(["upper", "middle", "lower"]));
    turned["goals"] = json!(["lower", "none"]);
    assert_eq!(faults(&api.put_at("/boards/growth", revision, turned.clone()).await)[0].0, "/goals/1");
    turned["goals"] = json!(["lower", "upper", "middle"]);
    api.put_at("/boards/growth", revision, turned).await.ok();
    let order = api.get("/boards/growth/goals").await.ok();
    assert_eq!((&order["goals"][0]["slug"], &order["goals"][1]["slug"]), (&json!("lower"), &json!("upper")));
}

#[tokio::test]
async fn an_archived_goal_leaves_every_board_and_its_parts_stand_alone() {
    let (_server, api) = start().await;
    api.put("/boards/other", board("Other", "quarter", &["leads"])).await.ok();
    api.post("/boards/growth/goals", simple("Upper")).await.ok();
    let mut other = api.get("/boards/other/document").await.ok();
    other["goals"] = json!(["upper"]);
    api.put_at("/boards/other", 1, other).await.ok();
    let mut lower = simple("Lower");
    lower["parent"] = json!("upper");
    api.post("/boards/growth/goals", lower).await.ok();
    let seq = api.last_seq().await;

    let archive = |revision: &str| {
        Answer::of(api.request(Method::DELETE, "/goals/upper").header("if-match", revision.to_owned()))
    };
    assert_eq!(archive("\"7\"").await.status, 412);
    assert_eq!(archive("\"1\"").await.status, 204);
    assert_eq!(api.get("/boards/growth/document").await.ok()["goals"], json!(["lower"]));
    assert_eq!(api.get("/boards/other/document").await.ok().get("goals"), None);
    assert_eq!(api.get("/goals/lower").await.ok().get("parent"), None);
    assert_eq!(api.get("/goals/upper").await.status, 404);
    assert!(api.last_seq().await > seq);
    assert_eq!(api.get("/goals/upper/history").await.ok()["items"].as_array().map(Vec::len), Some(2));
    // Its name is free for another goal, its slug is not: the history stays its own.
    assert_eq!(api.post("/boards/growth/goals", simple("Upper")).await.ok()["slug"], "upper-2");
    // A team that owns a goal is still needed.
    api.put("/teams/ops", json!({ "name": "Ops", "side": "other" })).await.ok();
    let mut own = simple("Ops's own");
    own["owners"] = json!(["ops"]);
    api.post("/boards/growth/goals", own).await.ok();
    let delete = Answer::of(api.request(Method::DELETE, "/teams/ops").header("if-match", "\"1\"")).await;
    assert_eq!(delete.status, 409, "{}", delete.text);
}

#[tokio::test]
async fn a_key_result_outlives_its_kpi_and_a_kpi_its_goals() {
    let (_server, api) = start().await;
    let results = json!([by_kpi("Calls", 1, "calls"), by_hand("Done", 1, [0, 10, 10])]);
    api.post("/boards/growth/goals", goal("Call", results.clone())).await.ok();
    api.push(json!({ "kpi": "calls", "value": 7 })).await;
    let delete = |path: &'static str| Answer::of(api.request(Method::DELETE, path).header("if-match", "\"1\""));
    assert_eq!(delete("/kpis/calls").await.status, 204);
    let seen = api.get("/boards/growth/goals").await.ok();
    let result = &seen["goals"][0]["key_results"][0];
    assert_eq!((&result["archived"], &result["tile"]["name"]), (&json!(true), &json!("Calls")));
    assert_eq!(result["tile"]["value"], 7);
    // The goal can still be changed; another one cannot begin with what is gone.
    api.put_at("/goals/call", 1, goal("Call on", results.clone())).await.ok();
    let begun = faults(&api.post("/boards/growth/goals", goal("Call again", results)).await);
    assert_eq!(begun[0].0, "/key_results/0/measure/kpi");

    let results = json!([by_kpi("Accepted", 1, "acceptance")]);
    api.post("/boards/growth/goals", goal("Accept", results)).await.ok();
    assert_eq!(delete("/goals/accept").await.status, 204);
    assert_eq!(api.get("/kpis/acceptance").await.status, 200);
}

#[tokio::test]
async fn a_board_tells_that_its_goals_changed_and_nothing_else() {
    let (_server, api) = start().await;
    let results = json!([by_kpi("Accepted", 1, "acceptance")]);
    api.post("/boards/growth/goals", goal("Accept", results)).await.ok();
    let etag = api.get("/boards/growth/goals").await.etag;
    let known = |etag: String| Answer::of(api.request(Method::GET, "/boards/growth/goals").header(IF_NONE_MATCH, etag));
    assert_eq!(known(etag.clone()).await.status, 304);

    let mut live = Live::open(&api, "/boards/growth/live").await;
    live.next_of("refetch").await;
    // On no tile of the board: only the goal shows it.
    api.push(json!({ "kpi": "acceptance", "numerator": 30, "denominator": 90 })).await;
    assert_eq!(live.next_of("goals").await.json(), json!({ "board": "growth" }));
    assert_eq!(known(etag.clone()).await.status, 200);
    // On a tile, and in no goal.
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    let frame = live.next().await.expect("a frame");
    assert_eq!(frame.event, "patch");
    // A new target, a new name of a team, a changed goal.
    api.put_at("/kpis/acceptance/targets/2026-Q4", 1, json!({ "value": 50, "reason": "more" })).await.ok();
    live.next_of("goals").await;
    api.put_at("/teams/sales", 1, json!({ "name": "Sellers", "side": "sales" })).await.ok();
    live.next_of("goals").await;
    assert_eq!(api.get("/boards/growth/goals").await.ok()["goals"][0]["owners"][0]["name"], "Sellers");
    api.put_at("/goals/accept", 1, simple("Accepted")).await.ok();
    live.next_of("goals").await;
}

#[tokio::test]
async fn a_joint_goal_is_changed_by_the_lead_of_either_team_and_by_nobody_else() {
    let (server, api) = start().await;
    api.put("/teams/ops", json!({ "name": "Ops", "side": "other" })).await.ok();
    for (slug, role, teams) in [
        ("viewer", "viewer", &[][..]),
        ("ops", "lead", &["ops"]),
        ("sales", "lead", &["sales"]),
        ("marketing", "lead", &["marketing"]),
    ] {
        person(&api, slug, role, teams).await;
    }
    api.post("/boards/growth/goals", simple("Joint")).await.ok();
    let mut revision = 1;
    for (slug, allowed) in [("viewer", false), ("ops", false), ("sales", true), ("marketing", true)] {
        let visitor = Visitor::signed_in(server.origin(), slug).await;
        let write = async |method: Method, path: &str, revision: u64, body: Value| {
            let request = visitor.request(method, &format!("/api/v1{path}")).header("sec-fetch-site", "same-origin");
            Answer::of(request.header("if-match", format!("\"{revision}\"")).json(&body)).await
        };
        let named = simple(&format!("Joint, as {slug} wants it"));
        let expected = if allowed { 200 } else { 403 };
        let put = write(Method::PUT, "/goals/joint", revision, named.clone()).await;
        assert_eq!(put.status, expected, "{slug}: {}", put.text);
        revision += u64::from(allowed);
        // Nobody hands a goal to teams they do not speak for, or takes it from their own.
        let mut handed = named.clone();
        handed["owners"] = json!(["ops"]);
        let hand = write(Method::PUT, "/goals/joint", revision, handed).await;
        assert_eq!(hand.status, 403, "{slug}: {}", hand.text);
        let added = write(Method::POST, "/boards/growth/goals", revision, named).await;
        assert_eq!(added.status, if allowed { 201 } else { 403 }, "{slug}: {}", added.text);
    }
    let history = api.get("/goals/joint/history").await.ok();
    assert_eq!(history["items"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_restored_board_leaves_out_the_goals_archived_since_and_says_so() {
    let (_server, api) = start().await;
    for name in ["First", "Second"] {
        api.post("/boards/growth/goals", simple(name)).await.ok();
    }
    let delete = api.request(Method::DELETE, "/goals/first").header("if-match", "\"1\"");
    assert_eq!(Answer::of(delete).await.status, 204);
    assert_eq!(api.get("/boards/growth/document").await.ok()["goals"], json!(["second"]));
    let restore = api.request(Method::POST, "/boards/growth/restore").header("if-match", "\"4\"");
    let restored = Answer::of(restore.json(&json!({ "revision": 3 }))).await.ok();
    assert_eq!((&restored["goals"], &restored["revision"]), (&json!(["second"]), &json!(4)), "that is how it stands");
    // Nothing new was written where nothing changed; what did change comes back without the archived goal.
    let mut renamed = api.get("/boards/growth/document").await.ok();
    renamed["name"] = json!("Growth, again");
    api.put_at("/boards/growth", 4, renamed).await.ok();
    let restore = api.request(Method::POST, "/boards/growth/restore").header("if-match", "\"5\"");
    let restored = Answer::of(restore.json(&json!({ "revision": 3 }))).await.ok();
    assert_eq!((&restored["goals"], &restored["name"]), (&json!(["second"]), &json!("Growth")));
    let newest = api.get("/boards/growth/history?limit=1").await.ok()["items"][0].clone();
    assert_eq!(newest["reason"], "Version 3 restored, without 1 goal that was archived since");
}
