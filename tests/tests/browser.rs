//! The browser of the tests does what it says, on a page of a few lines.

use axum::Router;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Html;
use axum::routing::get;
use serde_json::json;
use tandem_tests::Browser;
use tempfile::TempDir;
use thirtyfour::Key;

const PAGE: &str = r#"<!doctype html><title>Small</title><link rel="icon" href="data:,">
<style>body { margin: 0; height: 3000px }</style>
<button>One</button><button>Two</button><p>waiting</p><script src="/app.js"></script>"#;

const SCRIPT: &str = r#"
const state = document.querySelector("p");
const hear = () => new EventSource("/live").onmessage = () => { state.textContent = "live"; };
requestAnimationFrame(hear);
document.querySelectorAll("button")[1].onclick = () => { state.textContent = "pressed"; };
"#;

/// Serves [`PAGE`] under a policy as strict as ours, and returns its address.
async fn serve() -> String {
    let app = Router::new()
        .route(
            "/",
            get(|| async {
                (
                    [(CONTENT_SECURITY_POLICY, "default-src 'self'; style-src 'unsafe-inline'; img-src data:")],
                    Html(PAGE),
                )
            }),
        )
        .route("/app.js", get(|| async { ([("content-type", "text/javascript")], SCRIPT) }))
        .route("/live", get(|| async { ([("content-type", "text/event-stream")], "data: 1\n\n") }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
    tokio::spawn(async { axum::serve(listener, app).await });
    origin
}

#[tokio::test]
async fn drives_a_page_like_a_person() {
    let (browser, origin) = (Browser::start().await, serve().await);
    browser.open(&origin).await;
    browser.wait_for("document.querySelector('p').textContent === 'live'").await;
    browser.keys(Key::Tab + Key::Tab + Key::Enter).await;
    assert_eq!(browser.wait_for("document.querySelector('p').textContent").await, "pressed");
    assert_eq!(browser.run("Promise.resolve({ answer: 6 * 7 })").await, json!({ "answer": 42 }));
    assert_eq!(browser.find("title").await.tag_name().await.expect("a tag"), "title");
    assert_eq!(browser.complaints().await, Vec::<String>::new());

    browser.run("void setTimeout(() => { throw new Error('broken on purpose') })").await;
    browser.complains("broken on purpose").await;
    assert!(browser.metrics().await["JSHeapUsedSize"] > 0.0);
}

#[tokio::test]
async fn shows_a_page_as_different_readers_see_it() {
    let (browser, origin) = (Browser::start().await, serve().await);
    browser.open(&origin).await;
    browser.size(390, 844).await;
    browser.prefer(&[("prefers-color-scheme", "dark"), ("prefers-reduced-motion", "reduce")]).await;
    for query in ["(width: 390px)", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"] {
        assert_eq!(browser.run(&format!("matchMedia('{query}').matches")).await, true, "{query}");
    }
    browser.prefer(&[]).await;
    assert_eq!(browser.run("matchMedia('(prefers-color-scheme: dark)').matches").await, false);

    let folder = TempDir::new().expect("a folder for pictures");
    let file = folder.path().join("page.png");
    browser.picture(&file).await;
    assert_eq!(png_size(&file), (390, 844));
    browser.whole_page(1920, &file).await;
    assert_eq!(png_size(&file), (1920, 3000));

    browser.offline(true).await;
    assert_eq!(browser.run("fetch('/').then(() => 'there', () => 'gone')").await, "gone");
    browser.offline(false).await;
    assert_eq!(browser.run("fetch('/').then(() => 'there', () => 'gone')").await, "there");
}

/// Width and height, from the head of a PNG file.
fn png_size(file: &std::path::Path) -> (u32, u32) {
    let bytes = std::fs::read(file).expect("a picture");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}
