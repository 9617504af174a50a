//! The page of a check-in in a real browser: by keyboard alone, and nothing typed is lost.

use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Server, board, count, found_company, person, rate};
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
async fn what_one_notes_for_the_other_team_says_who_did() {
    let (_server, _, browser) = start().await;
    for team in ["sales", "marketing"] {
        tab_to(&browser, &format!("it.name === 'sure:win:{team}'")).await;
        browser.keys(Key::Right).await;
        browser.wait_for(&format!("document.querySelector('[name=\"sure:win:{team}\"][value=medium]').checked")).await;
    }
    tab_to(&browser, "it.type === 'submit'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'record'").await;
    let said = browser.run("[...document.querySelectorAll('.rec dd')].map(it => it.textContent)").await;
    assert_eq!(said, json!(["medium", "medium, noted by SAM"]));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_lead_makes_the_address_that_a_calendar_reads() {
    let (_server, api, browser) = start().await;
    tab_to(&browser, "it.textContent === 'Make the address'").await;
    browser.keys(Key::Enter).await;
    browser
        .wait_for("document.activeElement.id === 'feed' && document.activeElement.value.includes('?token=tandem_')")
        .await;
    let feed = browser.run("document.getElementById('feed').value").await;
    let (_, path) = feed.as_str().and_then(|feed| feed.split_once("/api/")).expect("an address");
    let calendar = api.page(&["/api/", path].concat()).await;
    assert!(calendar.status == 200 && calendar.text.starts_with("BEGIN:VCALENDAR"), "{}", calendar.text);
    assert_eq!(api.page("/api/v1/boards/growth/check-ins.ics?token=x").await.status, 401);
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

#[tokio::test]
async fn a_win_is_declared_and_a_target_acknowledged_in_the_agenda() {
    let (server, api, browser) = start().await;
    // Sales is asked about a target of its own that somebody else set.
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/kpis/acceptance/targets/2026-Q4", json!({ "value": 40, "reason": "as last year" })).await.ok();
    let mut growth = api.get("/boards/growth/document").await.ok();
    growth["sections"][0]["tiles"] = json!([{ "kind": "pair", "quantity": "leads", "quality": "acceptance" }]);
    api.put_at("/boards/growth", 1, growth).await.ok();
    api.push(json!({ "kpi": "leads", "value": 700 })).await;
    open(&browser, &server).await;
    let rows = "[...document.querySelectorAll('.retarget')].map(row => [row.querySelector('a').textContent,
                 [...row.querySelectorAll('button')].map(it => it.textContent).join()].join(': ')).join('; ')";
    assert_eq!(
        browser.run(rows).await,
        "Leads: ; Acceptance: Acknowledge,Ask back",
        "who is not asked sees who is, and no button"
    );
    assert!(browser.run("document.querySelector('.retarget').textContent").await.to_string().contains("Marketing"));
    tab_to(&browser, "it.textContent === 'Ask back'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'objection'").await;
    browser.keys(Key::Escape).await;
    browser.wait_for("document.activeElement.textContent === 'Ask back'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'objection'").await;
    browser.keys("Too much").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'targets' && document.querySelector('.retarget .by--no')").await;
    tab_to(&browser, "it.textContent === 'Acknowledge'").await;
    browser.keys(Key::Enter).await;
    browser
        .wait_for("document.querySelector('.retarget:last-child .said').textContent.includes('acknowledged by SAM')")
        .await;
    let word = api.get("/kpis/acceptance/targets").await.ok()["items"][0]["acknowledgements"][0].clone();
    assert_eq!((&word["verdict"], &word["by"]), (&json!("acknowledged"), &json!("SAM")));

    // The agenda found two by itself; one is added by Enter, one is still in its line.
    let wins = "[...document.querySelectorAll('.meet .wins li')].map(it => it.textContent).join('; ')";
    assert_eq!(browser.run(wins).await, "20 NovWingoal finishedSalesMarketing; 20 NovLeadstarget reachedMarketing");
    tab_to(&browser, "it.id === 'won-title'").await;
    browser.keys("Acme closed").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("!document.activeElement.value && document.querySelectorAll('.meet .wins li').length === 3").await;
    browser.keys("First week under 2 h").await;
    tab_to(&browser, "it.name === 'won:teams'").await;
    browser.keys(Key::Right).await;
    browser.wait_for("document.activeElement.value === 'sales'").await;
    browser.run("document.querySelector('[type=submit]').click()").await;
    browser.wait_for("document.activeElement.id === 'record'").await;
    let told = "[...document.querySelectorAll('.reca .wins b')].map(it => it.textContent).join('; ')";
    assert_eq!(browser.run(told).await, "Win; Leads; Acme closed; First week under 2 h");
    assert_eq!(browser.run(wins).await, "", "told once");
    let declared = api.get("/wins").await.ok()["items"].as_array().expect("wins").clone();
    let teams: Vec<&Value> = declared.iter().map(|win| &win["teams"]).collect();
    assert_eq!(teams, [&json!(["sales", "marketing"]), &json!(["sales"])]);
    assert!(declared.iter().all(|win| win["by"] == "@sam"));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_rhythm_is_set_by_keyboard() {
    let (server, api, browser) = start().await;
    let field = |name: &str| format!("it.name === 'rhythm:{name}'");
    let focused = |name: &str| format!("document.activeElement.name === 'rhythm:{name}'");
    let next = "[...document.querySelectorAll('.rhythm__next li')].map(it => it.textContent).join('; ')";
    let kept = async || api.get("/boards/growth/document").await.ok()["check_in"].clone();
    let before = kept().await;
    tab_to(&browser, "it.id === 'set-rhythm'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for(&focused("every")).await;
    browser.wait_for(&format!("{next} === 'Tue 24 Nov, 10:00; Tue 1 Dec, 10:00; Tue 8 Dec, 10:00'")).await;
    browser.keys(Key::Down).await;
    tab_to(&browser, &field("on")).await;
    browser.keys(Key::Down).await;
    browser.wait_for(&format!("{next} === 'Wed 25 Nov, 10:00; Wed 9 Dec, 10:00; Wed 23 Dec, 10:00'")).await;
    browser.keys(Key::Escape).await;
    browser.wait_for("document.activeElement.id === 'set-rhythm'").await;
    assert_eq!(kept().await, before, "Esc changes nothing");

    // What is refused is said at its field; then Enter saves.
    browser.keys(Key::Enter).await;
    browser.wait_for(&focused("every")).await;
    browser.keys(Key::Down).await;
    tab_to(&browser, &field("minutes")).await;
    browser.keys(Key::Control + "a").await;
    browser.keys("2").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'rhythm-fault'").await;
    let said = "document.getElementById(document.querySelector('.rhythm [aria-invalid]').getAttribute('aria-describedby')).textContent";
    assert_eq!(browser.run(said).await, "5 to 480 minutes");
    assert_eq!(kept().await, before);
    // Meanwhile somebody renames the board, which is no quarrel: both changes stand.
    let mut growth = api.get("/boards/growth/document").await.ok();
    growth["name"] = json!("Growth together");
    api.put_at("/boards/growth", 1, growth).await.ok();
    tab_to(&browser, &field("minutes")).await;
    browser.keys(Key::Control + "a").await;
    browser.keys("40").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'set-rhythm'").await;
    let growth = api.get("/boards/growth/document").await.ok();
    assert_eq!(growth["name"], "Growth together");
    assert_eq!(growth["check_in"], json!({ "every": "two_weeks", "on": "tuesday", "at": "10:00", "minutes": 40 }));

    // Somebody else's rhythm: both are shown, one counts.
    tab_to(&browser, "it.id === 'set-rhythm'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for(&focused("every")).await;
    browser.keys(Key::Down).await;
    let mut growth = growth;
    growth["check_in"]["on"] = json!("friday");
    api.put_at("/boards/growth", 3, growth).await.ok();
    tab_to(&browser, &field("minutes")).await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'rhythm-fault'").await;
    let both = browser.run("document.querySelector('.rhythm dl').textContent").await;
    assert_eq!(both, "adminEvery second week, Friday, 10:00YouOnce a month, the first such day, Tuesday, 10:00");
    tab_to(&browser, "it.textContent === 'Use mine'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'set-rhythm'").await;
    assert_eq!(kept().await, json!({ "every": "month", "on": "tuesday", "at": "10:00", "minutes": 40 }));
    browser.wait_for("document.querySelector('main').textContent.includes('Tue 1 Dec, 10:00, 40 min')").await;
    let feed = browser.run("document.getElementById('feed').value").await;
    assert_eq!(feed, format!("{}/api/v1/boards/growth/check-ins.ics?token=…", server.origin()));
}
