//! Accounts: who gets in, how, and how they are kept out again.

use reqwest::Method;
use serde_json::{Value, json};
use tandem_tests::{Answer, Binary, Live, PASSWORD, Server, TOKEN, Visitor, board, count, found_company, person};
use tempfile::TempDir;

const NOW: &str = "2026-11-20T09:00:00Z";

/// A server with a company, an admin, a lead of sales and a viewer.
async fn staffed() -> Server {
    let server = Server::start(NOW).await;
    let api = server.api();
    found_company(&api).await;
    person(&api, "lea", "admin", &["marketing"]).await;
    person(&api, "priya", "lead", &["sales"]).await;
    person(&api, "ana", "viewer", &[]).await;
    server
}

#[tokio::test]
async fn the_link_to_set_up_works_once_and_is_new_at_each_start() {
    let folder = TempDir::new().expect("a folder");
    let database = folder.path().join("tandem.db");
    let first = Binary::start(&database).await;
    let dead = first.setup_path();
    assert!(first.terminate().success());

    let server = Binary::start(&database).await;
    let visitor = Visitor::new(server.origin());
    let path = server.setup_path();
    assert_ne!(path, dead);
    assert_eq!(visitor.open(&dead).await.status, 410);
    assert_eq!(visitor.open("/setup").await.status, 410);
    let page = visitor.open(&path).await;
    assert_eq!(page.status, 200);
    let link = path.split_once("link=").expect("a link").1;
    let mut fields = vec![
        ("link", link),
        ("sales", "Sales"),
        ("marketing", "Marketing"),
        ("time_zone", "Europe/Berlin"),
        ("fiscal_year_start", "7"),
        ("name", "Lea <b>Kern</b>"),
        ("email", "lea@halden"),
        ("password", "short"),
        ("team", "marketing"),
    ];
    let refused = visitor.send("/setup", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Lea &lt;b&gt;Kern"), "what was typed is kept, as text");
    assert!(!refused.text.contains("value=\"short\""), "a password is not sent back");
    fields[6].1 = "lea@halden.example";
    fields[7].1 = PASSWORD;
    let done = visitor.send("/setup", &fields).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/"));
    let me = visitor.api(Method::GET, "/me").await.ok();
    assert_eq!((&me["name"], &me["may"]), (&json!("Lea <b>Kern</b>"), &json!("everything")));
    assert_eq!(server.api().get("/calendars/main").await.ok()["fiscal_year_start"], 7);

    let again = Visitor::new(server.origin());
    assert_eq!(again.send("/setup", &fields).await.status, 410, "dead after use");
    assert!(server.terminate().success());
    let server = Binary::start(&database).await;
    assert!(!server.printed().contains("/setup?link="), "nobody is asked to set up what is set up");
}

#[tokio::test]
async fn mail_and_password_open_a_session_that_ends_when_signed_out() {
    let server = staffed().await;
    let visitor = Visitor::new(server.origin());
    assert_eq!(visitor.api(Method::GET, "/boards").await.status, 401, "with accounts, reading needs one");
    let refused = visitor.sign_in("priya@halden.example", "wrong wrong wrong").await;
    assert_eq!((refused.status, refused.cookie.as_str()), (401, ""));
    let page = visitor.sign_in(" Priya@Halden.example ", PASSWORD).await;
    assert_eq!(page.status, 303, "{}", page.text);
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(page.cookie.contains(attribute), "{}", page.cookie);
    }
    let me = visitor.api(Method::GET, "/me").await.ok();
    assert_eq!(
        (&me["person"], &me["may"], &me["teams"][0]["slug"]),
        (&json!("priya"), &json!("lead"), &json!("sales"))
    );
    let kept = visitor.cookie();
    assert_eq!(visitor.send("/sign-out", &[]).await.status, 303);
    visitor.take_cookie(&kept);
    assert_eq!(visitor.api(Method::GET, "/me").await.status, 401, "the session ended, not just the cookie");
}

#[tokio::test]
async fn guessing_a_password_is_slow() {
    let server = staffed().await;
    let visitor = Visitor::new(server.origin());
    for left in (0..5).rev() {
        let page = visitor.sign_in("priya@halden.example", "wrong wrong wrong").await;
        assert_eq!(page.status, 401);
        assert!(left == 0 || page.text.contains(&format!("Tries left: {left}")), "{}", page.text);
    }
    assert_eq!(visitor.sign_in("priya@halden.example", PASSWORD).await.status, 401, "the name is paused");
    assert_eq!(
        visitor.sign_in("lea@halden.example", PASSWORD).await.status,
        303,
        "colleagues behind the same address are not"
    );
    server.clock().set("2026-11-20T09:14:00Z");
    assert_eq!(visitor.sign_in("priya@halden.example", PASSWORD).await.status, 401);
    server.clock().set("2026-11-20T09:16:00Z");
    assert_eq!(visitor.sign_in("priya@halden.example", PASSWORD).await.status, 303);
}

/// A server as [`staffed`], behind a proxy that says from which address somebody comes.
async fn behind_a_proxy() -> Server {
    let proxy = tandem::Proxy::new("127.0.0.1", "").expect("a proxy");
    let server = Server::start_with(NOW, |settings| settings.proxy = proxy).await;
    let api = server.api();
    found_company(&api).await;
    person(&api, "lea", "admin", &["marketing"]).await;
    person(&api, "priya", "lead", &["sales"]).await;
    server
}

/// Tries to sign in from an address.
async fn sign_in_from(visitor: &Visitor, address: &str, name: &str, password: &str) -> tandem_tests::Page {
    let mail = format!("{name}@halden.example");
    let form = visitor.request(Method::POST, "/sign-in").header("sec-fetch-site", "same-origin");
    visitor.page(form.header("x-forwarded-for", address).form(&[("mail", &*mail), ("password", password)])).await
}

#[tokio::test]
async fn strangers_lock_nobody_out_of_a_browser_they_know() {
    let server = behind_a_proxy().await;
    let (office, stranger) = ("198.51.100.1", Visitor::new(server.origin()));
    let priya = Visitor::new(server.origin());
    let page = sign_in_from(&priya, office, "priya", PASSWORD).await;
    assert_eq!(page.status, 303, "{}", page.text);
    let colleague = Visitor::new(server.origin());
    assert_eq!(sign_in_from(&colleague, office, "lea", PASSWORD).await.status, 303);
    priya.send("/sign-out", &[]).await;

    // From everywhere, and from her own office too.
    for n in 0..110 {
        let from = if n < 5 { office.to_owned() } else { format!("203.0.113.{n}") };
        assert_eq!(sign_in_from(&stranger, &from, "priya", "wrong wrong wrong").await.status, 401);
    }
    let elsewhere = sign_in_from(&stranger, "192.0.2.9", "priya", PASSWORD).await;
    assert!(elsewhere.status == 401 && elsewhere.text.contains("Too many wrong tries"), "{}", elsewhere.text);
    let other = sign_in_from(&colleague, office, "priya", PASSWORD).await;
    assert_eq!(other.status, 401, "a browser that knows somebody else is none of hers");
    assert_eq!(sign_in_from(&priya, office, "priya", PASSWORD).await.status, 303);

    // Who stole that browser's secret has five tries, like anybody.
    for _ in 0..5 {
        let page = sign_in_from(&priya, office, "priya", "wrong wrong wrong").await;
        assert!(page.text.contains("do not fit together"), "{}", page.text);
    }
    assert_eq!(sign_in_from(&priya, office, "priya", PASSWORD).await.status, 401);
    // A pause of a name ends after minutes, also for a browser that nobody knows.
    server.clock().set("2026-11-20T09:16:00Z");
    assert_eq!(sign_in_from(&stranger, "192.0.2.9", "priya", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn guessing_from_many_addresses_grows_slower() {
    let server = behind_a_proxy().await;
    let stranger = Visitor::new(server.origin());
    let mut address = 0;
    let mut tries = async |most: usize| {
        for tried in 0..most {
            address += 1;
            let from = format!("203.0.{}.{}", address / 250, address % 250);
            if !sign_in_from(&stranger, &from, "priya", "wrong wrong wrong").await.text.contains("do not fit together")
            {
                return tried;
            }
        }
        most
    };
    assert_eq!(tries(110).await, 100);
    for (time, more) in [("09:01:30", 1), ("09:02:30", 0), ("09:04:00", 1), ("09:07:00", 0), ("09:09:00", 1)] {
        server.clock().set(&format!("2026-11-20T{time}Z"));
        assert_eq!(tries(5).await, more, "{time}");
    }
    // Patience does not pay.
    server.clock().set("2026-11-20T19:00:00Z");
    assert_eq!(tries(5).await, 1);
}

#[tokio::test]
async fn mail_addresses_are_for_leads_and_admins() {
    let server = staffed().await;
    let api = server.api();
    let read = api.post("/tokens", json!({ "name": "Finance", "scope": { "can": "read" } })).await.ok();
    let read = tandem_tests::Api::with_token(server.origin(), read["secret"].as_str().expect("a secret"));
    let ana = Visitor::signed_in(server.origin(), "ana").await;
    for path in ["/people", "/people/priya", "/people/priya/history", "/changes"] {
        for answer in [ana.api(Method::GET, path).await, read.get(path).await] {
            assert!(answer.status == 200 && answer.text.contains("PRIYA"), "{path}: {}", answer.text);
            assert!(!answer.text.contains("@halden.example"), "{path}: {}", answer.text);
        }
        let priya = Visitor::signed_in(server.origin(), "priya").await;
        assert!(priya.api(Method::GET, path).await.text.contains("priya@halden.example"), "{path}");
    }
}

#[tokio::test]
async fn guessing_names_is_slow_too() {
    let server = staffed().await;
    let visitor = Visitor::new(server.origin());
    for n in 0..50 {
        let page = visitor.sign_in(&format!("somebody{n}@halden.example"), "wrong wrong wrong").await;
        assert!(page.text.contains("do not fit together"), "{}", page.text);
    }
    let page = visitor.sign_in("lea@halden.example", PASSWORD).await;
    assert_eq!(page.status, 401, "the address is paused: {}", page.text);
}

#[tokio::test]
async fn many_guesses_at_once_do_not_slip_through() {
    let server = staffed().await;
    let visitor = Visitor::new(server.origin());
    let guesses = (0..12).map(|n| {
        let visitor = &visitor;
        async move { visitor.sign_in("priya@halden.example", &format!("wrong wrong {n}")).await.text }
    });
    let answers = futures_util::future::join_all(guesses).await;
    let tried = answers.iter().filter(|text| text.contains("do not fit together")).count();
    assert_eq!(tried, 5, "the others were refused untried");
}

#[tokio::test]
async fn a_session_somebody_planted_stays_empty() {
    let server = staffed().await;
    let victim = Visitor::new(server.origin());
    victim.take_cookie("tandem_session=planted");
    assert_eq!(victim.sign_in("priya@halden.example", PASSWORD).await.status, 303);
    let thief = Visitor::new(server.origin());
    thief.take_cookie("tandem_session=planted");
    assert_eq!(thief.api(Method::GET, "/me").await.status, 401);
}

#[tokio::test]
async fn no_other_page_writes_in_somebodys_name() {
    let server = staffed().await;
    let visitor = Visitor::signed_in(server.origin(), "lea").await;
    let team = json!({ "name": "Partners", "side": "other" });
    let put = || visitor.request(Method::PUT, "/api/v1/teams/partners").json(&team);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        assert_eq!(Answer::of(put().header(name, value)).await.status, 403, "{name}: {value}");
        let page =
            visitor.page(visitor.request(Method::POST, "/people").header(name, value).form(&[("name", "X")])).await;
        assert_eq!(page.status, 403, "{name}: {value}");
    }
    assert_eq!(server.api().get("/teams/partners").await.status, 404);
    Answer::of(put().header("origin", server.origin())).await.ok();
    let signed_out =
        visitor.page(visitor.request(Method::POST, "/sign-out").header("sec-fetch-site", "cross-site")).await;
    assert_eq!(signed_out.status, 403);
}

#[tokio::test]
async fn nobody_is_led_astray_after_signing_in() {
    let server = staffed().await;
    for (to, leads) in [
        ("/boards/growth?period=2026-Q3", "/boards/growth?period=2026-Q3"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
    ] {
        let visitor = Visitor::new(server.origin());
        let page =
            visitor.send("/sign-in", &[("mail", "ana@halden.example"), ("password", PASSWORD), ("to", to)]).await;
        assert_eq!(page.location, leads);
    }
    let page = Visitor::new(server.origin()).open("/people").await;
    assert_eq!((page.status, page.location.as_str()), (303, "/sign-in?to=/people"));
}

#[tokio::test]
async fn an_invitation_works_once_for_seven_days() {
    let server = staffed().await;
    let admin = Visitor::signed_in(server.origin(), "lea").await;
    let invited = admin
        .send(
            "/people",
            &[("name", "Jonas Berg"), ("email", "jonas@halden.example"), ("role", "lead"), ("team-sales", "on")],
        )
        .await;
    assert_eq!(invited.status, 200, "{}", invited.text);
    let link = |text: &str| {
        let at = text.find("tandem_").expect("a link");
        text[at..at + 71].to_owned()
    };
    let first = link(&invited.text);
    let second = link(&admin.send("/people/jonas-berg/invitation", &[]).await.text);
    let jonas = Visitor::new(server.origin());
    assert_eq!(jonas.open(&format!("/invitation?link={first}")).await.status, 410, "a newer link replaces it");
    let weak = jonas.send("/invitation", &[("link", &second), ("password", "jonas-berg-2026")]).await;
    assert_eq!(weak.status, 422, "a password with one's own name is refused");
    let taken = jonas.send("/invitation", &[("link", &second), ("password", PASSWORD)]).await;
    assert_eq!(taken.status, 303, "{}", taken.text);
    assert_eq!(jonas.api(Method::GET, "/me").await.ok()["person"], "jonas-berg");
    assert_eq!(jonas.open(&format!("/invitation?link={second}")).await.status, 410);

    let third = link(&admin.send("/people/jonas-berg/invitation", &[]).await.text);
    server.clock().set("2026-11-28T09:00:00Z");
    assert_eq!(jonas.open(&format!("/invitation?link={third}")).await.status, 410, "too late");
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let server = staffed().await;
    let stolen = Visitor::signed_in(server.origin(), "priya").await;
    let priya = Visitor::signed_in(server.origin(), "priya").await;
    let page = priya.open("/account").await;
    assert_eq!(page.text.matches("127.0.0.1</td>").count(), 2, "both are listed: {}", page.text);
    let wrong =
        priya.send("/account/password", &[("current", "not it not it"), ("password", "seven green kites fly")]).await;
    assert_eq!(wrong.status, 422);
    let changed =
        priya.send("/account/password", &[("current", PASSWORD), ("password", "seven green kites fly")]).await;
    assert_eq!((changed.status, changed.location.as_str()), (303, "/account"), "{}", changed.text);
    assert_eq!(stolen.api(Method::GET, "/me").await.status, 401);
    priya.api(Method::GET, "/me").await.ok();
    assert_eq!(Visitor::new(server.origin()).sign_in("priya@halden.example", PASSWORD).await.status, 401);
}

#[tokio::test]
async fn who_is_removed_is_out_at_once_and_stays_in_the_history() {
    let server = staffed().await;
    let api = server.api();
    api.put(
        "/kpis/meetings",
        json!({ "name": "Meetings", "unit": { "type": "count" }, "direction": "higher",
        "rollup": "sum", "owners": ["sales"], "interval": "day" }),
    )
    .await
    .ok();
    api.put("/boards/growth", board("Growth", "2026-Q4", &["meetings"])).await.ok();
    let priya = Visitor::signed_in(server.origin(), "priya").await;
    let pushed = priya.request(Method::POST, "/api/v1/values").json(&json!({ "kpi": "meetings", "value": 3 }));
    Answer::of(pushed.header("sec-fetch-site", "same-origin")).await.ok();
    let mut stream = Live::of(priya.request(Method::GET, "/api/v1/boards/growth/live")).await;
    assert_eq!(stream.next().await.expect("a first frame").event, "heartbeat");
    let admin = Visitor::signed_in(server.origin(), "lea").await;
    assert_eq!(admin.send("/people/priya/removal", &[]).await.status, 303);
    assert_eq!(priya.api(Method::GET, "/me").await.status, 401);
    api.push(json!({ "kpi": "meetings", "value": 1, "key": "late" })).await;
    while let Some(frame) = stream.next().await {
        assert_ne!(frame.event, "patch", "who is out hears nothing more");
    }
    let feeds = api.get("/kpis/meetings/feeds").await.ok();
    assert!(feeds.to_string().contains("PRIYA"), "{feeds}");
    let last = admin.send("/people/lea/removal", &[]).await;
    assert_eq!(last.status, 409, "the last admin stays");
    let put =
        api.put_at("/people/lea", 1, json!({ "name": "Lea", "email": "lea@halden.example", "role": "viewer" })).await;
    assert_eq!(put.status, 422, "and stays an admin");
}

#[tokio::test]
async fn a_token_does_what_it_says_until_it_is_revoked() {
    let server = staffed().await;
    let api = server.api();
    for kpi in ["leads", "opt-ins"] {
        api.put(&format!("/kpis/{kpi}"), count(kpi)).await.ok();
    }
    let create = |body: Value| {
        let api = api.clone();
        async move { api.post("/tokens", body).await.ok()["secret"].as_str().expect("a secret").to_owned() }
    };
    let push = create(json!({ "name": "HubSpot", "scope": { "can": "values", "kpis": ["leads"] } })).await;
    let read = create(json!({ "name": "Finance", "scope": { "can": "read" }, "until": "2026-11-22" })).await;
    let http = reqwest::Client::new();
    let send = |method: Method, path: &str, token: &str, body: Value| {
        let request = http.request(method, format!("{}/api/v1{path}", server.origin())).bearer_auth(token);
        async move { Answer::of(request.json(&body)).await }
    };
    let value = |kpi: &str| json!({ "kpi": kpi, "value": 12 });
    send(Method::POST, "/values", &push, value("leads")).await.ok();
    assert_eq!(send(Method::POST, "/values", &push, value("opt-ins")).await.status, 403);
    assert_eq!(send(Method::POST, "/values", &push, json!([value("leads"), value("opt-ins")])).await.status, 403);
    assert_eq!(send(Method::GET, "/boards", &push, Value::Null).await.status, 403);
    assert_eq!(send(Method::POST, "/values", &read, value("leads")).await.status, 403);
    send(Method::GET, "/boards", &read, Value::Null).await.ok();
    let tokens = api.get("/tokens").await;
    assert!(!tokens.text.contains(&push) && !tokens.text.contains(&push[10..]), "never shown again");
    let listed = tokens.ok();
    assert_eq!(listed["items"][1]["slug"], "hubspot");
    assert!(listed["items"][1]["used_at"].is_string(), "{listed}");
    server.clock().set("2026-11-23T09:00:00Z");
    assert_eq!(send(Method::GET, "/boards", &read, Value::Null).await.status, 401, "over");
    let admin = Visitor::signed_in(server.origin(), "lea").await;
    assert_eq!(admin.send("/tokens/hubspot/revocation", &[]).await.status, 303);
    assert_eq!(send(Method::POST, "/values", &push, value("leads")).await.status, 401);
    let double = api.post("/tokens", json!({ "name": "Finance", "scope": { "can": "read" } })).await;
    assert_eq!(double.status, 422, "two of one name could not be told apart");
    // A form that does not say what the token can makes none, let alone one that reads everything.
    for (can, says) in [("", "choose what the token can do"), ("feed", "choose what the token can do")] {
        let made = admin.send("/tokens", &[("name", "Odd"), ("can", can)]).await;
        assert!(made.status == 422 && made.text.contains(says), "{can}: {}", made.text);
    }
    assert_eq!(admin.send("/tokens", &[("name", "Odd")]).await.status, 422);
    let over = admin.send("/tokens", &[("name", "Odd"), ("can", "read"), ("until", "1900-01-01")]).await;
    assert!(over.status == 422 && over.text.contains("this day is over"), "{}", over.text);
    assert_eq!(api.get("/tokens").await.ok()["items"].as_array().map(Vec::len), Some(1));
    let today = admin.send("/tokens", &[("name", "Odd"), ("can", "read"), ("until", "2026-11-23")]).await;
    assert_eq!(today.status, 200, "{}", today.text);
}

#[tokio::test]
async fn secrets_outlive_a_restart_and_never_reach_a_log() {
    let folder = TempDir::new().expect("a folder");
    let database = folder.path().join("tandem.db");
    let server = Binary::start_with(&database, &["--log", "debug"]).await;
    let api = server.api();
    found_company(&api).await;
    person(&api, "lea", "admin", &[]).await;
    let secret = api.post("/tokens", json!({ "name": "Wall", "scope": { "can": "read" } })).await.ok()["secret"]
        .as_str()
        .expect("a secret")
        .to_owned();
    let visitor = Visitor::signed_in(server.origin(), "lea").await;
    let by_address = format!("{}/api/v1/boards?token={secret}", server.origin());
    assert_eq!(Answer::of(reqwest::Client::new().get(by_address)).await.status, 401, "not in an address");
    let cookies = visitor.cookie();
    let cookie = |name: &str| {
        let value = cookies.split("; ").find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('='));
        value.expect("a cookie").to_owned()
    };
    let (session, device) = (cookie("tandem_session"), cookie("tandem_device"));
    let log = server.printed();
    assert!(log.contains("/api/v1/boards"), "requests are logged: {log}");
    for secret in [&secret, &session, &device, TOKEN, PASSWORD] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    assert!(server.terminate().success());
    let bytes = std::fs::read(&database).expect("the database");
    for secret in [&secret, &session, &device, PASSWORD] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "kept in the clear");
    }
    let server = Binary::start(&database).await;
    let reopened = Visitor::new(server.origin());
    reopened.take_cookie(&format!("tandem_session={session}"));
    assert_eq!(reopened.api(Method::GET, "/me").await.ok()["person"], "lea");
}

#[tokio::test]
async fn an_earlier_version_comes_back_as_a_new_one() {
    let server = staffed().await;
    let api = server.api();
    api.put("/kpis/leads", count("Leads")).await.ok();
    let admin = Visitor::signed_in(server.origin(), "lea").await;
    let put = admin.request(Method::PUT, "/api/v1/kpis/leads").header("sec-fetch-site", "same-origin");
    Answer::of(put.header("if-match", "\"1\"").json(&count("Leads handed over"))).await.ok();
    let page = admin.open("/history?kind=kpi").await;
    assert!(page.text.contains("browser 127.0.0.1") && page.text.contains("API 127.0.0.1"), "{}", page.text);
    assert!(page.text.contains("<code>name</code> Leads → <b>Leads handed over</b>"), "{}", page.text);
    let wanted = |current| [("kind", "kpi"), ("slug", "leads"), ("revision", "1"), ("current", current)];
    assert_eq!(admin.send("/history/1/restoration", &wanted("1")).await.status, 412, "the page was out of date");
    assert_eq!(admin.send("/history/1/restoration", &wanted("2")).await.status, 303);
    let kpi = api.get("/kpis/leads").await.ok();
    assert_eq!((&kpi["name"], &kpi["revision"]), (&json!("Leads"), &json!(3)));
    let csv = admin.open("/history.csv?kind=kpi").await.text;
    assert!(csv.contains("Version 1 restored") && csv.lines().count() == 4, "{csv}");
    let restore = api.post("/kpis/leads/restore", json!({ "revision": 9 })).await;
    assert_eq!(restore.status, 404);
    let viewer = Visitor::signed_in(server.origin(), "ana").await;
    assert_eq!(viewer.open("/history").await.status, 403);
}

#[tokio::test]
async fn a_change_of_role_counts_from_the_next_request() {
    let server = staffed().await;
    let api = server.api();
    api.put("/kpis/leads", count("Leads")).await.ok();
    let ana = Visitor::signed_in(server.origin(), "ana").await;
    let push = || {
        Answer::of(
            ana.request(Method::POST, "/api/v1/values")
                .header("sec-fetch-site", "same-origin")
                .json(&json!({ "kpi": "leads", "value": 1 })),
        )
    };
    assert_eq!(push().await.status, 403);
    let lead = json!({ "name": "Ana", "email": "ana@halden.example", "role": "lead", "teams": ["marketing"] });
    api.put_at("/people/ana", 1, lead).await.ok();
    push().await.ok();
    let nobody = json!({ "name": "Ana", "email": "ana@halden.example", "role": "lead", "teams": ["no-such"] });
    assert_eq!(api.put_at("/people/ana", 2, nobody).await.status, 422);
    for name in ["مريم الخطيب", "Renée 🚀 Ø", "李雷"] {
        let body = json!({ "name": name, "email": format!("p{}@halden.example", name.len()), "role": "viewer" });
        api.put(&format!("/people/p{}", name.len()), body).await.ok();
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_answered_with_a_page() {
    let server = staffed().await;
    let visitor = Visitor::new(server.origin());
    for fields in [&[("mail", "priya@halden.example")][..], &[]] {
        let page = visitor.send("/sign-in", fields).await;
        assert_eq!(page.status, 422, "{}", page.text);
        assert!(page.text.contains("<h1>This form cannot be read</h1>"), "{}", page.text);
    }
    let json = visitor.request(Method::POST, "/sign-in").header("sec-fetch-site", "same-origin");
    let page = visitor.page(json.header("accept-language", "de").json(&json!({}))).await;
    assert_eq!(page.status, 415);
    assert!(page.text.contains("<h1>Dieses Formular ist nicht lesbar</h1>"), "{}", page.text);
}
