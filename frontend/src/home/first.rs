//! What stands where no board is yet: what will be here, and two ways to get it.

use yew::prelude::*;

use crate::clock;
use crate::page;
use crate::part::bullet::bar;
use crate::part::code::Code;
use crate::route::Route;
use crate::words;

/// The page before the first board; `edits`: for somebody who may make one here.
pub(super) fn first(edits: bool) -> Html {
    let origin = page::window().location().origin().unwrap_or_default();
    let ghost = |class: Option<&'static str>, title: &'static str, says: &'static str| {
        html! {
            <div {class}><b>{ title }</b>{ bar(None, "".into(), false) }<span>{ says }</span></div>
        }
    };
    html! {
        <section class="first" aria-labelledby="home-name">
            <div>
                <h1 id="home-name" tabindex="-1">{ words::first_title() }</h1>
                <p>{ words::first_says() }</p>
                if edits {
                    <p><a class="tandem-btn tandem-btn--primary" href={Route::NewBoard.href()}>{ words::new_board() }</a></p>
                }
                <h2>{ words::first_demo() }</h2>
                <Code code={["tandem demo load --url ", &origin].concat()} label={words::first_demo()} />
                <h2>{ words::first_own() }</h2>
                <Code code={commands(&origin)} label={words::first_own()} />
                <p class="xs">{ words::first_waits() }<br />{ words::first_token() }</p>
            </div>
            <div class="ghost" aria-hidden="true">
                { ghost(Some("big"), words::ghost_joint().0, words::ghost_joint().1) }
                { ghost(None, words::ghost_many().0, words::ghost_many().1) }
                { ghost(None, words::ghost_good().0, words::ghost_good().1) }
            </div>
        </section>
    }
}

/// A team, a KPI, its target, a first value and a board.
fn commands(origin: &str) -> AttrValue {
    let target = ["kpis/leads/targets/", &clock::quarter()].concat();
    let mut commands = [
        "api=",
        origin,
        "/api/v1\nauth=\"Authorization: Bearer $TANDEM_TOKEN\"\njson=\"Content-Type: application/json\"\n",
    ]
    .concat();
    for (method, path, body) in [
        ("PUT", "teams/marketing", r#"{"name":"Marketing","side":"marketing"}"#),
        (
            "PUT",
            "kpis/leads",
            r#"{"name":"Leads handed over","unit":{"type":"count"},"direction":"higher","rollup":"sum","owners":["marketing"],"interval":"day"}"#,
        ),
        ("PUT", &target, r#"{"value":2100,"reason":"as agreed in the yearly plan"}"#),
        (
            "PUT",
            "boards/growth",
            r#"{"name":"Growth","period":"quarter","sections":[{"title":"How many","tiles":[{"kind":"kpi","kpi":"leads"}]}]}"#,
        ),
        ("POST", "values", r#"{"kpi":"leads","value":12}"#),
    ] {
        commands =
            [&*commands, "curl -X ", method, " $api/", path, " -H \"$auth\" -H \"$json\" -d '", body, "'\n"].concat();
    }
    commands.truncate(commands.trim_end().len());
    commands.into()
}
