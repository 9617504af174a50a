//! The page of a board in a real browser: what was pushed is seen, a dead line is told, a keyboard is enough.

use serde_json::json;
use std::time::Duration;
use tandem_tests::{Api, Browser, Server, board, count, found_company};
use thirtyfour::Key;
use tokio::time::timeout;

/// A company with three KPIs on the board `growth`, behind their targets; in Berlin it is day 51 of 92.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    for (kpi, name) in [("leads", "Leads"), ("calls", "Calls"), ("meetings", "Meetings")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), json!({ "value": 1840, "reason": "plan" })).await.ok();
        api.push(json!([{ "kpi": kpi, "value": 500 }, { "kpi": kpi, "value": 711, "at": "2026-09-01" }])).await;
    }
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls", "meetings"])).await.ok();
    (server, api)
}

/// The figure on the tile of a KPI.
fn figure(kpi: &str) -> String {
    format!("document.querySelector('article:has(a[href*=\"/kpis/{kpi}\"]) .tandem-value').textContent")
}

/// Every tile as it stands, without the ages that grow by themselves.
const TILES: &str = "[...document.querySelectorAll('article')].map(tile => {
    const copy = tile.cloneNode(true);
    copy.querySelectorAll('.tandem-tile__src, .tandem-age').forEach(age => age.remove());
    return copy.outerHTML;
})";

#[tokio::test]
async fn a_pushed_value_changes_its_own_tile_and_no_other() {
    let (server, api) = start().await;
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    assert_eq!(browser.run(&figure("calls")).await, "500");
    let before = browser.run(TILES).await;
    assert_eq!(before.as_array().map(Vec::len), Some(3));
    browser.run("document.querySelectorAll('article').forEach((tile, index) => { tile.known = index })").await;

    api.push(json!({ "kpi": "calls", "value": 34 })).await;
    browser.wait_for(&format!("{} === '534'", figure("calls"))).await;
    let after = browser.run(TILES).await;
    let changed: Vec<usize> = (0..3).filter(|&tile| before[tile] != after[tile]).collect();
    assert_eq!(changed, [1], "{after}");
    let kept = "[...document.querySelectorAll('article')].map(tile => tile.known)";
    assert_eq!(browser.run(kept).await, json!([0, 1, 2]), "no tile was built anew");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_status_that_turns_is_told_to_screen_readers() {
    let (server, api) = start().await;
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    let said = "[...document.querySelectorAll('main [role=status]')].map(region => region.textContent).join('')";
    assert!(!browser.run(said).await.as_str().is_some_and(|said| said.contains("now")), "nothing has turned yet");
    api.push(json!({ "kpi": "calls", "value": 900 })).await;
    browser.wait_for(&format!("({said}).includes('Calls is now ahead')")).await;
    let polite = "!document.querySelector('main [aria-live=assertive]')";
    assert_eq!(browser.run(polite).await, true, "nobody is interrupted");
}

#[tokio::test]
async fn a_dead_line_is_told_and_comes_back_with_what_was_missed() {
    let (mut server, api) = start().await;
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    server.stop().await;
    let badge = "document.querySelector('.live--lost')?.textContent";
    let told = browser.wait_for(badge).await;
    assert!(told.as_str().is_some_and(|told| told.starts_with("Not live since")), "{told}");
    assert_eq!(browser.run(&figure("leads")).await, "500", "the board stays readable");

    // Revisions are times: none is given twice, unless the clock stands still over a restart.
    server.clock().set("2026-11-20T09:00:30Z");
    server.resume().await;
    api.push(json!({ "kpi": "leads", "value": 42 })).await;
    browser.wait_for(&format!("{} === '542'", figure("leads"))).await;
    browser.wait_for("document.querySelector('.live--on') && !document.querySelector('.live--lost')").await;
    // And it lives: the next value comes by itself.
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    browser.wait_for(&format!("{} === '543'", figure("leads"))).await;
}

#[tokio::test]
async fn pages_left_behind_hold_no_connection_and_live_again_when_shown() {
    let (server, api) = start().await;
    let browser = Browser::start().await;
    let address = format!("{}/boards/growth", server.origin());
    // More pages than a browser opens connections to one server; it keeps them for the way back.
    for page in 0..8 {
        browser.open_live(&format!("{address}?page={page}")).await;
    }
    let alone = async {
        while !api.page("/metrics").await.text.contains("\ntandem_live_streams 1\n") {
            tokio::task::yield_now().await;
        }
    };
    // Well before a heartbeat makes the browser give kept pages up.
    timeout(Duration::from_secs(5), alone).await.expect("one page is shown, so one stream is open");
    browser.run("history.back()").await;
    browser.wait_for("location.search === '?page=6' && document.querySelector('.live--on')").await;
    api.push(json!({ "kpi": "leads", "value": 42 })).await;
    browser.wait_for(&format!("{} === '542'", figure("leads"))).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_quarter_before_is_one_step_away_and_back() {
    let (server, api) = start().await;
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    browser.wait_for("document.querySelector('nav.period a')").await;
    let place = "location.pathname + location.search";
    browser.find("nav.period a[aria-label^=Previous]").await.click().await.expect("a click");
    browser.wait_for(&format!("{} === '711'", figure("leads"))).await;
    assert_eq!(browser.run(place).await, "/boards/growth?period=2026-Q3");
    assert_eq!(browser.run("document.querySelector('h1').textContent").await, "Growth — Q3 2026");
    // A value of the quarter shown comes in there too.
    api.push(json!({ "kpi": "leads", "value": 1, "at": "2026-09-02" })).await;
    browser.wait_for(&format!("{} === '712'", figure("leads"))).await;

    browser.find("nav.period a[aria-label^=Next]").await.click().await.expect("a click");
    browser.wait_for(&format!("{} === '500'", figure("leads"))).await;
    assert_eq!(browser.run(place).await, "/boards/growth?period=2026-Q4");
    browser.run("history.back()").await;
    browser.wait_for(&format!("{} === '712'", figure("leads"))).await;
    assert_eq!(browser.run(place).await, "/boards/growth?period=2026-Q3");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_keyboard_opens_a_tile_and_closes_it_again() {
    let (server, _api) = start().await;
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    let focused = "document.activeElement.getAttribute('href')";
    let tile = "/boards/growth/kpis/calls";
    let mut steps = 0;
    while browser.run(focused).await != tile {
        browser.keys(Key::Tab).await;
        steps += 1;
        assert!(steps < 30, "the tile is out of reach");
    }
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('[role=dialog]')?.contains(document.activeElement)").await;
    assert_eq!(browser.run("location.pathname").await, tile);
    for _ in 0..40 {
        browser.keys(Key::Tab).await;
        let within = "document.activeElement === document.body || !document.activeElement.closest('.board')";
        assert_eq!(browser.run(within).await, true, "the board under the panel is not reached");
    }
    browser.keys(Key::Escape).await;
    browser.wait_for("!document.querySelector('[role=dialog]')").await;
    browser.wait_for(&format!("{focused} === '{tile}'")).await;
    assert_eq!(browser.run("location.pathname").await, "/boards/growth");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
