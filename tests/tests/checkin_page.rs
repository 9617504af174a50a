//! The page of a check-in in a real browser: by keyboard alone, and nothing typed is lost.

use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Server, board, count, found_company, person};
use thirtyfour::Key;

/// A company with a KPI on the board `growth`, a goal of both teams and an overdue action; Sam leads sales.
async fn start() -> (Server, Api, Browser) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 920, "reason": "ten a day" })).await.ok();
    api.push(json!({ "kpi": "leads", "value": 255 })).await;
    let result = json!({ "name": "Leads", "weight": 1, "measure": { "kind": "kpi", "kpi": "leads" } });
    let goal = json!({ "name": "Win", "period": "2026-Q4", "owners": ["sales", "marketing"], "key_results": [result] });
    api.put("/goals/win", goal).await.ok();
    let mut growth = board("Growth", "quarter", &["leads"]);
    growth["goals"] = json!(["win"]);
    growth["check_in"] = json!({ "every": "week", "on": "tuesday", "at": "10:00", "minutes": 25 });
    api.put("/boards/growth", growth).await.ok();
    let action = json!({ "board": "growth", "text": "One page", "owner": "Tom", "team": "sales", "due": "2026-11-16" });
    api.put("/actions/page", action).await.ok();
    person(&api, "sam", "lead", &["sales"]).await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "sam").await;
    open(&browser, &server).await;
    (server, api, browser)
}

async fn open(browser: &Browser, server: &Server) {
    browser.open(&format!("{}/boards/growth/check-in", server.origin())).await;
    browser.wait_for("document.querySelector('[type=submit]') && document.activeElement.id === 'check-in'").await;
}

/// Presses Tab until an expression about the focused element, `it`, is true.
async fn tab_to(browser: &Browser, what: &str) {
    for _ in 0..60 {
        if browser.run(&format!("(it => {what})(document.activeElement)")).await == true {
            return;
        }
        browser.keys(Key::Tab).await;
    }
    panic!("out of reach by keyboard: {what}");
}

/// Types an action and adds it by Enter.
async fn add(browser: &Browser, text: &str, owner: &str) {
    tab_to(browser, "it.id === 'new-text'").await;
    browser.keys(text).await;
    tab_to(browser, "it.id === 'new-owner'").await;
    browser.keys(owner).await;
    tab_to(browser, "it.name === 'new:team'").await;
    browser.keys(" ").await;
    tab_to(browser, "it.id === 'new-due'").await;
    browser.keys("12122026").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'new-text' && !document.activeElement.value").await;
}

async fn records(api: &Api) -> Vec<Value> {
    api.get("/check-ins").await.ok()["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_check_in_with_two_actions_by_keyboard_alone() {
    let (_server, api, browser) = start().await;
    // The action that is due gets a new date; Esc leaves it as it was first.
    tab_to(&browser, "it.textContent === 'Move date'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'action-asked'").await;
    browser.keys(Key::Escape).await;
    browser
        .wait_for("!document.getElementById('action-asked') && document.activeElement.textContent === 'Move date'")
        .await;
    tab_to(&browser, "it.textContent === 'Drop'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'action-asked'").await;
    browser.keys("Nobody asked for it").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("!document.querySelector('.acts li') && document.querySelector('.acts__closed').textContent.includes('One page')").await;
    let dropped = api.get("/actions/page").await.ok();
    assert_eq!((&dropped["state"], &dropped["why"]), (&json!("dropped"), &json!("Nobody asked for it")));

    tab_to(&browser, "it.name === 'sure:win:sales'").await;
    browser.keys(Key::Right).await;
    browser.wait_for("document.querySelector('[name=\"sure:win:sales\"][value=medium]').checked").await;
    tab_to(&browser, "it.name === 'note:win'").await;
    browser.keys("Speakers first.").await;
    add(&browser, "Book speakers", "Lea").await;
    add(&browser, "Call list", "sam").await;
    assert!(records(&api).await.is_empty(), "Enter in a field finishes nothing");
    tab_to(&browser, "it.type === 'submit'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'record'").await;
    let told =
        browser.run("document.querySelector('.rec').textContent + document.querySelector('.reca').textContent").await;
    let told = told.as_str().expect("a text");
    for part in ["Win", "medium", "Speakers first.", "Book speakers", "Call list", "due 12 Dec"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let held = records(&api).await;
    assert_eq!(held.len(), 1);
    assert_eq!(held[0]["goals"][0]["confidence"], json!({ "sales": "medium" }));
    assert_eq!(held[0]["led_by"], "sam");
    let owner = api.get(&format!("/actions/{}", held[0]["actions"][1].as_str().expect("a slug"))).await.ok();
    assert_eq!(owner["owner"], "sam", "a name that is somebody's is that person");
    // The next begins empty, and the actions stay open.
    browser.wait_for("document.querySelectorAll('.acts li').length === 2").await;
    assert_eq!(browser.run("document.querySelector('textarea').value").await, "");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_typed_survives_a_reload_and_a_lost_session() {
    let (server, api, browser) = start().await;
    tab_to(&browser, "it.name === 'note:win'").await;
    browser.keys("Speakers first.").await;
    add(&browser, "Book speakers", "Lea").await;
    browser.keys("Half an act").await;
    open(&browser, &server).await;
    let kept = "[document.querySelector('textarea').value, document.getElementById('new-text').value,
                 document.querySelector('.agreed').textContent.includes('Book speakers')].join()";
    assert_eq!(browser.run(kept).await, "Speakers first.,Half an act,true");

    browser.devtools("Network.clearBrowserCookies", json!({})).await;
    let finish = "document.querySelector('[type=submit]').click()";
    browser.run(finish).await;
    browser.wait_for("document.activeElement.id === 'check-in-fault'").await;
    assert_eq!(browser.run("document.querySelector('#check-in-fault a').target").await, "_blank");
    assert_eq!(browser.run(kept).await, "Speakers first.,Half an act,true");
    assert!(records(&api).await.is_empty());

    // What is half typed goes along, and what it lacks is said at its field.
    browser.sign_in(server.origin(), "sam").await;
    open(&browser, &server).await;
    browser.run(finish).await;
    browser.wait_for("document.querySelector('#new-owner').getAttribute('aria-invalid') === 'true'").await;
    assert_eq!(browser.run(kept).await, "Speakers first.,Half an act,true");
    assert!(records(&api).await.is_empty(), "all or nothing");
}
