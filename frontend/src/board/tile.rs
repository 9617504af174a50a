//! A tile: one KPI in its fixed anatomy. Memoised by the address of its view, so a patch draws exactly one again.

use tandem_shared::formula::NoVerdict;
use tandem_shared::view::{DeltaView, TileView};
use yew::prelude::*;

use super::age::Age;
use super::model::Place;
use super::reading::Reading;
use super::spark::spark;
use crate::chart::bullet::Bullet;
use crate::edit::desk::{DeskHandle, Letter, State};
use crate::edit::figure::{self, foretold, use_typing};
use crate::edit::form;
use crate::edit::target::target_button;
use crate::me::use_who;
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::figure::figure as written;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::shared::Shared;
use crate::words;

/// Which tile.
#[derive(Properties, PartialEq)]
pub(super) struct TileProps {
    /// The KPI.
    pub tile: Shared<TileView>,
    /// Where it stands.
    pub place: Shared<Place>,
    /// Whether it is opened in detail.
    pub opened: bool,
    /// Whether it has a panel of its own: its name is then a heading of the third level.
    #[prop_or_default]
    pub single: bool,
}

/// The tile.
#[component]
pub(super) fn Tile(props: &TileProps) -> Html {
    let TileProps { tile, place, opened, single } = props;
    let desk = use_context::<DeskHandle>();
    let may = use_who().may(|me| me.edits_of(&tile.owners)) && tile.kpi.is_some();
    let unsent = Unsent::of(tile, place, desk.as_ref());
    let typing = use_typing(tile, &place.period, desk.as_ref(), may && tile.typeable);
    let tile = &foretold(tile, unsent.figure.as_ref());
    let changes = use_changes(tile);
    let reading = Reading::new(tile).within(&place.period);
    let empty = tile.value.is_none();
    let states = [
        empty.then_some("tandem-tile--empty"),
        tile.stale.then_some("tandem-tile--stale"),
        opened.then_some("tandem-tile--opened"),
        (changes > 0).then_some("tandem-tile--fresh"),
    ];
    let level = if *single { "h3" } else { "h4" };
    let href = tile.kpi.as_deref().map(|kpi| place.detail(kpi));
    let value = match tile.value {
        Some(value) => html! {
            <span class="tandem-value" key={changes} title={reading.format().exact(value)}>
                { written(&reading.format().figure(value)) }
            </span>
        },
        None => html! { <span class="tandem-value" key="none" aria-hidden="true">{ "–" }</span> },
    };
    let value = match typing.open {
        Some((open, button)) => html! {
            <button type="button" class="edit-hint" ref={button} onclick={open}>
                { value }{ icon(Sign::Pencil) }<span class="tandem-vh">{ words::type_a_value() }</span>
            </button>
        },
        None => value,
    };
    let source = match (typing.note, unsent.figure_waits()) {
        (Some(note), _) => Some(note),
        (None, true) => Some(html! { <span>{ words::kept_here() }</span> }),
        (None, false) => tile.measured_at.clone().map(|time| {
            let source =
                tile.source.as_deref().map(|name| if tile.typed { words::typed_by(name) } else { name.into() });
            html! { <span><Age {time} zone={place.zone.clone()} source={source.map(AttrValue::from)} /></span> }
        }),
    };
    let bullet = if empty { None } else { Bullet::of(tile) };
    html! {
        <article class={classes!("tandem-tile", states.to_vec())} aria-label={reading.sentence()}>
            <@{level} class="tandem-tile__name" title={tile.name.clone()}>
                <a href={href.clone()} title={tile.description.clone()}>{ tile.name.as_deref().unwrap_or_default() }</a>
            </@>
            <div class="tandem-tile__who">{ chips(&tile.owners) }{ for badge(tile, place, &unsent) }</div>
            <p class="tandem-tile__read">
                if let Some(field) = typing.field { { field } } else { { value }
                { verdict(tile.status, tile.reason.map(|reason| words::reason(reason).into())) } }
            </p>
            <div>
                { bar(bullet, reading.bar().into(), tile.stale) }
                { scale(&reading, tile, &unsent, may, desk.as_ref()) }
            </div>
            if empty { { help(tile, href) } } else { { spark(tile, &reading) } }
            <footer class="tandem-tile__foot">
                <p>
                    { for tile.previous.as_ref().map(|delta| change(&reading, delta, place)) }
                    { for tile.year_ago.as_ref().map(|delta| change(&reading, delta, place)) }
                </p>
                { for source.map(|source| html! { <p class="tandem-tile__src">{ source }</p> }) }
            </footer>
        </article>
    }
}

/// How often the value has changed while the tile stood: each count draws the value anew, briefly marked.
#[hook]
fn use_changes(tile: &TileView) -> u32 {
    let seen = use_mut_ref(|| (tile.value, 0));
    let mut seen = seen.borrow_mut();
    if seen.0 != tile.value {
        *seen = (tile.value, seen.1 + 1);
    }
    seen.1
}

/// What was typed here of a tile and has not arrived.
pub(super) struct Unsent {
    figure: Option<(Letter, State)>,
    target: Option<(Letter, State)>,
}

impl Unsent {
    /// Of a tile.
    pub(super) fn of(tile: &TileView, place: &Place, desk: Option<&DeskHandle>) -> Self {
        let letter = |path: String| desk.and_then(|desk| desk.letter(&path).cloned());
        Self {
            figure: letter(figure::path(tile)),
            target: letter(form::path(tile.kpi.as_deref().unwrap_or_default(), &place.period.id)),
        }
    }

    fn figure_waits(&self) -> bool {
        self.figure.as_ref().is_some_and(|(_, state)| waits(state))
    }
}

fn waits(state: &State) -> bool {
    matches!(state, State::Waiting | State::SignedOut)
}

/// The one badge beside the teams: what is most urgent to know.
pub(super) fn badge(tile: &TileView, place: &Place, unsent: &Unsent) -> Option<Html> {
    let said = |sign: Sign, text: AttrValue| {
        Some(html! { <span class="tandem-age" title={text.clone()}>{ icon(sign) }<span>{ text }</span></span> })
    };
    let all = |names: &[String]| words::and(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for (_, state) in [&unsent.figure, &unsent.target].into_iter().flatten() {
        match state {
            State::Waiting => return said(Sign::Warn, words::offline().into()),
            State::SignedOut | State::Clashed | State::Refused(_) => {
                return said(Sign::Warn, words::not_taken().into());
            }
            State::Sending | State::Sent => {}
        }
    }
    if !tile.objectors.is_empty() {
        return said(Sign::Warn, words::objects(&all(&tile.objectors), tile.objectors.len() > 1).into());
    }
    if let Some(time) = tile.measured_at.clone().filter(|_| tile.stale) {
        return Some(html! {
            <span class="tandem-age">{ icon(Sign::Clock) }<Age {time} zone={place.zone.clone()} old=true /></span>
        });
    }
    if !tile.waits_for.is_empty() {
        return said(Sign::Open, words::waits_for(&all(&tile.waits_for)).into());
    }
    None
}

fn scale(reading: &Reading, tile: &TileView, unsent: &Unsent, may: bool, desk: Option<&DeskHandle>) -> Html {
    if tile.value.is_none() && tile.target.is_none() && !may {
        return Html::default();
    }
    let target_waits = unsent.target.as_ref().filter(|(_, state)| waits(state)).and_then(|(letter, _)| letter.typed());
    let signed_out = |letter: &Option<(Letter, State)>| matches!(letter, Some((_, State::SignedOut)));
    let (bold, left) = reading.scale_left();
    let (tick, right) = reading.scale_right();
    let left = match target_waits.and_then(|typed| typed.value) {
        Some(target) => html! { { words::target_waits_here(&reading.format().text(target)) } },
        None if unsent.figure_waits() => html! { { words::trying_again() } },
        None if tile.target.is_none() && may => html! { { words::set_target() } },
        None => html! { <>{ for bold.map(|bold| html! { <b>{ bold }</b> }) }{ left }</> },
    };
    html! {
        <p class="tandem-tile__scale">
            if may {
                { target_button(tile, desk, left) }
            } else {
                <span>{ left }</span>
            }
            if signed_out(&unsent.figure) || signed_out(&unsent.target) {
                <a href="/sign-in" target="_blank" title={words::signed_out()}>{ words::sign_in() }</a>
            } else {
                <span title={right.clone()}>if tick { <i class="tandem-tick"></i> }{ right }</span>
            }
        </p>
    }
}

/// What stands in an empty tile: what it will say, and how.
fn help(tile: &TileView, detail: Option<String>) -> Html {
    let what = tile.description.as_ref().map(|what| html! { <b>{ what }</b> });
    let how = match tile.reason {
        Some(NoVerdict::NoTarget) => words::nothing_yet_nor_target(),
        _ => words::nothing_yet(),
    };
    html! { <p class="tandem-tile__help">{ for what }{ how }{ " " }<a href={detail}>{ words::how_to_feed() }</a></p> }
}

fn change(reading: &Reading, delta: &DeltaView, place: &Place) -> Html {
    let (bold, rest) = reading.change(delta, &place.period);
    html! { <span><b>{ bold }</b>{ rest }</span> }
}
