//! A screen that runs for months, in minutes: values come, boards take turns, the server begins again and again, the network
//! fails. What it shows is right each time, and it needs no more memory than at first.
//!
//! `make test` runs it in short, `make soak` in full (`TANDEM_SOAK=full`).

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tandem_tests::{Api, Browser, Cable, Server, Visitor, board, count, found_company, paired, person, until};

/// How soon a screen shows what is true once it can know it.
const RETURN: Duration = Duration::from_secs(10);
/// What memory may grow by from the second quarter to the last, in per cent.
const GROWTH: f64 = 1.0;
/// The turn of a board, in real seconds, and as the screens of this test live it, in ms.
const TURN: (&str, u32) = ("5", 250);

/// How much a screen goes through.
struct Endurance {
    /// Rounds, a multiple of 4: the server begins again in each even one, the network is cut in each odd one.
    rounds: u32,
    /// Values a round, each in a request and on the screen as a change of its own.
    updates: u32,
    /// Turns of boards in all.
    turns: u64,
}

impl Endurance {
    fn asked() -> Self {
        match std::env::var("TANDEM_SOAK") {
            Ok(how) if how == "full" => Self { rounds: 100, updates: 1_000, turns: 2_000 },
            _ => Self { rounds: 8, updates: 100, turns: 40 },
        }
    }
}

/// What the screen's page weighs.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    wasm: f64,
    heap: f64,
    nodes: f64,
    listeners: f64,
}

impl Weight {
    /// Of a page as it stands, after everything that nobody holds has been thrown away.
    async fn of(screen: &Browser) -> Self {
        // What was loaded when, and what failed, is the browser's own diary.
        look(screen, "performance.clearResourceTimings()").await;
        screen.devtools("Runtime.discardConsoleEntries", json!({})).await;
        screen.devtools("Log.clear", json!({})).await;
        screen.devtools("HeapProfiler.collectGarbage", json!({})).await;
        screen.devtools("HeapProfiler.collectGarbage", json!({})).await;
        let wasm = look(screen, "memory.buffer.byteLength").await.as_f64().expect("bytes");
        let now = screen.metrics().await;
        Self { wasm, heap: now["JSHeapUsedSize"], nodes: now["Nodes"], listeners: now["JSEventListeners"] }
    }

    /// Of several: of the heap, in which there is always something nobody has looked through yet, the mean, and the most of the rest.
    fn together(of: &[Self]) -> Self {
        let most = |part: fn(&Self) -> f64| of.iter().map(part).fold(0.0, f64::max);
        let heap = of.iter().map(|it| it.heap).sum::<f64>() / f64::from(u32::try_from(of.len()).expect("a few"));
        Self { wasm: most(|it| it.wasm), heap, nodes: most(|it| it.nodes), listeners: most(|it| it.listeners) }
    }
}

/// What the screens of this test do otherwise than those on walls: turns are shorter, and what is to be weighed is in reach.
fn faster() -> String {
    let (seconds, lived) = TURN;
    format!(
        "const wait = window.setTimeout;
         window.setTimeout = (call, after, ...more) => wait(call, after === {seconds}000 ? {lived} : after, ...more);
         const instantiate = WebAssembly.instantiate;
         WebAssembly.instantiate = async (...all) => {{
             const made = await instantiate.apply(WebAssembly, all);
             window.memory = Object.values(made.exports).find(it => it instanceof WebAssembly.Memory);
             return made;
         }};
         window.turns = 0;
         new MutationObserver((changes) => {{
             if (changes.some(it => it.target.parentNode?.matches?.('h1 b'))) turns++;
         }}).observe(document, {{ subtree: true, characterData: true, childList: true }});"
    )
}

/// Two boards of as many nodes that both show the leads first, with far too much to go for a win.
async fn furnish(api: &Api) {
    found_company(api).await;
    for (kpi, name) in [("leads", "Leads"), ("calls", "Calls"), ("demos", "Demos"), ("talks", "Talks")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
        let target = json!({ "value": 10_000_000, "reason": "plan" });
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), target).await.ok();
        api.push(json!({ "kpi": kpi, "value": 1_000 })).await;
    }
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls", "demos", "talks"])).await.ok();
    api.put("/boards/partners", board("Partners", "quarter", &["leads", "demos", "talks", "calls"])).await.ok();
    person(api, "lea", "lead", &["marketing"]).await;
}

/// Waits until the screen shows the leads, and nothing that says it is old.
async fn shows(screen: &Browser, leads: u32) {
    let shown = format!("{},{:03}", leads / 1_000, leads % 1_000);
    until(&shown, async || {
        look(screen, "document.querySelector('#live .wall:not(.wall--old) .wval')?.textContent").await == *shown
    })
    .await;
}

/// What an expression has come to, asked straight from the browser: its driver leaves some bytes in the page with everything it asks.
async fn look(screen: &Browser, expression: &str) -> Value {
    let asked = json!({ "expression": expression, "returnByValue": true });
    screen.devtools("Runtime.evaluate", asked).await["result"]["value"].take()
}

#[tokio::test]
async fn a_screen_endures() {
    let endurance = Endurance::asked();
    let mut server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    furnish(&api).await;
    let cable = Cable::to(&server).await;
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    let boards = [("name", "Sales floor"), ("seconds-growth", TURN.0), ("seconds-partners", TURN.0)];
    let key = paired(server.origin(), &lea, &boards).await;
    // Without the machine code that V8 makes of a script's functions as they are called more and more: it grows for an hour, in
    // the same heap, and is nobody's data. What grows now is ours.
    let screen = Browser::start_with("en-GB", &["--js-flags=--no-sparkplug --no-maglev --no-turbofan"]).await;
    screen.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": faster() })).await;
    screen.open(&format!("{}/wall?key={key}", cable.origin())).await;
    screen.wait_for("!document.querySelector('#drawn')").await;
    let mut leads = 1_000;
    shows(&screen, leads).await;

    let (mut weights, mut slowest) = (Vec::new(), Duration::ZERO);
    for round in 0..endurance.rounds {
        for _ in 0..endurance.updates {
            api.push(json!({ "kpi": "leads", "value": 1 })).await;
        }
        leads += endurance.updates;
        shows(&screen, leads).await;

        let is_old = async || look(&screen, "!!document.querySelector('#live .wall--old')").await == true;
        let returned = if round % 2 == 0 {
            server.stop().await;
            until("a screen that says so", is_old).await;
            server.resume().await;
            Instant::now()
        } else {
            cable.cut();
            until("a screen that says so", is_old).await;
            // Now and then for so long that a screen no longer tries every moment.
            if round % 20 == 9 {
                until("a screen that tries rarely", async || cable.refused() > 6).await;
            }
            cable.mend();
            Instant::now()
        };
        api.push(json!({ "kpi": "leads", "value": 1 })).await;
        leads += 1;
        shows(&screen, leads).await;
        slowest = slowest.max(returned.elapsed());
        weights.push(Weight::of(&screen).await);
    }
    while look(&screen, "turns").await.as_u64().is_some_and(|turns| turns < endurance.turns) {
        api.push(json!({ "kpi": "leads", "value": 1 })).await;
        leads += 1;
        shows(&screen, leads).await;
    }

    let quarters: Vec<Weight> = weights.chunks(weights.len() / 4).map(Weight::together).collect();
    println!(
        "{} values, {} turns, {} restarts and cuts; after the longest wait right again in {slowest:.1?}",
        leads - 1_000,
        screen.run("turns").await,
        endurance.rounds
    );
    for (quarter, weight) in quarters.iter().enumerate() {
        println!("quarter {}: {weight:?}", quarter + 1);
    }
    assert!(slowest < RETURN, "{slowest:?} from the return to the right number");
    let grown = |part: fn(&Weight) -> f64| (part(&quarters[3]) / part(&quarters[1]) - 1.0) * 100.0;
    for (what, grown) in [
        ("WebAssembly", grown(|it| it.wasm)),
        ("JS heap", grown(|it| it.heap)),
        ("nodes", grown(|it| it.nodes)),
        ("listeners", grown(|it| it.listeners)),
    ] {
        assert!(grown <= GROWTH, "{what} grew by {grown:.1} %: {quarters:#?}");
    }
    screen.devtools("DOM.enable", json!({})).await;
    let detached = screen.devtools("DOM.getDetachedDomNodes", json!({})).await["detachedNodes"].take();
    // An empty element of each name is what Yew makes others from.
    let left = detached.as_array().expect("a list").iter().filter(|it| it["treeNode"]["childNodeCount"] != 0);
    assert_eq!(
        left.map(|it| it["treeNode"]["attributes"].clone()).collect::<Vec<_>>(),
        Vec::<Value>::new(),
        "left behind"
    );
}
