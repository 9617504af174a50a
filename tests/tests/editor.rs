//! The board editor in a real browser, by keyboard and by pointer; what others do meanwhile is told, never overwritten.

use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Server, board, count, found_company, person, rate};
use thirtyfour::{Key, TypingData};

/// A company with accounts and the board `growth`; Lea is its admin.
async fn start() -> (Server, Api, Browser) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    for (kpi, name) in [("leads", "Leads"), ("calls", "Calls"), ("meetings", "Meetings")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
    }
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls", "meetings"])).await.ok();
    person(&api, "lea", "admin", &[]).await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "lea").await;
    (server, api, browser)
}

async fn open_editor(server: &Server, browser: &Browser) {
    browser.open(&format!("{}/boards/growth/edit", server.origin())).await;
    browser.wait_for("document.querySelector('.cell') && document.activeElement.id === 'edit-name'").await;
}

/// The tiles of the saved board.
async fn tiles(api: &Api) -> Value {
    api.get("/boards/growth/document").await.ok()["sections"][0]["tiles"].clone()
}

fn kpi(slug: &str) -> Value {
    json!({ "kind": "kpi", "kpi": slug })
}

/// Presses Tab until what has the focus matches.
async fn tab_to(browser: &Browser, selector: &str) {
    let there = format!("document.activeElement.matches('{selector}')");
    for _ in 0..80 {
        if browser.run(&there).await == json!(true) {
            return;
        }
        browser.keys(Key::Tab).await;
    }
    panic!("{selector} is out of reach");
}

/// Chooses in the list that has the focus, as its first letters do.
async fn choose(browser: &Browser, letters: &str) {
    browser.keys(letters).await;
}

/// What is told to screen readers.
const SAID: &str = "document.querySelector('.edit > [role=status]').textContent";

/// Until everything is on disk.
async fn saved(browser: &Browser) {
    browser.wait_for("document.activeElement.matches('.savebar a')").await;
}

/// The grip of a tile.
fn grip(name: &str) -> String {
    format!(".grip[aria-label=\"Move {name}\"]")
}

#[tokio::test]
async fn a_keyboard_alone_builds_a_board_from_a_template_and_arranges_it() {
    let (server, api, browser) = start().await;
    browser.open(&format!("{}/", server.origin())).await;
    browser.wait_for("document.querySelector('.card')").await;
    tab_to(&browser, "main a[href=\"/new-board\"]").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelectorAll('.begin').length === 4").await;
    tab_to(&browser, "[name=template]").await;
    browser.keys(Key::Down + Key::Down).await;
    browser.wait_for("document.querySelector('#new-name').value === 'Goals of the quarter'").await;
    tab_to(&browser, "#new-name").await;
    // What a field holds is selected when a keyboard reaches it.
    browser.keys("Our quarter").await;
    browser.wait_for("document.querySelector('#new-address').value === 'our-quarter'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("location.pathname === '/boards/our-quarter' && document.querySelector('article')").await;
    // Every empty tile says what it will count, and how it is fed.
    let says =
        |what: &str, count: usize| format!("document.querySelectorAll('.tandem-tile__help {what}').length === {count}");
    browser.wait_for(&format!("{} && {}", says("b", 3), says("a", 5))).await;

    tab_to(&browser, ".bar__edit").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'edit-name'").await;
    // The last tile of the second section goes to its top.
    tab_to(&browser, &grip("Followed up in time")).await;
    browser.keys(" ").await;
    browser.wait_for(&format!("{SAID} === 'Moving Followed up in time, place 3 of 3 in What it takes'")).await;
    browser.keys(Key::Up).await;
    browser.wait_for(&format!("{SAID} === 'Moving Followed up in time, place 2 of 3 in What it takes'")).await;
    browser.keys(Key::Up + Key::Enter).await;
    browser.wait_for(&format!("{SAID} === 'Followed up in time put down'")).await;
    assert_eq!(browser.run("document.activeElement.getAttribute('aria-label')").await, "Move Followed up in time");
    // Esc puts back.
    browser.keys(" ").await;
    browser.keys(Key::Down + Key::Escape).await;
    browser.wait_for(&format!("{SAID} === 'Followed up in time put back'")).await;
    // It goes with another from now on, and is called differently.
    tab_to(&browser, "[data-choose] button").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'inspector'").await;
    tab_to(&browser, "#edit-with").await;
    choose(&browser, "Win").await;
    browser.wait_for("document.querySelector('.bl--two .say + .cell h3').textContent === 'Followed up in time'").await;
    tab_to(&browser, "#kpi-name").await;
    browser.keys(Key::End).await;
    browser.keys(", 4 h").await;
    browser.wait_for("document.querySelector('.savebar b').textContent === '3 changes not saved'").await;
    tab_to(&browser, ".savebar .tandem-btn--primary").await;
    browser.keys(Key::Enter).await;
    saved(&browser).await;

    let sections = api.get("/boards/our-quarter/document").await.ok()["sections"].clone();
    let pair = |quantity: &str, quality: &str| json!({ "kind": "pair", "quantity": quantity, "quality": quality });
    assert_eq!(sections[1]["tiles"][0], pair("followed-up-in-time", "win-rate"), "{sections:#}");
    assert_eq!(api.get("/kpis/followed-up-in-time").await.ok()["name"], "Followed up in time, 4 h");
    browser.keys(Key::Enter).await;
    browser.wait_for("location.pathname === '/boards/our-quarter' && document.querySelector('article')").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_pointer_drags_tiles_and_new_ones_out_of_the_palette() {
    let (server, api, browser) = start().await;
    open_editor(&server, &browser).await;
    let drag = async |from: &str| {
        let (from, to) = (browser.find(from).await, browser.find("[data-block]:last-of-type .cell").await);
        browser.drag(&from, &to).await;
    };
    drag(&grip("Leads")).await;
    browser.wait_for("document.querySelector('.cell h3').textContent === 'Calls'").await;
    browser.find(".savebar .tandem-btn--primary").await.click().await.expect("a click");
    saved(&browser).await;
    assert_eq!(tiles(&api).await, json!([kpi("calls"), kpi("meetings"), kpi("leads")]));

    drag(".kinds button").await;
    browser.wait_for("document.querySelectorAll('.cell').length === 4").await;
    // A tile without a KPI is not saved, and the fault leads to its field.
    browser.find(".savebar .tandem-btn--primary").await.click().await.expect("a click");
    browser.wait_for("document.activeElement.matches('.sum button')").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'inspector'").await;
    assert_eq!(browser.run("document.querySelector('#edit-kpi-0').getAttribute('aria-invalid')").await, "true");
    browser.keys(Key::Tab + Key::Tab).await;
    choose(&browser, "Acc").await;
    browser.wait_for("!document.querySelector('.sum')").await;
    browser.find(".savebar .tandem-btn--primary").await.click().await.expect("a click");
    saved(&browser).await;
    assert!(tiles(&api).await.as_array().expect("tiles").contains(&kpi("acceptance")));
}

#[tokio::test]
async fn a_new_kpi_is_defined_where_it_stands_and_its_faults_are_said_there() {
    let (server, api, browser) = start().await;
    open_editor(&server, &browser).await;
    browser.find(".kinds button").await.click().await.expect("a click");
    browser.wait_for("document.activeElement.id === 'edit-kpi-0'").await;
    tab_to(&browser, ".insp p .tandem-btn").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'kpi-name'").await;
    browser.keys("Größe der Deals").await;
    tab_to(&browser, "#kpi-tolerance").await;
    browser.keys("99").await;
    browser.find(".savebar .tandem-btn--primary").await.click().await.expect("a click");
    browser.wait_for("document.querySelectorAll('.sum li').length === 2").await;
    assert_eq!(browser.run("document.querySelector('#kpi-tolerance').getAttribute('aria-invalid')").await, "true");
    let owners = "document.querySelector('#kpi-owners-err').textContent";
    assert_eq!(browser.run(owners).await, "somebody must own it: name at least one team");
    browser.find(".insp [type=checkbox]").await.click().await.expect("a click");
    browser.run("document.querySelector('#kpi-tolerance').select()").await;
    browser.keys("2.5").await;
    browser.find(".savebar .tandem-btn--primary").await.click().await.expect("a click");
    saved(&browser).await;
    let made = api.get("/kpis/groesse-der-deals").await.ok();
    assert_eq!((&made["name"], &made["tolerance"]), (&json!("Größe der Deals"), &json!(2.5)));
    assert_eq!(tiles(&api).await[3], kpi("groesse-der-deals"));
}

#[tokio::test]
async fn whoever_saves_second_chooses_and_nothing_is_lost() {
    let (server, api, browser) = start().await;
    open_editor(&server, &browser).await;
    let rename = async |to: &str| {
        browser.run("document.querySelector('#edit-board').select()").await;
        browser.keys(TypingData::from(to)).await;
        browser.find(".savebar .tandem-btn--primary").await.click().await.expect("a click");
    };
    api.put_at("/boards/growth", 1, board("Theirs", "quarter", &["leads"])).await.ok();
    rename("Mine").await;
    browser.wait_for("document.activeElement.id === 'conflict'").await;
    let says = browser.run("document.querySelector('#conflict').textContent").await;
    assert!(says.as_str().is_some_and(|says| says.starts_with("admin changed Theirs, ")), "{says}");
    let both = "document.querySelector('.conflict__two').textContent";
    let both = browser.run(both).await;
    let both = both.as_str().expect("a text");
    assert!(both.contains("Theirs") && both.contains("Mine"), "{both}");
    browser.find(".conflict .tandem-btn--primary").await.click().await.expect("a click");
    browser
        .wait_for("!document.querySelector('.savebar') && document.querySelector('h1').textContent === 'Theirs'")
        .await;

    api.put_at("/boards/growth", 2, board("Theirs again", "quarter", &["leads"])).await.ok();
    rename("Mine again").await;
    browser.wait_for("document.activeElement.id === 'conflict'").await;
    browser.find(".conflict .tandem-btn:not(.tandem-btn--primary)").await.click().await.expect("a click");
    saved(&browser).await;
    let now = api.get("/boards/growth/document").await.ok();
    assert_eq!((&now["name"], &now["revision"]), (&json!("Mine again"), &json!(4)));
}

#[tokio::test]
async fn what_is_not_saved_is_counted_undone_kept_and_asked_for() {
    let (server, api, browser) = start().await;
    open_editor(&server, &browser).await;
    let changes = "document.querySelector('.savebar b')?.textContent";
    for count in ["1 change not saved", "2 changes not saved"] {
        browser.find("[data-choose] button").await.click().await.expect("a click");
        let remove = "[...document.querySelectorAll('.insp .tandem-btn')].at(-1)";
        browser.wait_for(&format!("{remove}.textContent === 'Remove from board' && ({remove}.click(), true)")).await;
        browser.wait_for(&format!("{changes} === '{count}'")).await;
    }
    // A look at the board, and back: the draft waits.
    browser.find(".tabs a").await.click().await.expect("a click");
    browser.wait_for("document.querySelectorAll('article').length === 3").await;
    browser.run("history.back()").await;
    browser.wait_for(&format!("{changes} === '2 changes not saved'")).await;
    let leaves = "(() => { const leave = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(leave); return !leave.defaultPrevented })()";
    assert_eq!(browser.run(leaves).await, false, "the browser asks first");
    browser.find(".savebar .tandem-btn--quiet").await.click().await.expect("a click");
    browser.wait_for(&format!("{changes} === '1 change not saved'")).await;
    // The session ends: nothing is lost, and the page says what to do.
    browser.devtools("Network.clearBrowserCookies", json!({})).await;
    browser.find(".savebar .tandem-btn--primary").await.click().await.expect("a click");
    browser.wait_for("document.querySelector('.savebar [role=alert] a[target=_blank]')").await;
    assert_eq!(browser.run(changes).await, "1 change not saved");
    browser.find(".savebar .go .tandem-btn:nth-child(2)").await.click().await.expect("a click");
    browser.wait_for("!document.querySelector('.savebar') && document.querySelectorAll('.cell').length === 3").await;
    assert_eq!(browser.run(leaves).await, true);
    assert_eq!(tiles(&api).await.as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn an_archived_board_can_be_brought_back() {
    let (server, api, browser) = start().await;
    open_editor(&server, &browser).await;
    let archive = "[...document.querySelectorAll('.insp .tandem-btn')].at(-1).click()";
    browser.run(archive).await;
    browser.wait_for("document.querySelector('.note')?.textContent.includes('Growth is archived')").await;
    assert_eq!(api.get("/boards/growth").await.status, 404);
    browser.find(".note button").await.click().await.expect("a click");
    browser.wait_for("document.querySelectorAll('.cell').length === 3").await;
    assert_eq!(api.get("/boards/growth").await.status, 200);
}

#[tokio::test]
async fn readers_see_no_way_to_edit_and_leads_define_only_their_own_kpis() {
    let (server, api, _) = start().await;
    person(&api, "vera", "viewer", &[]).await;
    person(&api, "ben", "lead", &["marketing"]).await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "vera").await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    assert_eq!(browser.run("document.querySelector('.bar__edit')").await, Value::Null);
    browser.open(&format!("{}/boards/growth/edit", server.origin())).await;
    browser.wait_for("document.querySelector('.note')?.textContent.includes('not change it')").await;

    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "ben").await;
    api.put_at("/boards/growth", 1, board("Growth", "quarter", &["leads", "acceptance"])).await.ok();
    open_editor(&server, &browser).await;
    for (tile, own) in [(0, true), (1, false)] {
        browser.run(&format!("document.querySelectorAll('h3 [data-choose]')[{tile}].click()")).await;
        browser.wait_for("document.activeElement.id === 'inspector'").await;
        browser.wait_for(&format!("!!document.querySelector('#kpi-name') === {own}")).await;
    }
}

#[tokio::test]
async fn a_comment_is_written_where_its_chart_is_and_comes_back_when_removed() {
    let (server, api, browser) = start().await;
    api.push(json!([{ "kpi": "leads", "value": 12, "at": "2026-11-19" }])).await;
    browser.open(&format!("{}/boards/growth/kpis/leads", server.origin())).await;
    browser
        .wait_for(
            "document.querySelector('.comments > button')?.click() ?? document.activeElement.id === 'comment-text'",
        )
        .await;
    assert_eq!(browser.run("document.querySelector('#comment-date').value").await, "2026-11-20");
    // Too much is said at the field, and stays there to be shortened.
    browser.run("document.querySelector('#comment-text').setRangeText('x'.repeat(10000))").await;
    browser.keys(" ").await;
    browser.find(".comments [type=submit]").await.click().await.expect("a click");
    browser
        .wait_for("document.querySelector('#comment-text-err')?.textContent === 'shorten it to 2,000 characters'")
        .await;
    browser.run("document.querySelector('#comment-text').select()").await;
    browser.keys("معرض تجاري, Halle 3").await;
    browser.find(".comments [type=submit]").await.click().await.expect("a click");
    browser.wait_for("document.querySelector('.history .note text')?.textContent === 'معرض تجاري, Halle 3'").await;
    let table = "document.querySelector('.figures__note').textContent";
    assert_eq!(browser.run(table).await, "20 Nov: معرض تجاري, Halle 3");
    assert_eq!(browser.run("document.querySelector('.comments .by').textContent").await, "LEA");

    browser.find(".comments li button:last-child").await.click().await.expect("a click");
    browser.wait_for("!document.querySelector('.history .note') && document.activeElement.id === 'comment-undo'").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('.history .note')").await;
    // Esc closes the form, not the panel.
    browser.find(".comments li button").await.click().await.expect("a click");
    browser.wait_for("document.activeElement.id === 'comment-text'").await;
    browser.keys(Key::Escape).await;
    browser.wait_for("!document.querySelector('#comment-text') && document.querySelector('[role=dialog]')").await;
}

#[tokio::test]
async fn a_board_is_created_once_however_often_the_button_is_pressed() {
    let (server, api, browser) = start().await;
    browser.open(&format!("{}/new-board", server.origin())).await;
    browser.wait_for("document.querySelector('[name=template]:checked')").await;
    // A refusal leaves the form ready for the next attempt.
    browser.run("document.querySelector('#new-address').focus()").await;
    browser.run("document.activeElement.select()").await;
    browser.keys("growth").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.querySelector('#new-address')?.getAttribute('aria-invalid') === 'true'").await;
    browser.run("document.querySelector('#new-address').focus()").await;
    browser.run("document.activeElement.select()").await;
    browser.keys("alignment").await;
    // Counts what is sent, beyond the page that sends it.
    let count = "(fetch => { window.fetch = (asked, ...more) => { \
                 if ((more[0] ?? asked).method === 'POST') sessionStorage.sent = 1 + Number(sessionStorage.sent ?? 0); \
                 return fetch(asked, ...more); }; })(window.fetch)";
    browser.run(count).await;
    browser.run("(button => { button.click(); button.click(); })(document.querySelector('form .go button'))").await;
    browser.arrive("/boards/alignment").await;
    assert_eq!(browser.run("sessionStorage.sent").await, "1");
    assert_eq!(api.get("/boards/alignment/document").await.ok()["revision"], 1);
}
