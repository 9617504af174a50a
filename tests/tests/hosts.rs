//! A board looks the same wherever it stands: pictures of it on pages as different as people's are, compared with one of its own.

use serde_json::Value;
use std::path::Path;
use tandem_tests::{Browser, Host, Image, Server, key_to_look};

/// How wide every page has the board, in CSS pixels.
const WIDTH: u32 = 900;
/// Bytes of pixels that may differ: some edges of letters on a layer of its own. A word that moved is thousands.
const OFF_MAX: usize = 300;

/// How a page has the board.
enum By {
    /// As a frame without any rights but scripts.
    Frame,
    /// As an element.
    Element,
}

/// A page of somebody else's.
struct Situation {
    name: &'static str,
    by: By,
    is_dark: bool,
    /// Its Content-Security-Policy, in which `{tandem}` is our address.
    policy: &'static str,
    /// Its markup; `{board}` is where it has the board.
    markup: &'static str,
}

/// All have the board at whole pixels and as wide, for its letters to be drawn alike.
const SITUATIONS: [Situation; 6] = [
    Situation {
        name: "a sandboxed frame in an intranet",
        by: By::Frame,
        is_dark: false,
        policy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src {tandem}",
        markup: "<style>body { margin: 24px; background: #fff }</style><h1>Intranet</h1><div style=\"width: 900px\">{board}</div>",
    },
    Situation {
        name: "a dark page's frame",
        by: By::Frame,
        is_dark: true,
        policy: "",
        markup: "<style>:root { color-scheme: dark } body { margin: 16px; background: #0e0f11 }</style><div style=\"width: 900px\">{board}</div>",
    },
    Situation {
        name: "an element of a page of another origin",
        by: By::Element,
        is_dark: false,
        policy: "",
        markup: "<style>body { margin: 8px; background: #fff }</style><div style=\"width: 900px\">{board}</div>",
    },
    Situation {
        name: "an element under a strict policy",
        by: By::Element,
        is_dark: false,
        policy: "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {tandem} 'wasm-unsafe-eval'; connect-src {tandem}",
        markup: "<style>body { background: #fff }</style><main style=\"width: 900px\">{board}</main>",
    },
    Situation {
        name: "an element in a page of WordPress",
        by: By::Element,
        is_dark: false,
        policy: "",
        markup: "<style>
                body { margin: 0; background: #fff; font: 20px/1.7 Georgia, serif; color: #28303d; -webkit-font-smoothing: antialiased }
                *, ::before, ::after { box-sizing: inherit; letter-spacing: .02em }
                .entry-content > * { margin: 30px auto !important; max-width: 900px }
                .entry-content a { color: #28303d; text-decoration: underline dotted 4px }
                h1, h2, h3 { font: 700 48px/1.3 Georgia, serif; margin: 40px 0 } p, li { font-size: 20px; text-align: justify }
                svg { fill: currentcolor; max-width: 40px } ul { list-style: square; padding-left: 40px }
                article, section, header { padding: 32px; border-bottom: 3px double #39414d } figure { margin: 1em 40px }
            </style>
            <article class=\"post type-post hentry\"><header><h1 class=\"entry-title\">How we stand</h1></header>
            <div class=\"entry-content\"><p>Updated every day.</p><div class=\"wp-block-html alignwide\">{board}</div></div></article>",
    },
    Situation {
        name: "an element of a dark page that unsets everything",
        by: By::Element,
        is_dark: true,
        policy: "",
        markup: "<style>* { all: unset } style, head, script { display: none } html { display: block; color-scheme: dark; background: #0e0f11 } body { display: block } div { display: block; width: 900px }</style><div>{board}</div>",
    },
];

impl Situation {
    async fn serve(&self, server: &Server) -> Host {
        let place = Host::listen().await;
        let (tandem, key) = (server.origin(), key_to_look(&server.api(), "growth", &[&place.0]).await);
        let theme = if self.is_dark { "dark" } else { "light" };
        let board = match self.by {
            By::Frame => format!(
                "<iframe id=\"board\" sandbox=\"allow-scripts\" src=\"{tandem}/embed/growth?key={key}&theme={theme}&lang=en-GB\" style=\"border: 0; width: 100%; height: 2600px; display: block\"></iframe>"
            ),
            By::Element => format!(
                "<tandem-board id=\"board\" board=\"growth\" key=\"{key}\" lang=\"en-GB\"></tandem-board><script type=\"module\" src=\"{tandem}/embed.js\"></script>"
            ),
        };
        Host::serve(place, &self.policy.replace("{tandem}", tandem), &self.markup.replace("{board}", &board))
    }

    /// Waits until the board there is live.
    async fn stands(&self, browser: &Browser) {
        match self.by {
            By::Frame => {
                browser.enter_frame().await;
                browser.wait_for(LIVE).await;
                browser.leave_frame().await;
            }
            By::Element => {
                browser.wait_for("document.getElementById('board').shadowRoot?.querySelector('.live--on')").await;
            }
        }
    }
}

const LIVE: &str = "!document.querySelector('#drawn') && document.querySelector('#live .live--on')";

/// A browser in which nothing moves.
async fn browser() -> Browser {
    let browser = Browser::start().await;
    browser.size(WIDTH + 124, 3_400).await;
    browser.prefer(&[("prefers-reduced-motion", "reduce")]).await;
    browser
}

/// What is seen of the board, as high as it is by itself; the picture is kept for whoever wants to look.
async fn seen(browser: &Browser, name: &str, selector: &str, height: f64) -> Image {
    let place = browser
        .run(&format!(
            "(({{ x, y, width }}) => [x, y, width])(document.querySelector('{selector}').getBoundingClientRect())"
        ))
        .await;
    let place: Vec<f64> = place.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    assert_eq!(place[2], f64::from(WIDTH), "{name}");
    let taken = browser.part([place[0], place[1], place[2], height]).await;
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.png", name.replace(' ', "-")));
    std::fs::write(file, &taken).expect("a folder for tests");
    Image::decode(&taken)
}

#[tokio::test]
async fn a_board_looks_the_same_wherever_it_stands() {
    let server = Server::start_with("2026-11-20T09:00:00Z", |settings| settings.demo = true).await;
    for is_dark in [false, true] {
        let (alone, theme) = (browser().await, if is_dark { "dark" } else { "light" });
        alone.size(WIDTH, 3_400).await;
        alone.open(&format!("{}/embed/growth?theme={theme}&lang=en-GB", server.origin())).await;
        alone.wait_for(LIVE).await;
        alone
            .run(&format!(
                "void (document.documentElement.style.background = '{}')",
                if is_dark { "#0e0f11" } else { "#fff" }
            ))
            .await;
        let height = alone.run("document.querySelector('.tandem').offsetHeight").await.as_f64().expect("a height");
        let meant = seen(&alone, theme, "body", height).await;
        for situation in SITUATIONS.iter().filter(|situation| situation.is_dark == is_dark) {
            let (host, browser) = (situation.serve(&server).await, browser().await);
            browser.open(host.origin()).await;
            situation.stands(&browser).await;
            let off = seen(&browser, situation.name, "#board", height).await.differs(&meant);
            assert!(off < OFF_MAX, "{}: {off} bytes differ: look into {}", situation.name, env!("CARGO_TARGET_TMPDIR"));
            assert_eq!(browser.complaints().await, Vec::<String>::new(), "{}", situation.name);
        }
    }
}
