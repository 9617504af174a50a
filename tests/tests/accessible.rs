//! axe-core, the checker of the web's accessibility rules, finds nothing on any page, light or dark.

use serde_json::{Value, json};
use std::path::Path;
use tandem_tests::{Binary, Browser, Server, found_company, person};
use tempfile::TempDir;

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
    let server = Binary::start(&folder.path().join("tandem.db")).await;
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
    look(&["/sign-in", &invitation], &mut found).await;
    browser.sign_in(server.origin(), "lea").await;
    look(&["/people", "/history", "/account"], &mut found).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn no_page_breaks_a_rule_of_accessibility() {
    let axe = axe();
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let browser = Browser::start().await;
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
    assert!(found.is_empty(), "{}", found.join("\n"));
}
