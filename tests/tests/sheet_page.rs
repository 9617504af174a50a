//! The targets of a year in a real browser, as in a spreadsheet: typed, pasted, copied, refused, saved as one change.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Browser, Server, Visitor, board, count, found_company, person, rate};
use thirtyfour::Key;

/// A company whose board `growth` shows leads of both teams, calls of marketing's and a rate of sales'; Mira leads marketing.
async fn start_in(language: &str) -> (Server, Api, Browser) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    let mut leads = count("Leads");
    leads["owners"] = json!(["marketing", "sales"]);
    api.put("/kpis/leads", leads).await.ok();
    api.put("/kpis/calls", count("Calls")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls", "acceptance"])).await.ok();
    for (kpi, period, value) in [
        ("leads", "2026-Q3", 1800),
        ("leads", "2026-Q4", 2100),
        ("calls", "2026-Q1", 400),
        ("calls", "2026-Q2", 455),
        ("acceptance", "2026-Q4", 60),
    ] {
        let body = json!({ "value": value, "reason": "the plan" });
        api.put(&format!("/kpis/{kpi}/targets/{period}"), body).await.ok();
    }
    person(&api, "mira", "lead", &["marketing"]).await;
    let browser = Browser::start_in(language).await;
    browser.sign_in(server.origin(), "mira").await;
    (server, api, browser)
}

async fn open(server: &Server, browser: &Browser, query: &str) {
    browser.open(&format!("{}/boards/growth/targets{query}", server.origin())).await;
    browser.wait_for("document.querySelector('.sheet td') && document.activeElement.id === 'sheet-name'").await;
}

/// The field of a KPI and column, by their names.
fn cell(name: &str) -> String {
    format!("document.querySelector('[aria-label=\"{name}\"]')")
}

/// Puts the focus into a cell.
async fn go(browser: &Browser, name: &str) {
    browser.run(&format!("{}.focus()", cell(name))).await;
}

/// Until a cell says something; below it stands what is said about it.
async fn says(browser: &Browser, name: &str, text: &str, below: &str) {
    let field = cell(name);
    let small = format!("({field}.nextElementSibling?.textContent ?? '')");
    browser.wait_for(&format!("{field}.value === {text:?} && {small}.includes({below:?})")).await;
}

/// Pastes into the cell with the focus what a spreadsheet copied.
async fn paste(browser: &Browser, block: &str) {
    let block = json!(block);
    browser
        .run(&format!(
            "(() => {{ const clipboardData = new DataTransfer(); clipboardData.setData('text/plain', {block});
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }})) }})()"
        ))
        .await;
}

async fn counted(browser: &Browser, count: &str) {
    browser.wait_for(&format!("document.querySelector('.savebar b')?.textContent === '{count}'")).await;
}

async fn target(api: &Api, kpi: &str, period: &str) -> Value {
    api.get(&format!("/kpis/{kpi}/targets/{period}")).await.json()["value"].clone()
}

#[tokio::test]
async fn a_keyboard_alone_types_copies_last_year_and_saves_a_year() {
    let (server, api, browser) = start_in("en-GB").await;
    server.clock().set("2026-11-20T10:00:00Z");
    // From the menu of the board.
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    browser.run("document.querySelector('.pick--quiet').focus()").await;
    browser.keys(Key::Enter).await;
    browser.wait_for("document.activeElement.getAttribute('role') === 'menuitemradio'").await;
    browser.keys(Key::End).await;
    browser.run("document.querySelector('.menu a[href=\"/boards/growth/targets\"]').focus()").await;
    browser.keys(Key::Enter).await;
    browser.arrive("/boards/growth/targets").await;
    browser.wait_for("document.activeElement.id === 'sheet-name'").await;

    // Typing replaces; Enter goes down, arrows move, Tab goes right, Esc takes back, F2 changes.
    go(&browser, "Leads, Q4 2026").await;
    browser.keys("2300").await;
    browser.keys(Key::Enter).await;
    says(&browser, "Leads, Q4 2026", "2,300", "was 2,100").await;
    browser.wait_for(&format!("document.activeElement === {}", cell("Calls, Q4 2026"))).await;
    browser.keys("5").await;
    says(&browser, "Calls, Q4 2026", "5", "new").await;
    browser.keys(Key::Escape).await;
    says(&browser, "Calls, Q4 2026", "", "").await;
    browser.wait_for(&format!("document.activeElement === {}", cell("Calls, Q4 2026"))).await;
    browser.keys("500").await;
    browser.keys(Key::Tab).await;
    browser.wait_for(&format!("document.activeElement === {}", cell("Calls, 2026"))).await;
    browser.keys(Key::Left + Key::F2).await;
    browser.keys(Key::Left + "9").await;
    says(&browser, "Calls, Q4 2026", "5090", "new").await;
    browser.keys(Key::Up).await;
    counted(&browser, "2 changes not saved").await;
    browser
        .run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))")
        .await;
    says(&browser, "Calls, Q4 2026", "500", "new").await;

    // What is shut stays as it is: another team's line, a closed period.
    browser.keys(Key::Left).await;
    browser.wait_for(&format!("document.activeElement === {}", cell("Leads, Q3 2026"))).await;
    browser.keys("1").await;
    says(&browser, "Leads, Q3 2026", "1,800", "").await;
    assert_eq!(browser.run(&format!("{}.readOnly", cell("Acceptance, Q4 2026"))).await, true);

    // Esc leaves to the bar; a reason of spaces is none, and the fault leads to its field.
    browser.keys(Key::Escape).await;
    browser.wait_for("document.activeElement.id === 'sheet-reason'").await;
    browser.keys("   ").await;
    browser.keys(Key::Tab + Key::Tab + Key::Tab + Key::Enter).await;
    browser.wait_for("document.activeElement.matches('.savebar .sum')").await;
    browser.keys(Key::Tab + Key::Enter).await;
    browser.wait_for("document.activeElement.id === 'sheet-reason'").await;
    browser.keys("One more webinar").await;
    browser.keys(Key::Tab + Key::Tab + Key::Tab + Key::Enter).await;
    browser.wait_for("document.activeElement.matches('.savebar a')").await;
    assert_eq!(target(&api, "leads", "2026-Q4").await, 2300);
    assert_eq!(target(&api, "calls", "2026-Q4").await, 500);
    assert_eq!(api.get("/kpis/calls/targets").await.ok()["items"][0]["reason"], "One more webinar");

    // Next year begins with this year's, ten per cent more.
    open(&server, &browser, "?period=2027").await;
    browser.run("document.querySelector('#sheet-more').focus()").await;
    browser.keys("10").await;
    browser.keys(Key::Tab + Key::Enter).await;
    says(&browser, "Leads, Q4 2027", "2,530", "new").await;
    says(&browser, "Calls, Q2 2027", "501", "new").await;
    counted(&browser, "5 changes not saved").await;
    assert_eq!(browser.run(&format!("{}.value", cell("Acceptance, Q4 2027"))).await, "", "another team's stays");
    assert_eq!(target(&api, "leads", "2027-Q4").await, Value::Null, "nothing is stored yet");
    browser.run("document.querySelector('#sheet-reason').focus()").await;
    browser.keys("As last year, and a bit").await;
    browser.keys(Key::Tab + Key::Tab + Key::Tab + Key::Enter).await;
    browser.wait_for("document.activeElement.matches('.savebar a')").await;
    assert_eq!(target(&api, "leads", "2027-Q3").await, 1980);

    browser.keys(Key::Enter).await;
    browser.arrive("/boards/growth").await;
    browser.wait_for("document.querySelector('article .tandem-set')?.textContent.includes('2,300')").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_pasted_block_is_read_by_the_language_and_never_misread() {
    let (server, api, browser) = start_in("de-DE").await;
    open(&server, &browser, "?period=2027").await;
    go(&browser, "Leads, Q1 2027").await;
    paste(&browser, "1.200,5\t1.300\t\t1.400\n400\t450,5\t1,234.56\t\"500\"\n55\t60\n\n1\n").await;
    says(&browser, "Leads, Q1 2027", "1.200,5", "neu").await;
    says(&browser, "Leads, Q2 2027", "1.300", "neu").await;
    says(&browser, "Leads, Q3 2027", "", "").await;
    says(&browser, "Calls, Q2 2027", "450,5", "neu").await;
    says(&browser, "Calls, Q3 2027", "1,234.56", "zweideutig").await;
    says(&browser, "Calls, Q4 2027", "500", "neu").await;
    let said = "document.querySelector('.savebar p').textContent";
    assert_eq!(
        browser.run(said).await,
        "7 Zellen eingefügt, 2 Zellen gesperrt und unverändert, 1 Zelle außerhalb weggelassen"
    );
    counted(&browser, "7 Änderungen nicht gespeichert").await;
    // Saving says which cell is in the way, and leads there.
    let save = "document.querySelector('.savebar .tandem-btn--primary').click()";
    browser.run(save).await;
    browser.wait_for("document.activeElement.matches('.savebar .sum')").await;
    assert_eq!(browser.run("document.querySelectorAll('.savebar .sum li').length").await, 2);
    assert_eq!(target(&api, "leads", "2027-Q1").await, Value::Null, "all of it or nothing");
    browser.keys(Key::Tab + Key::Enter).await;
    browser.wait_for(&format!("document.activeElement === {}", cell("Calls, Q3 2027"))).await;
    // Three digits behind the mark: a thousand where the number came from?
    browser.keys("1,234").await;
    browser.keys(Key::Up).await;
    says(&browser, "Calls, Q3 2027", "1,234", "1.234").await;
    browser.keys(Key::Down).await;
    browser.keys("1234").await;
    browser.keys(Key::Up).await;
    says(&browser, "Calls, Q3 2027", "1.234", "neu").await;
    browser.run("document.querySelector('#sheet-reason').focus()").await;
    browser.keys("Jahresplan").await;
    browser.run(save).await;
    browser.wait_for("document.activeElement.matches('.savebar a')").await;
    assert_eq!(target(&api, "leads", "2027-Q1").await, 1200.5);
    assert_eq!(target(&api, "calls", "2027-Q3").await, 1234);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn whoever_was_faster_is_shown_cell_by_cell() {
    let (server, api, browser) = start_in("en-GB").await;
    open(&server, &browser, "").await;
    for (name, value) in [("Leads, Q4 2026", "2300"), ("Calls, Q4 2026", "500"), ("Calls, 2026", "2000")] {
        go(&browser, name).await;
        browser.keys(value).await;
    }
    api.put_at("/kpis/leads/targets/2026-Q4", 1, json!({ "value": 2250, "reason": "half of them fit" })).await.ok();
    api.put("/kpis/calls/targets/2026-Q4", json!({ "value": 480, "reason": "from the plan" })).await.ok();
    browser.run("document.querySelector('#sheet-reason').focus()").await;
    browser.keys("One more webinar").await;
    browser.run("document.querySelector('.savebar .tandem-btn--primary').click()").await;
    browser.wait_for("document.activeElement.id === 'conflict'").await;
    let rows = browser.run("[...document.querySelectorAll('.conflict tbody tr')].map(row => row.textContent)").await;
    let rows: Vec<&str> = rows.as_array().expect("rows").iter().filter_map(Value::as_str).collect();
    assert!(rows[0].contains("2,250 admin") && rows[0].contains("2,300"), "{rows:?}");
    assert!(rows[1].contains("480 admin") && rows[1].contains("500"), "{rows:?}");
    assert_eq!(target(&api, "calls", "2026").await, Value::Null, "all of it or nothing");
    let press = async |row: usize, button: usize| {
        let rows = "document.querySelectorAll('.conflict tbody tr')";
        browser.run(&format!("{rows}[{row}].querySelectorAll('button')[{button}].click()")).await;
    };
    press(0, 0).await;
    browser.wait_for("document.querySelectorAll('.conflict tbody tr').length === 1").await;
    press(0, 1).await;
    browser.wait_for("!document.querySelector('.conflict')").await;
    says(&browser, "Leads, Q4 2026", "2,250", "").await;
    browser.run("document.querySelector('.savebar .tandem-btn--primary').click()").await;
    browser.wait_for("document.activeElement.matches('.savebar a')").await;
    assert_eq!(target(&api, "leads", "2026-Q4").await, 2250);
    assert_eq!(
        (target(&api, "calls", "2026-Q4").await, target(&api, "calls", "2026").await),
        (json!(500), json!(2000))
    );
}

#[tokio::test]
async fn closed_periods_teams_doubts_and_a_session_that_ends() {
    let (server, api, browser) = start_in("en-GB").await;
    open(&server, &browser, "").await;
    // The teams' targets stand against the joint one.
    browser.run("document.querySelector('.sheet th button').click()").await;
    go(&browser, "Leads, Marketing, Q4 2026").await;
    browser.keys("1200").await;
    browser.keys(Key::Down).await;
    browser.keys("800").await;
    browser.wait_for("document.querySelector('.sheet__sum').textContent.includes('100 missing')").await;
    browser.run("document.querySelector('.sheet__tools [type=checkbox]').click()").await;
    go(&browser, "Leads, Q3 2026").await;
    browser.keys("18000").await;
    browser.keys(Key::Tab).await;
    says(&browser, "Leads, Q3 2026", "18,000", "10 times the old one. Did you mean 1,800?").await;
    browser.run("document.querySelector('#sheet-reason').focus()").await;
    browser.keys("Counted anew").await;
    let save = "document.querySelector('.savebar .tandem-btn--primary').click()";
    browser.run(save).await;
    browser.wait_for("document.activeElement.matches('.savebar .sum')").await;
    // The session ends: nothing is lost, and the page says what to do.
    browser.devtools("Network.clearBrowserCookies", json!({})).await;
    browser.run(save).await;
    browser.wait_for("document.querySelector('.savebar [role=alert] a[target=_blank]')").await;
    counted(&browser, "3 changes not saved").await;
    let leaves = "(() => { const leave = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(leave); return !leave.defaultPrevented })()";
    assert_eq!(browser.run(leaves).await, false, "the browser asks first");
    let signs_in = "fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ mail: 'mira@halden.example', password: 'violet stapler under rain' }) }).then(it => it.ok)";
    assert_eq!(browser.run(signs_in).await, true);
    browser.run(save).await;
    browser.wait_for("document.activeElement.matches('.savebar a')").await;
    let closed = api.get("/kpis/leads/targets/2026-Q3").await.ok();
    assert_eq!((&closed["value"], &closed["correction"]), (&json!(18000), &json!(true)));
    assert_eq!(api.get("/kpis/leads/targets/2026-Q4?team=sales").await.ok()["value"], 800);
    assert_eq!(browser.run(leaves).await, true);
}

#[tokio::test]
async fn many_values_are_typed_pasted_and_saved_as_one() {
    let (server, api, browser) = start_in("en-GB").await;
    let token = api.post("/tokens", json!({ "name": "HubSpot", "scope": { "can": "everything" } })).await.ok();
    let secret = token["secret"].as_str().expect("a secret");
    let push = Visitor::new(server.origin()).request(Method::POST, "/api/v1/values").bearer_auth(secret);
    let sent = json!([{ "kpi": "leads", "value": 12, "at": "2026-11-18", "key": "crm-18" }]);
    Answer::of(push.json(&sent)).await.ok();
    browser.open(&format!("{}/boards/growth/values", server.origin())).await;
    browser.wait_for("document.querySelector('.sheet td') && document.activeElement.id === 'sheet-name'").await;
    assert_eq!(browser.run("document.querySelectorAll('.sheet thead th').length").await, 21, "up to today");
    let sources = "document.querySelector('.sheet tbody th').textContent.includes('sent by') &&
        document.querySelector('.sheet tbody th').textContent.includes('HubSpot')";
    assert_eq!(browser.run(sources).await, true);
    go(&browser, "Leads, Wed 18 Nov").await;
    paste(&browser, "15\t7\n3\t4\n9\t9\n").await;
    says(&browser, "Leads, Wed 18 Nov", "15", "was 12").await;
    counted(&browser, "4 changes not saved").await;
    // A day that was measured is not made unmeasured.
    go(&browser, "Leads, Wed 18 Nov").await;
    browser.keys(Key::Delete + Key::Tab).await;
    says(&browser, "Leads, Wed 18 Nov", "", "Type a number").await;
    go(&browser, "Leads, Wed 18 Nov").await;
    browser.keys("16").await;
    // Somebody else was faster with one of them.
    api.push(json!([{ "kpi": "calls", "value": 5, "at": "2026-11-19" }])).await;
    let save = "document.querySelector('.savebar .tandem-btn--primary').click()";
    browser.run(save).await;
    browser.wait_for("document.activeElement.id === 'conflict'").await;
    browser.run("document.querySelectorAll('.conflict tbody button')[1].click()").await;
    browser.wait_for("!document.querySelector('.conflict')").await;
    browser.run(save).await;
    browser.wait_for("document.activeElement.matches('.savebar a')").await;
    let sheet = api.get("/boards/growth/values?period=2026-11").await.ok();
    let day = |row: usize, day: usize| &sheet["rows"][row]["days"][day - 1]["value"];
    assert_eq!((day(0, 18), day(0, 19), day(1, 18), day(1, 19)), (&json!(16), &json!(7), &json!(3), &json!(4)));
    assert_eq!(browser.run("document.querySelector('.sheet tbody tr:nth-child(3) input').readOnly").await, true);
}
