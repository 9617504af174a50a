//! The page of a board for every reader: other languages, small screens, dark rooms, no motion, odd content.

use serde_json::{Value, json};
use tandem_tests::{Browser, Server, board, count, found_company, rate};

async fn start() -> Server {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "acceptance"])).await.ok();
    server
}

/// A server with the demo workspace.
async fn start_demo() -> Server {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    server.api().post("/demo", Value::Null).await.ok();
    server
}

#[tokio::test]
async fn germans_read_german() {
    let server = start().await;
    let api = server.api();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 1840, "reason": "Plan" })).await.ok();
    api.push(json!([{ "kpi": "leads", "value": 1234.5 },
                    { "kpi": "acceptance", "numerator": 6.3, "denominator": 112 }]))
        .await;
    let browser = Browser::start_in("de-DE").await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    let text = browser.wait_for("document.querySelector('main').innerText").await;
    let text = text.as_str().expect("text");
    for word in ["Stand 10:00", "voraus", "1.235", "5,6", "1.840", "Tag 51 von 92"] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    for word in ["ahead", "as of", "target"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert_eq!(browser.run("document.documentElement.lang").await, "de", "screen readers speak German");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn names_are_text_whatever_is_in_them() {
    let server = start().await;
    let api = server.api();
    let markup = "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 2'>";
    let emoji = "Löwenanteil 🚀👩‍👩‍👧 مرحبا";
    api.put("/kpis/markup", count(markup)).await.ok();
    api.put("/kpis/emoji", count(emoji)).await.ok();
    api.put("/boards/odd", board(markup, "quarter", &["markup", "emoji"])).await.ok();
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/odd", server.origin())).await;
    let names = "[...document.querySelectorAll('.tandem-tile__name')].map(name => name.textContent)";
    assert_eq!(browser.run(names).await, json!([markup, emoji]));
    assert_eq!(browser.run("document.querySelector('h1').textContent").await, format!("{markup} — Q4 2026"));
    assert_eq!(browser.run("window.hurt ?? null").await, Value::Null);
    assert_eq!(browser.run("document.querySelectorAll('#tandem script, #tandem img').length").await, 0);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_empty_board_says_that_it_is_empty() {
    let server = start().await;
    let api = server.api();
    api.put("/boards/bare", json!({ "name": "Bare", "period": "quarter", "sections": [] })).await.ok();
    api.put("/boards/untiled", board("Untiled", "quarter", &[])).await.ok();
    let browser = Browser::start().await;
    for name in ["bare", "untiled"] {
        browser.open_live(&format!("{}/boards/{name}", server.origin())).await;
        browser.wait_for("document.querySelector('main').innerText.includes('no tiles yet')").await;
    }
    browser.open(&format!("{}/boards/none", server.origin())).await;
    let told = browser.wait_for("document.querySelector('[role=alert]')?.textContent").await;
    assert!(told.as_str().is_some_and(|told| told.contains("none")), "{told}");
}

#[tokio::test]
async fn a_board_of_500_tiles_is_drawn_and_lives() {
    let server = start().await;
    let api = server.api();
    let mut kpis = vec!["acceptance"; 499];
    kpis.insert(300, "leads");
    api.put("/boards/wide", board("Wide", "quarter", &kpis)).await.ok();
    api.push(json!([{ "kpi": "leads", "value": 5 }, { "kpi": "acceptance", "numerator": 63, "denominator": 100 }]))
        .await;
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/wide", server.origin())).await;
    browser.wait_for("document.querySelectorAll('article').length === 500").await;
    // Every tile in which anything moves, from now on.
    browser
        .run(
            "void (window.moved = new Set(), new MutationObserver(all => all.forEach(({ target }) =>
                moved.add((target.closest ?? target.parentElement.closest).call(target.closest ? target : target.parentElement, 'article')
                    ?.querySelector('.tandem-value').textContent))).observe(document.querySelector('.panels'),
                    { subtree: true, childList: true, characterData: true, attributes: true }))",
        )
        .await;
    api.push(json!({ "kpi": "leads", "value": 2 })).await;
    browser
        .wait_for("document.querySelectorAll('article')[300].querySelector('.tandem-value').textContent === '7'")
        .await;
    assert_eq!(browser.run("[...moved]").await, json!(["7"]), "only one tile was touched");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn no_page_scrolls_sideways_on_a_phone() {
    let server = start_demo().await;
    let browser = Browser::start().await;
    for width in [360, 390] {
        browser.size(width, 800).await;
        for path in
            ["/", "/boards/growth", "/boards/growth/kpis/revenue", "/boards/partner-channel/kpis/partner-satisfaction"]
        {
            browser.open(&format!("{}{path}", server.origin())).await;
            let drawn = if path == "/" { ".card" } else { "article" };
            browser.wait_for(&format!("document.querySelector('{drawn}')")).await;
            if path.contains("/kpis/") {
                browser.wait_for("document.querySelector('[role=dialog] table')").await;
            }
            let wide = "document.documentElement.scrollWidth - innerWidth";
            assert_eq!(browser.run(wide).await, 0, "{path} at {width} px");
            let cut = "[...document.querySelectorAll('.side')].map(side => side.scrollWidth - side.clientWidth)
                .filter(over => over > 0)";
            assert_eq!(browser.run(cut).await, json!([]), "the panel of {path} at {width} px");
        }
    }
}

#[tokio::test]
async fn a_dark_room_gets_a_dark_board_unless_told_otherwise() {
    let server = start_demo().await;
    let browser = Browser::start().await;
    let light = "(() => {
        const paint = element => getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
        const [red, green, blue] = paint(document.body);
        return (red + green + blue) / 3 > 128;
    })()";
    for (scheme, is_light) in [("light", true), ("dark", false)] {
        browser.prefer(&[("prefers-color-scheme", scheme)]).await;
        browser.open_live(&format!("{}/boards/growth", server.origin())).await;
        assert_eq!(browser.run(light).await, is_light, "{scheme}");
    }
    browser.run("localStorage.setItem('tandem-appearance', 'light')").await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    assert_eq!(browser.run(light).await, true, "chosen here");
}

#[tokio::test]
async fn who_wants_no_motion_gets_none() {
    let server = start().await;
    let api = server.api();
    let browser = Browser::start().await;
    let fresh = "document.querySelector('.tandem-tile--fresh')";
    let moving = "document.getAnimations().filter(motion => motion.playState === 'running').length";
    for (wish, moves) in [("no-preference", true), ("reduce", false)] {
        browser.prefer(&[("prefers-reduced-motion", wish)]).await;
        browser.open_live(&format!("{}/boards/growth", server.origin())).await;
        api.push(json!({ "kpi": "leads", "value": 1 })).await;
        browser.wait_for(fresh).await;
        browser.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
        let count = browser.run(moving).await.as_u64().expect("a count");
        assert_eq!(count > 0, moves, "{wish}: {count} in motion");
    }
}

#[tokio::test]
async fn each_new_value_is_marked_again() {
    let server = start().await;
    let api = server.api();
    let browser = Browser::start().await;
    browser.open_live(&format!("{}/boards/growth", server.origin())).await;
    browser
        .run("[window.marks = 0, addEventListener('animationstart', ({ target }) => (marks += target.matches('.tandem-value')))]")
        .await;
    for count in 1..=3 {
        api.push(json!({ "kpi": "leads", "value": 1 })).await;
        browser.wait_for(&format!("marks === {count}")).await;
    }
}
