//! Screens on walls: a code is shown, somebody types it, the boards stand there; and what a screen may not.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Page, Server, Visitor, board, count, found_company, paired, person};

/// A company with two boards, a lead and a viewer.
async fn start() -> (Server, Api) {
    furnish(Server::start("2026-11-20T09:00:00Z").await).await
}

/// The same behind a proxy, which says who asks.
async fn behind_a_proxy() -> (Server, Api) {
    let proxy = tandem::Proxy::new("127.0.0.1", "").expect("a proxy");
    furnish(Server::start_with("2026-11-20T09:00:00Z", |settings| settings.proxy = proxy).await).await
}

async fn furnish(server: Server) -> (Server, Api) {
    let api = server.api();
    found_company(&api).await;
    for (kpi, name) in [("leads", "Leads"), ("calls", "Calls")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), json!({ "value": 1840, "reason": "plan" })).await.ok();
        api.push(json!({ "kpi": kpi, "value": 1500 })).await;
    }
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls"])).await.ok();
    api.put("/boards/secret", board("Secret", "quarter", &["calls"])).await.ok();
    person(&api, "lea", "lead", &["marketing"]).await;
    person(&api, "vera", "viewer", &[]).await;
    (server, api)
}

/// What stands in an attribute of a page.
fn attribute<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("{name}=\"")).unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap_or_default()
}

/// A screen that waits: what it holds, and the code it shows.
async fn waiting(screen: &Visitor) -> (String, String) {
    let page = screen.open("/wall").await;
    assert_eq!(page.status, 200, "{}", page.text);
    let (_, rest) = page.text.split_once("id=\"code\">").expect("a code");
    (attribute(&page.text, "data-device").to_owned(), rest.split('<').next().unwrap_or_default().to_owned())
}

/// What a waiting screen is told.
async fn poll(screen: &Visitor, device: &str) -> Value {
    let page = screen.send("/wall/token", &[("device_code", device)]).await;
    serde_json::from_str(&page.text).unwrap_or_else(|_| panic!("{}", page.text))
}

async fn pair(visitor: &Visitor, code: &str) -> Page {
    let fields =
        [("code", code), ("name", "Sales floor"), ("theme", "dark"), ("locale", "en-GB"), ("seconds-growth", "30")];
    visitor.send("/screens", &fields).await
}

/// The secret of a paired screen that shows the board `growth`.
async fn sales_floor(server: &Server) -> String {
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    paired(server.origin(), &lea, &[("name", "Sales floor"), ("seconds-growth", "30")]).await
}

#[tokio::test]
async fn a_code_pairs_one_screen_once() {
    let (server, _) = start().await;
    let (screen, lea) = (Visitor::new(server.origin()), Visitor::signed_in(server.origin(), "lea").await);
    let (device, code) = waiting(&screen).await;
    assert_eq!(poll(&screen, &device).await, json!({ "error": "authorization_pending" }));
    assert_eq!(poll(&screen, &device).await, json!({ "error": "slow_down" }));
    assert_eq!(poll(&screen, "tandem_made_up").await, json!({ "error": "expired_token" }));
    let nothing = screen.send("/wall/token", &[]).await;
    assert_eq!((nothing.status, &*nothing.text), (400, r#"{"error":"invalid_request"}"#));

    // As people type: the case and the hyphen do not matter. What is wrong elsewhere costs nobody the code.
    let unnamed = lea.send("/screens", &[("code", &code), ("theme", "dark"), ("locale", "en-GB")]).await;
    assert_eq!(unnamed.status, 422);
    assert!(unnamed.text.contains(&code), "what was typed stays");
    assert_eq!(pair(&lea, &code.to_lowercase().replace('-', " ")).await.status, 303);
    // Pressed twice, it was not guessed.
    let again = pair(&lea, &code).await;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("this code was typed a moment ago"), "{}", again.text);
    let guessed = pair(&lea, "BBBB-BBBB").await;
    assert!(
        guessed.text.contains("no screen shows this code") && guessed.text.contains("Tries left: 4"),
        "{}",
        guessed.text
    );

    let answer = poll(&screen, &device).await;
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(poll(&screen, &device).await, json!({ "error": "expired_token" }), "given once");
    let key = answer["access_token"].as_str().expect("a secret");
    let wall = screen.open(&format!("/wall?key={key}")).await;
    assert_eq!(wall.status, 200);
    assert!(wall.text.contains("<b>Growth</b><i> — Q4 2026</i>") && wall.text.contains("1,500"), "{}", wall.text);
}

#[tokio::test]
async fn a_code_ends_after_ten_minutes_and_is_not_guessed() {
    let (server, _) = start().await;
    let (screen, lea) = (Visitor::new(server.origin()), Visitor::signed_in(server.origin(), "lea").await);
    let (device, code) = waiting(&screen).await;
    server.clock().set("2026-11-20T09:10:00Z");
    assert_eq!(poll(&screen, &device).await, json!({ "error": "expired_token" }));
    assert_eq!(pair(&lea, &code).await.status, 422);
    let german = lea.request(Method::POST, "/screens").header("sec-fetch-site", "same-origin");
    let german = lea.page(german.header("accept-language", "de").form(&[("code", ""), ("seconds-growth", "30")])).await;
    assert!(german.text.contains("der Code fehlt, der jetzt auf dem Bildschirm steht"), "{}", german.text);
    let nothing = pair(&lea, "").await.text;
    assert!(nothing.contains("type the code that is on the screen now"), "costs no try: {nothing}");
    for left in (0..=3).rev() {
        let page = pair(&lea, "BBBB-BBBB").await;
        assert!(page.text.contains(&format!("Tries left: {left}")), "{}", page.text);
    }
    let (_, code) = waiting(&screen).await;
    let paused = pair(&lea, &code).await;
    assert!(paused.text.contains("try again in 15 minutes"), "{}", paused.text);
    server.clock().set("2026-11-20T09:26:00Z");
    let (_, code) = waiting(&screen).await;
    assert_eq!(pair(&lea, &code).await.status, 303);
}

#[tokio::test]
async fn who_asks_for_many_codes_takes_nobody_elses() {
    let (server, _) = behind_a_proxy().await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let ask = async |address: &str| {
        let screen = Visitor::new(server.origin());
        screen.page(screen.request(Method::GET, "/wall").header("x-forwarded-for", address)).await
    };
    let code = |page: &Page| {
        page.text.split_once("id=\"code\">").and_then(|(_, rest)| rest.split('<').next()).map(str::to_owned)
    };
    let first = ask("2001:db8:1:1::1").await;
    for host in 2..=20 {
        assert_eq!(ask(&format!("2001:db8:1:1::{host}")).await.status, 200, "of one network: {host}");
    }
    let refused = ask("2001:db8:1:1:ffff::1").await;
    assert_eq!(refused.status, 429);
    assert!(refused.text.contains("Too many screens wait") && refused.text.contains("data-screen=\"full\""));
    assert_eq!(ask("2001:db8:1:2::1").await.status, 200, "others are not concerned");
    assert_eq!(pair(&lea, &code(&first).expect("a code")).await.status, 303, "who waits goes on waiting");
    server.clock().set("2026-11-20T09:10:00Z");
    assert_eq!(ask("2001:db8:1:1::1").await.status, 200, "the others are over");
}

#[tokio::test]
async fn a_screen_looks_at_its_boards_and_at_nothing_else() {
    let (server, api) = start().await;
    let key = sales_floor(&server).await;
    let screen = Api::with_token(server.origin(), &key);
    assert_eq!(screen.get("/boards/growth").await.status, 200);
    for path in ["/boards", "/boards/secret", "/boards/growth/document", "/kpis/leads", "/changes", "/people", "/me"] {
        assert_eq!(screen.get(path).await.status, 403, "{path}");
    }
    assert_eq!(screen.get("/live?boards=growth,secret").await.status, 403);
    assert_eq!(screen.post("/values", json!({ "kpi": "leads", "value": 1 })).await.status, 403);
    let vera = Visitor::signed_in(server.origin(), "vera").await;
    assert_eq!(vera.open("/screens").await.status, 403);
    assert_eq!(pair(&vera, "BBBB-BBBB").await.status, 403);
    let told = Visitor::new(server.origin()).open("/pair/WDJB-MJHT").await;
    assert_eq!(told.location, "/sign-in?to=/pair/WDJB-MJHT", "who scans the code signs in and comes back to it");

    let changes = api.get("/changes").await.text;
    assert!(changes.contains("Sales floor"), "who paired it is in the log");
    assert!(!changes.contains(&key), "its secret is not");
}

/// What a paired screen is told to show.
async fn asked(screen: &Visitor, plan: &str) -> Value {
    let page = screen.open(plan).await;
    serde_json::from_str(&page.text).unwrap_or_else(|_| panic!("{}", page.text))
}

/// The boards of a plan, in order.
fn turns(plan: &Value) -> Vec<&str> {
    let turns = plan["turns"].as_array().expect("turns");
    turns.iter().map(|turn| turn["board"].as_str().expect("a slug")).collect()
}

#[tokio::test]
async fn boards_have_an_order_and_hours() {
    let (server, _) = start().await;
    let key = sales_floor(&server).await;
    let (screen, lea) = (Visitor::new(server.origin()), Visitor::signed_in(server.origin(), "lea").await);
    let plan = format!("/wall/plan?key={key}");
    let form = |more: &[(&'static str, &'static str)]| {
        let form = [("revision", "1"), ("name", "Sales floor"), ("theme", "dark"), ("locale", "en-GB")];
        [&form[..], more].concat()
    };
    let ordered = [("seconds-secret", "20"), ("seconds-growth", "30")];

    // A board is moved by a button: what was typed stays, nothing is saved yet.
    let moved = lea.send("/screens/sales-floor", &form(&[("move", "up growth"), ordered[0], ordered[1]])).await;
    assert_eq!(moved.status, 200);
    let (_, changed) = moved.text.split_once("action=\"/screens/sales-floor#sales-floor\"").expect("the form");
    let at = |field: &str| changed.find(&format!("name=\"{field}\"")).unwrap_or_else(|| panic!("{field}: {changed}"));
    assert!(at("seconds-growth") < at("seconds-secret"));
    assert!(changed.contains("value=\"20\""));
    assert_eq!(turns(&asked(&screen, &plan).await), ["growth"]);

    let hours = [("from-growth", "08:00"), ("until-growth", "18:00")];
    let wrong = lea.send("/screens/sales-floor", &form(&[ordered[0], ordered[1], ("until-growth", "8 pm")])).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("write a time of day like 08:00") && wrong.text.contains("value=\"8 pm\""),
        "{}",
        wrong.text
    );
    let days = [("days-growth", "monday"), ("days-growth", "friday")];
    let night = [("from-secret", "22:00"), ("until-secret", "06:00")];
    let sent = lea.send("/screens/sales-floor", &form(&[&ordered[..], &hours, &days, &night].concat())).await;
    assert_eq!(sent.status, 303, "{}", sent.text);

    let quiet = [("quiet-from", "noon"), ("quiet-until", "")];
    let wrong = lea.send("/screens/sales-floor", &form(&[&ordered[..], &quiet].concat())).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("value=\"noon\""), "{}", wrong.text);

    // 20 November 2026 is a Friday. The boards' days are Berlin's.
    let told = asked(&screen, &plan).await;
    assert_eq!(turns(&told), ["secret", "growth"]);
    let first = |turn: usize| told["turns"][turn]["windows"][0].clone();
    assert_eq!(first(0), json!({ "from": "2026-11-19T22:00:00+01:00", "to": "2026-11-20T06:00:00+01:00" }));
    assert_eq!(first(1), json!({ "from": "2026-11-20T08:00:00+01:00", "to": "2026-11-20T18:00:00+01:00" }));
    assert_eq!(told["turns"][1]["windows"][1]["from"], "2026-11-23T08:00:00+01:00");

    // By the server's clock: a board that is on, and at the end of the day none.
    let wall = format!("/wall?key={key}");
    assert!(screen.open(&wall).await.text.contains("<b>Growth</b>"), "the first board is not on by day");
    server.clock().set("2026-11-20T18:30:00Z");
    let dark = screen.open(&wall).await.text;
    assert!(dark.contains("Goes on Fri 20 Nov at 22:00") && !dark.contains("<h1>"), "{dark}");

    let page = lea.open("/screens").await.text;
    assert!(page.contains("22:00–06:00") && page.contains("08:00–18:00") && page.contains("Mon, Fri"), "{page}");
}

#[tokio::test]
async fn the_list_tells_what_a_screen_shows_and_asks_things_of_it() {
    let (server, _) = start().await;
    let key = sales_floor(&server).await;
    let (screen, lea) = (Visitor::new(server.origin()), Visitor::signed_in(server.origin(), "lea").await);
    let badge = async || {
        let page = lea.open("/screens").await.text;
        let (_, rest) = page.split_once("badge--word\">").expect("a badge");
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    assert_eq!(badge().await, "starting");
    server.clock().set("2026-11-20T09:00:45Z");
    assert_eq!(badge().await, "not seen yet");
    screen.open(&format!("/wall?key={key}")).await;
    assert_eq!(badge().await, "starting", "its page was opened");
    let plan = format!("/wall/plan?key={key}&shows=growth&width=1080&height=1920&build=old");
    assert_eq!(asked(&screen, &plan).await["number"], 1);
    let page = lea.open("/screens").await.text;
    for says in ["showing: 1", "<b>Growth</b>", "portrait, 1080 × 1920, answered 0 s ago, older version, renews itself"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    server.clock().set("2026-11-20T09:01:15Z");
    let page = lea.open("/screens").await.text;
    assert!(page.contains("showing: 0") && page.contains("offline since 20 Nov 2026, 10:00"), "{page}");

    for (what, counts) in [("flash", "flashes"), ("skip", "skips")] {
        assert_eq!(lea.send(&format!("/screens/sales-floor/{what}"), &[]).await.location, "/screens#sales-floor");
        assert_eq!(asked(&screen, &plan).await[counts], 1);
        let vera = Visitor::signed_in(server.origin(), "vera").await;
        assert_eq!(vera.send(&format!("/screens/sales-floor/{what}"), &[]).await.status, 403);
    }
}

#[tokio::test]
async fn what_was_typed_for_a_screen_that_is_gone_stays() {
    let (server, _) = start().await;
    sales_floor(&server).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    assert_eq!(lea.send("/screens/sales-floor/removal", &[]).await.location, "/screens");
    let typed = [
        ("revision", "1"),
        ("name", "Canteen, 2nd floor"),
        ("theme", "light"),
        ("locale", "de-CH"),
        ("seconds-secret", "77"),
    ];
    let moved = [&typed[..], &[("move", "up secret")]].concat();
    for (sent, status) in [(&typed[..], 412), (&typed[1..], 412), (&moved, 200)] {
        let page = lea.send("/screens/sales-floor", sent).await;
        assert_eq!(page.status, status);
        let (says, form) = page.text.split_once("id=\"pair\"").expect("the form that pairs");
        assert!(says.contains("role=\"alert\"") && says.contains("This screen is not paired any more"), "{says}");
        for kept in ["value=\"Canteen, 2nd floor\"", "value=\"77\"", "<option value=\"de-CH\" selected>"] {
            assert!(form.contains(kept), "{kept}: {form}");
        }
    }
    for button in ["flash", "skip", "removal"] {
        let page = lea.send(&format!("/screens/sales-floor/{button}"), &[]).await;
        assert_eq!(page.status, 404);
        assert!(page.text.contains("This screen is not paired any more"), "{button}: {}", page.text);
    }
}

#[tokio::test]
async fn each_night_a_screen_is_renewed() {
    let (server, _) = start().await;
    let key = sales_floor(&server).await;
    let (screen, plan) = (Visitor::new(server.origin()), format!("/wall/plan?key={key}"));
    let before = asked(&screen, &plan).await["plan"].clone();
    server.clock().set("2026-11-21T01:59:59Z");
    assert_eq!(asked(&screen, &plan).await["plan"], before, "not before three o'clock in Berlin");
    server.clock().set("2026-11-21T03:00:00Z");
    assert_ne!(asked(&screen, &plan).await["plan"], before, "not after four");
}

#[tokio::test]
async fn what_a_screen_shows_is_changed_from_afar() {
    let (server, _) = start().await;
    let key = sales_floor(&server).await;
    let (screen, lea) = (Visitor::new(server.origin()), Visitor::signed_in(server.origin(), "lea").await);
    let plan = format!("/wall/plan?key={key}");
    assert_eq!(turns(&asked(&screen, &plan).await), ["growth"]);
    let form = [("revision", "1"), ("name", "Kitchen"), ("theme", "light"), ("locale", "de-DE")];
    let page = lea.send("/screens/sales-floor", &[&form[..], &[("seconds-secret", "never")]].concat()).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("5 to 3600 seconds"), "{}", page.text);
    let odd = lea.send("/screens/sales-floor", &[&form[..2], &[("theme", "pink"), ("locale", "de-DE")]].concat()).await;
    assert!(odd.text.contains("write `dark` or `light` instead of `pink`"), "{}", odd.text);
    let seconds = [("seconds-secret", "20"), ("seconds-growth", "")];
    assert_eq!(lea.send("/screens/sales-floor", &[&form[..], &seconds].concat()).await.status, 303);
    assert_eq!(turns(&asked(&screen, &plan).await), ["secret"]);
    let late = lea.send("/screens/sales-floor", &[&form[..], &seconds].concat()).await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("Somebody else changed this") && !late.text.contains("If-Match"), "{}", late.text);
    // Said once, it is for them to decide: what they typed is based on what stands there now.
    assert!(late.text.contains("name=\"revision\" value=\"2\""), "{}", late.text);
    let again = [&form[1..], &[("revision", "2"), ("seconds-secret", "25")]].concat();
    assert_eq!(lea.send("/screens/sales-floor", &again).await.status, 303);
    let wall = screen.open(&format!("/wall?key={key}")).await.text;
    assert!(
        wall.contains("lang=\"de-DE\"") && wall.contains("data-theme=\"light\"") && wall.contains("1.500"),
        "{wall}"
    );

    assert_eq!(lea.send("/screens/sales-floor/removal", &[]).await.status, 303);
    assert_eq!(screen.open(&plan).await.status, 401);
    assert_eq!(screen.open(&format!("/wall?key={key}")).await.status, 401);
    assert_eq!(Api::with_token(server.origin(), &key).get("/boards/growth").await.status, 401);
}

const LEADS: &str = "document.querySelector('#live .wval')?.textContent";

#[tokio::test]
async fn a_screen_is_paired_from_another_browser_and_goes_on_by_itself() {
    let (mut server, api) = start().await;
    let screen = Browser::start().await;
    screen.open(&format!("{}/wall", server.origin())).await;
    let code = screen.run("document.querySelector('#code').textContent").await;
    assert!(screen.run("document.querySelector('.qr path').getBoundingClientRect().width > 200").await == true);

    let desk = Browser::start().await;
    desk.sign_in(server.origin(), "lea").await;
    desk.open(&format!("{}/pair/{}", server.origin(), code.as_str().expect("a code"))).await;
    assert_eq!(desk.run("document.querySelector('[name=code]').value").await, code);
    desk.find("[name=name]").await.send_keys("Sales floor").await.expect("a field");
    desk.find("[name=seconds-growth]").await.send_keys("5").await.expect("a field");
    desk.find("[name=seconds-secret]").await.send_keys("5").await.expect("a field");
    desk.find("form[action='/screens#pair'] .go button").await.click().await.expect("a button");
    desk.arrive("/screens").await;
    let badge = "document.querySelector('.scr .badge').textContent";
    assert_eq!(desk.run(badge).await, "starting");
    // What somebody is about to change stays open while the list follows the screen by itself.
    desk.find("[aria-label='Change Sales floor']").await.click().await.expect("a button");

    // The screen starts by itself; its secret is not in its address.
    screen.given_way("document.documentElement.dataset.screen === 'shows'").await;
    // While it waited, each answer was the refusal that RFC 8628 asks for, and a browser tells of them.
    let _ = screen.complaints().await;
    screen.wait_for(&format!("{LEADS} === '1,500' && !document.querySelector('#drawn')")).await;
    assert_eq!(screen.run("location.search").await, "");
    assert_eq!(screen.run("document.cookie").await, "");
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    screen.wait_for(&format!("{LEADS} === '1,534'")).await;
    // The next board takes its turn in the same place.
    screen.run("window.place = document.querySelector('#live main')").await;
    screen.wait_for("document.querySelector('#live h1').textContent.startsWith('Secret')").await;
    assert_eq!(screen.run("window.place === document.querySelector('#live main')").await, true);
    desk.wait_for(&format!("{badge} === 'showing' && document.querySelector('.scr details[open]')")).await;

    // Who looks for it has it say its name; the list says what it shows.
    desk.find("[aria-label='Identify Sales floor']").await.click().await.expect("a button");
    screen.wait_for("document.querySelector('.wall--name')?.innerText.replace(/\\s+/g, ' ') === '1 Sales floor'").await;
    desk.open(&format!("{}/screens", server.origin())).await;
    let list = desk.run("document.querySelector('.scr').innerText").await;
    assert!(list.as_str().is_some_and(|list| list.contains("landscape, 1280 × 800, answered 0 s ago")), "{list}");
    assert!(list.as_str().is_some_and(|list| list.contains("now, ") && list.contains(" of 2")), "{list}");
    desk.wait_for("document.querySelector('.scr__now img').naturalWidth === 496").await;
    assert_eq!(screen.complaints().await, Vec::<String>::new());

    // A board with another name, and one that is gone: the screen follows, without a hand on it.
    screen.wait_for("document.querySelector('#live h1')?.textContent.startsWith('Growth')").await;
    api.put_at("/boards/growth", 1, board("Growing", "quarter", &["leads", "calls"])).await.ok();
    screen.wait_for("document.querySelector('#live h1')?.textContent.startsWith('Growing')").await;
    let gone =
        api.request(Method::DELETE, "/boards/secret").header("if-match", "\"1\"").send().await.expect("an answer");
    assert_eq!(gone.status(), 204);
    desk.wait_for("document.querySelector('.scr table').innerText.includes('Secret (archived, not shown)')").await;
    screen.given_way("document.querySelector('#live h1') && !document.querySelector('#live .wturn')").await;

    // Nobody answers: no number looks alive, until somebody does.
    let keeps = "caches.match('/wall').then((it) => it?.text()).then((it) => { window.keeps = it?.includes('1,534') })";
    screen.wait_for(&format!("({keeps}, window.keeps)")).await;
    server.stop().await;
    screen.wait_for("document.querySelector('.wall--old .wold').innerText.startsWith('No answer since 10:00')").await;
    assert_eq!(
        screen.run("document.querySelectorAll('.wall .tandem-status:not(.tandem-status--none)').length").await,
        0
    );

    // Not even over a reboot: its last picture, and since when.
    screen.run("location.reload()").await;
    screen.given_way("document.documentElement.dataset.kept && document.querySelector('#live .wall--old .wold')").await;
    assert_eq!(screen.run(LEADS).await, "1,534");
    assert_eq!(screen.run("document.querySelector('.wold b').textContent").await, "No answer since 10:00.");
    server.resume().await;
    screen.wait_for("document.querySelector('#live .wall:not(.wall--old)')").await;
    api.push(json!({ "kpi": "leads", "value": 6 })).await;
    screen.wait_for(&format!("{LEADS} === '1,540'")).await;

    // Taken back, it shows a code again, and goes on showing one.
    desk.find("[aria-label='Revoke Sales floor']").await.click().await.expect("a button");
    desk.find("form[action$=removal] button").await.click().await.expect("a button");
    screen.given_way("document.querySelector('#code') && localStorage.length === 0").await;
    screen.wait_for("(caches.has('tandem-wall').then((it) => { window.keeps = it }), window.keeps === false)").await;
}

#[tokio::test]
async fn the_list_stands_before_there_is_a_board() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    found_company(&server.api()).await;
    person(&server.api(), "lea", "lead", &["marketing"]).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    assert_eq!(lea.open("/screens").await.status, 200);
    assert_eq!(pair(&lea, "BBBB-BBBB").await.status, 422);
}

#[tokio::test]
async fn a_screen_goes_by_the_clock_of_the_server() {
    let (server, _) = start().await;
    let key = sales_floor(&server).await;
    let screen = Browser::start().await;
    let a_day_off = "const Own = Date; Date = class extends Own {
        constructor(...given) { given.length ? super(...given) : super(Own.now() + 86400000); }
        static now() { return Own.now() + 86400000; }
    };";
    screen.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": a_day_off })).await;
    screen.open(&format!("{}/wall?key={key}", server.origin())).await;
    screen.wait_for(&format!("{LEADS} === '1,500' && !document.querySelector('#drawn')")).await;
    assert_eq!(screen.run("document.querySelector('#live .wclock').textContent").await, "10:00");
    let head = screen.run("document.querySelector('#live h1').textContent").await;
    assert!(head.as_str().is_some_and(|head| head.contains("day 51 of 92")), "{head}");
    assert_eq!(screen.run("document.querySelectorAll('.wold, .wstale').length").await, 0);
}

#[tokio::test]
async fn a_screen_without_webassembly_is_drawn_in_turns() {
    let (server, _) = start().await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let both = [("name", "Canteen"), ("seconds-growth", "30"), ("seconds-secret", "30")];
    let key = paired(server.origin(), &lea, &both).await;
    let screen = Browser::start_with("en-GB", &["--js-flags=--jitless"]).await;
    let faster = "const slow = setInterval; setInterval = (call, ms) => slow(call, ms / 100);";
    screen.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": faster })).await;
    screen.open(&format!("{}/wall?key={key}", server.origin())).await;
    for (time, board) in [("09:00:00", "Growth"), ("09:00:30", "Secret"), ("09:01:00", "Growth")] {
        server.clock().set(&format!("2026-11-20T{time}Z"));
        screen.wait_for(&format!("document.querySelector('#drawn h1').textContent.startsWith('{board}')")).await;
    }
}
