//! A real marketing-to-sales funnel goes in over HTTP, day by day, and its known facts come out: by month, by origin, on
//! the board and in the series, exactly.
//!
//! The facts were computed independently of this project. The data is not part of it: without it the test says so.

use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use tandem_shared::Quantity;
use tandem_tests::{Api, Server, quantity};

/// Origin as written in the data, leads, won deals.
const ORIGINS: [(&str, i64, i64); 11] = [
    ("organic search", 2_296, 271),
    ("paid search", 1_586, 195),
    ("social", 1_350, 75),
    ("unknown", 1_099, 179),
    ("direct traffic", 499, 56),
    ("email", 493, 15),
    ("referral", 284, 24),
    ("other", 150, 4),
    ("display", 118, 6),
    ("other publicities", 65, 3),
    ("", 60, 14),
];

const LEADS_BY_MONTH: [(&str, i64); 12] = [
    ("2017-06", 4),
    ("2017-07", 239),
    ("2017-08", 386),
    ("2017-09", 312),
    ("2017-10", 416),
    ("2017-11", 445),
    ("2017-12", 200),
    ("2018-01", 1_141),
    ("2018-02", 1_028),
    ("2018-03", 1_174),
    ("2018-04", 1_352),
    ("2018-05", 1_303),
];

const WON_BY_MONTH: [(&str, i64); 12] = [
    ("2017-12", 3),
    ("2018-01", 73),
    ("2018-02", 113),
    ("2018-03", 147),
    ("2018-04", 207),
    ("2018-05", 122),
    ("2018-06", 57),
    ("2018-07", 37),
    ("2018-08", 33),
    ("2018-09", 23),
    ("2018-10", 21),
    ("2018-11", 6),
];

/// Sum of the declared monthly revenue of all deals: nearly all 0, one of 50 million.
const DECLARED_REVENUE: i64 = 61_784_006;

/// What is pushed: KPI and day, and the amount of it.
type Sums = BTreeMap<(String, String), Quantity>;

/// The name of an origin in addresses.
fn slug(origin: &str) -> String {
    if origin.is_empty() { "blank".to_owned() } else { origin.replace(' ', "-") }
}

/// The rows of a file of the data, as maps from column to text.
fn rows(file: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    reader.deserialize().map(|row| row.expect("a row like the others")).collect()
}

/// Leads and deals per day, in all and by origin.
fn daily_sums(folder: &Path) -> Sums {
    let mut sums = Sums::new();
    let mut add = |kpi: &str, day: &str, amount: Quantity| {
        let sum = sums.entry((kpi.to_owned(), day.to_owned())).or_default();
        *sum = sum.checked_add(amount).expect("far below the limit");
    };
    let mut origin_of = HashMap::new();
    for lead in rows(&folder.join("leads.csv")) {
        let origin = slug(&lead["origin"]);
        for kpi in ["leads", &format!("leads-{origin}")] {
            add(kpi, &lead["first_contact_date"], whole(1));
        }
        origin_of.insert(lead["mql_id"].clone(), origin);
    }
    for deal in rows(&folder.join("deals.csv")) {
        let (day, _time) = deal["won_date"].split_once(' ').expect("date and time");
        for kpi in ["won", &format!("won-{}", origin_of[&deal["mql_id"]])] {
            add(kpi, day, whole(1));
        }
        add("declared-revenue", day, deal["declared_monthly_revenue"].parse().expect("an amount"));
    }
    sums
}

fn whole(number: i64) -> Quantity {
    Quantity::from_whole(number).expect("far below the limit")
}

/// Teams, KPIs and the board, which splits leads and deals by origin.
async fn set_up(api: &Api) {
    api.put("/calendars/main", json!({ "time_zone": "America/Sao_Paulo" })).await.ok();
    api.put("/teams/marketing", json!({ "name": "Marketing", "side": "marketing" })).await.ok();
    api.put("/teams/sales", json!({ "name": "Sales", "side": "sales" })).await.ok();
    let kpi = |name: &str, owner: &str, unit: Value| {
        json!({ "name": name, "unit": unit, "direction": "higher", "rollup": "sum", "owners": [owner],
                "interval": "day" })
    };
    let count = || json!({ "type": "count" });
    for (prefix, owner) in [("leads", "marketing"), ("won", "sales")] {
        api.put(&format!("/kpis/{prefix}"), kpi(prefix, owner, count())).await.ok();
        for (origin, ..) in ORIGINS {
            let slug = slug(origin);
            api.put(&format!("/kpis/{prefix}-{slug}"), kpi(&format!("{prefix}, {slug}"), owner, count())).await.ok();
        }
    }
    let reais = json!({ "type": "money", "currency": "BRL" });
    api.put("/kpis/declared-revenue", kpi("Declared revenue", "sales", reais)).await.ok();
    let split = |kpi: &str| {
        let parts: Vec<String> = ORIGINS.iter().map(|(origin, ..)| format!("{kpi}-{}", slug(origin))).collect();
        json!({ "kind": "contribution", "kpi": kpi, "parts": parts })
    };
    let tiles = json!([split("leads"), split("won"), { "kind": "kpi", "kpi": "declared-revenue" }]);
    let board = json!({ "name": "Funnel", "period": "2018", "sections": [{ "title": "By origin", "tiles": tiles }] });
    api.put("/boards/funnel", board).await.ok();
}

/// Pushes all of it in requests of a thousand, with keys.
async fn push(api: &Api, sums: &Sums) {
    let values: Vec<Value> = sums
        .iter()
        .map(|((kpi, day), sum)| json!({ "kpi": kpi, "value": sum, "at": day, "key": format!("olist-{day}") }))
        .collect();
    for some in values.chunks(1_000) {
        api.push(json!(some)).await;
    }
}

/// The buckets of a history that hold something, by their first day.
async fn series(api: &Api, kpi: &str, bucket: &str) -> Vec<(String, Quantity)> {
    let path = format!("/kpis/{kpi}/series?bucket={bucket}&from=2017-01-01&to=2018-12-31");
    let answer = api.get(&path).await.ok();
    let points = answer["points"].as_array().expect("points").iter();
    points
        .filter(|point| !point["value"].is_null())
        .map(|point| (point["from"].as_str().expect("a date").to_owned(), quantity(&point["value"])))
        .collect()
}

/// Figures of the board in 2017 and 2018 together, by KPI, parts included.
async fn board_totals(api: &Api) -> HashMap<String, Quantity> {
    let mut totals = HashMap::<String, Quantity>::new();
    for year in ["2017", "2018"] {
        let board = api.get(&format!("/boards/funnel?period={year}")).await.ok();
        let tiles = board["sections"][0]["tiles"].as_array().expect("tiles");
        for figure in tiles.iter().chain(tiles.iter().flat_map(|tile| tile["parts"].as_array().expect("parts"))) {
            let Some(kpi) = figure["kpi"].as_str() else {
                assert_eq!(quantity(&figure["value"]), Quantity::ZERO, "the origins leave nothing over: {figure}");
                continue;
            };
            if !figure["value"].is_null() {
                let total = totals.entry(kpi.to_owned()).or_default();
                *total = total.checked_add(quantity(&figure["value"])).expect("far below the limit");
            }
        }
    }
    totals
}

async fn assert_facts(api: &Api) {
    for (kpi, facts) in [("leads", LEADS_BY_MONTH), ("won", WON_BY_MONTH)] {
        let expected: Vec<_> = facts.iter().map(|(month, n)| (format!("{month}-01"), whole(*n))).collect();
        assert_eq!(series(api, kpi, "month").await, expected, "{kpi} by month");
    }
    let totals = board_totals(api).await;
    assert_eq!((totals["leads"], totals["won"]), (whole(8_000), whole(842)));
    assert_eq!(totals["declared-revenue"], whole(DECLARED_REVENUE));
    for (origin, leads, won) in ORIGINS {
        for (prefix, fact) in [("leads", leads), ("won", won)] {
            let kpi = format!("{prefix}-{}", slug(origin));
            assert_eq!(totals[&kpi], whole(fact), "{kpi} on the board");
            let years = series(api, &kpi, "year").await;
            let sum = years.iter().try_fold(Quantity::ZERO, |sum, (_, value)| sum.checked_add(*value));
            assert_eq!(sum, Some(whole(fact)), "{kpi} in the series");
        }
    }
}

#[tokio::test]
async fn facts_of_a_real_funnel_come_out_exactly() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/olist");
    if !folder.is_dir() {
        println!("SKIPPED: no data at {}", folder.display());
        return;
    }
    let sums = daily_sums(&folder);
    let server = Server::start("2018-12-15T12:00:00Z").await;
    let api = server.api();
    set_up(&api).await;
    push(&api, &sums).await;
    assert_facts(&api).await;
    // The same keys again are the same measurements.
    push(&api, &sums).await;
    assert_facts(&api).await;
}
