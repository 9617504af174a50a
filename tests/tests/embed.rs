//! A board in the frame of somebody else's page: what the key opens, what stands there before and without WebAssembly, and
//! what happens when the key is taken back.

use reqwest::Method;
use serde_json::json;
use tandem_tests::{
    Answer, Api, Browser, BufferingProxy, Host, Server, Visitor, board, count, found_company, key_to_look, person,
    revoke_keys,
};
use tokio::net::TcpListener;

/// A company with two boards and an account, so that nobody reads without a key.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    for (kpi, name) in [("leads", "Leads"), ("calls", "Calls")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), json!({ "value": 1840, "reason": "plan" })).await.ok();
        api.push(json!({ "kpi": kpi, "value": 1500 })).await;
    }
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls"])).await.ok();
    api.put("/boards/secret", board("Secret", "quarter", &["calls"])).await.ok();
    person(&api, "lea", "admin", &["marketing"]).await;
    (server, api)
}

/// The page of a host that frames the board as strictly as a browser can.
async fn framed(server: &Server, api: &Api, further: &str) -> (Host, String) {
    let place: (String, TcpListener) = Host::listen().await;
    let key = key_to_look(api, "growth", &[&place.0]).await;
    let address = format!("{}/embed/growth?key={key}{further}", server.origin());
    let body = format!(
        "<iframe sandbox=\"allow-scripts\" src=\"{address}\" width=\"900\" height=\"700\"></iframe>
         <script>addEventListener('message', event => window.told = event.data)</script>"
    );
    (Host::serve(place, "", &body), key)
}

const LIVE: &str = "!document.querySelector('#drawn') && document.querySelector('#live .live--on')";
const LEADS: &str = "document.querySelector('article .tandem-value').textContent";

#[tokio::test]
async fn a_sandboxed_frame_of_another_site_is_live_and_tells_its_height() {
    let (server, api) = start().await;
    let (host, _) = framed(&server, &api, "").await;
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    let told = browser.wait_for("window.told").await;
    assert_eq!((&told["tandem"], &told["board"]), (&json!("height"), &json!("growth")));
    assert!(told["height"].as_u64().is_some_and(|height| height > 300), "{told}");
    browser.enter_frame().await;
    browser.wait_for(LIVE).await;
    assert_eq!(browser.run("self.origin").await, "null", "nothing of the browser is its own");
    assert_eq!(browser.run(LEADS).await, "1,500");
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    browser.wait_for(&format!("{LEADS} === '1,534'")).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_frame_of_a_page_that_the_key_does_not_name_stays_empty() {
    let (server, api) = start().await;
    let key = key_to_look(&api, "growth", &["https://intranet.halden.example"]).await;
    let body = format!("<iframe src=\"{}/embed/growth?key={key}\"></iframe>", server.origin());
    let host = Host::serve(Host::listen().await, "", &body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.complains("frame-ancestors").await;
}

#[tokio::test]
async fn what_the_server_draws_is_what_goes_live() {
    let server = Server::start_with("2026-11-20T09:00:00Z", |settings| settings.demo = true).await;
    for locale in ["en-GB", "en-US", "de-DE", "de-CH"] {
        let browser = Browser::start_in("fr-FR").await;
        let address = format!("{}/embed/growth?lang={locale}", server.origin());
        browser.open(&address).await;
        browser.wait_for(LIVE).await;
        // Yew marks its place with comments; the live dot and what screen readers hear are the only differences meant.
        let texts = browser
            .run(&format!(
                "fetch('{address}').then(answer => answer.text()).then(text => {{
                    const plain = (root) => {{
                        root.querySelectorAll('.live, [role=status]').forEach(it => it.remove());
                        return root.innerHTML.replace(/<!--.*?-->/g, '').split(/(?=<)/);
                    }};
                    const drawn = plain(new DOMParser().parseFromString(text, 'text/html').querySelector('#drawn'));
                    const live = plain(document.querySelector('#live').cloneNode(true));
                    return [drawn.length, live.length, drawn.filter((piece, index) => piece !== live[index]).slice(0, 5)];
                }})"
            ))
            .await;
        assert!(texts[0].as_u64().is_some_and(|pieces| pieces > 500), "{locale}: {texts}");
        assert_eq!((&texts[0], &texts[2]), (&texts[1], &json!([])), "{locale}");
    }
}

#[tokio::test]
async fn without_webassembly_the_board_is_there_and_stays_fresh() {
    let (server, api) = start().await;
    let (host, _) = framed(&server, &api, "").await;
    let browser = Browser::start_with("en-GB", &["--js-flags=--jitless"]).await;
    browser.open(host.origin()).await;
    browser.wait_for("window.told").await;
    browser.enter_frame().await;
    assert_eq!(browser.run("typeof WebAssembly").await, "undefined");
    assert_eq!(browser.run(LEADS).await, "1,500");
    assert_eq!(browser.run("document.querySelector('.live').innerText").await, "as of 10:00");
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    // As it does twice a minute.
    browser.run("dispatchEvent(new Event('online'))").await;
    browser.wait_for(&format!("{LEADS} === '1,534'")).await;
}

#[tokio::test]
async fn a_key_that_is_revoked_while_its_board_is_shown_ends_it_and_says_so() {
    let (server, api) = start().await;
    let (host, key) = framed(&server, &api, "").await;
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.enter_frame().await;
    browser.wait_for(LIVE).await;
    revoke_keys(&api, "growth").await;
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    browser.wait_for("document.querySelector('.live--lost') && document.querySelector('[role=alert]')").await;
    assert_eq!(browser.run(LEADS).await, "1,500", "what was shown stays, and is told to be old");
    let page = api.page(&format!("/embed/growth?key={key}")).await;
    assert_eq!(page.status, 401);
    assert!(page.text.contains("This board cannot be shown"), "{}", page.text);
}

#[tokio::test]
async fn a_board_that_is_renamed_while_shown_says_so_and_one_that_is_deleted_ends() {
    let (server, api) = start().await;
    let (host, _) = framed(&server, &api, "").await;
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.enter_frame().await;
    browser.wait_for(LIVE).await;
    api.put_at("/boards/growth", 1, board("Growing", "quarter", &["leads", "calls"])).await.ok();
    browser.wait_for("document.querySelector('h1').textContent.startsWith('Growing')").await;
    let gone = api.request(Method::DELETE, "/boards/growth").header("if-match", "\"2\"");
    assert_eq!(Answer::of(gone).await.status, 204);
    let said = browser
        .wait_for("document.querySelector('.live--lost') && document.querySelector('[role=alert]')?.innerText")
        .await;
    assert!(said.as_str().is_some_and(|said| said.contains("There is no board")), "{said}");
    assert_eq!(browser.run(LEADS).await, "1,500", "what was shown stays, and is told to be old");
}

#[tokio::test]
async fn no_other_page_reads_along_while_reading_is_open_on_this_machine() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    found_company(&server.api()).await;
    let foreign = |query: &'static str| {
        let address = format!("{}/api/v1/boards{query}", server.origin());
        async move {
            let answer = reqwest::get(address).await.expect("an answer");
            (answer.status().as_u16(), answer.headers().contains_key("access-control-allow-origin"))
        }
    };
    // Anybody at this machine may read; with a key in the address it is the key that is asked.
    assert_eq!(foreign("").await, (200, false));
    for (query, said) in [("?monkey=1", false), ("?key=", true), ("?key=wrong", true), ("?a=1&key=wrong", true)] {
        let (status, readable) = foreign(query).await;
        assert_eq!(readable, said, "{query}");
        assert!(!readable || status == 401, "{query}: {status}");
    }
}

#[tokio::test]
async fn whoever_pastes_the_address_is_told_the_frame() {
    let (server, api) = start().await;
    let key = key_to_look(&api, "growth", &[]).await;
    let address = format!("{}/embed/growth?key={key}&theme=dark", server.origin());
    let page = api.page(&format!("/embed/growth?key={key}&theme=dark")).await;
    let link = page.text.split_once("application/json+oembed").expect("a discovery").1;
    let href = link.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"')).expect("an address").0;
    let path = href.strip_prefix(server.origin()).expect("one of ours");
    let told = api.page(&format!("{path}&format=json&maxwidth=500&maxheight=9000")).await.ok();
    assert_eq!((&told["type"], &told["version"], &told["title"]), (&json!("rich"), &json!("1.0"), &json!("Growth")));
    assert_eq!((&told["width"], &told["height"]), (&json!(500), &json!(620)));
    let html = told["html"].as_str().expect("HTML");
    assert!(html.starts_with("<iframe src=\"") && html.contains(&address.replace('&', "&amp;")), "{html}");

    let of = |address: &str| format!("/oembed?url={}", address.replace('&', "%26"));
    for (query, says) in
        [("", "percent-encoded"), ("&maxwidth=-5", "\\\"maxwidth\\\": write CSS pixels"), ("&maxheight=0", "maxheight")]
    {
        let path = if query.is_empty() { "/oembed".to_owned() } else { [&*of(&address), query].concat() };
        let refused = api.page(&path).await;
        assert!(refused.status == 400 && refused.text.contains(says), "{path}: {}", refused.text);
    }
    let encoded = of(&address).replace('?', "%3F").replacen("%3F", "?", 1).replace("key=", "key%3D");
    let told = reqwest::get([server.origin(), &encoded].concat()).await.expect("an answer");
    assert_eq!(told.status(), 200, "{encoded}");
    assert_eq!(told.headers()["access-control-allow-origin"], "*");
    for (path, status) in [
        (of(&address).replace(&key, "wrong"), 401),
        (of(&format!("{}/embed/growth", server.origin())), 401),
        (of(&address).replace("growth", "secret"), 403),
        (of("https://elsewhere.example/embed/growth"), 404),
        ([&*of(&address), "&format=xml"].concat(), 501),
    ] {
        assert_eq!(api.page(&path).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn a_key_opens_its_board_and_nothing_else() {
    let (server, api) = start().await;
    let key = key_to_look(&api, "growth", &[]).await;
    let guest = Api::with_token(server.origin(), &key);
    assert_eq!(guest.get("/boards/growth").await.status, 200);
    for path in
        ["/boards", "/boards/secret", "/boards/growth/document", "/kpis", "/kpis/leads", "/changes", "/people", "/me"]
    {
        assert_eq!(guest.get(path).await.status, 403, "{path}");
    }
    assert_eq!(guest.get("/live?boards=growth,secret").await.status, 403);
    assert_eq!(guest.post("/values", json!({ "kpi": "leads", "value": 1 })).await.status, 403);
    for path in ["/embed/secret", "/embed/none"] {
        assert_eq!(api.page(&format!("{path}?key={key}")).await.status, 403, "{path}");
    }
    let reader = Visitor::new(server.origin());
    let wrong = reader.request(Method::GET, "/embed/growth?key=wrong").header("accept-language", "de");
    let wrong = reader.page(wrong).await;
    assert_eq!(wrong.status, 401);
    assert!(wrong.text.contains("Bitten Sie eine Leitung des Boards um einen neuen"), "{}", wrong.text);
}

#[tokio::test]
async fn what_stands_in_the_address_is_text() {
    let (server, api) = start().await;
    let key = key_to_look(&api, "growth", &[]).await;
    for further in [
        "&lang=%00%22%3E",
        "&lang=tlh-QQ",
        "&theme=%22%3E%3Cscript%3E",
        "&tiles=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "&theme=dark&theme=light",
        "&period=2026-Q9",
        "&period=%3Cb%3E",
    ] {
        let page = api.page(&format!("/embed/growth?key={key}{further}")).await;
        // Another dress is better than none; figures of another period are not.
        assert_eq!(page.status, if further.starts_with("&period") { 400 } else { 200 }, "{further}");
        assert!(page.text.starts_with("<!DOCTYPE html><html lang=\"en-GB\" data-tandem=\""), "{further}");
        assert!(!page.text.contains("<script>"), "{further}");
    }
    api.put_at("/boards/growth", 1, board("</script><b>", "quarter", &["leads", "calls"])).await.ok();
    let browser = Browser::start().await;
    browser.open(&format!("{}/embed/growth?key={key}&tiles=calls", server.origin())).await;
    browser.wait_for(LIVE).await;
    assert_eq!(
        browser.run("[...document.querySelectorAll('article h3')].map(it => it.textContent)").await,
        json!(["Calls"])
    );
}

#[tokio::test]
async fn while_nobody_answers_no_number_looks_alive() {
    let (mut server, api) = start().await;
    let key = key_to_look(&api, "growth", &[]).await;
    let browser = Browser::start().await;
    browser.open(&format!("{}/embed/growth?key={key}", server.origin())).await;
    browser.wait_for(LIVE).await;
    let filter = "getComputedStyle(document.querySelector('#live .panels')).filter";
    assert_eq!(browser.run(filter).await, "none");
    server.stop().await;
    browser.wait_for(&format!("{filter} === 'grayscale(1)'")).await;
    server.resume().await;
    browser.wait_for(&format!("{filter} === 'none'")).await;
}

#[tokio::test]
async fn behind_a_proxy_that_buffers_the_board_is_live_some_seconds_late() {
    let (server, api) = start().await;
    let proxy = BufferingProxy::before(&server).await;
    let key = key_to_look(&api, "growth", &[]).await;
    let browser = Browser::start().await;
    browser.open(&format!("{}/embed/growth?key={key}", proxy.origin())).await;
    browser.wait_for("!document.querySelector('#drawn')").await;
    browser.wait_for(LIVE).await;
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    browser.wait_for(&format!("{LEADS} === '1,534'")).await;
    assert_eq!(browser.run("!!document.querySelector('.live--on')").await, true, "each stream is followed by the next");
}
