//! How a wall looks on every screen: nothing is cut, everything is read at 5 m, all numbers take their turn.

use serde_json::{Value, json};
use tandem_tests::{Api, Browser, Server, Visitor, board, count, found_company, paired, person, rate};

/// A board as full as boards get: a joint sum of three parts, long names, large figures, something noted.
async fn start(tiles: &[Value], fields: &[(&str, &str)]) -> (Server, Browser) {
    let server = Server::start("2026-11-20T09:00:00Z").await;
    let api = server.api();
    found_company(&api).await;
    person(&api, "lea", "lead", &["marketing"]).await;
    numbers(&api).await;
    let weekly = json!({ "every": "week", "on": "tuesday", "at": "10:00", "minutes": 30 });
    let body =
        json!({ "name": "Growth together", "period": "quarter", "sections": [{ "tiles": tiles }], "check_in": weekly });
    api.put("/boards/growth", body).await.ok();
    let goal = json!({ "name": "Hand over leads that sales wants to call, and that want to be called by sales",
        "owners": ["sales", "marketing"], "period": "2026-Q4",
        "key_results": [{ "name": "Handed over", "weight": 1, "measure": { "kind": "kpi", "kpi": "leads" } }] });
    api.post("/boards/growth/goals", goal).await.ok();
    let lea = Visitor::signed_in(server.origin(), "lea").await;
    api.put("/boards/second", board("Second", "quarter", &["calls"])).await.ok();
    let key = paired(server.origin(), &lea, &[&[("name", "Sales floor")], fields].concat()).await;
    let browser = Browser::start().await;
    browser.open(&format!("{}/wall?key={key}", server.origin())).await;
    browser.wait_for("document.querySelector('#live .whalf') && !document.querySelector('#drawn')").await;
    (server, browser)
}

async fn numbers(api: &Api) {
    let euros = |name: &str, team: &str| {
        json!({ "name": name, "unit": { "type": "money", "currency": "EUR" }, "direction": "higher", "rollup": "sum",
                "owners": [team], "interval": "day" })
    };
    let long = "Leads handed over to the sales team in time and accepted by it";
    for (kpi, body, target) in [
        ("revenue", euros("Joint revenue", "sales"), 6_000_000),
        ("sold", euros("Sales", "sales"), 3_000_000),
        ("sourced", euros("Marketing-sourced", "marketing"), 3_000_000),
        ("touched", euros("Both touched in some way", "sales"), 3_000_000),
        ("leads", count(long), 2_100),
        ("calls", count("Calls"), 9_876_543),
        ("meetings", count("Meetings booked"), 760),
        ("accepted", rate("Accepted by sales"), 70),
        ("shown", rate("Show rate"), 80),
        ("won", rate("Won of what was accepted"), 30),
    ] {
        api.put(&format!("/kpis/{kpi}"), body).await.ok();
        api.put(&format!("/kpis/{kpi}/targets/2026-Q4"), json!({ "value": target, "reason": "plan" })).await.ok();
    }
    api.push(json!([
         { "kpi": "sold", "value": 1_380_000 }, { "kpi": "sourced", "value": 1_160_000 }, { "kpi": "touched", "value": 700_000 },
        { "kpi": "leads", "value": 1_284 }, { "kpi": "calls", "value": 7_654_321 }, { "kpi": "meetings", "value": 436 },
        { "kpi": "accepted", "numerator": 809, "denominator": 1_284 }, { "kpi": "shown", "numerator": 357, "denominator": 436 },
        { "kpi": "won", "numerator": 98_765, "denominator": 345_678 },
    ]))
    .await;
    // Of many days, so that there is a forecast.
    let day = |day| json!({ "kpi": "revenue", "value": 170_900, "at": format!("2026-11-{day:02}T08:00:00Z") });
    api.push((1..=20).map(day).collect()).await;
    let text =
        "Campaign paused until the budget of the next quarter has been agreed upon by both teams, which takes a while";
    api.put("/comments/paused", json!({ "kpi": "leads", "date": "2026-11-17", "text": text })).await.ok();
    api.put("/comments/old", json!({ "kpi": "meetings", "date": "2026-11-03", "text": "Long ago" })).await.ok();
}

fn pair(quantity: &str, quality: &str) -> Value {
    json!({ "kind": "pair", "quantity": quantity, "quality": quality })
}

/// A board that fills one page.
fn full() -> [Value; 4] {
    let joint = json!({ "kind": "contribution", "kpi": "revenue", "parts": ["sold", "touched", "sourced"] });
    [joint, pair("leads", "accepted"), pair("calls", "shown"), pair("meetings", "won")]
}

/// Every text that is cut, overlaps its neighbour below, leaves the screen, or is smaller than 1/36 of the short side (of an
/// ultrawide one, as of a screen of 16:9). What says by `text-overflow` that it goes on may be cut.
const WRONG: &str = "(() => {
    const least = Math.min(innerHeight / 36, innerWidth / 36, Math.max(innerWidth, innerHeight) / 64), wrong = [];
    const blocks = [...document.querySelectorAll('.wall :is(h1, h2, h3, p, li)')].filter(it => it.innerText.trim());
    for (const it of blocks) {
        const box = it.getBoundingClientRect(), style = getComputedStyle(it), says = it.className + ' ' + it.innerText.slice(0, 40);
        if (parseFloat(style.fontSize) < least - 0.1) wrong.push('small: ' + says + ' ' + style.fontSize);
        if (box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5)
            wrong.push('off the screen: ' + says + JSON.stringify(box));
        const range = document.createRange();
        range.selectNodeContents(it);
        const text = range.getBoundingClientRect();
        if (style.textOverflow !== 'ellipsis' && text.right > box.right + 1) wrong.push('too wide: ' + says);
        if (style.overflowY === 'hidden' && it.scrollHeight > it.clientHeight + parseFloat(style.fontSize) / 10) wrong.push('too low: ' + says);
        const half = it.closest('.whalf');
        if (half && box.bottom > half.getBoundingClientRect().bottom + 1) wrong.push('out of its tile: ' + says);
        const over = blocks.find(other => {
            const there = other.getBoundingClientRect();
            return it !== other && !it.contains(other) && !other.contains(it) && !other.closest('.wold') && !it.closest('.wold')
                && box.left < there.right - 1 && there.left < box.right - 1 && box.top < there.bottom - 1 && there.top < box.bottom - 1;
        });
        if (over) wrong.push('over another: ' + says + ' / ' + over.innerText.slice(0, 40));
    }
    return wrong;
})()";

#[tokio::test]
async fn nothing_is_cut_and_everything_is_read_at_five_metres() {
    let (_server, browser) = start(&full(), &[("seconds-growth", "3600"), ("seconds-second", "20")]).await;
    assert_eq!(browser.run("document.querySelectorAll('.whalf').length").await, 6);
    let screens = [
        (1280, 720, 1),
        (1920, 1080, 1),
        (1920, 1080, 2),
        (3840, 2160, 1),
        (3440, 1440, 1),
        (5120, 1440, 1),
        (1080, 1920, 1),
        (720, 1280, 1),
        (1024, 768, 1),
    ];
    for (width, height, scale) in screens {
        browser.size_at(width, height, scale).await;
        assert_eq!(browser.run(WRONG).await, json!([]), "{width} × {height}, scale {scale}");
        // Nor without the note, which takes room that a full board then has.
        browser
            .run("window.note = document.querySelector('.wnote'), window.tile = note.parentNode, void note.remove()")
            .await;
        assert_eq!(browser.run(WRONG).await, json!([]), "{width} × {height}, scale {scale}, nothing noted");
        browser.run("void tile.append(note)").await;
    }
    // A name goes on out of sight; its period does not.
    let name = "The board on which sales and marketing see the quarter ".repeat(3);
    browser.run(&format!("void (document.querySelector('#live h1 b').textContent = '{name}')")).await;
    for (width, height) in [(1280, 720), (1080, 1920)] {
        browser.size_at(width, height, 1).await;
        let seen = "(() => {
            const head = document.querySelector('#live h1').getBoundingClientRect();
            return [...document.querySelectorAll('#live h1 :is(i, span)')].map(it => it.getBoundingClientRect())
                .every(it => it.width > 0 && it.right <= head.right + 0.5 && it.bottom <= head.bottom + 0.5);
        })()";
        assert_eq!(browser.run(seen).await, true, "{width} × {height}");
    }
    let goal = browser.run("document.querySelector('.wgoal').innerText.replace(/\\s+/g, ' ')").await;
    let goal = goal.as_str().expect("text");
    assert!(
        goal.starts_with("Hand over") && goal.ends_with("ahead Sales and Marketing, check-in Tue 24 Nov"),
        "{goal}"
    );
    // What is noted stands there for two weeks.
    let notes = browser.run("[...document.querySelectorAll('.wnote')].map(it => it.innerText)").await;
    assert!(notes[0].as_str().is_some_and(|note| note.starts_with("17 Nov · Campaign paused")), "{notes}");
    assert_eq!(notes.as_array().map(Vec::len), Some(1), "{notes}");
}

#[tokio::test]
async fn a_board_of_more_numbers_turns_its_pages_within_its_turn() {
    let kpis = ["leads", "calls", "meetings", "accepted", "shown", "won", "sold", "sourced"];
    let tiles = kpis.map(|kpi| json!({ "kind": "kpi", "kpi": kpi }));
    let (_server, browser) = start(&tiles, &[("seconds-growth", "5")]).await;
    let names = "[...document.querySelectorAll('.whalf h3')].map(it => it.innerText)";
    let page = "document.querySelector('.wpage').innerText";
    assert_eq!(browser.run(page).await, "page 1 of 2");
    assert_eq!(browser.run(names).await.as_array().map(Vec::len), Some(4));
    assert_eq!(browser.run(WRONG).await, json!([]));
    // Where there is room, figures grow into it.
    let figure = "parseFloat(getComputedStyle(document.querySelector('.wval')).fontSize) / innerHeight";
    assert!(browser.run(figure).await.as_f64().is_some_and(|share| share > 0.09), "{}", browser.run(figure).await);
    browser.run("window.place = document.querySelector('#live main')").await;
    browser.wait_for(&format!("{page} === 'page 2 of 2'")).await;
    assert_eq!(
        browser.run(names).await,
        json!(["Show rate", "Won of what was accepted", "Sales", "Marketing-sourced"])
    );
    assert_eq!(browser.run("window.place === document.querySelector('#live main')").await, true);
    browser.wait_for(&format!("{page} === 'page 1 of 2'")).await;
}
