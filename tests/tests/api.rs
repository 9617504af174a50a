//! The API as scripts and proxies use it: revisions and caches, tokens, lists, histories, forms, files.

use reqwest::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CACHE_CONTROL, CONTENT_ENCODING, ETAG, HOST, IF_NONE_MATCH, VARY,
};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::io::Read;
use tandem_tests::{Answer, Server, TOKEN, Visitor, board, count, found_company, person, quantity, rate};

/// Of what an answer for one reader depends on.
const PRIVATE_VARY: &str = "cookie, authorization, accept-language, accept-encoding";

/// A company with the KPIs `leads` and `acceptance` on the board `growth`.
async fn start() -> Server {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/kpis/acceptance", rate("Acceptance")).await.ok();
    api.put("/boards/growth", board("Growth", "2026-Q4", &["leads", "acceptance"])).await.ok();
    server
}

fn slugs(list: &Value) -> Vec<&str> {
    list["items"].as_array().expect("items").iter().map(|item| item["slug"].as_str().expect("a slug")).collect()
}

#[tokio::test]
async fn a_board_is_the_same_in_every_encoding() {
    let server = start().await;
    let api = server.api();
    api.push(json!({ "kpi": "leads", "value": 12 })).await;
    let plain = api.get("/boards/growth").await;
    for encoding in ["br", "gzip", "gzip, deflate, br, zstd"] {
        let request = api.request(Method::GET, "/boards/growth").header(ACCEPT_ENCODING, encoding);
        let answer = request.send().await.expect("an answer");
        let used = answer.headers()[CONTENT_ENCODING].to_str().expect("a name").to_owned();
        assert_eq!(used, if encoding == "gzip" { "gzip" } else { "br" }, "{encoding}");
        assert_eq!(answer.headers()[VARY], PRIVATE_VARY);
        assert_eq!(answer.headers()[ETAG], plain.etag.as_str());
        let bytes = answer.bytes().await.expect("a body");
        let mut text = String::new();
        match used.as_str() {
            "br" => brotli::Decompressor::new(bytes.as_ref(), 4_096).read_to_string(&mut text),
            _ => flate2::read::GzDecoder::new(bytes.as_ref()).read_to_string(&mut text),
        }
        .expect("whole and well-formed");
        assert_eq!(text, plain.text, "{encoding}");
    }
}

#[tokio::test]
async fn an_unchanged_board_costs_nothing_until_a_value_comes() {
    let server = start().await;
    let api = server.api();
    let etag = api.get("/boards/growth").await.etag;
    let again = || api.request(Method::GET, "/boards/growth").header(IF_NONE_MATCH, &etag);
    for time in ["2026-11-20T09:00:00Z", "2026-11-20T09:05:00Z"] {
        server.clock().set(time);
        let unchanged = Answer::of(again()).await;
        assert_eq!((unchanged.status, unchanged.text.as_str(), &unchanged.etag), (304, "", &etag), "{time}");
    }
    let weak_among_others = again().header(IF_NONE_MATCH, format!("\"1\", W/{etag}"));
    assert_eq!(Answer::of(weak_among_others).await.status, 304);
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    let changed = Answer::of(again()).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.etag, etag);
}

#[tokio::test]
async fn a_change_needs_the_revision_it_was_made_to() {
    let server = start().await;
    let api = server.api();
    let renamed = count("Leads handed over");
    assert_eq!(api.put("/kpis/leads", renamed.clone()).await.status, 428);
    let changed = api.put_at("/kpis/leads", 1, renamed.clone()).await;
    assert_eq!((changed.status, changed.etag.as_str()), (200, "\"2\""));
    let stale = api.put_at("/kpis/leads", 1, count("Mine")).await;
    assert_eq!(stale.status, 412);
    assert_eq!(stale.json()["current"], api.get("/kpis/leads").await.ok());
    // What was read may be sent back as it is, and is no new version.
    let same = api.put_at("/kpis/leads", 2, api.get("/kpis/leads").await.ok()).await;
    assert_eq!((same.status, same.etag.as_str()), (200, "\"2\""));
    let only_new = api.request(Method::PUT, "/kpis/leads").header("if-none-match", "*").json(&renamed);
    assert_eq!(Answer::of(only_new).await.status, 412);
    assert_eq!(api.put_at("/kpis/unheard-of", 1, renamed.clone()).await.status, 412, "it is not there to be changed");
    assert_eq!(api.put("/kpis/new", renamed).await.status, 201);
}

#[tokio::test]
async fn what_is_archived_keeps_its_history_and_can_come_back() {
    let server = start().await;
    let api = server.api();
    let delete = |path: &'static str, revision: u64| {
        Answer::of(api.request(Method::DELETE, path).header("if-match", format!("\"{revision}\"")))
    };
    api.put("/kpis/calls", count("Calls")).await.ok();
    assert_eq!(Answer::of(api.request(Method::DELETE, "/kpis/calls")).await.status, 428);
    assert_eq!(delete("/kpis/leads", 1).await.status, 409, "it is on a board");
    assert_eq!(delete("/kpis/calls", 1).await.status, 204);
    assert_eq!(api.get("/kpis/calls").await.status, 404);
    assert!(!slugs(&api.get("/kpis").await.ok()).contains(&"calls"));
    assert_eq!(api.post("/values", json!({ "kpi": "calls", "value": 1 })).await.status, 422);

    let revived = api.put("/kpis/calls", count("Calls made")).await;
    assert_eq!((revived.status, revived.etag.as_str()), (201, "\"3\""));
    let history = api.get("/kpis/calls/history").await.ok();
    let told: Vec<_> = history["items"]
        .as_array()
        .expect("versions")
        .iter()
        .map(|version| (version["revision"].as_u64(), version["archived"].as_bool(), &version["body"]["name"]))
        .collect();
    assert_eq!(
        told,
        [
            (Some(3), Some(false), &json!("Calls made")),
            (Some(2), Some(true), &json!("Calls")),
            (Some(1), Some(false), &json!("Calls")),
        ]
    );
}

#[tokio::test]
async fn long_lists_and_histories_come_in_pages() {
    let server = start().await;
    let api = server.api();
    for revision in 0..4 {
        let body = count(&format!("Calls {revision}"));
        match revision {
            0 => api.put("/kpis/calls", body).await.ok(),
            _ => api.put_at("/kpis/calls", revision, body).await.ok(),
        };
    }
    let first = api.get("/kpis/calls/history?limit=3").await.ok();
    assert_eq!((first["items"].as_array().map(Vec::len), &first["next"]), (Some(3), &json!(2)));
    let second = api.get("/kpis/calls/history?limit=3&before=2").await.ok();
    assert_eq!((&second["items"][0]["body"]["name"], &second["next"]), (&json!("Calls 0"), &Value::Null));

    let first = api.get("/kpis?limit=2").await.ok();
    assert_eq!((slugs(&first), &first["next"]), (vec!["acceptance", "calls"], &json!("calls")));
    let second = api.get("/kpis?limit=2&after=calls").await.ok();
    assert_eq!((slugs(&second), &second["next"]), (vec!["leads"], &Value::Null));

    let (mut since, mut seqs) = (0, Vec::new());
    loop {
        let page = api.get(&format!("/changes?since={since}&limit=3")).await.ok();
        let items = page["items"].as_array().expect("entries");
        seqs.extend(items.iter().map(|entry| entry["seq"].as_u64().expect("a seq")));
        let Some(next) = page["next"].as_u64() else { break };
        since = next;
    }
    assert!(seqs.is_sorted() && seqs.len() == 10, "{seqs:?}");
}

#[tokio::test]
async fn the_token_may_be_sent_in_two_ways_and_must_be_right() {
    let server = start().await;
    let api = server.api();
    let push = |query: &str| {
        Client::new().post(api.address(&format!("/values{query}"))).json(&json!({ "kpi": "leads", "value": 1 }))
    };
    assert_eq!(Answer::of(push("").bearer_auth(TOKEN)).await.status, 200);
    assert_eq!(Answer::of(push("").basic_auth("anybody", Some(TOKEN))).await.status, 200);
    // Addresses stand in histories and logs: what opens much does not stand in them.
    for name in ["token", "key"] {
        let in_address = Answer::of(push(&format!("?{name}={TOKEN}"))).await;
        assert!(in_address.status == 401 && in_address.text.contains("send it in a header"), "{}", in_address.text);
        let reading = api.page(&format!("/api/v1/boards?{name}={TOKEN}")).await;
        assert!(reading.status == 401 && reading.text.contains("send it in a header"), "{}", reading.text);
    }
    for wrong in [push(""), push("").bearer_auth("x"), push("").basic_auth(TOKEN, Some("x")), push("?token=x")] {
        let refused = wrong.send().await.expect("an answer");
        assert_eq!(refused.status(), 401);
        assert!(refused.headers().contains_key("www-authenticate"));
    }
    let half = Client::new().get(api.address("/boards")).header(AUTHORIZATION, "Basic %%%");
    assert_eq!(Answer::of(half).await.status, 200, "no token at all: reading is open here");
    let wrong = Client::new().get(api.address("/boards")).bearer_auth("x");
    assert_eq!(Answer::of(wrong).await.status, 401, "a wrong token is told, even where none is needed");
}

#[tokio::test]
async fn without_a_token_reading_works_under_local_names_only() {
    let server = start().await;
    let api = server.api();
    let read = |host: &str| Client::new().get(api.address("/boards/growth")).header(HOST, host);
    for local in ["localhost:8080", "127.0.0.1", "[::1]:8080"] {
        assert_eq!(Answer::of(read(local)).await.status, 200, "{local}");
    }
    for foreign in ["tandem.example", "localhost.example:8080", "192.0.2.1", "127.0.0.1.example"] {
        assert_eq!(Answer::of(read(foreign)).await.status, 401, "{foreign}");
        assert_eq!(Answer::of(read(foreign).bearer_auth(TOKEN)).await.status, 200, "{foreign}");
    }
}

#[tokio::test]
async fn a_form_pushes_like_json() {
    let server = start().await;
    let api = server.api();
    let form = |fields: &[(&str, &str)]| Answer::of(api.request(Method::POST, "/values").form(fields));
    assert_eq!(form(&[("kpi", "leads"), ("value", "12.5"), ("at", "2026-11-19")]).await.ok()["accepted"], 1);
    form(&[("kpi", "acceptance"), ("numerator", "30"), ("denominator", "40")]).await.ok();
    let tiles = api.get("/boards/growth").await.ok()["sections"][0]["tiles"].take();
    assert_eq!((&tiles[0]["value"], &tiles[1]["value"]), (&json!(12.5), &json!(75)));
    assert_eq!(form(&[("kpi", "leads"), ("value", "twelve")]).await.status, 422);
    assert_eq!(form(&[("kpi", "leads"), ("value", "1"), ("colour", "red")]).await.status, 422);
}

#[tokio::test]
async fn the_csv_of_a_history_says_what_the_series_says() {
    let server = start().await;
    let api = server.api();
    api.put("/kpis/leads/targets/2026-Q4", json!({ "value": 2100, "reason": "plan" })).await.ok();
    let leads = |value: f64, at: &str| json!({ "kpi": "leads", "value": value, "at": at });
    api.push(json!([leads(12.5, "2026-10-03"), leads(7.0, "2026-11-19"), leads(4.0, "2025-10-31")])).await;
    let span = "bucket=month&from=2026-10-01&to=2026-12-31";
    let csv = api.get(&format!("/kpis/leads/series.csv?{span}")).await;
    assert_eq!((csv.status, csv.content_type.as_str()), (200, "text/csv; charset=utf-8"));
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    let series = api.get(&format!("/kpis/leads/series?{span}")).await.ok();
    let points = series["points"].as_array().expect("points");
    assert_eq!(rows.len(), points.len());
    for (row, point) in rows.iter().zip(points) {
        for (name, cell) in head.iter().zip(row) {
            match &point[name] {
                Value::Null => assert_eq!(cell, "", "{name} of {point}"),
                Value::String(date) => assert_eq!(cell, date, "{name}"),
                number => assert_eq!(cell.parse(), Ok(quantity(number)), "{name} of {point}"),
            }
        }
    }
    assert_eq!(
        &csv.text[..csv.text.find("\r\n").expect("lines")],
        "from,to,value,numerator,denominator,target,year_ago"
    );
}

#[tokio::test]
async fn those_who_keep_it_running_can_ask_how_it_is() {
    let server = start().await;
    let api = server.api();
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    assert_eq!(api.page("/healthz").await.text, "ok\n");
    assert_eq!(api.page("/readyz").await.text, "ready\n");
    let metrics = api.page("/metrics").await.text;
    let says = |line: &str| assert!(metrics.lines().any(|found| found == line), "no {line} in {metrics}");
    says("tandem_values_accepted_total 1");
    says(&format!("tandem_change_seq {}", api.last_seq().await));
    assert!(metrics.ends_with("# EOF\n"));
    let docs = api.page("/docs").await;
    assert_eq!((docs.status, docs.content_type.as_str()), (200, "text/html; charset=utf-8"));
    for word in ["/values", "If-Match", "Authorization: Bearer"] {
        assert!(docs.text.contains(word), "the description does not speak of {word}");
    }
    assert_eq!(api.page("/no/such/page").await.status, 404);
    assert_eq!(Answer::of(api.request(Method::PATCH, "/values")).await.status, 405);
}

#[tokio::test]
async fn problems_are_problems_at_every_address() {
    let server = start().await;
    let api = server.api();
    for path in ["/boards/none", "/kpis/none", "/kpis/none/series", "/boards/none/live", "/kpis/leads/targets/2026-Q4"]
    {
        let answer = api.get(path).await;
        assert_eq!((answer.status, answer.content_type.as_str()), (404, "application/problem+json"), "{path}");
        assert!(answer.json()["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{path}");
    }
}

#[tokio::test]
async fn what_is_for_one_reader_stays_with_them() {
    let server = start().await;
    let api = server.api();
    person(&api, "lea", "lead", &["marketing"]).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    for path in [
        "/api/v1/me",
        "/api/v1/people",
        "/api/v1/people/lea",
        "/api/v1/boards",
        "/api/v1/boards/growth",
        "/api/v1/boards/growth/goals",
        "/api/v1/boards/growth/check-ins.ics",
        "/api/v1/templates",
        "/api/v1/kpis/leads/series.csv",
        "/api/v1/changes",
        "/api/v1/none",
        "/account",
        "/people",
        "/sign-in",
        "/boards/growth/embed",
    ] {
        let answer = lea.request(Method::GET, path).send().await.expect("an answer");
        let headers = answer.headers();
        let rule = if headers.contains_key(ETAG) { "private, no-cache" } else { "no-store" };
        assert!(headers[CACHE_CONTROL] == rule && headers[VARY] == PRIVATE_VARY, "{path}: {headers:?}");
    }
    let known = lea.request(Method::GET, "/api/v1/boards/growth");
    let board = known.try_clone().expect("no body").send().await.expect("an answer");
    let unchanged = known.header(IF_NONE_MATCH, &board.headers()[ETAG]).send().await.expect("an answer");
    assert_eq!(unchanged.status(), 304);
    assert_eq!(unchanged.headers()[CACHE_CONTROL], "private, no-cache");
    for shared in ["/tandem.css", "/pages.css", "/boards/growth"] {
        let answer = lea.request(Method::GET, shared).send().await.expect("an answer");
        assert_eq!(answer.headers()[CACHE_CONTROL], "no-cache", "{shared} is the same for everybody");
    }
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_and_nowhere_else() {
    let server = start().await;
    let nobody = Visitor::new(server.origin());
    for (typed, status, to) in [
        ("/boards/growth/", 308, "/boards/growth"),
        ("/boards/growth/?period=2026-Q4", 308, "/boards/growth?period=2026-Q4"),
        ("/people/", 308, "/people"),
        ("//elsewhere.example/", 404, ""),
        ("/%5Celsewhere.example/", 308, "/%5Celsewhere.example"),
        ("/api/v1/boards/", 404, ""),
    ] {
        let page = nobody.open(typed).await;
        assert_eq!((page.status, page.location.as_str()), (status, to), "{typed}");
    }
}
