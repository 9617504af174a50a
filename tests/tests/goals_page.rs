//! The page of goals in a real browser: by keyboard alone, live, and nothing typed is lost.

use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Server, board, count, found_company, person};
use thirtyfour::Key;

/// A company with a KPI on the board `growth` and three goals beside it; in Berlin it is day 51 of 92. Sam leads sales.
async fn start() -> (Server, Api, Browser) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 920, "reason": "ten a day" })).await.ok();
    api.push(json!({ "kpi": "leads", "value": 255 })).await;
    api.put("/boards/growth", board("Growth", "quarter", &["leads"])).await.ok();
    for name in ["First", "Second", "Third"] {
        api.post("/boards/growth/goals", goal(name)).await.ok();
    }
    person(&api, "sam", "lead", &["sales"]).await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "sam").await;
    (server, api, browser)
}

/// A goal of sales', half by a KPI, half by hand.
fn goal(name: &str) -> Value {
    json!({ "name": name, "period": "2026-Q4", "owners": ["sales"], "key_results": [
        { "name": "Leads", "weight": 1, "measure": { "kind": "kpi", "kpi": "leads" } },
        { "name": "Visits", "weight": 1, "measure":
            { "kind": "manual", "unit": { "type": "count" }, "start": 0, "target": 10, "now": 4 } },
    ] })
}

/// The names of the goals, in the order they stand.
const NAMES: &str = "[...document.querySelectorAll('article h2')].map(name => name.textContent).join()";
/// What was said last.
const SAID: &str = "document.querySelector('[role=status].tandem-vh').textContent";

/// Presses Tab until an expression about the focused element, `it`, is true.
async fn tab_to(browser: &Browser, what: &str) {
    for _ in 0..80 {
        if browser.run(&format!("(it => {what})(document.activeElement)")).await == true {
            return;
        }
        browser.keys(Key::Tab).await;
    }
    panic!("out of reach by keyboard: {what}");
}

async fn open(browser: &Browser, server: &Server) {
    browser.open_live(&format!("{}/boards/growth/goals", server.origin())).await;
    browser.wait_for("document.querySelectorAll('article').length === 3 && document.querySelector('.grip')").await;
}

#[tokio::test]
async fn a_changed_kpi_moves_the_bar_of_its_key_result_at_once() {
    let (server, api, browser) = start().await;
    open(&browser, &server).await;
    let measure = "parseFloat(document.querySelector('.krs .m').getAttribute('width'))";
    let told = "document.querySelector('.krs td.v').textContent";
    assert_eq!(browser.run(told).await, "255 of 920");
    let before = browser.run(measure).await.as_f64().expect("a width");
    assert!((before - 255.0 / 9.2).abs() < 0.1, "{before}");
    api.push(json!({ "kpi": "leads", "value": 184 })).await;
    browser.wait_for(&format!("{told} === '439 of 920'")).await;
    let after = browser.run(measure).await.as_f64().expect("a width");
    assert!((after - 439.0 / 9.2).abs() < 0.1, "{after}");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_goal_is_written_by_keyboard_alone() {
    let (server, api, browser) = start().await;
    open(&browser, &server).await;
    tab_to(&browser, "it.id === 'new-goal'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'form-name' && document.querySelector('[name=owner]')").await;
    assert_eq!(browser.run("document.querySelector('[name=owner][value=sales]').checked").await, true);

    // Nothing is written yet: save says what is missing, at the fields and on top, and leads there.
    tab_to(&browser, "it.type === 'submit'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'form-fault'").await;
    tab_to(&browser, "it.getAttribute('href') === '#/key_results/0/measure/target'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.name === '/key_results/0/measure/target'").await;
    browser.keys("twelve").await;

    tab_to(&browser, "it.type === 'submit'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'form-fault'").await;
    let field = "document.getElementsByName('/key_results/0/measure/target')[0]";
    assert_eq!(browser.run(&format!("{field}.value")).await, "twelve", "nothing typed is lost");
    assert_eq!(browser.run(&format!("{field}.getAttribute('aria-invalid')")).await, "true");
    tab_to(&browser, "it.name === '/name'").await;
    browser.keys("Win together").await;
    tab_to(&browser, "it.name === 'owner' && it.value === 'marketing'").await;
    browser.keys(" ").await;
    tab_to(&browser, "it.name === '/key_results/0/name'").await;
    browser.keys("Fairs visited").await;
    tab_to(&browser, "it.name === '/key_results/0/measure/target'").await;
    browser.run("document.activeElement.select()").await;
    browser.keys("12.5").await;
    tab_to(&browser, "it.id === 'add-result'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.name === '/key_results/1/name'").await;
    browser.keys("Leads handed over").await;
    tab_to(&browser, "it.name === '/key_results/1/weight'").await;
    browser.run("document.activeElement.select()").await;
    browser.keys("3").await;
    browser.wait_for("document.querySelectorAll('.kr output')[1].textContent.includes('75')").await;
    tab_to(&browser, "it.name === '/key_results/1/measure/kpi'").await;
    browser.keys("Leads").await;
    browser.wait_for("!document.getElementsByName('/key_results/1/measure/target')[0]").await;
    browser.keys(Key::Enter).await;
    tab_to(&browser, "it.type === 'submit'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for(&format!("{NAMES} === 'First,Second,Third,Win together'")).await;
    browser.wait_for("document.activeElement.id === 'new-goal'").await;

    let written = api.get("/goals/win-together").await.ok();
    assert_eq!(written["owners"], json!(["sales", "marketing"]));
    assert_eq!(written["key_results"][0]["measure"]["target"], json!(12.5));
    assert_eq!(
        written["key_results"][1],
        json!({ "name": "Leads handed over", "weight": 3, "measure": { "kind": "kpi", "kpi": "leads" } })
    );
    assert_eq!(browser.complaints().await.iter().filter(|it| !it.contains("422")).count(), 0);
}

#[tokio::test]
async fn goals_are_put_in_order_by_keyboard_and_by_pointer() {
    let (server, api, browser) = start().await;
    open(&browser, &server).await;
    tab_to(&browser, "it.matches('#goal-first .grip')").await;
    browser.keys(" ").await;
    browser.wait_for(&format!("{SAID}.includes('place 1 of 3')")).await;
    browser.keys(Key::Down).await;
    browser.wait_for(&format!("{SAID} === 'place 2 of 3' && {NAMES} === 'Second,First,Third'")).await;
    browser.keys(Key::Down).await;
    browser.wait_for(&format!("{NAMES} === 'Second,Third,First'")).await;
    browser.keys(Key::Escape).await;
    browser.wait_for(&format!("{NAMES} === 'First,Second,Third'")).await;
    assert_eq!(browser.run("document.activeElement.matches('#goal-first .grip')").await, true);

    browser.keys(" ").await;
    browser.wait_for("document.activeElement.getAttribute('aria-pressed') === 'true'").await;
    browser.keys(Key::Down).await;
    browser.wait_for(&format!("{NAMES} === 'Second,First,Third'")).await;
    browser.keys(Key::Enter).await;
    let kept = async |order: Value| {
        while api.get("/boards/growth/document").await.ok()["goals"] != order {
            tokio::task::yield_now().await;
        }
    };
    kept(json!(["second", "first", "third"])).await;
    browser.wait_for(&format!("{SAID}.includes('put down') && {NAMES} === 'Second,First,Third'")).await;

    browser.size(1280, 2000).await;
    let grip = browser.find("#goal-third .grip").await;
    let top = browser.find("#goal-second .grip").await;
    browser.drag(&grip, &top).await;
    kept(json!(["third", "second", "first"])).await;
    browser.wait_for(&format!("{NAMES} === 'Third,Second,First'")).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_figure_kept_by_hand_is_typed_over_in_place() {
    let (server, api, browser) = start().await;
    open(&browser, &server).await;
    tab_to(&browser, "it.matches('#goal-second .typed')").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'goal-now' && document.activeElement.value === '4'").await;
    browser.keys("7").await;
    browser.keys(Key::Escape).await;
    browser.wait_for("document.activeElement.matches('#goal-second .typed')").await;
    assert_eq!(browser.run("document.activeElement.textContent").await, "4");

    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'goal-now'").await;
    browser.keys("7").await;
    // Meanwhile somebody else is faster; what is typed stays, and Enter takes it all the same.
    let mut theirs = goal("Second");
    theirs["note"] = json!("from somebody else");
    api.put_at("/goals/second", 1, theirs).await.ok();
    browser.wait_for("document.querySelector('#goal-second .goal__note')").await;
    assert_eq!(browser.run("document.activeElement.value").await, "7");
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('#goal-second .typed')?.textContent === '7'").await;
    let written = api.get("/goals/second").await.ok();
    assert_eq!(written["key_results"][1]["measure"]["now"], 7);
    assert_eq!(written["note"], "from somebody else");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn who_was_faster_is_named_and_either_version_can_stay() {
    let (server, api, browser) = start().await;
    for mine in [false, true] {
        let revision = api.get("/goals/first").await.ok()["revision"].as_u64().expect("a revision");
        browser.open(&format!("{}/boards/growth/goals/first", server.origin())).await;
        browser.wait_for("document.querySelector('[name=owner]')").await;
        tab_to(&browser, "it.name === '/name'").await;
        browser.keys(Key::End + " of mine").await;
        api.put_at("/goals/first", revision, goal(&format!("Theirs {mine}"))).await.ok();
        // It is heard of at once, and takes nothing out of anybody's hand.
        browser.wait_for(&format!("document.querySelector('h1').textContent.includes('Theirs {mine}')")).await;
        browser.keys(Key::Enter).await;
        browser
            .wait_for("document.querySelector('#form-fault')?.textContent.includes('admin changed this goal')")
            .await;
        assert!(
            browser
                .run("document.getElementsByName('/name')[0].value")
                .await
                .as_str()
                .expect("a text")
                .ends_with(" of mine")
        );
        tab_to(
            &browser,
            if mine {
                "!!it.closest('#form-fault .row') && it.type === 'button'"
            } else {
                "!!it.closest('#form-fault .row')"
            },
        )
        .await;
        browser.keys(Key::Enter).await;
        let stays = if mine { "Theirs false of mine" } else { "Theirs false" };
        browser.wait_for(&format!("{NAMES}.startsWith('{stays},')")).await;
    }
    assert_eq!(browser.complaints().await.iter().filter(|it| !it.contains("412")).count(), 0);
}

#[tokio::test]
async fn the_back_button_keeps_what_was_typed_and_cancel_lets_go_of_it() {
    let (server, api, browser) = start().await;
    open(&browser, &server).await;
    let name = "document.getElementsByName('/name')[0]?.value";
    let to_form = async || {
        browser.run("document.querySelector('#new-goal').click()").await;
        browser.wait_for("document.querySelector('[name=owner]')").await;
        browser.run("document.getElementsByName('/name')[0].focus()").await;
    };
    to_form().await;
    browser.keys("Win together").await;
    browser.back().await;
    browser.wait_for("document.querySelector('#new-goal')").await;
    to_form().await;
    assert_eq!(browser.run(name).await, "Win together");
    // Saved, it is not a draft any more.
    for (field, text) in [("/key_results/0/name", "Fairs"), ("/key_results/0/measure/target", "12")] {
        browser.run(&format!("document.getElementsByName('{field}')[0].focus()")).await;
        browser.keys(text).await;
    }
    browser.keys(Key::Enter).await;
    browser.wait_for(&format!("{NAMES} === 'First,Second,Third,Win together'")).await;
    to_form().await;
    assert_eq!(browser.run(name).await, "");
    browser.keys("Another one").await;
    browser.run("document.querySelector('.goalform .go a').click()").await;
    browser.wait_for("document.querySelector('#new-goal')").await;
    to_form().await;
    assert_eq!(browser.run(name).await, "", "cancelled");

    // A change of a goal that somebody else changes meanwhile is kept with the version it changes.
    browser.run("document.querySelector('.goalform .go a').click()").await;
    browser.wait_for("document.querySelector('#goal-first .goal__who a')").await;
    browser.run("document.querySelector('#goal-first .goal__who a').click()").await;
    browser.wait_for("document.querySelector('[name=owner]')").await;
    browser.run("document.getElementsByName('/name')[0].focus()").await;
    browser.keys(Key::End + " of mine").await;
    browser.back().await;
    browser.wait_for("document.querySelector('#new-goal')").await;
    api.put_at("/goals/first", 1, goal("Theirs")).await.ok();
    browser.wait_for(&format!("{NAMES}.startsWith('Theirs,')")).await;
    browser.run("document.querySelector('#goal-first .goal__who a').click()").await;
    browser.wait_for(&format!("{name} === 'First of mine'")).await;
    browser.run("document.getElementsByName('/name')[0].focus()").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('#form-fault')?.textContent.includes('admin changed this goal')").await;
}

#[tokio::test]
async fn a_name_without_end_is_refused_at_its_field_and_stays_there() {
    let (server, api, browser) = start().await;
    open(&browser, &server).await;
    browser.run("document.querySelector('#goal-first .goal__who a').click()").await;
    browser.wait_for("document.querySelector('[name=owner]')").await;
    browser
        .run(
            "(field => { field.value = 'x'.repeat(10000); field.dispatchEvent(new InputEvent('input', { bubbles: true })); \
             field.focus(); })(document.getElementsByName('/name')[0])",
        )
        .await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'form-fault'").await;
    let fault = browser.wait_for("document.getElementById('/name/fault')?.textContent").await;
    assert!(fault.as_str().is_some_and(|fault| fault.contains("shorten it to")), "{fault}");
    let field =
        "(field => [field.value.length, field.getAttribute('aria-invalid')])(document.getElementsByName('/name')[0])";
    assert_eq!(browser.run(field).await, json!([10_000, "true"]));
    assert_eq!(api.get("/goals/first").await.ok()["revision"], 1);
}

#[tokio::test]
async fn an_empty_page_offers_the_first_goal_to_those_who_may_write_it() {
    let (server, api, browser) = start().await;
    api.put("/boards/new", board("New", "quarter", &["leads"])).await.ok();
    browser.open_live(&format!("{}/boards/new/goals", server.origin())).await;
    browser.wait_for("document.querySelector('.first a[href=\"/boards/new/new-goal\"]')").await;
    person(&api, "vera", "viewer", &[]).await;
    let reader = Browser::start().await;
    reader.sign_in(server.origin(), "vera").await;
    reader.open_live(&format!("{}/boards/new/goals", server.origin())).await;
    reader.wait_for("document.querySelector('.first h2')").await;
    assert_eq!(reader.run("document.querySelectorAll('.first a').length").await, 0);
    reader.open_live(&format!("{}/boards/growth/goals", server.origin())).await;
    reader.wait_for("document.querySelectorAll('article').length === 3").await;
    assert_eq!(reader.run("document.querySelectorAll('.grip, .typed, #new-goal, .goal__who a').length").await, 0);
}
