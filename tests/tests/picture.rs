//! A board as a picture: for whom, how large, and that it looks as it should.

use reqwest::header::{ETAG, HeaderValue, IF_NONE_MATCH};
use serde_json::json;
use std::path::Path;
use tandem_tests::{Api, Image, Server, board, count, found_company, key_to_look, person};

/// How a picture of the demo's board has to look. After a change that is meant, look at what the test wrote, and put it here.
const REFERENCE: &[u8] = include_bytes!("snapshots/picture.png");

/// The picture at an address below `/embed/`.
async fn picture(server: &Server, address: &str) -> Image {
    let answer = reqwest::get(format!("{}/embed/{address}", server.origin())).await.expect("an answer");
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["content-type"]),
        (200, &HeaderValue::from_static("image/png")),
        "{address}"
    );
    Image::decode(&answer.bytes().await.expect("a picture"))
}

/// A company with two boards and an account, and a key to the board `growth`.
async fn start() -> (Server, Api, String) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    for (kpi, name) in [("leads", "Leads"), ("calls", "Calls <&> “more”\u{ffff}")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), json!({ "value": 1840, "reason": "plan" })).await.ok();
        api.push(json!({ "kpi": kpi, "value": 1500 })).await;
    }
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls"])).await.ok();
    api.put("/boards/secret", board("Secret", "quarter", &["calls"])).await.ok();
    person(&api, "lea", "admin", &["marketing"]).await;
    let key = key_to_look(&api, "growth", &[]).await;
    (server, api, key)
}

#[tokio::test]
async fn a_picture_is_as_large_as_asked() {
    let (server, _, key) = start().await;
    for (further, size) in [
        ("", (1200, 630)),
        ("&tiles=leads", (600, 315)),
        ("&tiles=leads,calls", (1200, 630)),
        ("&width=800&theme=dark&lang=de-DE", (800, 420)),
        ("&width=1", (120, 63)),
        ("&width=4000000000", (2400, 1260)),
        ("&width=-7&theme=%22&lang=%00", (1200, 630)),
    ] {
        let Image { width, height, .. } = picture(&server, &format!("growth/picture.png?key={key}{further}")).await;
        assert_eq!((width, height), size, "{further}");
    }
}

#[tokio::test]
async fn it_is_drawn_anew_when_the_board_has_changed_and_not_before() {
    let (server, api, key) = start().await;
    let address = format!("{}/embed/growth/picture.png?key={key}", server.origin());
    let ask = async |known: &str| {
        let asked = reqwest::Client::new().get(&address).header(IF_NONE_MATCH, known);
        let answer = asked.send().await.expect("an answer");
        let tag = answer.headers()[ETAG].to_str().expect("a tag").to_owned();
        (answer.status().as_u16(), tag, answer.bytes().await.expect("a body"))
    };
    let (status, tag, before) = ask("").await;
    assert!(status == 200 && !before.is_empty());
    assert_eq!(ask(&tag).await, (304, tag.clone(), Default::default()));
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    let (status, other, after) = ask(&tag).await;
    assert!(status == 200 && other != tag && Image::decode(&after).pixels != Image::decode(&before).pixels);
}

#[tokio::test]
async fn it_looks_as_it_should() {
    let server = Server::start_with("2026-11-20T09:00:00Z", |settings| settings.demo = true).await;
    let address = format!("{}/embed/growth/picture.png?lang=en-GB", server.origin());
    let bytes = reqwest::get(address).await.expect("an answer").bytes().await.expect("a picture");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("picture.png");
    std::fs::write(&file, &bytes).expect("a folder for tests");
    let off = Image::decode(&bytes).differs(&Image::decode(REFERENCE));
    // A word that moved or a bar that is gone is more.
    assert!(off < 300, "{off} bytes differ: compare {} with tests/snapshots/picture.png", file.display());
}

#[tokio::test]
async fn a_long_figure_is_set_smaller_beside_its_verdict() {
    let (_server, api, key) = start().await;
    api.push(json!({ "kpi": "calls", "value": 812_345_678_901_234_i64 })).await;
    // As many tiles as a picture has, each as small as they get.
    let small = ["leads", "calls", "a", "b", "c", "d", "e", "f", "g"];
    for kpi in &small[2..] {
        api.put(&format!("/kpis/{kpi}"), count(kpi)).await.ok();
    }
    api.put_at("/boards/growth", 1, board("Growth", "quarter", &small)).await.ok();
    let drawn = api.page(&format!("/embed/growth/picture.svg?key={key}")).await.text;
    let scale = |figure: &str| {
        let before = drawn.split_once(figure).unwrap_or_else(|| panic!("no {figure}: {drawn}")).0;
        let (_, scale) = before.rsplit_once("scale(").expect("a scale before every value");
        scale.split_once(')').and_then(|(scale, _)| scale.parse::<f64>().ok()).expect("a number")
    };
    assert_eq!(scale(">1,500<").to_string(), "1");
    assert!((0.3..0.9).contains(&scale(">812,345,678,902,734<")), "{drawn}");
    assert_eq!(scale(">82").to_string(), "1");
    assert!((0.3..1.0).contains(&scale(">44,149,221,679,496")), "{drawn}");
}

#[tokio::test]
async fn what_people_wrote_is_text() {
    let (server, api, key) = start().await;
    let drawn = api.page(&format!("/embed/growth/picture.svg?key={key}")).await;
    assert_eq!((drawn.status, &*drawn.content_type), (200, "image/svg+xml"));
    assert!(drawn.text.contains("Calls &lt;&amp;&gt; “more”"), "{}", drawn.text);
    api.put_at("/boards/growth", 1, board("</text><image href='/etc/passwd'/>営業", "quarter", &["calls"])).await.ok();
    let drawn = api.page(&format!("/embed/growth/picture.svg?key={key}")).await;
    assert!(!drawn.text.contains("<image") && drawn.text.contains("&lt;image href"), "{}", drawn.text);
    // Whoever draws it reads it as XML.
    picture(&server, &format!("growth/picture.png?key={key}")).await;
}

#[tokio::test]
async fn a_picture_opens_to_whom_the_frame_does() {
    let (_server, api, key) = start().await;
    for kind in ["png", "svg"] {
        for (path, status) in [
            (format!("growth/picture.{kind}"), 401),
            (format!("growth/picture.{kind}?key=wrong"), 401),
            (format!("secret/picture.{kind}?key={key}"), 403),
            (format!("none/picture.{kind}?key={key}"), 403),
            (format!("growth/picture.{kind}?key={key}&tiles=deals"), 404),
        ] {
            let answer = api.page(&format!("/embed/{path}")).await;
            assert_eq!((answer.status, &*answer.content_type), (status, "application/problem+json"), "{path}");
        }
    }
}

#[tokio::test]
async fn whoever_sees_a_link_is_told_how_the_board_stands() {
    let (server, api, key) = start().await;
    let page = api.page(&format!("/embed/growth?key={key}&tiles=leads&lang=en-GB")).await.text;
    let tag = |property: &str| {
        let after = page.split_once(&format!("<meta property=\"{property}\" content=\"")).expect(property).1;
        after.split_once('"').expect("a whole tag").0.replace("&amp;", "&")
    };
    assert_eq!(tag("og:title"), "Growth — Q4 2026");
    assert_eq!(tag("og:description"), "Leads: 1,500 of 1,840, ahead");
    let image = tag("og:image");
    let path = image.strip_prefix(&format!("{}/embed/", server.origin())).expect("an address of ours");
    let Image { width, height, .. } = picture(&server, path).await;
    assert_eq!((tag("og:image:width"), tag("og:image:height")), (width.to_string(), height.to_string()));

    let url = format!("{}/embed/growth%3Fkey={key}%26width=9", server.origin());
    let told = api.page(&format!("/oembed?url={url}&maxwidth=500&maxheight=210")).await.ok();
    let address = told["thumbnail_url"].as_str().expect("an address");
    let path = address.strip_prefix(&format!("{}/embed/", server.origin())).expect("an address of ours");
    let Image { width, height, .. } = picture(&server, path).await;
    assert_eq!((told["thumbnail_width"].as_u64(), told["thumbnail_height"].as_u64()), (Some(400), Some(210)));
    assert_eq!((width, height), (400, 210));
}

#[tokio::test]
async fn a_page_that_was_opened_without_a_key_tells_none() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/boards/growth", board("Growth", "quarter", &[])).await.ok();
    let page = api.page("/embed/growth").await.text;
    assert!(page.contains(&format!("content=\"{}/embed/growth/picture.png\"", server.origin())), "{page}");
    assert!(page.contains("content=\"This board has no tiles yet.\""), "{page}");
    picture(&server, "growth/picture.png").await;
}
