//! The program on the command line: it teaches, it says what went wrong, it ends in peace.

use reqwest::Method;
use std::io::Write;
use std::process::{Output, Stdio};
use tandem_tests::{Binary, Live, PASSWORD, TOKEN, Visitor, board, command, count, found_company, person};
use tempfile::TempDir;

/// Runs the program to its end.
fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().expect("the program starts")
}

/// Runs a command against a server, as an environment with `TANDEM_URL` and `TANDEM_TOKEN` would.
fn ask(server: &Binary, arguments: &[&str]) -> Output {
    let mut command = command();
    command.args(arguments).env("TANDEM_URL", server.origin()).env("TANDEM_TOKEN", TOKEN);
    command.output().expect("the program starts")
}

/// What was printed by a command that succeeded.
#[track_caller]
fn printed(output: Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// What a command that failed had to say: a line for people, without a trace of the code.
#[track_caller]
fn complaint(output: Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(!said.contains("panicked") && !said.contains("backtrace"), "{said}");
    said
}

#[test]
fn help_teaches_by_examples() {
    let help = printed(run(&["--help"]));
    for word in ["serve", "push", "admin", "demo", "healthcheck", "tandem serve --demo"] {
        assert!(help.contains(word), "no {word} in {help}");
    }
    let serve = printed(run(&["serve", "--help"]));
    for word in ["Examples:", "--database sqlite:", "TANDEM_LISTEN", "TANDEM_ADMIN_TOKEN", "admin token is needed"] {
        assert!(serve.contains(word), "no {word} in {serve}");
    }
    let push = printed(run(&["push", "--help"]));
    for word in ["Examples:", "tandem push leads 12", "63/100", "--key", "TANDEM_TOKEN"] {
        assert!(push.contains(word), "no {word} in {push}");
    }
    let admin = printed(run(&["admin", "create", "--help"]));
    for word in ["Examples:", "tandem admin create --name", "--password-stdin", "fresh link", "TANDEM_TOKEN"] {
        assert!(admin.contains(word), "no {word} in {admin}");
    }
    let mut secretive = command();
    secretive.args(["serve", "--help"]).env("TANDEM_OIDC_CLIENT_SECRET", "not-for-eyes");
    let shown = printed(secretive.output().expect("the program starts"));
    assert!(shown.contains("TANDEM_OIDC_CLIENT_SECRET") && !shown.contains("not-for-eyes"), "{shown}");
    assert!(printed(run(&["--version"])).starts_with("tandem "));
    assert!(!run(&["pus"]).status.success());
}

#[tokio::test]
async fn push_healthcheck_and_demo_speak_to_a_running_server() {
    let folder = TempDir::new().expect("a folder for the store");
    let server = Binary::start(&folder.path().join("tandem.db")).await;
    let api = server.api();
    assert_eq!(printed(ask(&server, &["healthcheck"])), "ready\n");
    printed(ask(&server, &["demo", "load"]));
    assert_eq!(api.get("/boards/growth").await.ok()["demo"], true);
    printed(ask(&server, &["demo", "remove"]));
    assert_eq!(api.get("/boards/growth").await.status, 404);

    found_company(&api).await;
    api.put("/kpis/calls", count("Calls")).await.ok();
    api.put("/boards/calls", board("Calls", "year", &["calls"])).await.ok();
    assert_eq!(printed(ask(&server, &["push", "calls", "12.5"])), "calls 12.5 is stored.\n");
    printed(ask(&server, &["push", "calls", "-2", "--key", "again"]));
    printed(ask(&server, &["push", "calls", "-1.5", "--key", "again", "--note", "counted anew", "--team", "sales"]));
    let tile = api.get("/boards/calls").await.ok()["sections"][0]["tiles"][0].take();
    assert_eq!(tile["value"], 11);

    let unknown = complaint(ask(&server, &["push", "call", "12"]));
    assert!(unknown.contains("no KPI \"call\"") && unknown.contains("calls"), "{unknown}");
    let text = complaint(ask(&server, &["push", "calls", "twelve"]));
    assert!(text.contains("/value"), "{text}");
    let no_token = complaint(run(&["push", "calls", "1", "--url", server.origin()]));
    assert!(no_token.contains("token"), "{no_token}");
}

#[tokio::test]
async fn admin_create_lets_somebody_in_and_in_again() {
    let folder = TempDir::new().expect("a folder for the store");
    let server = Binary::start(&folder.path().join("tandem.db")).await;
    let lea = ["admin", "create", "--name", "Lea Kérn", "--email", "lea@halden.example"];
    let link = || printed(ask(&server, &lea));
    let (first, second) = (link(), link());
    let path = |link: &str| link.trim().strip_prefix(server.origin()).expect("an address of the server").to_owned();
    let visitor = Visitor::new(server.origin());
    assert_eq!(visitor.open(&path(&first)).await.status, 410, "the newest link alone is good");
    assert!(visitor.open(&path(&second)).await.text.contains("Lea Kérn"));
    let secret = path(&second).split_once("link=").expect("a link").1.to_owned();
    let accepted = visitor.send("/invitation", &[("link", &secret), ("password", PASSWORD)]).await;
    assert_eq!(accepted.status, 303, "{}", accepted.text);
    assert_eq!(visitor.api(Method::GET, "/me").await.ok()["may"], "everything");
    assert_eq!(server.api().get("/people").await.ok()["items"].as_array().map(Vec::len), Some(1), "one, not two");
    assert_eq!(server.api().get("/people/lea-k-rn").await.ok()["role"], "admin");

    let other = ["admin", "create", "--name", "Lea Kérn", "--email", "lk@halden.example"];
    let taken = complaint(ask(&server, &other));
    assert!(taken.contains("lea-k-rn") && taken.contains("--slug"), "{taken}");
    let mut given = command();
    given.args(other).args(["--slug", "lea2", "--password-stdin"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    given.env("TANDEM_URL", server.origin()).env("TANDEM_TOKEN", TOKEN);
    let mut given = given.spawn().expect("the program starts");
    let mut input = given.stdin.take().expect("a pipe");
    input.write_all(format!("{PASSWORD}\n").as_bytes()).expect("it reads");
    drop(input);
    assert!(printed(given.wait_with_output().expect("it ends")).contains("/sign-in"));
    assert_eq!(Visitor::new(server.origin()).sign_in("lk@halden.example", PASSWORD).await.status, 303);

    person(&server.api(), "ana", "viewer", &[]).await;
    let viewer = complaint(ask(&server, &["admin", "create", "--name", "Ana", "--email", "Ana@Halden.example"]));
    assert!(viewer.contains("viewer") && viewer.contains("/people"), "{viewer}");
    let wrong = complaint(ask(&server, &["admin", "create", "--name", "Tom", "--email", "tom"]));
    assert!(wrong.contains("whole address"), "{wrong}");
    let no_token = complaint(run(&[&lea[..], &["--url", server.origin()]].concat()));
    assert!(no_token.contains("token"), "{no_token}");
}

#[test]
fn without_a_server_the_commands_say_so() {
    for arguments in [
        &["healthcheck"][..],
        &["push", "leads", "12"],
        &["demo", "load"],
        &["admin", "create", "--name", "Lea", "--email", "lea@halden.example"],
    ] {
        // Nobody listens on the discard port.
        let said = complaint(run(&[arguments, &["--url", "http://127.0.0.1:9"]].concat()));
        assert!(said.contains("no answer from http://127.0.0.1:9") && said.contains("tandem serve"), "{said}");
    }
}

#[tokio::test]
async fn a_start_that_cannot_be_says_why() {
    let folder = TempDir::new().expect("a folder for the store");
    let path = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let serve = |database: &str, listen: &str| complaint(run(&["serve", "--database", database, "--listen", listen]));
    let anywhere = "127.0.0.1:0";

    let said = serve("postgres://localhost/tandem", anywhere);
    assert!(said.contains("sqlite:PATH"), "{said}");
    let said = serve("sqlite:/proc/nowhere/tandem.db", anywhere);
    assert!(said.contains("/proc/nowhere"), "{said}");
    std::fs::write(folder.path().join("letter.txt"), "Dear reader, this is no database. ".repeat(100)).expect("a file");
    let said = serve(&path("letter.txt"), anywhere);
    assert!(said.contains("letter.txt"), "{said}");
    let letter = std::fs::read_to_string(folder.path().join("letter.txt")).expect("still a text");
    assert!(letter.starts_with("Dear reader"), "a file that is not ours is left alone");

    let mut server = Binary::start(&folder.path().join("tandem.db")).await;
    let said = serve(&path("tandem.db"), anywhere);
    assert!(said.contains("tandem.db") && said.contains("another"), "a second server on the same file: {said}");
    let said = serve(&path("other.db"), server.origin().trim_start_matches("http://"));
    assert!(said.contains("--listen"), "a second server on the same port: {said}");
    assert!(server.is_alive());
    assert_eq!(server.api().page("/readyz").await.status, 200);
}

#[tokio::test]
async fn asked_to_end_it_drains_its_streams_and_exits_with_0() {
    let folder = TempDir::new().expect("a folder for the store");
    let database = folder.path().join("tandem.db");
    let server = Binary::start(&database).await;
    let api = server.api();
    found_company(&api).await;
    api.put("/kpis/calls", count("Calls")).await.ok();
    api.put("/boards/calls", board("Calls", "year", &["calls"])).await.ok();
    let mut live = Live::open(&api, "/boards/calls/live").await;
    live.next_of("refetch").await;
    let ended = tokio::task::spawn_blocking(|| server.terminate());
    let goodbye = live.next().await.expect("a last frame");
    assert!(goodbye.retry.is_some(), "{goodbye:?}");
    assert!(live.next().await.is_none());
    drop(live);
    assert_eq!(ended.await.expect("it ends").code(), Some(0));

    let server = Binary::start(&database).await;
    assert_eq!(server.api().get("/boards/calls").await.status, 200, "what was written is there at the next start");
}
