//! A board on paper: what only a screen can do is left out, and no tile is cut in two.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lopdf::Document;
use serde_json::{Value, json};
use tandem_tests::{Browser, Host, Server, key_to_look};

const A4: (f64, f64) = (8.27, 11.69);

async fn open(address: &str) -> (Server, Browser) {
    let server = Server::start_with("2026-11-20T09:00:00Z", |settings| settings.demo = true).await;
    let browser = Browser::start().await;
    browser.open_live(&format!("{}{address}", server.origin())).await;
    (server, browser)
}

fn dense(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The texts of the pages, without their spaces.
async fn print(browser: &Browser, landscape: bool) -> Vec<String> {
    let paper = json!({ "paperWidth": A4.0, "paperHeight": A4.1, "landscape": landscape, "preferCSSPageSize": false });
    let printed = browser.devtools("Page.printToPDF", paper).await;
    let file = STANDARD.decode(printed["data"].as_str().expect("a PDF")).expect("base64");
    let document = Document::load_mem(&file).expect("a PDF");
    document.get_pages().keys().map(|page| dense(&document.extract_text(&[*page]).expect("its text"))).collect()
}

/// Of each tile its name, and whether it ends with a comparison to the year before.
async fn tiles(browser: &Browser) -> Vec<(String, bool)> {
    let tiles = browser
        .run(
            "[...document.querySelectorAll('article')].map(tile =>
                 [tile.querySelector('h2 > a, h3 > a, h4 > a').textContent, tile.textContent.includes('Q4 2025')])",
        )
        .await;
    let tiles = tiles.as_array().expect("a list").iter();
    tiles.map(|tile| (dense(tile[0].as_str().expect("a name")), tile[1] == true)).collect()
}

#[tokio::test]
async fn no_tile_is_cut_in_two() {
    for address in ["/boards/growth", "/embed/growth"] {
        let (_server, browser) = open(address).await;
        let tiles = tiles(&browser).await;
        assert!(tiles.len() > 12, "{tiles:?}");
        for landscape in [false, true] {
            let pages = print(&browser, landscape).await;
            assert!((2..=3).contains(&pages.len()), "{} pages", pages.len());
            assert!(pages[0].contains("Growth—Q42026") && pages[0].contains("asof20Nov,10:00"), "{}", pages[0]);
            for page in &pages {
                let (begun, ended): (Vec<_>, Vec<_>) =
                    tiles.iter().filter(|(name, _)| page.contains(name)).cloned().unzip();
                let compared = ended.into_iter().filter(|compared| *compared).count();
                assert_eq!(page.matches("Q42025").count(), compared, "{begun:?} begin on a page that says: {page}");
            }
            let whole = pages.concat();
            for word in ["ahead", "onpace", "behind"] {
                assert!(whole.contains(word), "no {word} in {whole}");
            }
        }
    }
}

#[tokio::test]
async fn paper_is_white_and_has_nothing_to_press() {
    let (_server, browser) = open("/boards/growth").await;
    browser.run("document.documentElement.dataset.theme = 'dark'").await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    // Fetched for printing alone, so perhaps only now.
    browser.wait_for("!document.querySelector('.bar').checkVisibility()").await;
    let grounds = browser
        .run(
            "[...document.querySelectorAll('body, .tandem, main, .pair, .hero')]
                 .map(it => getComputedStyle(it).backgroundColor)
                 .filter(ground => !['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(ground))",
        )
        .await;
    assert_eq!(grounds, json!([]));
    let seen = browser
        .run(
            "[...document.querySelectorAll('.bar, .skip, .live i, .tandem-btn, .acts button')]
                 .filter(it => it.checkVisibility()).map(it => it.outerHTML)",
        )
        .await;
    assert_eq!(seen, json!([]));
    let underlined =
        "[...document.querySelectorAll('main a')].some(it => getComputedStyle(it).textDecorationLine !== 'none')";
    assert_eq!(browser.run(underlined).await, Value::Bool(false));
    assert_eq!(browser.run("getComputedStyle(document.querySelector('.pair')).contentVisibility").await, "visible");
    assert_eq!(browser.run("getComputedStyle(document.querySelector('.hero__num b')).color").await, "rgb(21, 23, 26)");
}

#[tokio::test]
async fn an_element_of_a_dark_page_prints_black_on_white() {
    let server = Server::start_with("2026-11-20T09:00:00Z", |settings| settings.demo = true).await;
    let place = Host::listen().await;
    let key = key_to_look(&server.api(), "growth", &[&place.0]).await;
    let page = format!(
        "<style>:root {{ color-scheme: dark }}</style><script type=\"module\" src=\"{}/embed.js\"></script>
         <tandem-board board=\"growth\" key=\"{key}\" theme=\"dark\"></tandem-board>",
        server.origin()
    );
    let host = Host::serve(place, "", &page);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for("document.querySelector('tandem-board').shadowRoot.querySelector('.live--on')").await;
    let pages = print(&browser, false).await;
    assert!((2..=3).contains(&pages.len()), "{} pages", pages.len());
    assert!(pages[0].contains("Growth—Q42026") && pages[0].contains("asof20Nov,10:00"), "{}", pages[0]);
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    let of = |selector: &str, style: &str| {
        format!(
            "getComputedStyle(document.querySelector('tandem-board').shadowRoot.querySelector('{selector}')).{style}"
        )
    };
    assert_eq!(browser.run(&of(".hero__num b", "color")).await, "rgb(21, 23, 26)");
    assert_eq!(browser.run(&of(".pair", "breakInside")).await, "avoid");
    assert_eq!(browser.run(&of(".embed", "backgroundColor")).await, "rgba(0, 0, 0, 0)");
}
