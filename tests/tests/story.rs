//! The story of a company that begins: from the first start to a restored version, by keyboard alone, in three browsers.

use serde_json::{Value, json};
use tandem_tests::{Binary, Browser, PASSWORD};
use tempfile::TempDir;
use thirtyfour::Key;

/// Presses Tab until an expression about the focused element, `it`, is true.
async fn tab_to(browser: &Browser, what: &str) {
    for _ in 0..120 {
        if browser.run(&format!("!!(it => {what})(document.activeElement)")).await == true {
            return;
        }
        browser.keys(Key::Tab).await;
    }
    panic!("out of reach by keyboard: {what}");
}

/// Goes to a field by its name and types over what is there.
async fn fill(browser: &Browser, field: &str, text: &str) {
    tab_to(browser, &format!("it.name === '{field}' && it.checkVisibility()")).await;
    browser.run("document.activeElement.select()").await;
    browser.keys(text).await;
}

/// Presses the button or opens the summary that says this.
async fn press(browser: &Browser, says: &str) {
    tab_to(browser, &format!("it.matches('button, summary, a') && it.textContent.trim() === {}", json!(says))).await;
    browser.keys(Key::Enter).await;
}

/// Opens a page and waits for what is drawn there.
async fn open(browser: &Browser, server: &Binary, path: &str, drawn: &str) {
    browser.open(&format!("{}{path}", server.origin())).await;
    browser.wait_for(drawn).await;
}

/// Invites somebody who leads a team, and signs them in on a browser of their own.
async fn invite(admin: &Browser, server: &Binary, name: &str, team: &str) -> Browser {
    open(admin, server, "/people", "document.querySelector('.adding')").await;
    press(admin, "Invite somebody").await;
    fill(admin, "name", name).await;
    fill(admin, "email", &format!("{}@halden.example", name.to_lowercase())).await;
    tab_to(admin, &format!("it.name === 'team-{team}' && it.checkVisibility()")).await;
    admin.keys(" ").await;
    press(admin, "Create link").await;
    let link = admin.wait_for("document.querySelector('.shown input')?.value").await;
    let browser = Browser::start().await;
    browser.open(link.as_str().expect("a link")).await;
    fill(&browser, "password", PASSWORD).await;
    browser.keys(Key::Enter).await;
    browser.arrive("/").await;
    browser
}

/// The button of the joint revenue's target.
const TARGET: &str = "it.matches('.tandem-set') && it.closest('article').querySelector('a[href$=\"/kpis/revenue\"]')";

/// Opens the form of the joint revenue's target, types a value and a reason, and saves.
async fn set_target(browser: &Browser, value: &str, reason: &str) {
    tab_to(browser, TARGET).await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'target-value' && document.querySelector('dialog .asks')").await;
    browser.keys(value).await;
    tab_to(browser, "it.id === 'target-reason'").await;
    browser.keys(reason).await;
}

async fn says(browser: &Browser, text: &str) {
    browser.wait_for(&format!("document.querySelector('main').innerText.includes({})", json!(text))).await;
}

#[tokio::test]
async fn a_company_begins_by_keyboard_alone() {
    let folder = TempDir::new().expect("a folder");
    let server = Binary::start(&folder.path().join("tandem.db")).await;
    let api = server.api();

    // Set up.
    let lea = Browser::start().await;
    open(&lea, &server, &server.setup_path(), "document.querySelector('form')").await;
    fill(&lea, "name", "Lea Kern").await;
    fill(&lea, "email", "lea@halden.example").await;
    fill(&lea, "password", PASSWORD).await;
    lea.keys(Key::Enter).await;
    lea.arrive("/").await;

    // Two leads.
    let priya = invite(&lea, &server, "Priya", "sales").await;
    let mira = invite(&lea, &server, "Mira", "marketing").await;

    // A board from a template.
    open(&priya, &server, "/new-board", "document.querySelector('[name=template]:checked')").await;
    tab_to(&priya, "it.id === 'new-name'").await;
    priya.run("document.activeElement.select()").await;
    priya.keys("Growth").await;
    press(&priya, "Create board").await;
    priya.arrive("/boards/growth").await;
    priya.wait_for("document.querySelector('.live--on')").await;

    // Targets: set, then changed with a reason; the other team sees it at once, objects, then acknowledges.
    set_target(&priya, "5000000", "The yearly plan").await;
    priya.keys(Key::Enter).await;
    says(&priya, "waits for Marketing").await;
    open(&mira, &server, "/boards/growth", "document.querySelector('.live--on')").await;
    set_target(&priya, "6000000", "Two more sellers").await;
    priya.keys(Key::Enter).await;
    says(&mira, "6.00").await;
    says(&mira, "waits for Marketing").await;
    open(&mira, &server, "/boards/growth/kpis/revenue", "document.querySelector('.log .act')").await;
    press(&mira, "Ask back").await;
    mira.wait_for("document.activeElement.id === 'objection'").await;
    mira.keys("They start in January").await;
    mira.keys(Key::Enter).await;
    says(&priya, "Marketing objects").await;
    mira.wait_for("document.querySelector('.log q')").await;
    press(&mira, "Acknowledge").await;
    mira.wait_for("document.querySelector('.log .said')?.innerText.includes('acknowledged by Mira')").await;
    priya.wait_for("!document.querySelector('main').innerText.includes('objects')").await;

    // Both change it at once: both values are shown, and one is chosen.
    open(&mira, &server, "/boards/growth", "document.querySelector('.live--on')").await;
    set_target(&mira, "6500000", "The second webinar").await;
    set_target(&priya, "6200000", "One seller less").await;
    priya.keys(Key::Enter).await;
    says(&priya, "6.20").await;
    mira.keys(Key::Enter).await;
    mira.wait_for("document.querySelector('#target-clash')?.innerText.includes('Priya')").await;
    press(&mira, "Use mine").await;
    says(&priya, "6.50").await;
    let reasons: Vec<Value> = api.get("/kpis/revenue/targets").await.ok()["items"]
        .as_array()
        .expect("versions")
        .iter()
        .map(|version| version["reason"].clone())
        .collect();
    assert_eq!(reasons, ["The second webinar", "One seller less", "Two more sellers", "The yearly plan"]);

    // A check-in with two actions.
    open(&priya, &server, "/boards/growth/check-in", "document.querySelector('[type=submit]')").await;
    for (text, owner) in [("Book speakers", "Mira"), ("Call list", "Priya")] {
        tab_to(&priya, "it.id === 'new-text'").await;
        priya.keys(text).await;
        tab_to(&priya, "it.id === 'new-owner'").await;
        priya.keys(owner).await;
        tab_to(&priya, "it.name === 'new:team'").await;
        priya.keys(" ").await;
        tab_to(&priya, "it.id === 'new-due'").await;
        priya.keys("12122099").await;
        priya.keys(Key::Enter).await;
        priya.wait_for("document.activeElement.id === 'new-text' && !document.activeElement.value").await;
    }
    press(&priya, "Finish check-in").await;
    priya.wait_for("document.activeElement.id === 'record'").await;
    says(&mira, "Book speakers").await;

    // An earlier version comes back.
    open(&lea, &server, "/boards/growth/edit", "document.activeElement.id === 'edit-name'").await;
    tab_to(&lea, "it.id === 'edit-board'").await;
    lea.run("document.activeElement.select()").await;
    lea.keys("Growth and more").await;
    press(&lea, "Save board").await;
    lea.wait_for("document.activeElement.matches('.savebar a')").await;
    says(&mira, "Growth and more").await;
    open(&lea, &server, "/history?kind=board", "document.querySelector('.log')").await;
    press(&lea, "Bring back").await;
    lea.wait_for("document.querySelector('.log').innerText.includes('Version 1 restored')").await;
    mira.wait_for("!document.querySelector('main').innerText.includes('Growth and more')").await;
    assert_eq!(api.get("/boards/growth/document").await.ok()["name"], "Growth");
}
