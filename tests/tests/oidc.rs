//! Signing in with an account of a provider: the whole way, and every way in which it must not end in a session.

use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use tandem_tests::{Binary, Faults, ManualClock, Page, Provider, Server, Visitor, found_company, person};
use tempfile::TempDir;

const NOW: &str = "2026-11-20T09:00:00Z";

/// A server on which Priya leads sales, and Ana reads; both sign in at the provider too.
async fn server_of(provider: &Provider) -> Server {
    let server = Server::start_with(NOW, |settings| settings.oidc = Some(provider.settings())).await;
    let api = server.api();
    found_company(&api).await;
    person(&api, "lea", "admin", &[]).await;
    person(&api, "priya", "lead", &["sales"]).await;
    server
}

/// A provider and a server that stand at the same time.
async fn pair() -> (Provider, Server) {
    let provider = Provider::start(&ManualClock::at(NOW)).await;
    let server = server_of(&provider).await;
    (provider, server)
}

/// Goes to the provider and says where it leads back.
async fn go(provider: &Provider, visitor: &Visitor) -> String {
    let begun = visitor.open("/sign-in/oidc?to=/boards/growth").await;
    assert_eq!(begun.status, 303, "{}", begun.text);
    provider.visit(&begun.location).await
}

/// Goes to the provider and comes back.
async fn sign_in(provider: &Provider, visitor: &Visitor) -> Page {
    visitor.open(&go(provider, visitor).await).await
}

/// Slug of who signed in; empty for nobody.
async fn who(visitor: &Visitor) -> String {
    let me = visitor.api(Method::GET, "/me").await;
    if me.status == 401 { String::new() } else { me.ok()["person"].as_str().unwrap_or_default().to_owned() }
}

#[tokio::test]
async fn an_account_elsewhere_opens_a_session_here() {
    let (provider, server) = pair().await;
    let visitor = Visitor::new(server.origin());
    let page = visitor.open("/sign-in?to=/boards/growth").await;
    for word in ["Continue with Halden account", "opens 127.0.0.1", "or with a password", "to=%2Fboards%2Fgrowth"] {
        assert!(page.text.contains(word), "no {word} in {}", page.text);
    }
    let begun = visitor.open("/sign-in/oidc?to=/boards/growth").await;
    for attribute in ["HttpOnly", "SameSite=Lax", "Max-Age=600"] {
        assert!(begun.cookie.contains(attribute), "{}", begun.cookie);
    }
    assert!(!begun.location.contains("secret"), "{}", begun.location);
    let arrived = visitor.open(&provider.visit(&begun.location).await).await;
    assert_eq!((arrived.status, arrived.location.as_str()), (303, "/boards/growth"), "{}", arrived.text);
    assert_eq!(who(&visitor).await, "priya");

    provider.fail(|faults| faults.mail = Some("Lea@Halden.example".to_owned()));
    let other = Visitor::new(server.origin());
    let begun = other.open("/sign-in/oidc?to=//elsewhere.example").await;
    let arrived = other.open(&provider.visit(&begun.location).await).await;
    assert_eq!((arrived.location.as_str(), who(&other).await.as_str()), ("/", "lea"), "led home, not astray");
    assert_eq!(visitor.sign_in("priya@halden.example", tandem_tests::PASSWORD).await.status, 303, "passwords work on");
}

#[tokio::test]
async fn who_begins_many_times_takes_nobody_elses_attempt() {
    let (provider, server) = pair().await;
    let visitor = Visitor::new(server.origin());
    let back = go(&provider, &visitor).await;
    let stranger = Visitor::new(server.origin());
    for _ in 1..200 {
        assert_eq!(stranger.open("/sign-in/oidc").await.status, 303);
    }
    let refused = stranger.open("/sign-in/oidc").await;
    assert_eq!(refused.status, 429);
    assert!(refused.text.contains("sign in with a password"), "{}", refused.text);
    assert_eq!(visitor.open(&back).await.status, 303);
    assert_eq!(who(&visitor).await, "priya");
    server.clock().set("2026-11-20T09:10:00Z");
    assert_eq!(stranger.open("/sign-in/oidc").await.status, 303, "what is over leaves room");
}

#[tokio::test]
async fn new_keys_of_the_provider_are_fetched_once_when_they_are_needed() {
    let (provider, server) = pair().await;
    for _ in 0..2 {
        assert_eq!(sign_in(&provider, &Visitor::new(server.origin())).await.status, 303);
    }
    assert_eq!(provider.key_fetches(), 1, "kept");
    provider.rotate_keys();
    for _ in 0..2 {
        let page = sign_in(&provider, &Visitor::new(server.origin())).await;
        assert_eq!(page.status, 303, "{}", page.text);
    }
    assert_eq!(provider.key_fetches(), 2);
    provider.fail(|faults| faults.is_forged = true);
    assert_eq!(sign_in(&provider, &Visitor::new(server.origin())).await.status, 502);
    assert_eq!(provider.key_fetches(), 3, "asked once whether the key is new, no more");
    server.clock().set("2026-11-20T10:00:00Z");
    assert_eq!(Visitor::new(server.origin()).open("/sign-in/oidc").await.status, 303);
    assert_eq!(provider.key_fetches(), 4, "a key that is taken back is believed for an hour at most");
}

#[tokio::test]
async fn an_answer_that_does_not_hold_signs_nobody_in() {
    let (provider, server) = pair().await;
    type Wrong = fn(&mut Faults);
    let wrongs: [(&str, Wrong); 6] = [
        ("audience", |faults| faults.audience = Some("another-client".to_owned())),
        ("issuer", |faults| faults.issuer = Some("https://login.elsewhere.example".to_owned())),
        ("expired", |faults| faults.seconds = 0),
        ("long expired", |faults| faults.seconds = -86_400),
        ("nonce of another attempt", |faults| faults.nonce = Some("n-0S6_WzA2Mj".to_owned())),
        ("signature", |faults| faults.is_forged = true),
    ];
    for (name, wrong) in wrongs {
        provider.fail(wrong);
        let visitor = Visitor::new(server.origin());
        let page = sign_in(&provider, &visitor).await;
        assert_eq!((page.status, who(&visitor).await.as_str()), (502, ""), "{name}: {}", page.text);
        assert!(page.text.contains("does not hold") && page.text.contains("/sign-in"), "{name}: {}", page.text);
    }
}

#[tokio::test]
async fn an_id_token_expires_by_the_clock_of_the_server() {
    let (provider, server) = pair().await;
    server.clock().set("2026-11-20T09:04:59Z");
    assert_eq!(sign_in(&provider, &Visitor::new(server.origin())).await.status, 303);
    server.clock().set("2026-11-20T09:05:00Z");
    assert_eq!(sign_in(&provider, &Visitor::new(server.origin())).await.status, 502);
}

#[tokio::test]
async fn an_attempt_ends_once_in_time_and_in_the_browser_that_began_it() {
    let (provider, server) = pair().await;
    let [visitor, thief] = [(); 2].map(|()| Visitor::new(server.origin()));
    let back = go(&provider, &visitor).await;
    let lost = thief.open(&back).await;
    assert_eq!((lost.status, who(&thief).await.as_str()), (400, ""), "without the cookie");
    assert!(lost.text.contains("another browser"), "{}", lost.text);
    let own = go(&provider, &thief).await;
    assert_eq!((thief.open(&back).await.status, who(&thief).await.as_str()), (400, ""), "with a cookie of its own");
    assert_eq!(visitor.open(&back).await.status, 303, "the one who began is not disturbed");
    assert_eq!(visitor.open(&back).await.status, 400, "once");

    let state = |back: &str| back.split_once("state=").expect("a state").1.to_owned();
    let mixed = own.replace(&state(&own), &state(&back));
    assert_eq!((thief.open(&mixed).await.status, who(&thief).await.as_str()), (400, ""), "a state that was used");
    assert_eq!(thief.open("/sign-in/oidc/return").await.status, 400, "nothing at all");

    let slow = Visitor::new(server.origin());
    let back = go(&provider, &slow).await;
    server.clock().set("2026-11-20T09:10:00Z");
    assert_eq!((slow.open(&back).await.status, who(&slow).await.as_str()), (400, ""), "too late");
}

#[tokio::test]
async fn a_code_belongs_to_the_attempt_that_asked_for_it() {
    let (provider, server) = pair().await;
    let [visitor, thief] = [(); 2].map(|()| Visitor::new(server.origin()));
    let code = |back: &str| back.split_once("code=").expect("a code").1.split('&').next().expect("a code").to_owned();
    let (stolen, own) = (go(&provider, &visitor).await, go(&provider, &thief).await);
    let page = thief.open(&own.replace(&code(&own), &code(&stolen))).await;
    assert_eq!((page.status, who(&thief).await.as_str()), (502, ""), "{}", page.text);
}

#[tokio::test]
async fn only_a_mail_address_that_somebody_here_has_and_that_is_theirs_lets_in() {
    let (provider, server) = pair().await;
    type Said = fn(&mut Faults);
    let refused: [(Said, &str); 4] = [
        (|faults| faults.is_verified = Some(false), "priya@halden.example is not confirmed"),
        (|faults| faults.mail = None, "does not tell your mail address"),
        (|faults| faults.mail = Some("<b>tom@halden.example".to_owned()), "as &lt;b&gt;tom@halden.example"),
        (|faults| faults.declines = true, "Begin again"),
    ];
    let people = server.api().get("/people").await.ok();
    for (said, word) in refused {
        provider.fail(said);
        let visitor = Visitor::new(server.origin());
        let page = sign_in(&provider, &visitor).await;
        assert_eq!((page.status, who(&visitor).await.as_str()), (403, ""), "{word}: {}", page.text);
        assert!(page.text.contains(word), "no {word} in {}", page.text);
    }
    assert_eq!(server.api().get("/people").await.ok(), people, "nobody is created on the way");

    let accepted: [(Said, &str); 2] = [
        (
            |faults| faults.is_verified = None,
            "a provider that vouches for all of its addresses does not say so of each",
        ),
        (|faults| faults.mail_when_asked = true, "told at the user info"),
    ];
    for (said, why) in accepted {
        provider.fail(said);
        let visitor = Visitor::new(server.origin());
        assert_eq!(sign_in(&provider, &visitor).await.status, 303, "{why}");
        assert_eq!(who(&visitor).await, "priya");
    }
    provider.fail(|faults| (faults.mail_when_asked, faults.is_verified) = (true, Some(false)));
    assert_eq!(sign_in(&provider, &Visitor::new(server.origin())).await.status, 403);
}

#[tokio::test]
async fn a_provider_that_is_down_keeps_nobody_from_starting_and_is_asked_again() {
    let mut provider = Provider::down(&ManualClock::at(NOW)).await;
    let server = server_of(&provider).await;
    let visitor = Visitor::new(server.origin());
    let page = visitor.open("/sign-in/oidc").await;
    assert_eq!(page.status, 502);
    assert!(page.text.contains("127.0.0.1 does not answer") && page.text.contains("password"), "{}", page.text);
    let german = visitor.request(Method::GET, "/sign-in/oidc").header(ACCEPT_LANGUAGE, "de");
    let page = visitor.page(german).await;
    assert!(page.text.contains("antwortet nicht") && page.text.contains("Passwort"), "{}", page.text);
    provider.go_up().await;
    assert_eq!(sign_in(&provider, &visitor).await.status, 303);
}

#[tokio::test]
async fn the_log_says_why_and_no_secret() {
    let provider = Provider::start(&ManualClock::at(&jiff::Timestamp::now().to_string())).await;
    provider.fail(|faults| faults.audience = Some("another-client".to_owned()));
    let settings = provider.settings();
    let secret = settings.client_secret.expect("a secret");
    let folder = TempDir::new().expect("a folder");
    let server = Binary::start_with(
        &folder.path().join("tandem.db"),
        &[
            "--log=debug",
            "--oidc-issuer",
            provider.issuer(),
            "--oidc-client-id",
            &settings.client_id,
            "--oidc-client-secret",
            &secret,
        ],
    )
    .await;
    person(&server.api(), "priya", "viewer", &[]).await;
    let visitor = Visitor::new(server.origin());
    assert!(visitor.open("/sign-in").await.text.contains("Continue with 127.0.0.1"), "named by its host");
    let back = go(&provider, &visitor).await;
    assert_eq!(visitor.open(&back).await.status, 502);
    let printed = server.printed();
    assert!(printed.contains("Invalid audiences"), "{printed}");
    let (_, query) = back.split_once('?').expect("a query");
    let held = visitor.cookie();
    let held = held.split_once('=').expect("a cookie").1;
    for hidden in
        query.split('&').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value).chain([held, &secret])
    {
        assert!(!printed.contains(hidden), "{hidden} in {printed}");
    }
}
