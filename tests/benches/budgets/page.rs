//! The board in a real Chromium: what travels, how soon it is there, and what one changed value costs.

use crate::Bench;
use crate::statistics::median;
use crate::table::Row;
use crate::tandem::{Tandem, kpi, push_days, put_board, put_kpis, put_targets};
use serde_json::{Value, json};
use tandem_tests::{Answer, Api, Browser, Host, Visitor, key_to_look, paired, person};
use thirtyfour::Key;

/// Runs in the page before anything else: notes when the board is there, and what every patch changes.
const WATCH: &str = include_str!("page.js");
const SIZES: [usize; 3] = [24, 100, 500];
/// Elements on the page that has many.
const ELEMENTS: usize = 20;
/// Values pushed while a page is watched.
const UPDATES: usize = 40;
/// How often the form of a target is opened.
const OPENINGS: usize = 10;
/// What is typed into it, letter by letter.
const TYPED: &str = "123456789";
/// How much slower the processor is made.
const SLOW: f64 = 4.0;

/// What one visit showed.
struct Visit {
    /// From the start of the navigation until heading and tiles stand, in ms.
    shown: f64,
    /// The same until the frame with them is painted.
    painted: f64,
    /// The same until the stream is open.
    live: f64,
    /// JavaScript's heap and the memory of WebAssembly, in MiB.
    memory: f64,
    /// Requests of the first view.
    requests: f64,
    /// Their bytes as compressed.
    bytes: f64,
    /// Of these, the app itself without its data.
    app: f64,
    /// Of these, the page alone.
    html: f64,
}

/// What a changed value cost in the page.
struct Change {
    /// From the event until its last change of the page, in ms.
    done: Vec<f64>,
    /// Tiles touched by each.
    tiles: Vec<u64>,
}

pub(crate) fn run(bench: &Bench) -> Vec<Row> {
    let folder = bench.folder();
    let tandem = Tandem::start(bench, &folder.path().join("tandem.db"));
    let mut wire = tandem.wire();
    let all = SIZES[SIZES.len() - 1];
    put_kpis(&mut wire, all);
    put_targets(&mut wire, all);
    push_days(&mut wire, all, 120);
    for size in SIZES {
        put_board(&mut wire, &format!("bench-{size}"), 0..size);
        wire.get(&format!("/boards/bench-{size}"));
    }
    Bench::runtime().block_on(look(bench, &tandem))
}

async fn look(bench: &Bench, tandem: &Tandem) -> Vec<Row> {
    let (mut visits, mut large, mut embedded, mut elements) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut still, mut screens, mut still_screens) = (Vec::new(), Vec::new(), Vec::new());
    let (mut quick, mut slow) = (Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        let browser = fresh(SIZES[0]).await;
        visits.push(visit(&browser, tandem, SIZES[0]).await);
        let address = format!("http://{}/embed/bench-{}", tandem.address, SIZES[0]);
        let browser = fresh(SIZES[0]).await;
        embedded.push(see(&browser, &address).await);
        still.push(see_still(tandem, &address).await);
        elements.push(see_elements(tandem).await);
        let browser = fresh(SIZES[2]).await;
        large.push(visit(&browser, tandem, SIZES[2]).await);
        let browser = fresh(SIZES[1]).await;
        visit(&browser, tandem, SIZES[1]).await;
        quick.push(change(&browser, tandem).await);
        browser.slow_down(SLOW).await;
        slow.push(change(&browser, tandem).await);
        bench.say(format!(
            "round {round}: 24 tiles shown after {:.0} ms, live {:.0}; 500 after {:.0}; a change {:.2} ms, slowed {:.2}",
            visits[round].shown,
            visits[round].live,
            large[round].shown,
            median(quick[round].done.clone()),
            median(slow[round].done.clone()),
        ));
    }
    let (mut opened, mut typed) = (Vec::new(), Vec::new());
    let origin = format!("http://{}", tandem.address);
    // The last to be measured: from now on, who looks has signed in.
    person(&Api::new(&origin), "lea", "admin", &[]).await;
    let lead = Visitor::signed_in(&origin, "lea").await;
    let board = format!("seconds-bench-{}", SIZES[0]);
    let key = paired(&origin, &lead, &[("name", "Bench"), (&board, "60")]).await;
    let address = format!("{origin}/wall?key={key}");
    for _ in 0..bench.rounds {
        let browser = fresh(1).await;
        screens.push(see(&browser, &address).await);
        still_screens.push(see_still(tandem, &address).await);
        let browser = fresh(SIZES[1]).await;
        browser.sign_in(&origin, "lea").await;
        visit(&browser, tandem, SIZES[1]).await;
        opened.push(open(&browser).await);
        browser.slow_down(SLOW).await;
        typed.push(write(&browser).await);
    }
    let done = |changes: &[Change]| median(changes.iter().map(|change| median(change.done.clone())).collect());
    let tiles = quick.iter().chain(&slow).flat_map(|change| &change.tiles).copied().max().unwrap_or(0);
    let app = of(&visits, |visit| visit.app) / 1e3;
    vec![
        Row::at_most("app on the wire: HTML, CSS, JS, WASM in brotli", "KB", app, 220.0),
        Row::at_most(
            "embedded board of 24 tiles, all that travels",
            "KB",
            of(&embedded, |visit| visit.bytes) / 1e3,
            100.0,
        ),
        Row::at_most("  requests of it", "", of(&embedded, |visit| visit.requests), 6.0),
        Row::at_most("  its HTML, with the board in it twice", "KB", of(&embedded, |visit| visit.html) / 1e3, 28.0)
            .beside("14 KB for 12 tiles"),
        painted(&embedded, still),
        Row::at_most("  live, cold", "ms", of(&embedded, |visit| visit.live), 250.0),
        Row::at_most("wall of 24 tiles, all that travels", "KB", of(&screens, |visit| visit.bytes) / 1e3, 100.0),
        Row::at_most("  requests of it", "", of(&screens, |visit| visit.requests), 6.0),
        painted(&screens, still_screens),
        Row::at_most("  live, cold", "ms", of(&screens, |visit| visit.live), 250.0),
        Row::at_most(
            format!("{ELEMENTS} elements of 24 tiles on a page of another origin: memory"),
            "MiB",
            median(elements.iter().map(|(memory, _)| *memory).collect()),
            20.0,
        ),
        Row::at_most("  streams of them", "", median(elements.iter().map(|(_, streams)| *streams).collect()), 1.0),
        Row::at_most("first view of 24 tiles, cold: live", "ms", of(&visits, |visit| visit.live), 250.0)
            .beside("Smashing: 406 ms, as noted"),
        Row::shown(
            "  heading and tiles there, then painted",
            format!("{:.0}, {:.0} ms", of(&visits, |visit| visit.shown), of(&visits, |visit| visit.painted)),
        )
        .beside(format!(
            "{:.0} requests, {:.0} KB with data",
            of(&visits, |visit| visit.requests),
            of(&visits, |visit| visit.bytes) / 1e3
        )),
        Row::at_most("one value of 100 tiles changes: DOM done", "ms", done(&quick), 1.0),
        Row::at_most("  at a quarter of the speed", "ms", done(&slow), 3.0),
        Row::at_most("  tiles touched", "", tiles as f64, 1.0),
        Row::at_most("form of a target opens, 100 tiles", "ms", median(opened), 100.0),
        Row::at_most("  a key in it, at a quarter of the speed", "ms", median(typed), 16.0),
        Row::at_most("500 tiles, cold: tiles there", "ms", of(&large, |visit| visit.shown), 100.0)
            .beside(format!("painted {:.0} ms", of(&large, |visit| visit.painted))),
        Row::at_most("  memory, JavaScript and WASM", "MiB", of(&large, |visit| visit.memory), 30.0),
    ]
}

/// The median of what visits showed.
fn of(visits: &[Visit], figure: fn(&Visit) -> f64) -> f64 {
    median(visits.iter().map(figure).collect())
}

/// When a board drawn by the server was painted, beside the same page without what makes it live.
fn painted(visits: &[Visit], still: Vec<f64>) -> Row {
    let still = median(still);
    Row::at_most("  painted, cold", "ms", of(visits, |visit| visit.painted), still + 30.0)
        .beside(format!("the same as a static page: {still:.0} ms, and 30"))
}

/// A browser that has never been here, with the watch set for so many tiles.
async fn fresh(tiles: usize) -> Browser {
    let browser = Browser::start().await;
    let source = WATCH.replace("TILES", &tiles.to_string());
    browser.devtools("Page.enable", json!({})).await;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    browser
}

async fn visit(browser: &Browser, tandem: &Tandem, tiles: usize) -> Visit {
    see(browser, &format!("http://{}/boards/bench-{tiles}", tandem.address)).await
}

async fn see(browser: &Browser, address: &str) -> Visit {
    browser.open(address).await;
    browser.wait_for("bench.painted && bench.live").await;
    let seen = browser.run("bench.report()").await;
    let heap = browser.metrics().await["JSHeapUsedSize"];
    let number = |name: &str| seen[name].as_f64().unwrap_or_else(|| panic!("{name} of {seen}"));
    Visit {
        shown: number("shown"),
        painted: number("painted"),
        live: number("live"),
        memory: (heap + number("wasm")) / f64::from(1 << 20),
        requests: number("requests"),
        bytes: number("bytes"),
        app: number("app"),
        html: number("html"),
    }
}

/// The page at an address as a static one, without its scripts and what they load: when it is painted, in ms.
async fn see_still(tandem: &Tandem, address: &str) -> f64 {
    let page = Answer::of(reqwest::Client::new().get(address)).await.text;
    let mut parts = page.split("<script");
    let mut still = parts.next().expect("a page begins before its scripts").to_owned();
    still.extend(parts.map(|part| part.split_once("</script>").expect("a script ends").1));
    let still =
        still.replace("<link rel=\"preload\"", "<meta").replace("=\"/", &format!("=\"http://{}/", tandem.address));
    let host = Host::serve(Host::listen().await, "", &still);
    let browser = fresh(1).await;
    browser.open(host.origin()).await;
    browser.wait_for("bench.painted").await.as_f64().expect("a time")
}

/// A page of another origin with many elements: its memory once all are live, in MiB, and the streams it opened.
async fn see_elements(tandem: &Tandem) -> (f64, f64) {
    let (origin, board) = (format!("http://{}", tandem.address), format!("bench-{}", SIZES[0]));
    let place = Host::listen().await;
    let key = key_to_look(&Api::new(&origin), &board, &[&place.0]).await;
    let element = format!("<tandem-board board=\"{board}\" key=\"{key}\"></tandem-board>");
    let script = format!("<script type=\"module\" src=\"{origin}/embed.js\"></script>");
    let host = Host::serve(place, "", &[script, element.repeat(ELEMENTS)].concat());
    let browser = fresh(SIZES[0]).await;
    browser.open(host.origin()).await;
    browser
        .wait_for(
            "[...document.querySelectorAll('tandem-board')].every(it => it.shadowRoot?.querySelector('.live--on'))",
        )
        .await;
    browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
    let heap = browser.metrics().await["JSHeapUsedSize"];
    let wasm = browser.run("bench.memory.buffer.byteLength").await.as_f64().expect("bytes");
    let streams = browser.run("bench.streams").await.as_f64().expect("a count");
    ((heap + wasm) / f64::from(1 << 20), streams)
}

/// Opens the form of the first target over and over: how long until it can be typed in, in ms.
async fn open(browser: &Browser) -> f64 {
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        browser.wait_for("!document.querySelector('dialog') && document.querySelector('.tandem-set')").await;
        let time = browser.run("bench.open('.tandem-set', 'target-value')").await;
        times.push(time.as_f64().expect("a time"));
        browser.keys(Key::Escape).await;
    }
    median(times)
}

/// Types into that form: how long each key keeps the page busy, in ms.
async fn write(browser: &Browser) -> f64 {
    browser.wait_for("!document.querySelector('dialog') && document.querySelector('.tandem-set')").await;
    browser.run("bench.open('.tandem-set', 'target-value')").await;
    let mut times = Vec::new();
    for end in 1..=TYPED.len() {
        let time = browser.run(&format!("bench.key({})", json!(&TYPED[..end]))).await;
        times.push(time.as_f64().expect("a time"));
    }
    median(times)
}

/// Pushes values one after the other, each to another tile, and sees what each changes.
async fn change(browser: &Browser, tandem: &Tandem) -> Change {
    let mut wire = tandem.wire();
    browser.run("void (bench.updates = [])").await;
    for number in 0..UPDATES {
        wire.write("POST", "/values", &json!({ "kpi": kpi(number), "value": 1 }));
        browser.wait_for(&format!("bench.updates.length > {number} && bench.updates[{number}].over")).await;
    }
    let updates = browser.run("bench.updates").await;
    let updates = updates.as_array().expect("a list");
    let done = |update: &Value| update["done"].as_f64().expect("a time") - update["at"].as_f64().expect("a time");
    Change {
        done: updates.iter().map(done).collect(),
        tiles: updates.iter().map(|update| update["tiles"].as_u64().expect("a count")).collect(),
    }
}
