//! `<tandem-board>`: a board as an element of somebody else's page, whatever that page says of its elements.

use serde_json::{Value, json};
use std::time::Duration;
use tandem_tests::{
    Answer, Api, Browser, BufferingProxy, Host, Server, TOKEN, board, count, found_company, key_to_look, person,
    revoke_keys,
};
use tokio::net::TcpListener;
use tokio::time::timeout;

/// A company with two boards and an account, so that nobody reads without a key.
async fn start() -> (Server, Api) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    for (kpi, name) in [("leads", "Leads"), ("calls", "Calls")] {
        api.put(&format!("/kpis/{kpi}"), count(name)).await.ok();
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), json!({ "value": 1840, "reason": "plan" })).await.ok();
        api.push(json!({ "kpi": kpi, "value": 1500 })).await;
    }
    api.put("/boards/growth", board("Growth", "quarter", &["leads", "calls"])).await.ok();
    api.put("/boards/calls", board("Calls", "quarter", &["calls"])).await.ok();
    person(&api, "lea", "admin", &["marketing"]).await;
    (server, api)
}

/// Hears what the elements tell, and notes each stream that is opened.
const EARS: &str = "<script>
    window.heard = [];
    for (const name of ['ready', 'update', 'error'])
        addEventListener('tandem-' + name, ({ target, detail }) => heard.push([name, target.id, detail]));
    window.streams = [];
    EventSource = class extends EventSource { constructor(...all) { super(...all); streams.push(this); } };
</script>";

/// A page of somebody else's: what it says before, the script, and elements made with the keys of both boards.
struct Page {
    place: (String, TcpListener),
    growth: String,
    calls: String,
}

impl Page {
    async fn new(api: &Api) -> Self {
        let place = Host::listen().await;
        let (growth, calls) =
            (key_to_look(api, "growth", &[&place.0]).await, key_to_look(api, "calls", &[&place.0]).await);
        Self { place, growth, calls }
    }

    /// `{growth}` and `{calls}` in `body` stand for attributes that show the boards.
    fn serve(self, server: &Server, policy: &str, body: &str) -> Host {
        let script = format!("<script type=\"module\" src=\"{}/embed.js\"></script>", server.origin());
        let show = |board: &str, key: &str| format!("board=\"{board}\" key=\"{key}\"");
        let body =
            body.replace("{growth}", &show("growth", &self.growth)).replace("{calls}", &show("calls", &self.calls));
        Host::serve(self.place, policy, &[&script, &*body].concat())
    }
}

/// What is in the shadow of the element `#a`, or of another.
fn within(id: &str, selector: &str) -> String {
    format!("document.getElementById('{id}').shadowRoot.querySelector('{selector}')")
}

fn live(id: &str) -> String {
    within(id, ".live--on")
}

/// The value of its first tile.
fn value(id: &str) -> String {
    [&within(id, ".tandem-value"), "?.textContent"].concat()
}

#[tokio::test]
async fn elements_share_a_module_and_a_stream_and_hear_of_their_own_board() {
    let (server, api) = start().await;
    let page = Page::new(&api).await;
    let body = format!(
        "{EARS}<tandem-board id=a {{growth}}></tandem-board><tandem-board id=b {{growth}} tiles=calls></tandem-board>\
         <tandem-board id=c data-key={}></tandem-board>\
         <script>document.getElementById('c').board = 'calls'; // as frameworks do, before the script has come</script>",
        page.calls
    );
    let host = page.serve(&server, "", &body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    for id in ["a", "b", "c"] {
        browser.wait_for(&live(id)).await;
    }
    assert_eq!(browser.run("streams.filter(it => it.readyState < 2).length").await, 1);
    assert_eq!(
        browser.run("performance.getEntriesByType('resource').filter(it => it.name.endsWith('.wasm')).length").await,
        1
    );
    assert_eq!(browser.run("heard.map(([name, id]) => name + id).sort().join()").await, "readya,readyb,readyc");
    let detail = browser.run("heard.find(([, id]) => id === 'a')[2]").await;
    assert_eq!((&detail["board"], &detail["name"]), (&json!("growth"), &json!("Growth")), "{detail}");
    assert_eq!(detail["changed"], json!(["leads", "calls"]));

    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    browser.wait_for(&format!("{} === '1,534'", value("a"))).await;
    browser.wait_for("heard.length === 5").await;
    assert_eq!(
        browser.run("heard.slice(3).map(([name, id, { changed }]) => [name, id, changed])").await,
        json!([["update", "a", ["leads"]], ["update", "b", ["leads"]]])
    );
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_strict_page_needs_to_allow_the_server_and_webassembly_and_nothing_inline() {
    let (server, api) = start().await;
    let tandem = server.origin();
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'self'; script-src 'self' {tandem} 'wasm-unsafe-eval'; connect-src {tandem}"
    );
    let host = Page::new(&api).await.serve(&server, &policy, "<tandem-board id=a {growth}></tandem-board>");
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    assert_eq!(browser.run(&value("a")).await, "1,500");
    assert_eq!(browser.run(&format!("getComputedStyle({}).fontSize", within("a", ".tandem-value"))).await, "30px");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_stands_below_moves_once_when_the_board_comes_and_not_when_it_goes_live() {
    let (server, api) = start().await;
    let watch = "<script>
        window.heights = [];
        (function look() {
            const height = document.querySelector('tandem-board')?.offsetHeight;
            if (height && height !== heights.at(-1)) heights.push(height);
            requestAnimationFrame(look);
        })();
    </script>";
    let body = [watch, "<tandem-board id=a {growth}></tandem-board>"].concat();
    let host = Page::new(&api).await.serve(&server, "", &body);
    let browser = Browser::start().await;
    browser.size(500, 300).await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    let heights = browser.run("heights").await;
    assert_eq!((heights.as_array().map(Vec::len), &heights[0]), (Some(2), &json!(620)), "{heights}");
}

#[tokio::test]
async fn where_webassembly_is_refused_a_frame_shows_the_board() {
    let (server, api) = start().await;
    let tandem = server.origin();
    let policy = format!(
        "default-src 'none'; img-src data:; script-src 'unsafe-inline' {tandem}; connect-src {tandem}; frame-src {tandem}"
    );
    let hostile =
        "<script>setInterval(() => postMessage({ tandem: 'height', board: 'growth', height: 7 }, '*'), 10)</script>";
    let body = format!("{EARS}{hostile}<tandem-board id=a {{growth}} theme=dark></tandem-board>");
    let host = Page::new(&api).await.serve(&server, &policy, &body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for("heard[0]?.[0] === 'ready' && heard[0][2].frame").await;
    // As high as the board in it, whatever others say.
    let height = browser
        .wait_for(&format!("{}.height !== '620' && {0}.getBoundingClientRect().height", within("a", "iframe")))
        .await;
    assert!(height.as_f64().is_some_and(|height| height > 300.0), "{height}");
    browser.run("document.getElementById('a').setAttribute('tiles', 'calls')").await;
    browser.wait_for(&format!("{}.src.includes('tiles=calls')", within("a", "iframe"))).await;
    browser.run("document.getElementById('a').remove()").await;
    assert_eq!(browser.run("frames.length").await, 0);
}

#[tokio::test]
async fn what_a_page_says_of_everything_ends_at_the_element() {
    let (server, api) = start().await;
    let look = async |style: &str| {
        let host = Page::new(&api).await.serve(
            &server,
            "",
            &format!("{style}<p class=wp-block-html><tandem-board id=a {{growth}}></tandem-board></p>"),
        );
        let browser = Browser::start().await;
        browser.open(host.origin()).await;
        browser.wait_for(&live("a")).await;
        let root = "document.getElementById('a').shadowRoot";
        let looks = browser
            .run(&format!(
                "[...{root}.querySelectorAll('.tandem, .tandem *')].map(it => {{
                    const {{ color, fontSize, fontFamily, letterSpacing, textTransform, lineHeight, display, fill }} = getComputedStyle(it);
                    const {{ width, height }} = it.getBoundingClientRect();
                    return [it.tagName, color, fontSize, fontFamily, letterSpacing, textTransform, lineHeight, display, fill, Math.round(width), Math.round(height)].join();
                }})"
            ))
            .await;
        let links = browser.run(&format!("[...{root}.querySelectorAll('a')].map(it => it.href)")).await;
        assert!(links[0].as_str().is_some_and(|link| link.starts_with(server.origin())), "{links}");
        looks
    };
    let plain = look("<style>body { margin: 8px }</style>").await;
    assert!(plain.as_array().is_some_and(|all| all.len() > 50), "{plain}");
    for hostile in [
        "<style>* { all: unset } html, body, p { display: block } body { margin: 8px } p { margin: 16px 0 }</style>",
        "<style>* { color: red !important; letter-spacing: 3px; text-transform: uppercase; line-height: 3 } body { margin: 8px }</style>",
        // As the themes of WordPress write.
        "<style>.wp-block-html > * { margin-block-start: 0 } article, h1, h3 { font: 700 40px/1 serif; color: green } svg { display: none }</style>",
        "<base href=\"https://elsewhere.example/x/\">",
    ] {
        let looks = look(hostile).await;
        let (looks, plain) = (looks.as_array().expect("a list"), plain.as_array().expect("a list"));
        let other: Vec<_> = looks.iter().zip(plain).filter(|(now, before)| now != before).take(3).collect();
        assert_eq!((looks.len(), other), (plain.len(), Vec::new()), "{hostile}");
    }
}

#[tokio::test]
async fn it_is_as_dark_as_the_page_and_takes_the_pages_colours() {
    let (server, api) = start().await;
    let body =
        "<style>:root { color-scheme: dark } #b { --tandem-ink: rgb(1 2 3) } #b::part(tile) { padding: 99px }</style>
        <tandem-board id=a {growth}></tandem-board><tandem-board id=b {growth} theme=light></tandem-board>";
    let host = Page::new(&api).await.serve(&server, "", body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("b")).await;
    let ink = |id| format!("getComputedStyle({}).color", within(id, ".tandem"));
    assert_eq!(browser.run(&ink("a")).await, "rgb(241, 242, 244)");
    assert_eq!(browser.run(&ink("b")).await, "rgb(1, 2, 3)");
    assert_eq!(browser.run(&format!("getComputedStyle({}).paddingTop", within("b", "article"))).await, "99px");
    // Without a theme it stands on the page's ground; with one, on its own, which the page may not have.
    let ground = |id| format!("getComputedStyle({}).backgroundColor", within(id, ".embed"));
    assert_eq!(browser.run(&ground("a")).await, "rgba(0, 0, 0, 0)");
    assert_eq!(browser.run(&ground("b")).await, "rgb(246, 246, 244)");
    assert_eq!(
        browser.run(&format!("getComputedStyle({}).backgroundColor", within("b", ".single"))).await,
        "rgb(255, 255, 255)"
    );
    browser.run("void (document.documentElement.style.colorScheme = 'light')").await;
    assert_eq!(browser.run(&ink("a")).await, "rgb(21, 23, 26)", "a page that turns light takes the board along");
    browser.run("void (document.getElementById('a').theme = 'dark')").await;
    assert_eq!(browser.run(&ink("a")).await, "rgb(241, 242, 244)");
}

#[tokio::test]
async fn another_attribute_is_another_board_in_the_same_place() {
    let (server, api) = start().await;
    let page = Page::new(&api).await;
    let calls = page.calls.clone();
    let body = format!(
        "{EARS}<tandem-board id=a {{growth}} lang=xx-nonsense></tandem-board><tandem-board id=b {{growth}} lang=de-AT></tandem-board>"
    );
    let host = page.serve(&server, "", &body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    browser.wait_for(&live("b")).await;
    // Each in its own language; nonsense is the reader's.
    assert_eq!(browser.run(&value("a")).await, "1,500");
    assert_eq!(browser.run(&value("b")).await, "1.500");
    browser.run(&format!("void (window.root = {})", within("a", ".place"))).await;
    browser.run("void (document.getElementById('a').lang = 'de')").await;
    browser.wait_for(&format!("{} === '1.500'", value("a"))).await;
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    browser.wait_for(&format!("{} === '1.534' && {} === '1.534'", value("a"), value("b"))).await;
    browser.run("void Object.assign(document.getElementById('a'), { tiles: ' calls ', period: '2026-11' })").await;
    browser.wait_for(&format!("{}?.textContent.includes('November')", within("a", "h1"))).await;
    let names = "[...window.root.querySelectorAll('article h3')].map(it => it.textContent)";
    assert_eq!(browser.run(names).await, json!(["Calls"]));
    browser.run(&format!("void Object.assign(document.getElementById('a'), {{ key: '{calls}', board: 'calls', period: null, tiles: null }})")).await;
    browser.wait_for(&format!("{}?.textContent.startsWith('Calls')", within("a", "h1"))).await;
    browser.wait_for(&live("a")).await;
    assert_eq!(browser.run(&format!("{} === window.root", within("a", ".place"))).await, true);
    assert_eq!(browser.run("document.getElementById('a').getAttribute('board')").await, "calls");
    assert_eq!(browser.run("heard.filter(([name]) => name === 'error')").await, json!([]));
    assert_eq!(browser.run("streams.filter(it => it.readyState < 2).length").await, 1);
}

#[tokio::test]
async fn removed_and_added_again_five_hundred_times_it_leaves_nothing_behind() {
    let (server, api) = start().await;
    let body = "<script>
            const instantiate = WebAssembly.instantiate;
            WebAssembly.instantiate = async (...all) => {
                const made = await instantiate.apply(WebAssembly, all);
                window.memory = Object.values(made.exports).find(it => it instanceof WebAssembly.Memory);
                return made;
            };
        </script><div id=home><tandem-board id=a {growth}></tandem-board></div>";
    let host = Page::new(&api).await.serve(&server, "", body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    // Half of them the same element again, half new ones, as frameworks make them.
    let cycles = |count: u32| {
        format!(
            "(async () => {{
                const home = document.getElementById('home');
                const drawn = async () => {{ while (!home.firstChild.shadowRoot.querySelector('.tandem-value')) await new Promise(requestAnimationFrame); }};
                for (let turn = 0; turn < {count}; turn++) {{
                    const old = home.firstChild;
                    old.remove();
                    await new Promise(requestAnimationFrame);
                    home.append(turn % 2 ? old : old.cloneNode(true));
                    await drawn();
                }}
                return true;
            }})()"
        )
    };
    let weigh = async || {
        // What was loaded when is the browser's own diary.
        browser.run("performance.clearResourceTimings()").await;
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
        let (now, wasm) = (browser.metrics().await, browser.run("memory.buffer.byteLength").await);
        (now["Nodes"], now["JSEventListeners"], wasm, now["JSHeapUsedSize"])
    };
    browser.run(&cycles(100)).await;
    let before = weigh().await;
    browser.run(&cycles(500)).await;
    browser.wait_for(&live("a")).await;
    let after = weigh().await;
    assert_eq!((after.0, after.1, &after.2), (before.0, before.1, &before.2), "nodes, listeners, bytes of WebAssembly");
    // What the browser learns of the code is some bytes a time, ever fewer; one board left behind would be thousands.
    assert!(after.3 < before.3 * 1.08, "heap: {} → {} bytes", before.3, after.3);

    // A move is no removal.
    let same = browser
        .run(
            "(async () => {
                const board = document.getElementById('a'), shown = board.shadowRoot.querySelector('article');
                document.body.append(board);
                await new Promise(requestAnimationFrame);
                return shown.isConnected;
            })()",
        )
        .await;
    assert_eq!(same, true);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_cannot_be_shown_says_so_in_words_and_leaves_the_others_live() {
    let (server, api) = start().await;
    let page = Page::new(&api).await;
    let other = key_to_look(&api, "growth", &["https://intranet.halden.example"]).await;
    let body = format!(
        "{EARS}<tandem-board id=a {{growth}}></tandem-board><tandem-board id=b {{calls}}></tandem-board>
         <tandem-board id=wrong board=growth key=wrong></tandem-board><tandem-board id=none board=growth></tandem-board>
         <tandem-board id=far board=growth key={other}></tandem-board><tandem-board id=odd board='\"><script>' key={other}></tandem-board>
         <tandem-board id=up board=../people key={}></tandem-board><tandem-board id=nameless key={other}></tandem-board>",
        page.growth
    );
    let host = page.serve(&server, "", &body);
    let origin = host.origin();
    let browser = Browser::start().await;
    browser.open(origin).await;
    browser.wait_for(&live("a")).await;
    browser.wait_for(&live("b")).await;
    let says = async |id: &str| {
        browser.wait_for(&format!("heard.some(([name, who]) => name === 'error' && who === '{id}')")).await;
        browser.wait_for(&format!("{}?.textContent", within(id, "[role=alert]"))).await
    };
    assert!(says("wrong").await.as_str().is_some_and(|text| text.contains("key is not known")));
    assert!(says("none").await.as_str().is_some_and(|text| text.contains("key is not known")));
    let far = says("far").await;
    assert!(far.as_str().is_some_and(|text| text.contains(&format!("may not be shown on {origin}"))), "{far}");
    says("odd").await;
    let up = says("up").await;
    assert!(up.as_str().is_some_and(|text| text.contains("does not show the board")), "a name, not a way: {up}");
    let nameless = browser.run(&format!("{}?.textContent", within("nameless", ".place--waiting"))).await;
    assert!(nameless.as_str().is_some_and(|text| text.contains("Name one: <tandem-board board=")), "{nameless}");
    let told =
        "(nameless.theme = 'dark', heard.filter(([name, who]) => name === 'error' && who === 'nameless').length)";
    assert_eq!(browser.run(told).await, 1, "once, whatever else is set");

    // Half a character, which is in no address.
    browser.run("(heard.length = 0, document.getElementById('none').board = 'x\\ud800', 1)").await;
    says("none").await;

    revoke_keys(&api, "growth").await;
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    assert!(says("a").await.as_str().is_some_and(|text| text.contains("key is not known")));
    browser.wait_for(&within("a", ".live--lost")).await;
    assert_eq!(browser.run(&value("a")).await, "1,500", "what was shown stays, and is told to be old");
    let detail: Value = browser.run("heard.findLast(([name, who]) => name === 'error' && who === 'a')[2]").await;
    assert_eq!((&detail["board"], &detail["status"]), (&json!("growth"), &json!(401)), "{detail}");
    api.push(json!({ "kpi": "calls", "value": 1 })).await;
    browser.wait_for(&format!("{} === '1,501' && {}", value("b"), live("b"))).await;
}

#[tokio::test]
async fn after_an_outage_it_says_that_it_is_back() {
    let (mut server, api) = start().await;
    let page = Page::new(&api).await;
    let host = page.serve(&server, "", &format!("{EARS}<tandem-board id=a {{growth}}></tandem-board>"));
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    let last = |name: &str| format!("heard.at(-1)?.[0] === '{name}' && heard.at(-1)[2]");
    browser.wait_for(&last("ready")).await;
    server.stop().await;
    let failed = browser.wait_for(&last("error")).await;
    assert_eq!((&failed["board"], &failed["status"]), (&json!("growth"), &json!(0)), "{failed}");
    server.resume().await;
    let back = browser.wait_for(&last("ready")).await;
    assert_eq!((&back["name"], &back["changed"]), (&json!("Growth"), &json!([])), "{back}");
    browser.wait_for(&live("a")).await;
    assert_eq!(browser.run("heard.map(([name]) => name)").await, json!(["ready", "error", "ready"]));
}

#[tokio::test]
async fn the_script_of_a_second_server_lets_the_first_be() {
    let (server, api) = start().await;
    let (second, _) = start().await;
    let page = Page::new(&api).await;
    let body = format!(
        "<script>console.info = text => (window.said = text)</script>
         <script type=module src=\"{}/embed.js\"></script><tandem-board id=a {{growth}}></tandem-board>",
        second.origin()
    );
    let host = page.serve(&server, "", &body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    let said = browser.wait_for("window.said").await;
    assert!(said.as_str().is_some_and(|said| said.contains("is defined already") && said.contains(second.origin())));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

/// A browser has six connections to a server of HTTP/1.1, for all its tabs, and a stream holds one.
#[tokio::test]
async fn eight_tabs_are_live_when_looked_at_and_hold_no_stream_when_not() {
    let (server, api) = start().await;
    let page = Page::new(&api).await;
    let frame = format!("<iframe src=\"{}/embed/growth?key={}\"></iframe>", server.origin(), page.growth);
    let host = page.serve(&server, "", &["<tandem-board id=a {growth}></tandem-board>", &*frame].concat());
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    let mut first = None;
    for _ in 1..8 {
        let before = browser.tab().await;
        first.get_or_insert(before);
        browser.open(host.origin()).await;
        browser.wait_for(&live("a")).await;
    }
    // Those of the tab that is looked at: its element's and its frame's.
    let two = async || {
        let metrics = || reqwest::Client::new().get(format!("{}/metrics", server.origin())).bearer_auth(TOKEN);
        while !Answer::of(metrics()).await.text.contains("\ntandem_live_streams 2\n") {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(15), two()).await.expect("the streams of hidden tabs end");
    api.push(json!({ "kpi": "leads", "value": 34 })).await;
    browser.wait_for(&format!("{} === '1,534'", value("a"))).await;
    browser.to_tab(first.expect("a first tab")).await;
    // What came meanwhile is there, and what comes now comes.
    browser.wait_for(&format!("{} === '1,534' && {}", value("a"), live("a"))).await;
    api.push(json!({ "kpi": "leads", "value": 1 })).await;
    browser.wait_for(&format!("{} === '1,535'", value("a"))).await;
    browser.enter_frame().await;
    browser.wait_for("document.querySelector('.tandem-value').textContent === '1,535'").await;
}

#[tokio::test]
async fn ages_are_told_by_the_servers_clock_even_where_it_is_heard_late() {
    let (server, api) = start().await;
    // The board comes at once, the stream that tells the time after some seconds.
    let proxy = BufferingProxy::before(&server).await;
    let place = Host::listen().await;
    let key = key_to_look(&api, "growth", &[&place.0]).await;
    let body = format!(
        "<tandem-board id=a board=growth key={key}></tandem-board><script type=module src=\"{}/embed.js\"></script>",
        proxy.origin()
    );
    let host = Host::serve(place, "", &body);
    let browser = Browser::start().await;
    browser.open(host.origin()).await;
    browser.wait_for(&live("a")).await;
    browser.wait_for(&format!("{}?.textContent.includes('just now')", within("a", ".tandem-tile__src"))).await;
}
