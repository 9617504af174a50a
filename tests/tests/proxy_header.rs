//! Behind a reverse proxy: whom it signed in and for whom it speaks is believed of trusted addresses, and of no other.

use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tandem_tests::{
    Answer, Live, PASSWORD, Server, TOKEN, Visitor, board, command, count, found_company, person, rate,
};
use tempfile::TempDir;

const HEADER: &str = "x-forwarded-user";

/// A server that trusts these, with an admin, a lead and a viewer. The tests come from 127.0.0.1.
async fn behind(trusted: &str) -> Server {
    let proxy = tandem::Proxy::new(trusted, "X-Forwarded-User").expect("a proxy");
    let server = Server::start_with("2026-11-20T09:00:00Z", |settings| settings.proxy = proxy).await;
    let api = server.api();
    found_company(&api).await;
    person(&api, "lea", "admin", &[]).await;
    person(&api, "priya", "lead", &["sales"]).await;
    server
}

/// A request of somebody whom a proxy signed in.
fn as_priya(visitor: &Visitor, method: Method, path: &str) -> RequestBuilder {
    visitor.request(method, path).header(HEADER, "Priya@halden.example")
}

#[tokio::test]
async fn whom_a_trusted_proxy_signed_in_is_in() {
    let server = behind("10.0.0.0/8, 127.0.0.1").await;
    let visitor = Visitor::new(server.origin());
    let me = Answer::of(as_priya(&visitor, Method::GET, "/api/v1/me")).await.ok();
    assert_eq!((&me["person"], &me["may"]), (&json!("priya"), &json!("lead")));
    assert_eq!(visitor.page(as_priya(&visitor, Method::GET, "/account")).await.status, 200, "pages too");
    let put = || as_priya(&visitor, Method::PUT, "/api/v1/kpis/acceptance").json(&rate("Acceptance"));
    assert_eq!(Answer::of(put().header("sec-fetch-site", "cross-site")).await.status, 403, "another page wrote");
    assert_eq!(Answer::of(put().header("sec-fetch-site", "same-origin")).await.status, 201);
    let both = as_priya(&visitor, Method::GET, "/api/v1/me").bearer_auth(TOKEN);
    assert_eq!(Answer::of(both).await.ok()["may"], "everything", "a token says more exactly who asks");

    let signed_in = Visitor::signed_in(server.origin(), "lea").await;
    let me = Answer::of(as_priya(&signed_in, Method::GET, "/api/v1/me")).await.ok();
    assert_eq!(me["person"], "priya", "an older session of this browser is not asked");
    assert_eq!(visitor.api(Method::GET, "/me").await.status, 401, "without the header, nobody");
}

#[tokio::test]
async fn what_anybody_else_sends_is_not_heard() {
    let server = behind("10.0.0.0/8,::1").await;
    let visitor = Visitor::new(server.origin());
    let forged = as_priya(&visitor, Method::GET, "/api/v1/me").header("x-forwarded-for", "10.0.0.1");
    assert_eq!(Answer::of(forged).await.status, 401);
    let page = visitor.page(as_priya(&visitor, Method::GET, "/account")).await;
    assert_eq!((page.status, page.location.as_str()), (303, "/sign-in?to=/account"));
}

#[tokio::test]
async fn a_name_said_twice_or_unknown_is_nobody() {
    let server = behind("127.0.0.1").await;
    let visitor = Visitor::new(server.origin());
    let twice = as_priya(&visitor, Method::GET, "/api/v1/me").header(HEADER, "lea@halden.example");
    assert_eq!(Answer::of(twice).await.status, 401, "one of the two came with the request");
    let unknown = |path| visitor.request(Method::GET, path).header(HEADER, "tom@halden.example");
    let refused = Answer::of(unknown("/api/v1/me")).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("tom@halden.example"), "{}", refused.text);
    let page = visitor.page(unknown("/account")).await;
    assert_eq!(page.status, 403);
    assert!(page.text.contains("Ask an admin to invite you"), "{}", page.text);
    assert_eq!(server.api().get("/people/tom").await.status, 404, "nobody is created");
}

#[tokio::test]
async fn a_live_stream_ends_when_the_account_does() {
    let server = behind("127.0.0.1").await;
    let api = server.api();
    api.put("/kpis/leads", count("Leads")).await.ok();
    api.put("/boards/growth", board("Growth", "2026-Q4", &["leads"])).await.ok();
    let visitor = Visitor::new(server.origin());
    let mut stream = Live::of(as_priya(&visitor, Method::GET, "/api/v1/boards/growth/live")).await;
    stream.next_of("refetch").await;
    let gone = api.request(Method::DELETE, "/people/priya").header("if-match", "\"1\"");
    assert_eq!(Answer::of(gone).await.status, 204);
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    while let Some(frame) = stream.next().await {
        assert_ne!(frame.event, "patch", "who is out hears nothing more");
    }
}

#[tokio::test]
async fn guesses_are_counted_for_the_address_behind_the_proxy() {
    let server = behind("127.0.0.1,10.0.0.0/8").await;
    let visitor = Visitor::new(server.origin());
    let guess = |forwarded: &str, password: &str| {
        let form = [("mail", "lea@halden.example"), ("password", password)];
        let request = visitor.request(Method::POST, "/sign-in").header("sec-fetch-site", "same-origin").form(&form);
        visitor.page(request.header("x-forwarded-for", forwarded))
    };
    for number in 0..5 {
        // The first entry is what the guesser claims; only the last that is no proxy of ours counts, without its port.
        let claimed = format!("198.51.100.{number}, 203.0.113.7:5{number}000, 10.0.0.2");
        guess(&claimed, "wrong wrong wrong").await;
    }
    assert_eq!(guess("203.0.113.7", PASSWORD).await.status, 401, "the guesser pauses");
    assert_eq!(guess("203.0.113.8", PASSWORD).await.status, 303, "nobody else does");
    let account = visitor.open("/account").await.text;
    assert!(account.contains("203.0.113.8"), "the session says from where: {account}");
}

#[test]
fn a_header_that_anybody_could_send_keeps_the_server_from_starting() {
    let folder = TempDir::new().expect("a folder");
    let database = format!("sqlite:{}", folder.path().join("tandem.db").display());
    let refused = |options: &[&str]| {
        let mut command = command();
        command.args(["serve", "--listen", "127.0.0.1:0", "--database", &database]).args(options);
        let output = command.output().expect("the program starts");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        String::from_utf8(output.stderr).expect("text")
    };
    let header = ["--proxy-header", "X-Forwarded-User"];
    for list in [&[][..], &["--trusted-proxies", ""], &["--trusted-proxies", " , "]] {
        let said = refused(&[&header, list].concat());
        assert!(said.contains("needs --trusted-proxies") && said.contains("127.0.0.1"), "{said}");
    }
    for (list, word) in [
        ("10.0.0/8", "neither an address"),
        ("proxy.local", "neither"),
        ("0.0.0.0/0", "everybody"),
        ("127.0.0.1,::/0", "everybody"),
    ] {
        let said = refused(&[&header[..], &["--trusted-proxies", list]].concat());
        assert!(said.contains(word), "{list}: {said}");
    }
    let said = refused(&["--trusted-proxies", "127.0.0.1", "--proxy-header", "X Forwarded"]);
    assert!(said.contains("--proxy-header"), "{said}");
    let said = refused(&["--oidc-issuer", "https://login.halden.example"]);
    assert!(said.contains("--oidc-client-id"), "{said}");
    let said = refused(&["--oidc-client-id", "tandem", "--oidc-issuer", "login.halden.example"]);
    assert!(said.contains("--oidc-issuer"), "{said}");
}
