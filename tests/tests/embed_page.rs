//! The page "Embed this board": who may open it, the key and its pages, and that what it says to paste works where it is pasted.

use reqwest::Method;
use serde_json::json;
use tandem_tests::{Api, Browser, Host, Server, Visitor, board, count, found_company, person};

const PAGE: &str = "/boards/growth/embed";

/// A company with a board, a lead of sales, a viewer and an admin.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    for (kpi, name) in [("leads", "Leads <b>&amp;"), ("calls", "Calls")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
        api.push(json!({ "kpi": kpi, "value": 1500 })).await;
    }
    api.put("/boards/growth", board("Growth \"<script>\"", "quarter", &["leads", "calls"])).await.ok();
    person(&api, "lea", "admin", &["marketing"]).await;
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "ana", "viewer", &[]).await;
    (server, api)
}

/// What stands between two texts, as a reader of the page has it.
fn between(text: &str, from: &str, to: &str) -> String {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("no {from} in {text}")).1;
    let found = rest.split_once(to).expect("an end").0;
    found.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Presses the button that makes the key or replaces it, and returns what the page says to paste.
async fn make(visitor: &Visitor, query: &str, seen: &[(&str, &str)]) -> String {
    let made = visitor.send(&format!("{PAGE}/key{query}"), seen).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let page = visitor.open(&made.location).await;
    let field = between(&page.text, "<textarea", "</textarea>");
    field.split_once('>').expect("a field with a text").1.to_owned()
}

/// The key in what is to be pasted.
fn key(snippet: &str) -> String {
    let rest = snippet.split_once("key=").expect("a key").1;
    rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect()
}

/// The key as somebody sees it, which the page's buttons send along.
fn seen(page: &str) -> [(&'static str, String); 2] {
    ["key", "revision"].map(|name| (name, between(page, &format!("name=\"{name}\" value=\""), "\"")))
}

fn fields<'a>(seen: &'a [(&'static str, String); 2]) -> [(&'a str, &'a str); 2] {
    seen.each_ref().map(|(name, value)| (*name, value.as_str()))
}

#[tokio::test]
async fn who_edits_the_board_makes_its_key_and_nobody_else() {
    let (server, api) = start().await;
    let viewer = Visitor::signed_in(server.origin(), "ana").await;
    assert_eq!(viewer.open(PAGE).await.status, 403);
    assert_eq!(viewer.send(&format!("{PAGE}/key"), &[]).await.status, 403);
    let nobody = Visitor::new(server.origin());
    assert_eq!(nobody.open(PAGE).await.location, format!("/sign-in?to={PAGE}"));
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    assert_eq!(lead.open("/boards/none/embed").await.status, 404);
    let foreign = lead.request(Method::POST, &format!("{PAGE}/key")).header("sec-fetch-site", "cross-site");
    assert_eq!(lead.page(foreign.form(&[("x", "")])).await.status, 403, "another page presses no button here");
    assert_eq!(api.get("/tokens").await.ok()["items"], json!([]));

    let key = key(&make(&lead, "", &[]).await);
    assert_eq!(Api::with_token(server.origin(), &key).get("/boards/growth").await.status, 200);
    let made = lead.open(PAGE).await.text;
    assert!(made.contains("20 Nov 2026, 10:00 by PRIYA"), "{made}");
    assert!(made.contains(&format!("key={key}")), "whoever made it goes on, and has it still");
    server.clock().set("2026-11-20T09:10:00Z");
    let later = lead.open(PAGE).await.text;
    assert!(!later.contains(&key), "a secret is shown for ten minutes");
    assert!(later.contains("key=YOUR-KEY") && later.contains("The key is left out"), "{later}");
}

#[tokio::test]
async fn pressed_twice_or_loaded_again_there_is_one_key_and_its_secret_is_shown() {
    let (server, api) = start().await;
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    let made = lead.send(&format!("{PAGE}/key"), &[]).await;
    assert_eq!((made.status, made.location.as_str()), (303, "/boards/growth/embed?host=sharepoint"));
    // A colleague who looks in between is shown nothing.
    let other = Visitor::signed_in(server.origin(), "lea").await;
    assert!(!other.open(PAGE).await.text.contains("key=tandem_"));
    // The second press of a double click is the one whose answer is looked at.
    let again = lead.send(&format!("{PAGE}/key"), &[]).await;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("has a key already") && again.text.contains("key=tandem_"), "{}", again.text);
    assert_eq!(api.get("/tokens").await.ok()["items"].as_array().map(Vec::len), Some(1));
    // Allowing a page, or looking how it would be elsewhere, does not lose it; that a colleague replaces it, does.
    let allowed = lead.send(&format!("{PAGE}/pages"), &[("pages", "https://a.example")]).await;
    assert!(lead.open(&allowed.location).await.text.contains("key=tandem_"));
    assert!(lead.open(&format!("{PAGE}?host=html")).await.text.contains("key=tandem_"));
    other.send(&format!("{PAGE}/key"), &fields(&seen(&other.open(PAGE).await.text))).await;
    assert!(!lead.open(PAGE).await.text.contains("key=tandem_"));
    assert!(other.open(PAGE).await.text.contains("key=tandem_"));
}

#[tokio::test]
async fn a_lead_makes_lists_and_revokes_the_keys_of_boards() {
    let (server, api) = start().await;
    api.post("/tokens", json!({ "name": "CRM", "scope": { "can": "read" } })).await.ok();
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    let request = lead.request(Method::POST, "/api/v1/tokens").header("sec-fetch-site", "same-origin");
    let several =
        json!({ "name": "Intranet", "scope": { "can": "look", "boards": ["growth"], "pages": ["https://a.example"] } });
    assert_eq!(lead.page(request.json(&several)).await.status, 201);
    let listed = lead.api(Method::GET, "/tokens").await.ok();
    let names: Vec<_> = listed["items"].as_array().expect("a list").iter().map(|token| &token["name"]).collect();
    assert_eq!(names, ["Intranet"], "those she may revoke");
    let revoked = lead.request(Method::DELETE, "/api/v1/tokens/intranet").header("if-match", "\"1\"");
    assert_eq!(lead.page(revoked.header("sec-fetch-site", "same-origin")).await.status, 204);
    let viewer = Visitor::signed_in(server.origin(), "ana").await;
    assert_eq!(viewer.api(Method::GET, "/tokens").await.status, 403);
}

#[tokio::test]
async fn a_lead_makes_no_other_token_and_makes_no_other_of_a_key() {
    let (server, api) = start().await;
    api.post("/tokens", json!({ "name": "CRM", "scope": { "can": "read" } })).await.ok();
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    for scope in
        [json!({ "can": "read" }), json!({ "can": "everything" }), json!({ "can": "values", "kpis": ["calls"] })]
    {
        let request = lead.request(Method::POST, "/api/v1/tokens").header("sec-fetch-site", "same-origin");
        let page = lead.page(request.json(&json!({ "name": "Mine", "scope": scope }))).await;
        assert_eq!(page.status, 403, "{}", page.text);
    }
    let crm = lead.request(Method::DELETE, "/api/v1/tokens/crm").header("if-match", "\"1\"");
    assert_eq!(lead.page(crm.header("sec-fetch-site", "same-origin")).await.status, 403);
}

#[tokio::test]
async fn another_key_ends_the_one_before_and_keeps_its_pages() {
    let (server, _) = start().await;
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    let first = key(&make(&lead, "", &[]).await);
    let allowed = lead.send(&format!("{PAGE}/pages"), &[("pages", "https://intranet.halden.example")]).await;
    assert_eq!((allowed.status, allowed.location.as_str()), (303, "/boards/growth/embed?host=sharepoint"));
    let saw_first = seen(&lead.open(PAGE).await.text);
    let second = key(&make(&lead, "", &fields(&saw_first)).await);
    let status = async |key: &str| Api::with_token(server.origin(), key).get("/boards/growth").await.status;
    assert_eq!((status(&first).await, status(&second).await), (401, 200));
    let page = lead.open(PAGE).await.text;
    assert!(page.contains("<code>https://intranet.halden.example</code>"), "{page}");

    // Whoever saw the first one does not end the second by mistake.
    for press in ["revocation", "key"] {
        let late = lead.send(&format!("{PAGE}/{press}"), &fields(&saw_first)).await;
        assert_eq!(late.status, 422);
        assert!(late.text.contains("Another key was made"), "{}", late.text);
    }
    let [slug, _] = seen(&page);
    let late = lead.send(&format!("{PAGE}/revocation"), &fields(&[slug, ("revision", "7".to_owned())])).await;
    assert!(late.status == 422 && late.text.contains("Somebody else changed this"), "{}", late.text);
    assert_eq!(status(&second).await, 200);
    let gone = lead.send(&format!("{PAGE}/revocation"), &fields(&seen(&page))).await;
    assert_eq!(gone.status, 303);
    assert_eq!(status(&second).await, 401);
    assert!(lead.open(PAGE).await.text.contains("Make the key"));
}

#[tokio::test]
async fn the_doctor_takes_the_pages_that_may_be_allowed() {
    let (server, _) = start().await;
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    make(&lead, "", &[]).await;
    let page = "http://localhost:3000";
    assert_eq!(lead.send(&format!("{PAGE}/pages"), &[("pages", page)]).await.status, 303);
    let checked = lead.send(&format!("{PAGE}/check"), &[("page", page)]).await;
    assert!(checked.status == 200 && checked.text.contains("checked, problems"), "{}", checked.text);
    assert!(checked.text.contains("is not https either and shows it all the same"), "{}", checked.text);
    for (named, says) in [("http://intranet.halden.example", "needs https"), ("https://a.example:99999", "port")] {
        let other = lead.send(&format!("{PAGE}/check"), &[("page", named)]).await;
        assert!(other.status == 422 && other.text.contains(says), "{}", other.text);
    }
}

#[tokio::test]
async fn pages_are_checked_and_what_was_typed_stays() {
    let (server, api) = start().await;
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    let early = lead.send(&format!("{PAGE}/pages"), &[("pages", "https://a.example")]).await;
    assert!(early.text.contains("make one first"), "{}", early.text);
    let snippet = make(&lead, "?host=teams", &[]).await;
    let proposed = lead.open(&format!("{PAGE}?host=teams")).await.text;
    assert!(proposed.contains("value=\"https://*.sharepoint.com https://teams.microsoft.com "), "{proposed}");
    let endless = format!("https://{}.example", "a".repeat(300_000));
    for typed in ["http://intranet", "", "https://a.example; script-src *", "\"><script>alert(1)</script>", &endless] {
        let refused = lead.send(&format!("{PAGE}/pages"), &[("pages", typed)]).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert!(refused.text.contains("for example https://intranet.halden.example"), "{typed}");
        let kept = between(&refused.text, "name=\"pages\" value=\"", "\"");
        assert!(typed.is_empty() || kept == typed, "{kept}");
        assert!(!refused.text.contains("<script>"), "{typed}");
    }
    // Of a whole address its origin counts; what is there already is not added again.
    let typed =
        "https://Halden.sharepoint.com/sites/Growth?web=1, https://wiki.a.example:8443/x https://halden.sharepoint.com";
    assert_eq!(lead.send(&format!("{PAGE}/pages"), &[("pages", typed)]).await.status, 303);
    let tokens = api.get("/tokens").await.ok();
    let pages = json!(["https://halden.sharepoint.com", "https://wiki.a.example:8443"]);
    assert_eq!(tokens["items"][0]["scope"]["pages"], pages);
    let framed = api.page(&format!("/embed/growth?key={}", key(&snippet))).await;
    assert_eq!(framed.status, 200);
    // What no proxy would let through is refused before a frame breaks by it.
    let many: Vec<String> = (0..40).map(|number| format!("https://{}{number}.example", "a".repeat(60))).collect();
    let refused = lead.send(&format!("{PAGE}/pages"), &[("pages", &many.join(" "))]).await;
    assert!(refused.status == 422 && refused.text.contains("2,000 characters"), "{}", refused.text);
    // The address of a form that was refused, opened by hand.
    for form in ["key", "revocation", "pages", "pages/removal", "check"] {
        let request = lead.request(Method::GET, &format!("{PAGE}/{form}")).header("accept", "text/html,*/*");
        let page = lead.page(request).await;
        assert_eq!((page.status, &*page.location), (303, PAGE));
    }
    let gone = lead.send(&format!("{PAGE}/pages/removal"), &[("pages", "https://wiki.a.example:8443")]).await;
    assert_eq!(gone.status, 303);
    let tokens = api.get("/tokens").await.ok();
    assert_eq!(tokens["items"][0]["scope"]["pages"], json!(["https://halden.sharepoint.com"]));
}

#[tokio::test]
async fn what_is_to_be_pasted_is_as_chosen_and_names_are_text() {
    let (server, _) = start().await;
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    let chosen = "?host=html&theme=dark&lang=de-DE&tile-calls=on";
    let snippet = make(&lead, chosen, &[]).await;
    let key = key(&snippet);
    let address = format!("{}/embed/growth?theme=dark&lang=de-DE&tiles=calls&key={key}", server.origin());
    assert_eq!(
        snippet,
        format!(
            "<iframe src=\"{}\" title=\"Growth &quot;&lt;script&gt;&quot; — Tandem\" width=\"100%\" height=\"620\" \
             frameborder=\"0\" loading=\"lazy\" sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"></iframe>",
            address.replace('&', "&amp;")
        )
    );
    let page = lead.open(&format!("{PAGE}{chosen}")).await.text;
    let element = format!(
        "<script type=\"module\" src=\"{}/embed.js\"></script>\n\
         <tandem-board board=\"growth\" theme=\"dark\" lang=\"de-DE\" tiles=\"calls\" key=\"{key}\"></tandem-board>",
        server.origin()
    );
    let second = page.split("<textarea").nth(2).expect("a second way");
    assert_eq!(between(second, ">", "</textarea>"), element);
    assert!(!page.contains("<script>") && page.contains("Leads &lt;b&gt;&amp;amp;"), "{page}");
    let confluence = lead.open(&format!("{PAGE}?host=confluence")).await.text;
    assert!(confluence.contains("Paste this address") && !confluence.contains("&lt;iframe"), "{confluence}");
    let odd = lead.open(&format!("{PAGE}?host=%22%3E%3Cscript%3E&lang=%00&tile-none=on&theme=%3Cb%3E")).await;
    assert_eq!(odd.status, 200);
    assert!(!odd.text.contains("<script>"));
}

#[tokio::test]
async fn pasted_into_a_page_it_shows_the_board_and_nowhere_else() {
    let (server, _) = start().await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "priya").await;
    browser.open(&format!("{}/boards/growth", server.origin())).await;
    browser.wait_for("document.querySelector('a[href=\"/boards/growth/embed\"]') || document.querySelector('.pick--quiet')?.click()").await;
    browser.run("document.querySelector('a[href=\"/boards/growth/embed\"]').click()").await;
    browser.arrive(PAGE).await;
    browser.open(&format!("{}{PAGE}?host=html", server.origin())).await;
    let place = Host::listen().await;
    browser.find("form[action*='/key'] button").await.click().await.expect("a button");
    browser.given_way("document.querySelector('textarea')?.value.includes('key=tandem_')").await;
    let snippet = browser.run("document.querySelector('textarea').value").await;
    let pages = browser.find("input[name=pages]:not([type=hidden])").await;
    browser.find("[data-copies=paste-frame]").await.click().await.expect("a button");
    browser.wait_for("document.querySelector('[data-copies=paste-frame]').textContent === 'Copied'").await;
    pages.send_keys("\u{e009}v\u{e000}").await.expect("Control and v");
    assert_eq!(pages.prop("value").await.expect("a field"), snippet.as_str().map(str::to_owned), "what was copied");
    pages.clear().await.expect("a field");
    pages.send_keys(&place.0).await.expect("a field");
    browser.find(".addl button").await.click().await.expect("a button");
    browser.given_way("document.querySelector('.allow code')").await;
    assert_eq!(browser.run("document.querySelector('.allow code').textContent").await, *place.0);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    // The preview: ours, and live.
    browser.enter_frame().await;
    browser.wait_for("document.querySelector('#live .live--on')").await;

    let snippet = snippet.as_str().expect("lines to paste");
    let host = Host::serve(place, "", snippet);
    let elsewhere = Host::serve(Host::listen().await, "", snippet);
    browser.open(host.origin()).await;
    browser.enter_frame().await;
    browser.wait_for("document.querySelector('#live .live--on')").await;
    assert_eq!(browser.run("document.querySelector('h2, h1').textContent").await, "Growth \"<script>\" — Q4 2026");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.open(elsewhere.origin()).await;
    browser.complains("frame-ancestors").await;
}

#[tokio::test]
async fn the_doctor_names_what_blocks_and_looks_nowhere_it_should_not() {
    let (server, _) = start().await;
    let lead = Visitor::signed_in(server.origin(), "priya").await;
    let check = async |page: &str| lead.send(&format!("{PAGE}/check"), &[("page", page)]).await;
    let bare = check("").await;
    assert_eq!(bare.status, 200);
    for said in ["Tandem's address is not https", "There is no key", "nothing in between forbids frames"] {
        assert!(bare.text.contains(said), "{said}: {}", bare.text);
    }
    make(&lead, "", &[]).await;
    for own in ["https://127.0.0.1/wiki", "https://localhost"] {
        let page = check(own).await.text;
        assert!(page.contains("in a network of your own, where Tandem does not look around"), "{own}: {page}");
        assert!(page.contains("may not show the board"), "{page}");
    }
    let six = check("https://[::1]:1").await;
    assert!(six.status == 422 && six.text.contains("no browser takes an IPv6 address"), "{}", six.text);
    let wrong = check("http://intranet \"<b>").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("begin with https:// and write the full name"), "{}", wrong.text);
    assert!(wrong.text.contains("value=\"http://intranet &quot;&lt;b&gt;\""), "what was typed stays: {}", wrong.text);
}
