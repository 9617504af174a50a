//! The home page and the detail of a KPI in a real browser.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Browser, Server, Visitor, person};

/// A server with the demo workspace.
async fn start() -> Server {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    server.api().post("/demo", Value::Null).await.ok();
    server
}

#[tokio::test]
async fn the_home_page_has_a_card_for_every_board() {
    let server = start().await;
    let api = server.api();
    let browser = Browser::start().await;
    browser.open(server.origin()).await;
    browser.wait_for("document.querySelectorAll('.card').length === 4").await;
    let links = browser.run("[...document.querySelectorAll('.card a')].map(a => a.getAttribute('href'))").await;
    let boards = api.get("/boards").await.ok();
    let expected: Vec<String> = boards["items"]
        .as_array()
        .expect("cards")
        .iter()
        .map(|card| format!("/boards/{}", card["slug"].as_str().expect("a slug")))
        .collect();
    assert_eq!(links, json!(expected));

    // Its figures live too.
    let value = "document.querySelector('.card:has(a[href=\"/boards/growth\"]) .tandem-value').textContent";
    let before = browser.run(value).await;
    api.push(json!({ "kpi": "revenue", "value": 3_000_000 })).await;
    browser.wait_for(&format!("{value} !== {before}")).await;

    browser.find(".card a[href='/boards/growth']").await.click().await.expect("a click");
    browser.wait_for("document.querySelector('#board-name')").await;
    assert_eq!(browser.run("location.pathname").await, "/boards/growth");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_organisation_without_boards_is_told_how_to_begin() {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let browser = Browser::start().await;
    browser.open(server.origin()).await;
    let text = browser.wait_for("document.querySelector('.first')?.innerText").await;
    for word in ["tandem demo load", "curl", "/api/v1"] {
        assert!(text.as_str().is_some_and(|text| text.contains(word)), "no {word} in {text}");
    }
    server.api().post("/demo", Value::Null).await.ok();
    browser.wait_for("document.querySelectorAll('.card').length === 4").await;
}

#[tokio::test]
async fn a_detail_stands_at_an_address_of_its_own() {
    let server = start().await;
    let api = server.api();
    let browser = Browser::start().await;
    let address = format!("{}/boards/growth/kpis/leads", server.origin());
    browser.open(&address).await;
    browser.wait_for("document.querySelector('[role=dialog] table')").await;
    assert_eq!(browser.run("document.title").await, "Leads handed over — Growth — Tandem");
    let rows =
        "[...document.querySelectorAll('[role=dialog] table.tb:first-of-type tbody tr')].map(row => row.innerText)";
    let chart = "document.querySelector('[role=dialog] section[aria-labelledby=history] svg').outerHTML";
    let press = |name: &str| {
        format!("[...document.querySelectorAll('.seg button')].find(button => button.textContent === '{name}')")
    };
    let mut seen = Vec::new();
    for (name, bucket) in [("Month", "month"), ("Week", "week"), ("Day", "day"), ("Month", "month")] {
        browser.run(&format!("{}.click()", press(name))).await;
        let link = "document.querySelector('[role=dialog] a[download]')?.getAttribute('href')";
        browser.wait_for(&format!("({link} ?? '').includes('bucket={bucket}')")).await;
        assert_eq!(browser.run(&format!("{}.getAttribute('aria-pressed')", press(name))).await, "true");
        let path = browser.run(link).await.as_str().expect("an address").to_owned();
        let downloaded = browser.run(&format!("fetch('{path}').then(answer => answer.text())")).await;
        let told = api.get(path.strip_prefix("/api/v1").expect("an address of the API")).await;
        assert_eq!(downloaded, told.text, "{bucket}");
        assert_eq!(told.content_type, "text/csv; charset=utf-8");
        seen.push((browser.run(rows).await, browser.run(chart).await));
    }
    assert_eq!(seen[0], seen[3], "there and back again");
    assert!(seen[0] != seen[1] && seen[1] != seen[2] && seen[0].1 != seen[2].1, "another division is another picture");

    // A reload shows the same.
    browser.open(browser.run("location.href").await.as_str().expect("an address")).await;
    browser.wait_for("document.querySelector('[role=dialog] table')").await;
    assert_eq!(browser.run(rows).await, seen[3].0);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_detail_tells_who_changed_the_target_and_lives() {
    let server = start().await;
    let api = server.api();
    let target = api.get("/kpis/leads/targets/2026-Q4").await;
    let body = json!({ "value": 2222, "reason": "one fair more than planned" });
    let put =
        api.request(reqwest::Method::PUT, "/kpis/leads/targets/2026-Q4").header("if-match", target.etag).json(&body);
    assert!(put.send().await.expect("an answer").status().is_success());
    let browser = Browser::start().await;
    browser.open(&format!("{}/boards/growth/kpis/leads", server.origin())).await;
    let panel = "document.querySelector('[role=dialog]').innerText";
    browser.wait_for(&format!("({panel}).includes('one fair more than planned') && ({panel}).includes('2,222')")).await;
    for word in ["admin", "curl", "/api/v1/values", "HubSpot"] {
        browser.wait_for(&format!("({panel}).includes('{word}')")).await;
    }
    let figure = "document.querySelector('.side__now .tandem-value').textContent";
    let before = browser.run(figure).await;
    api.push(json!({ "kpi": "leads", "value": 111 })).await;
    browser.wait_for(&format!("{figure} !== {before}")).await;
}

#[tokio::test]
async fn an_address_of_nothing_is_a_page_for_people_and_a_problem_for_programs() {
    let server = start().await;
    let reader = Visitor::new(server.origin());
    for path in ["/boards/growth/embedding", "/nothing", "/nothing/at-all"] {
        let typed = reader.request(Method::GET, path).header("accept", "text/html,*/*;q=0.8");
        let page = reader.page(typed.header("accept-language", "de")).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text.contains("Unter dieser Adresse ist nichts"), "{path}: {}", page.text);
        let asked = Answer::of(reqwest::Client::new().get(format!("{}{path}", server.origin()))).await;
        assert_eq!((asked.status, &*asked.content_type), (404, "application/problem+json"), "{path}");
    }
    let api = reader.page(reader.request(Method::GET, "/api/v1/nothing").header("accept", "text/html")).await;
    assert!(api.text.starts_with('{'), "{}", api.text);
}

#[tokio::test]
async fn the_back_button_shows_nothing_of_whoever_signed_out() {
    let server = start().await;
    person(&server.api(), "lea", "admin", &[]).await;
    let browser = Browser::start().await;
    browser.sign_in(server.origin(), "lea").await;
    for path in ["/boards/growth", "/people", "/account"] {
        browser.open(&format!("{}{path}", server.origin())).await;
        browser.wait_for("document.querySelector('h1')").await;
    }
    browser.find("form[action='/sign-out'] button").await.click().await.expect("a click");
    browser.arrive("/sign-in").await;
    for _ in 0..3 {
        browser.back().await;
        browser.arrive("/sign-in").await;
        browser.wait_for("document.querySelector('[name=mail]')").await;
        assert_eq!(browser.run("document.body.innerText.includes('halden.example')").await, false);
    }
}
