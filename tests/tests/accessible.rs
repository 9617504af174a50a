//! axe-core, the checker of the web's accessibility rules, finds nothing on any page, light or dark.

use serde_json::{Value, json};
use std::path::Path;
use tandem_tests::{Binary, Browser, Host, Server, Visitor, board, found_company, key_to_look, paired, person};
use tempfile::TempDir;
use thirtyfour::Key;

/// The checker's script; `tools/setup test` installs it.
fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/axe/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{} ({error}): `make test` installs it", file.display()))
}

/// What breaks a rule on the page that is open: rule, place and why.
async fn breaches(browser: &Browser, axe: &str) -> Value {
    browser.run(&format!("(() => {{ {axe} }})()")).await;
    browser
        .run(
            "axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations.flatMap(rule =>
                rule.nodes.map(node => [rule.id, node.target.join(' '), node.failureSummary])))",
        )
        .await
}

#[tokio::test]
async fn no_page_of_accounts_breaks_a_rule_of_accessibility() {
    let axe = axe();
    let folder = TempDir::new().expect("a folder");
    // A provider that does not answer has its page too.
    let provider = ["--oidc-issuer", "http://127.0.0.1:9", "--oidc-client-id", "tandem"];
    let server = Binary::start_with(&folder.path().join("tandem.db"), &provider).await;
    let api = server.api();
    let browser = Browser::start().await;
    let still = ("prefers-reduced-motion", "reduce");
    let mut found = Vec::new();
    let setup = server.setup_path();
    let look = async |paths: &[&str], found: &mut Vec<String>| {
        for scheme in ["light", "dark"] {
            browser.prefer(&[("prefers-color-scheme", scheme), still]).await;
            for path in paths {
                browser.open(&format!("{}{path}", server.origin())).await;
                browser.run("document.querySelectorAll('details').forEach(it => it.open = true)").await;
                let breaches = breaches(&browser, &axe).await;
                if breaches != json!([]) {
                    found.push(format!("{path}, {scheme}: {breaches:#}"));
                }
            }
        }
    };
    look(&[&setup, "/setup", "/sign-in"], &mut found).await;
    found_company(&api).await;
    person(&api, "lea", "admin", &["marketing"]).await;
    api.post("/tokens", json!({ "name": "Wall", "scope": { "can": "read" } })).await.ok();
    let invitation =
        api.post("/people/lea/invitation", Value::Null).await.ok()["link"].as_str().expect("a link").to_owned();
    look(&["/sign-in", "/sign-in/oidc", &invitation], &mut found).await;
    browser.sign_in(server.origin(), "lea").await;
    api.put("/boards/growth", board("Growth", "quarter", &[])).await.ok();
    let embed = "/boards/growth/embed";
    look(&["/people", "/screens", "/history", "/account", embed], &mut found).await;
    let scope = json!({ "can": "look", "boards": ["growth"], "pages": ["https://intranet.halden.example"] });
    api.post("/tokens", json!({ "name": "Intranet", "scope": scope })).await.ok();
    look(&[embed], &mut found).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn no_page_breaks_a_rule_of_accessibility() {
    let axe = axe();
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let browser = Browser::start().await;
    // An admin sees whatever there is to press.
    person(&server.api(), "lea", "admin", &[]).await;
    browser.sign_in(server.origin(), "lea").await;
    // Colours in the middle of a movement are nobody's.
    let still = ("prefers-reduced-motion", "reduce");
    let first = [("/", ".first")];
    let filled = [
        ("/", ".card"),
        ("/boards/growth", "article"),
        ("/boards/partner-channel", "article"),
        ("/boards/growth?period=2026-Q3", "article"),
        ("/boards/growth/kpis/revenue", "[role=dialog] table"),
        ("/boards/growth/kpis/acceptance", "[role=dialog] table"),
        ("/boards/none", "[role=alert]"),
        ("/boards/growth/goals", "article"),
        ("/boards/growth/goals/answer-the-same-day", "[name=owner]"),
        ("/boards/growth/new-goal", "[name=owner]"),
        ("/boards/partner-channel/goals", ".first"),
        ("/boards/growth/check-in", ".rec"),
    ];
    let mut found = Vec::new();
    for pages in [&first[..], &filled[..]] {
        for scheme in ["light", "dark"] {
            browser.prefer(&[("prefers-color-scheme", scheme), still]).await;
            for (path, drawn) in pages {
                browser.open(&format!("{}{path}", server.origin())).await;
                browser.wait_for(&format!("document.querySelector('{drawn}')")).await;
                let breaches = breaches(&browser, &axe).await;
                if breaches != json!([]) {
                    found.push(format!("{path}, {scheme}: {breaches:#}"));
                }
            }
        }
        server.api().post("/demo", Value::Null).await;
    }
    browser.open(&format!("{}/boards/growth/new-goal", server.origin())).await;
    browser.wait_for("document.querySelector('[name=owner]')").await;
    browser.find("[type=submit]").await.click().await.expect("a click");
    browser.wait_for("document.querySelector('#form-fault')").await;
    let breaches = breaches(&browser, &axe).await;
    if breaches != json!([]) {
        found.push(format!("a form with faults: {breaches:#}"));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn no_board_seen_elsewhere_breaks_one_either() {
    let axe = axe();
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    api.post("/demo", Value::Null).await.ok();
    person(&api, "lea", "admin", &[]).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let screen = paired(server.origin(), &lea, &[("name", "Sales floor"), ("seconds-growth", "30")]).await;
    let place = Host::listen().await;
    let (tandem, key) = (server.origin(), key_to_look(&api, "growth", &[&place.0]).await);
    // A page that follows the rules itself, whether it is light or dark.
    let page = format!(
        "<style>:root {{ color-scheme: light dark; background: Canvas }}</style><script>document.documentElement.lang = 'en'</script>
         <main><h1>Intranet</h1><tandem-board board=\"growth\" key=\"{key}\"></tandem-board></main><script type=\"module\" src=\"{tandem}/embed.js\"></script>"
    );
    let host = Host::serve(place, "", &page);
    let pages = [
        (host.origin().to_owned(), "document.querySelector('tandem-board').shadowRoot.querySelector('.live--on')"),
        (format!("{tandem}/embed/growth?key={key}"), "document.querySelector('#live .live--on')"),
        (format!("{tandem}/wall"), "document.querySelector('#code')"),
        (
            format!("{tandem}/wall?key={screen}"),
            "!document.querySelector('#drawn') && document.querySelector('#live .wpair')",
        ),
    ];
    let browser = Browser::start().await;
    let mut found = Vec::new();
    for scheme in ["light", "dark"] {
        browser.prefer(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]).await;
        for (address, drawn) in &pages {
            // Two screens of one browser would be one.
            browser.open(&format!("{tandem}/healthz")).await;
            browser.run("localStorage.clear()").await;
            browser.open(address).await;
            browser.wait_for(drawn).await;
            if address.contains("/embed/") {
                // As in a frame: on the ground of the page around it, and within its landmarks.
                let ground = if scheme == "dark" { "#0e0f11" } else { "#fff" };
                let framed = "void (page => (page.append(...document.body.children), document.body.append(page)))(document.createElement('main'))";
                browser.run(framed).await;
                browser.run(&format!("void (document.documentElement.style.background = '{ground}')")).await;
            }
            let breaches = breaches(&browser, &axe).await;
            if breaches != json!([]) {
                found.push(format!("{address}, {scheme}: {breaches:#}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn no_page_of_editing_breaks_one_either() {
    let axe = axe();
    let server = Server::start("2026-11-20T09:00:00Z").await;
    server.api().post("/demo", Value::Null).await.ok();
    person(&server.api(), "lea", "admin", &[]).await;
    let fair = json!({ "kpi": "leads", "date": "2026-11-17", "text": "Trade fair" });
    server.api().put("/comments/fair", fair).await.ok();
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "lea").await;
    // A page, what to press on it, and what must stand there then.
    let pages = [
        ("/new-board", "[type=radio]", ".begin"),
        ("/boards/growth/edit", "h3 [data-choose]", "#kpi-name"),
        ("/boards/growth/edit", ".kinds button", ".savebar"),
        ("/boards/growth/edit", "h2 [data-choose]", "#edit-title"),
        ("/boards/growth/kpis/leads", ".comments > button", "#comment-text"),
        ("/boards/growth/targets", ".sheet th [aria-expanded=false]", ".sheet__sum"),
        ("/boards/growth/targets?period=2027", ".sheet__tools fieldset button", ".sheet__new"),
        ("/boards/growth/values", "h1", ".sheet td"),
        ("/boards/growth/check-in", "#set-rhythm", ".rhythm__next li"),
    ];
    let mut found = Vec::new();
    for scheme in ["light", "dark"] {
        browser.prefer(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]).await;
        for (path, press, drawn) in pages {
            browser.open(&format!("{}{path}", server.origin())).await;
            browser
                .wait_for(&format!("document.querySelector('{press}')?.click() ?? document.querySelector('{drawn}')"))
                .await;
            let breaches = breaches(&browser, &axe).await;
            if breaches != json!([]) {
                found.push(format!("{path} {press}, {scheme}: {breaches:#}"));
            }
            browser.run("window.onbeforeunload = null").await;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn nothing_that_edits_breaks_a_rule_of_accessibility() {
    let axe = axe();
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    api.post("/demo", Value::Null).await;
    person(&api, "mira", "lead", &["marketing"]).await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "mira").await;
    let target = "/kpis/acceptance/targets/2026-Q4";
    let change = "document.querySelector('article:has(a[href*=\"/kpis/acceptance\"]) .tandem-set')";
    let mut found = Vec::new();
    for scheme in ["light", "dark"] {
        browser.prefer(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]).await;
        let mut look = async |what: &str| {
            let breaches = breaches(&browser, &axe).await;
            if breaches != json!([]) {
                found.push(format!("{what}, {scheme}: {breaches:#}"));
            }
        };
        browser.open_live(&format!("{}/boards/growth", server.origin())).await;
        browser.run("document.querySelector('.edit-hint').click()").await;
        browser.wait_for("document.activeElement.matches('.typing input')").await;
        look("a figure that is typed").await;
        browser.run(&format!("{change}.click()")).await;
        browser.wait_for("document.querySelector('dialog .asks')").await;
        browser.run("document.querySelector('dialog [type=submit]').click()").await;
        browser.wait_for("document.querySelector('dialog .sum a')").await;
        look("a form with faults").await;
        browser.keys("71").await;
        browser.keys(Key::Tab).await;
        browser.keys("Better briefings").await;
        let revision = api.get(target).await.ok()["revision"].as_u64().expect("a revision");
        api.put_at(target, revision, json!({ "value": 72 + revision, "reason": "as discussed" })).await.ok();
        browser.keys(Key::Enter).await;
        browser.wait_for("document.querySelector('.change--clash .opt2')").await;
        look("a conflict").await;
        browser.open(&format!("{}/boards/growth/kpis/acceptance", server.origin())).await;
        browser.wait_for("document.querySelector('.log .act')").await;
        browser.run("document.querySelectorAll('.log .act button')[1].click()").await;
        browser.wait_for("document.activeElement.id === 'objection'").await;
        browser.keys(Key::Enter).await;
        browser.wait_for("document.querySelector('#objection-why')").await;
        assert_eq!(browser.run("document.querySelectorAll('.log textarea').length").await, 1, "to one version");
        look("an objection").await;
        browser.open(&format!("{}/boards/growth/check-in", server.origin())).await;
        browser.wait_for("document.querySelector('.retarget .act')").await;
        browser.run("document.querySelectorAll('.retarget .act button')[1].click()").await;
        browser.wait_for("document.activeElement.id === 'objection'").await;
        browser.keys(Key::Enter).await;
        browser.wait_for("document.querySelector('#objection-why')").await;
        look("an objection in the agenda").await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
