//! How a target falls due, and how teams divide it: worked out by hand for the fourth quarter of 2026.

use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Server, count, found_company, quantity, rate};

const TARGET: &str = "/kpis/leads/targets/2026-Q4";

/// A company whose `leads` belong to both teams, on a board with `leads` as a contribution; it is day 51 of 92, and of 66
/// working days the 37th.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    let mut leads = count("Leads");
    leads["owners"] = json!(["marketing", "sales"]);
    api.put("/kpis/leads", leads).await.ok();
    api.put("/kpis/leads-marketing", count("Marketing’s leads")).await.ok();
    let tiles = json!([{ "kind": "kpi", "kpi": "leads" }, { "kind": "contribution", "kpi": "leads", "parts": ["leads-marketing"] }]);
    let sections = json!([{ "title": "All", "tiles": tiles }]);
    api.put("/boards/growth", json!({ "name": "Growth", "period": "2026-Q4", "sections": sections })).await.ok();
    (server, api)
}

fn target(value: i64, curve: Value) -> Value {
    json!({ "value": value, "curve": curve, "reason": "the plan" })
}

async fn tiles(api: &Api) -> Value {
    api.get("/boards/growth").await.ok()["sections"][0]["tiles"].clone()
}

/// What a preview says with these parameters.
async fn preview(api: &Api, query: &str) -> Value {
    api.get(&format!("{TARGET}/preview?{query}")).await.ok()
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number")).collect()
}

#[tokio::test]
async fn a_target_is_due_by_the_days_it_names() {
    let (_server, api) = start().await;
    let expected = async || quantity(&tiles(&api).await[0]["expected"]).to_string();
    api.put(TARGET, target(660, Value::Null)).await.ok();
    assert_eq!(expected().await, "365.8696", "51 of 92 days, as its KPI counts");
    let draft = preview(&api, "curve=working_days").await;
    api.put_at(TARGET, 1, target(660, json!("working_days"))).await.ok();
    assert_eq!(expected().await, "370", "37 of 66 working days");
    assert_eq!(draft["after"]["expected"], 370, "as the preview said");
    assert_eq!((&draft["counts_by"], draft["today"].as_f64()), (&json!("calendar_days"), Some(51.0 / 92.0)));
    // The plan of the contribution and of the preview are the same line: flat over weekends, up to the whole.
    let plan = numbers(&tiles(&api).await[1]["path"]["plan"]);
    assert_eq!((plan.len(), plan[50], plan[51], plan[91]), (92, 37.0 / 66.0, 37.0 / 66.0, 1.0));
    assert_eq!(numbers(&draft["plan"]), plan);
    assert_eq!(preview(&api, "").await["last"]["counts_by"], "working_days");
    // A target that says calendar days keeps to them, whatever its KPI counts by later.
    api.put_at(TARGET, 2, target(660, json!("calendar_days"))).await.ok();
    let mut leads = api.get("/kpis/leads").await.ok();
    leads["elapsed"] = json!("working_days");
    api.put_at("/kpis/leads", 1, leads).await.ok();
    assert_eq!(expected().await, "365.8696");
    assert!(numbers(&tiles(&api).await[1]["path"]["plan"]).is_empty(), "a straight line");
}

#[tokio::test]
async fn weights_of_a_quarter_are_those_of_its_months() {
    let (_server, api) = start().await;
    let draft = preview(&api, "value=2000&curve=1,1,2").await;
    api.put(TARGET, target(2000, json!([1, 1, 2]))).await.ok();
    // 51 of 92 days are 1.663 of 3 slices.
    let due = 51.0 / 92.0 * 3.0 / 4.0;
    assert_eq!(quantity(&tiles(&api).await[0]["expected"]).to_f64(), (2000.0 * due * 1e4_f64).round() / 1e4);
    assert_eq!(tiles(&api).await[0]["expected"], draft["after"]["expected"]);
    let months = api.get("/kpis/leads/series?bucket=month&from=2026-10-01&to=2026-12-31").await.ok();
    let months = months["points"].as_array().expect("months").iter().map(|month| month["target"].clone());
    assert_eq!(months.collect::<Vec<_>>(), [500, 500, 1000]);
    let stands = preview(&api, "").await;
    assert_eq!(stands["last"]["curve"], json!([1, 1, 2]), "to be said again by the next version");
    assert_eq!(stands["plan"], draft["plan"]);
}

#[tokio::test]
async fn a_curve_that_cannot_be_is_refused_at_its_field() {
    let (_server, api) = start().await;
    for (curve, says) in [
        (json!("weekends"), "working_days"),
        (json!([]), "1 to 366"),
        (json!([0, 0]), "not all 0"),
        (json!([1, -1, 1]), "none negative"),
        (json!(["much"]), "[1, 1, 2]"),
        (json!(vec![1; 367]), "1 to 366"),
        (json!({ "weights": [1] }), "[1, 1, 2]"),
    ] {
        let refused = api.put(TARGET, target(660, curve.clone())).await;
        let error = refused.json()["errors"][0].clone();
        assert_eq!((refused.status, &error["pointer"]), (422, &json!("/curve")), "{curve}");
        assert!(error["detail"].as_str().is_some_and(|detail| detail.contains(says)), "{curve}: {error}");
    }
    for curve in ["weekends", "", "1,,2", "0,0", "-1,2", "calendar_days,1"] {
        assert_eq!(api.get(&format!("{TARGET}/preview?curve={curve}")).await.status, 400, "{curve}");
    }
    assert_eq!(api.get(TARGET).await.status, 404, "nothing was written");
}

#[tokio::test]
async fn what_teams_promise_is_held_against_what_both_promised() {
    let (_server, api) = start().await;
    let before = preview(&api, "value=2100").await;
    let slugs = |view: &Value| {
        let teams = view["teams"].as_array().expect("teams").iter();
        teams.map(|part| (part["team"]["slug"].clone(), part["value"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(slugs(&before), [(json!("marketing"), Value::Null), (json!("sales"), Value::Null)]);
    assert_eq!((&before["together"], &before["gap"]), (&Value::Null, &Value::Null), "nothing is divided");

    api.put(TARGET, json!({ "value": 2100, "reason": "the plan" })).await.ok();
    let part = |value: i64| json!({ "value": value, "reason": "our part" });
    api.put(&format!("{TARGET}?team=marketing"), part(900)).await.ok();
    let mut in_the_body = part(1050);
    in_the_body["team"] = json!("sales");
    api.put(TARGET, in_the_body).await.ok();
    assert_eq!(api.get(TARGET).await.ok()["value"], 2100, "the joint target stands beside them");
    let shown = preview(&api, "").await;
    assert_eq!(slugs(&shown), [(json!("marketing"), json!(900)), (json!("sales"), json!(1050))]);
    assert_eq!((&shown["together"], &shown["gap"]), (&json!(1950), &json!(150)));
    // With a draft of either the gap is the one it would leave.
    assert_eq!(preview(&api, "value=1950").await["gap"], 0);
    let draft = preview(&api, "team=marketing&value=1200").await;
    assert_eq!((&draft["together"], &draft["gap"]), (&json!(2250), &json!(-150)));
    assert_eq!(draft["last"]["value"], 900, "what is changed is the team's");

    // A team's target is judged by what was measured as its own.
    api.push(json!([{ "kpi": "leads", "value": 2000 }, { "kpi": "leads", "value": 400, "team": "marketing" }])).await;
    let marketing = preview(&api, "team=marketing").await;
    assert_eq!(marketing["before"]["status"], "behind", "400 of 499 expected");
    assert_eq!(preview(&api, "").await["before"]["status"], "ahead");
    assert_eq!(preview(&api, "team=sales").await["before"]["reason"], "no_value");

    // One that was taken back is no part any more.
    let delete = api.request(reqwest::Method::DELETE, &format!("{TARGET}?team=sales")).header("if-match", "\"1\"");
    assert_eq!(Answer::of(delete).await.status, 204);
    assert_eq!(preview(&api, "").await["gap"], 1200);
}

#[tokio::test]
async fn levels_are_not_divided_and_one_owner_divides_nothing() {
    let (_server, api) = start().await;
    let mut acceptance = rate("Acceptance");
    acceptance["owners"] = json!(["marketing", "sales"]);
    api.put("/kpis/acceptance", acceptance).await.ok();
    let path = "/kpis/acceptance/targets/2026-Q4";
    api.put(path, json!({ "value": 60, "reason": "the plan" })).await.ok();
    api.put(&format!("{path}?team=sales"), json!({ "value": 70, "reason": "our part" })).await.ok();
    let level = api.get(&format!("{path}/preview")).await.ok();
    assert_eq!((&level["together"], &level["plan"]), (&Value::Null, &json!([])));
    assert_eq!(level["teams"][1]["value"], 70);
    let alone = api.get("/kpis/leads-marketing/targets/2026-Q4/preview").await.ok();
    assert_eq!(alone["teams"], json!([]));
}
