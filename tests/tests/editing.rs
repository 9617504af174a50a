//! Editing on the board in a real browser: targets, typed figures, conflicts, a dead line; by keyboard.

use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Server, board, count, found_company, person, rate};
use thirtyfour::Key;

/// A company whose `leads` belong to both teams; Priya leads sales, Mira marketing. It is day 51 of 92.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    let mut leads = count("Leads");
    leads["owners"] = json!(["marketing", "sales"]);
    api.put("/kpis/leads", leads).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 760, "reason": "the plan" })).await.ok();
    api.put("/boards/growth", board("Growth", "2026-Q4", &["leads", "acceptance"])).await.ok();
    api.push(json!([{ "kpi": "leads", "value": 436 }, { "kpi": "acceptance", "numerator": 63, "denominator": 100 }]))
        .await;
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "mira", "lead", &["marketing"]).await;
    // Whoever types now types later than the source sent.
    server.clock().set("2026-11-20T09:01:00Z");
    (server, api)
}

/// A browser of somebody who has signed in and looks at the board.
async fn browser(server: &Server, slug: &str, language: &str) -> Browser {
    let browser = Browser::start_in(language).await;
    browser.sign_in(server.origin(), slug).await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    browser
}

/// The tile of a KPI.
fn tile(kpi: &str) -> String {
    format!("document.querySelector('article:has(a[href*=\"/kpis/{kpi}\"])')")
}

/// Waits until a tile says something.
async fn says(browser: &Browser, kpi: &str, text: &str) {
    browser.wait_for(&format!("{}.innerText.includes({})", tile(kpi), json!(text))).await;
}

/// Opens the form of the target of leads by keyboard, and waits until it knows what stands.
async fn open_form(browser: &Browser) {
    browser.run(&format!("{}.querySelector('.tandem-set').focus()", tile("leads"))).await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'target-value' && document.querySelector('dialog .asks')").await;
}

const BACK: &str = "!document.querySelector('dialog') && document.activeElement.className === 'tandem-set'";

#[tokio::test]
async fn a_target_is_changed_by_keyboard_with_a_reason_and_the_other_team_is_asked() {
    let (server, api) = start().await;
    let browser = browser(&server, "priya", "en-GB").await;
    open_form(&browser).await;
    // Too much at once, and no reason: both are said at their fields, and on top.
    browser.keys("8,600").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('#target-value-why')?.innerText.includes('Did you mean 860?')").await;
    browser.wait_for("document.querySelector('#target-reason-why') && document.querySelector('dialog .sum a')").await;
    assert_eq!(browser.run("document.activeElement.id").await, "target-value", "the first field that is wrong");
    browser.run("document.activeElement.select()").await;
    browser.keys("860").await;
    browser.wait_for("document.querySelector('.then').innerText.includes('477')").await;
    browser.keys(Key::Tab).await;
    browser.keys("   ").await;
    browser.keys(Key::Enter).await;
    browser
        .wait_for("document.activeElement.id === 'target-reason' && document.querySelector('#target-reason-why')")
        .await;
    browser.keys("Autumn webinar 🎉").await;
    browser.keys(Key::Enter).await;
    browser.wait_for(BACK).await;
    says(&browser, "leads", "of 860").await;
    says(&browser, "leads", "waits for Marketing").await;
    let newest = api.get("/kpis/leads/targets").await.ok()["items"][0].clone();
    assert_eq!((&newest["reason"], &newest["by"]), (&json!("Autumn webinar 🎉"), &json!("PRIYA")));
    // Esc leaves everything as it was.
    open_form(&browser).await;
    browser.keys("9").await;
    browser.keys(Key::Escape).await;
    browser.wait_for(BACK).await;
    assert_eq!(api.get("/kpis/leads/targets").await.ok()["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_page_of_an_older_build_loads_again_but_not_while_somebody_writes() {
    let (mut server, _) = start().await;
    let browser = browser(&server, "priya", "en-GB").await;
    let built = browser.run("document.documentElement.dataset.tandem").await;
    assert_eq!(built, tandem::BUILD);
    browser.run("document.documentElement.dataset.tandem = 'older'").await;
    open_form(&browser).await;
    browser.keys("8").await;
    // A stream begins with a heartbeat.
    server.stop().await;
    browser.wait_for("document.querySelector('.live--lost')").await;
    server.resume().await;
    browser.wait_for("document.querySelector('.live--on')").await;
    assert_eq!(browser.run("document.querySelector('#target-value').value").await, "8");
    assert_eq!(browser.run("document.documentElement.dataset.tandem").await, "older");
    browser.keys(Key::Escape).await;
    browser.wait_for(BACK).await;
    server.stop().await;
    browser.wait_for("document.querySelector('.live--lost')").await;
    server.resume().await;
    browser.renewed().await;
    assert_eq!(browser.run("document.documentElement.dataset.tandem").await, built);
}

#[tokio::test]
async fn the_other_team_objects_then_acknowledges_and_the_author_sees_it_live() {
    let (server, api) = start().await;
    let (priya, mira) = (browser(&server, "priya", "en-GB").await, browser(&server, "mira", "en-GB").await);
    open_form(&priya).await;
    priya.keys("800").await;
    priya.keys(Key::Tab).await;
    priya.keys("One more webinar").await;
    priya.keys(Key::Enter).await;
    says(&mira, "leads", "waits for Marketing").await;
    mira.open(&format!("{}/boards/growth/kpis/leads", server.origin())).await;
    mira.wait_for("document.querySelector('.log .act')").await;
    mira.run("document.querySelectorAll('.log .act button')[1].click()").await;
    mira.wait_for("document.activeElement.id === 'objection'").await;
    mira.keys(Key::Enter).await;
    mira.wait_for("document.querySelector('#objection-why')").await;
    mira.keys("The webinar moved to January").await;
    mira.keys(Key::Enter).await;
    says(&priya, "leads", "Marketing objects").await;
    mira.wait_for("document.querySelector('.log q')?.innerText.includes('January')").await;
    mira.run("document.querySelector('.log .act button').click()").await;
    mira.wait_for("document.querySelector('.log .said')?.innerText.includes('acknowledged by MIRA')").await;
    priya.wait_for(&format!("!{}.querySelector('.tandem-age')", tile("leads"))).await;
    assert_eq!(api.get("/kpis/leads/targets").await.ok()["items"][0]["waits_for"], json!([]));
}

#[tokio::test]
async fn of_two_changes_both_are_shown_and_one_is_chosen() {
    let (server, api) = start().await;
    let browser = browser(&server, "mira", "en-GB").await;
    open_form(&browser).await;
    browser.keys("800").await;
    browser.keys(Key::Tab).await;
    browser.keys("The second webinar is booked").await;
    let theirs = json!({ "value": 780, "reason": "Half of them are outside our segment" });
    api.put_at("/kpis/leads/targets/2026-Q4", 1, theirs).await.ok();
    browser.keys(Key::Enter).await;
    let shown = browser.wait_for("document.querySelector('.change--clash')?.innerText").await;
    for text in ["started from 760", "780", "Half of them", "800", "The second webinar"] {
        assert!(shown.as_str().is_some_and(|shown| shown.contains(text)), "no {text} in {shown}");
    }
    browser.wait_for("document.activeElement === document.querySelector('.opt2 button')").await;
    browser.keys(Key::Tab).await;
    browser.keys(Key::Enter).await;
    browser.wait_for(BACK).await;
    let items = api.get("/kpis/leads/targets").await.ok()["items"].clone();
    assert_eq!((&items[0]["value"], &items[0]["before"]), (&json!(800), &json!(780)));
}

#[tokio::test]
async fn a_figure_is_typed_over_and_can_be_undone() {
    let (server, api) = start().await;
    let browser = browser(&server, "mira", "en-GB").await;
    let open = format!("{}.querySelector('.edit-hint').focus()", tile("leads"));
    let value = || async { api.get("/boards/growth").await.ok()["sections"][0]["tiles"][0]["value"].clone() };
    browser.run(&open).await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.matches('.typing input') && document.activeElement.value === '436'").await;
    browser.keys("45l").await;
    browser.keys(Key::Enter).await;
    says(&browser, "leads", "Letter l in 45l. Use digits").await;
    assert_eq!(browser.run("document.activeElement.value").await, "45l", "nothing typed is lost");
    browser.keys(Key::Escape).await;
    browser.wait_for("document.activeElement.className === 'edit-hint'").await;
    assert_eq!(value().await, 436);
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.matches('.typing input')").await;
    browser.keys("450").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('.toast')?.innerText.includes('Leads is now 450')").await;
    says(&browser, "leads", "Typed by MIRA, just now").await;
    assert_eq!(value().await, 450);
    let undo = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))";
    browser.run(undo).await;
    browser.wait_for("document.querySelector('.toast')?.innerText.includes('Undone')").await;
    assert_eq!(value().await, 436);
    let other = format!("{}.querySelector('.edit-hint')", tile("acceptance"));
    assert_eq!(browser.run(&other).await, Value::Null, "what is not hers she cannot type over");
}

#[tokio::test]
async fn germans_type_a_comma_for_decimals() {
    let (server, api) = start().await;
    let browser = browser(&server, "mira", "de-DE").await;
    browser.run(&format!("{}.querySelector('.edit-hint').click()", tile("leads"))).await;
    browser.wait_for("document.activeElement.matches('.typing input')").await;
    browser.keys("1.234,5").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('.toast')?.innerText.includes('1.234,5')").await;
    assert_eq!(api.get("/boards/growth").await.ok()["sections"][0]["tiles"][0]["value"], 1234.5);
}

#[tokio::test]
async fn what_cannot_be_sent_waits_here_and_goes_out_later() {
    let (server, api) = start().await;
    let browser = browser(&server, "mira", "en-GB").await;
    browser.offline(true).await;
    browser.run(&format!("{}.querySelector('.edit-hint').click()", tile("leads"))).await;
    browser.wait_for("document.activeElement.matches('.typing input')").await;
    browser.keys("450").await;
    browser.keys(Key::Enter).await;
    says(&browser, "leads", "not sent yet, trying again").await;
    says(&browser, "leads", "450").await;
    browser.offline(false).await;
    browser.wait_for("document.querySelector('.toast')?.innerText.includes('Leads is now 450')").await;
    browser.wait_for(&format!("!{}.innerText.includes('not sent')", tile("leads"))).await;
    assert_eq!(api.get("/boards/growth").await.ok()["sections"][0]["tiles"][0]["value"], 450);

    // A target that waited too long ends in the choice between both, even after the page was closed.
    open_form(&browser).await;
    browser.keys("800").await;
    browser.keys(Key::Tab).await;
    browser.keys("The second webinar is booked").await;
    browser.offline(true).await;
    browser.keys(Key::Enter).await;
    says(&browser, "leads", "target 800 not sent yet").await;
    let theirs = json!({ "value": 780, "reason": "Half of them are outside our segment" });
    api.put_at("/kpis/leads/targets/2026-Q4", 1, theirs).await.ok();
    browser.offline(false).await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    says(&browser, "leads", "not saved").await;
    browser.run(&format!("{}.querySelector('.tandem-set').click()", tile("leads"))).await;
    let shown = browser.wait_for("document.querySelector('.change--clash')?.innerText").await;
    assert!(shown.as_str().is_some_and(|shown| shown.contains("The second webinar is booked")), "{shown}");
    browser.run("document.querySelector('.opt2 button').click()").await;
    browser.wait_for(&format!("!{}.innerText.includes('not saved')", tile("leads"))).await;
    assert_eq!(api.get("/kpis/leads/targets").await.ok()["items"][0]["value"], 780);
}
