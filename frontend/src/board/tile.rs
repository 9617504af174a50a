//! A tile: one KPI in its fixed anatomy. Memoised by the address of its view, so a patch draws exactly one again.

use tandem_shared::formula::NoVerdict;
use tandem_shared::view::{DeltaView, TileView};
use yew::prelude::*;

use super::age::Age;
use super::model::Place;
use super::reading::Reading;
use super::spark::spark;
use crate::chart::bullet::Bullet;
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::figure::figure;
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
                { figure(&reading.format().figure(value)) }
            </span>
        },
        None => html! { <span class="tandem-value" key="none" aria-hidden="true">{ "–" }</span> },
    };
    let bullet = if empty { None } else { Bullet::of(tile) };
    html! {
        <article class={classes!("tandem-tile", states.to_vec())} aria-label={reading.sentence()}>
            <@{level} class="tandem-tile__name" title={tile.name.clone()}>
                <a href={href.clone()} title={tile.description.clone()}>{ tile.name.as_deref().unwrap_or_default() }</a>
            </@>
            <div class="tandem-tile__who">{ chips(&tile.owners) }{ for stale_badge(tile, place) }</div>
            <p class="tandem-tile__read">
                { value }
                { verdict(tile.status, tile.reason.map(|reason| words::reason(reason).into())) }
            </p>
            <div>
                { bar(bullet, reading.bar().into(), tile.stale) }
                { scale(&reading, tile) }
            </div>
            if empty { { help(tile, href) } } else { { spark(tile, &reading) } }
            <footer class="tandem-tile__foot">
                <p>
                    { for tile.previous.as_ref().map(|delta| change(&reading, delta, place)) }
                    { for tile.year_ago.as_ref().map(|delta| change(&reading, delta, place)) }
                </p>
                { for tile.measured_at.clone().map(|time| html! {
                    <p class="tandem-tile__src">
                        <span><Age {time} zone={place.zone.clone()} source={tile.source.clone()} /></span>
                    </p>
                }) }
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

fn stale_badge(tile: &TileView, place: &Place) -> Option<Html> {
    let time = tile.measured_at.clone().filter(|_| tile.stale)?;
    Some(html! {
        <span class="tandem-age">{ icon(Sign::Clock) }<Age {time} zone={place.zone.clone()} old=true /></span>
    })
}

fn scale(reading: &Reading, tile: &TileView) -> Html {
    if tile.value.is_none() && tile.target.is_none() {
        return Html::default();
    }
    let (bold, left) = reading.scale_left();
    let (tick, right) = reading.scale_right();
    html! {
        <p class="tandem-tile__scale">
            <span>{ for bold.map(|bold| html! { <b>{ bold }</b> }) }{ left }</span>
            <span title={right.clone()}>if tick { <i class="tandem-tick"></i> }{ right }</span>
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
