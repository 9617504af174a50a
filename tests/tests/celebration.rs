//! What was won fills the screens on walls: once, with everybody credited, and never for a correction.

use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Server, Visitor, board, count, found_company, paired, person};

const TITLE: &str = "document.querySelector('.cel__say h1')?.textContent";
const SHOWN: &str = "!document.querySelector('.cel') && document.querySelector('#live .wpair')";

/// A screen that shows the board of a joint KPI (2,000 are the target), in a browser whose timers run so many times as fast.
async fn start(speed: u32) -> (Server, Api, Browser, String) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    let mut deals = count("Deals won");
    deals["owners"] = json!(["sales", "marketing"]);
    api.put("/kpis/deals", deals).await.ok();
    api.put("/kpis/deals/targets/2026-Q4", json!({ "value": 2000, "reason": "plan" })).await.ok();
    api.push(json!({ "kpi": "deals", "value": 1500, "key": "sum" })).await;
    api.put("/boards/growth", board("Growth", "quarter", &["deals"])).await.ok();
    api.put("/wins/before", win("Won before the screen came")).await.ok();
    person(&api, "lea", "lead", &["marketing"]).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let key = paired(server.origin(), &lea, &[("name", "Sales floor"), ("seconds-growth", "30")]).await;
    let browser = Browser::start().await;
    browser.devtools("Page.enable", json!({})).await;
    let source = format!("const slow = setTimeout; window.setTimeout = (call, ms) => slow(call, ms / {speed});");
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    let wall = format!("{}/wall?key={key}", server.origin());
    browser.open(&wall).await;
    browser.wait_for(SHOWN).await;
    browser.wait_for("localStorage.getItem('tandem-told')").await;
    (server, api, browser, wall)
}

fn win(title: &str) -> Value {
    json!({ "title": title, "day": "2026-11-20", "boards": ["growth"] })
}

/// Declares a win and waits until it, and nothing else, has filled the screen and left it.
async fn celebrates(browser: &Browser, api: &Api, slug: &str, title: &str) {
    let watch = format!(
        "(() => {{
            window.seen = new Set();
            const look = () => {{ const title = {TITLE}; if (title) seen.add(title); }};
            new MutationObserver(look).observe(document, {{ subtree: true, childList: true, characterData: true }});
        }})()"
    );
    browser.run(&watch).await;
    api.put(&format!("/wins/{slug}"), win(title)).await.ok();
    browser.wait_for(&format!("seen.has('{title}') && {SHOWN}")).await;
    assert_eq!(browser.run("[...seen]").await, json!([title]));
}

#[tokio::test]
async fn a_win_is_celebrated_once_and_a_correction_never() {
    let (_server, api, browser, wall) = start(50).await;
    // Won before the screen was paired: not for it.
    celebrates(&browser, &api, "acme", "Acme closed").await;

    browser.run("void document.addEventListener('tandem-win', () => (window.chimes = (window.chimes ?? 0) + 1))").await;
    api.push(json!({ "kpi": "deals", "value": 2040, "key": "sum" })).await;
    browser.wait_for(&format!("{TITLE} === '2,040'")).await;
    let said = browser.run("document.querySelector('.cel').innerText").await;
    let said = said.as_str().expect("text");
    for words in ["Growth — Q4 2026", "Reached together, 41 days early", "Deals won", "Sales", "Marketing"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    browser.wait_for(SHOWN).await;
    assert_eq!(browser.run("chimes").await, 1);

    // It falls, is corrected, rises again; the screen starts again: nothing of that wins anything.
    api.push(json!({ "kpi": "deals", "value": 1900, "key": "sum" })).await;
    let lower = json!({ "value": 1800, "reason": "a typo", "correction": true });
    api.put_at("/kpis/deals/targets/2026-Q4", 1, lower).await.ok();
    api.push(json!({ "kpi": "deals", "value": 2100, "key": "sum" })).await;
    celebrates(&browser, &api, "beta", "Beta closed").await;
    browser.open(&wall).await;
    browser.wait_for(SHOWN).await;
    celebrates(&browser, &api, "gamma", "Gamma <b>closed</b>").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn in_quiet_hours_a_win_waits_for_their_end() {
    // Slow enough that a page which has loaded still celebrates.
    let (server, api, browser, wall) = start(3).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    // It is ten o'clock in Berlin.
    let quiet = [("quiet-from", "09:30"), ("quiet-until", "11:00")];
    let screen =
        [("revision", "1"), ("name", "Sales floor"), ("theme", "dark"), ("locale", "en-GB"), ("seconds-growth", "30")];
    assert_eq!(lea.send("/screens/sales-floor", &[&screen[..], &quiet].concat()).await.status, 303);
    api.put("/wins/acme", win("Acme closed")).await.ok();
    // Not even a start of the screen makes it forget what it has to tell.
    for _ in 0..2 {
        browser.open(&wall).await;
        browser
            .wait_for(
                "performance.getEntriesByType('resource').some(it => it.name.includes('/wins') && it.responseEnd)",
            )
            .await;
        browser.wait_for(SHOWN).await;
    }
    server.clock().set("2026-11-20T10:00:00Z");
    browser.open(&wall).await;
    browser.wait_for(&format!("{TITLE} === 'Acme closed'")).await;
}

#[tokio::test]
async fn a_board_that_never_rests_is_celebrated_too() {
    let (_server, api, browser, _) = start(1).await;
    api.put("/wins/acme", win("Acme closed")).await.ok();
    let changes = async {
        loop {
            api.push(json!({ "kpi": "deals", "value": 1 })).await;
        }
    };
    let shown = format!("{TITLE} === 'Acme closed'");
    tokio::select! {
        () = changes => {}
        _ = browser.wait_for(&shown) => {}
    }
}
