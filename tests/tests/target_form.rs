//! The form of a target in a real browser: how it falls due, whose it is, and a session that ends under it.

use serde_json::json;
use tandem_tests::{Api, Browser, Server, board, count, found_company, person};
use thirtyfour::Key;

/// A company whose `leads` belong to both teams, with 900 of 2,100 promised by marketing. Mira, who leads marketing, looks
/// at their board; it is day 51 of 92, and of 66 working days the 37th.
async fn start() -> (Server, Api, Browser) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    let mut leads = count("Leads");
    leads["owners"] = json!(["marketing", "sales"]);
    api.put("/kpis/leads", leads).await.ok();
    api.put(TARGET, json!({ "value": 2100, "reason": "the plan" })).await.ok();
    api.put(&format!("{TARGET}?team=marketing"), json!({ "value": 900, "reason": "our part" })).await.ok();
    api.put("/boards/growth", board("Growth", "2026-Q4", &["leads"])).await.ok();
    api.push(json!({ "kpi": "leads", "value": 1284 })).await;
    person(&api, "mira", "lead", &["marketing"]).await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "mira").await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    (server, api, browser)
}

const TARGET: &str = "/kpis/leads/targets/2026-Q4";
const EXPECTED: &str = "document.querySelector('.then')?.innerText";

/// Opens the form by keyboard, and waits until it knows what stands.
async fn open_form(browser: &Browser) {
    browser.run("document.querySelector('.tandem-set').focus()").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'target-value' && document.querySelector('dialog .asks')").await;
}

/// Moves the focus to a field of the form.
async fn to(browser: &Browser, field: &str) {
    browser.run(&format!("document.querySelector('#target-{field}').focus()")).await;
}

async fn saved(browser: &Browser) {
    browser.wait_for("!document.querySelector('dialog')").await;
}

#[tokio::test]
async fn a_target_falls_due_as_its_form_says() {
    let (server, api, browser) = start().await;
    open_form(&browser).await;
    browser.wait_for(&format!("{EXPECTED}.includes('1,164')")).await;
    to(&browser, "curve").await;
    browser.keys(Key::Down).await;
    browser.wait_for(&format!("{EXPECTED}.includes('1,177')")).await;
    let line = "document.querySelector('.way path:last-child').getAttribute('d')";
    let even = browser.run(line).await;
    browser.keys(Key::Down).await;
    browser.wait_for("document.querySelector('#target-weights')").await;
    // What cannot be read is said at its field; nothing else that was typed is lost.
    to(&browser, "weights").await;
    browser.keys("1 x 2").await;
    to(&browser, "value").await;
    browser.keys("2400").await;
    browser.keys(Key::Tab).await;
    browser.keys("December decides").await;
    browser.keys(Key::Enter).await;
    browser
        .wait_for("document.activeElement.id === 'target-weights' && document.querySelector('#target-weights-why')")
        .await;
    browser.run("document.activeElement.select()").await;
    browser.keys("1, 1, 2").await;
    browser.wait_for(&format!("{EXPECTED}.includes('998') && {line} !== {even}")).await;
    browser.keys(Key::Enter).await;
    saved(&browser).await;
    let target = api.get(TARGET).await.ok();
    assert_eq!((&target["value"], &target["curve"]), (&json!(2400), &json!([1, 1, 2])));
    assert_eq!(api.get("/kpis/leads/targets").await.ok()["items"][0]["reason"], "December decides");
    browser.open(&format!("{}/boards/growth/kpis/leads", server.origin())).await;
    browser.wait_for("document.querySelector('[aria-labelledby=targets]')?.innerText.includes('weighted 1 1 2')").await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    // The next change of it says the weights again.
    open_form(&browser).await;
    assert_eq!(browser.run("document.querySelector('#target-weights').value").await, "1 1 2");
    browser.keys("2500").await;
    browser.keys(Key::Tab).await;
    browser.keys("One more fair").await;
    browser.keys(Key::Enter).await;
    saved(&browser).await;
    assert_eq!(api.get(TARGET).await.ok()["curve"], json!([1, 1, 2]));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_team_takes_its_part_and_the_form_says_what_nobody_promised() {
    let (_server, api, browser) = start().await;
    open_form(&browser).await;
    let gap = "document.querySelector('dialog .hint')?.textContent";
    browser.wait_for(&format!("{gap} === 'Teams’ targets sum to 900; 1,200 are nobody’s.'")).await;
    browser.keys("1900").await;
    browser.wait_for(&format!("{gap} === 'Teams’ targets sum to 900; 1,000 are nobody’s.'")).await;
    to(&browser, "team").await;
    browser.keys("Sales").await;
    // What was typed stays, and is now a draft of the team's part.
    browser.wait_for(&format!("{gap} === 'Teams’ targets sum to 2,800: 700 more than the joint one.'")).await;
    to(&browser, "value").await;
    browser.run("document.activeElement.select()").await;
    browser.keys("1200").await;
    browser.wait_for(&format!("{gap} === 'Teams’ targets add up: 2,100.'")).await;
    browser.keys(Key::Tab).await;
    browser.keys("What is left").await;
    browser.keys(Key::Enter).await;
    saved(&browser).await;
    assert_eq!(api.get(&format!("{TARGET}?team=sales")).await.ok()["value"], 1200);
    assert_eq!(api.get(TARGET).await.ok()["revision"], 1, "the joint target stands");
    open_form(&browser).await;
    let options = browser.run("[...document.querySelectorAll('#target-team option')].map(it => it.textContent)").await;
    assert_eq!(options, json!(["Joint target", "Marketing · 900", "Sales · 1,200"]));
    // Looked at and left again, a part leaves no trace on the joint target.
    to(&browser, "team").await;
    browser.keys("Marketing").await;
    browser.wait_for("document.querySelector('.was')?.textContent === '900'").await;
    browser.keys(Key::Up).await;
    browser.wait_for("document.querySelector('.was')?.textContent === '2,100'").await;
    to(&browser, "value").await;
    browser.keys("2200").await;
    browser.keys(Key::Tab).await;
    browser.keys("One more fair").await;
    browser.keys(Key::Enter).await;
    saved(&browser).await;
    let joint = api.get(TARGET).await.ok();
    assert_eq!((&joint["value"], &joint["revision"]), (&json!(2200), &json!(2)));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_session_that_ends_under_the_form_costs_nothing_that_was_typed() {
    let (server, api, browser) = start().await;
    open_form(&browser).await;
    browser.keys("2300").await;
    browser.keys(Key::Tab).await;
    browser.keys("A second webinar 🎉").await;
    let left = browser
        .run("fetch('/sign-out', { method: 'POST', body: new URLSearchParams() }).then(answer => answer.ok)")
        .await;
    assert_eq!(left, true);
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('dialog .sum a[href=\"/sign-in\"]')").await;
    let typed = "[document.querySelector('#target-value').value, document.querySelector('#target-reason').value]";
    assert_eq!(browser.run(typed).await, json!(["2300", "A second webinar 🎉"]));
    assert_eq!(api.get(TARGET).await.ok()["revision"], 1);
    // Signed in on another tab, the same form saves.
    let here = browser.tab().await;
    browser.sign_in(server.origin(), "mira").await;
    browser.to_tab(here).await;
    assert_eq!(browser.run(typed).await, json!(["2300", "A second webinar 🎉"]));
    browser.run("document.querySelector('#target-reason').focus()").await;
    browser.keys(Key::Enter).await;
    saved(&browser).await;
    let newest = api.get("/kpis/leads/targets").await.ok()["items"][0].clone();
    assert_eq!((&newest["value"], &newest["reason"]), (&json!(2300), &json!("A second webinar 🎉")));
}
