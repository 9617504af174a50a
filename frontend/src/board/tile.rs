//! A tile: one KPI in its fixed anatomy. Memoised by the address of its view, so a patch draws exactly one again.

use tandem_shared::formula::NoVerdict;
use tandem_shared::view::{DeltaView, TileView};
use yew::prelude::*;

use super::age::Age;
use super::model::Place;
use super::reading::Reading;
use super::spark::spark;
use super::tongue::use_tongue;
use crate::chart::bullet::Bullet;
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::figure::figure as written;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::shared::Shared;
use crate::words;

/// Which tile.
#[derive(Clone, Properties, PartialEq)]
pub struct TileProps {
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

/// What stands in place of a tile's own parts where somebody edits; nothing of it for a viewer.
#[derive(Default)]
pub struct Hand {
    /// In place of the value.
    pub value: Option<Html>,
    /// In place of the value and its verdict.
    pub field: Option<Html>,
    /// In place of what is left of the scale.
    pub left: Option<Html>,
    /// In place of what is right of the scale.
    pub right: Option<Html>,
    /// In place of the badge.
    pub badge: Option<Html>,
    /// In place of source and age.
    pub source: Option<Html>,
}

/// The tile, to be looked at.
#[component]
pub fn Tile(props: &TileProps) -> Html {
    use_tongue();
    let changes = use_changes(&props.tile);
    tile(props, changes, Hand::default())
}

/// A tile whose value has changed this often.
pub fn tile(props: &TileProps, changes: u32, hand: Hand) -> Html {
    let TileProps { tile, place, opened, single } = props;
    let reading = Reading::new(tile).within(&place.period);
    let empty = tile.value.is_none();
    let states = [
        empty.then_some("tandem-tile--empty"),
        tile.stale.then_some("tandem-tile--stale"),
        opened.then_some("tandem-tile--opened"),
        // Two names for one animation: from one to the other, it begins again.
        (changes > 0).then_some(["tandem-tile--anew", "tandem-tile--fresh"][changes as usize % 2]),
    ];
    let level = if *single { "h3" } else { "h4" };
    let href = tile.kpi.as_deref().map(|kpi| place.detail(kpi));
    let source = hand.source.or_else(|| source(tile));
    let bullet = if empty { None } else { Bullet::of(tile) };
    html! {
        <article class={classes!("tandem-tile", states.to_vec())} part="tile" aria-label={reading.sentence()}>
            <@{level} class="tandem-tile__name" title={tile.name.clone()}>
                <a href={href.clone()} title={tile.description.clone()}>{ tile.name.as_deref().unwrap_or_default() }</a>
            </@>
            <div class="tandem-tile__who">{ chips(&tile.owners) }{ for hand.badge.or_else(|| badge(tile)) }</div>
            <p class="tandem-tile__read">
                if let Some(field) = hand.field { { field } } else {
                    { hand.value.unwrap_or_else(|| value(tile)) }
                    { verdict(tile.status, tile.reason.map(|reason| words::reason(reason).into())) }
                }
            </p>
            <div>
                { bar(bullet, reading.bar().into(), tile.stale) }
                if !empty || tile.target.is_some() || hand.left.is_some() {
                    <p class="tandem-tile__scale">
                        { hand.left.unwrap_or_else(|| html! { <span>{ left(&reading) }</span> }) }
                        { hand.right.unwrap_or_else(|| right(&reading)) }
                    </p>
                }
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

/// How often the value has changed while the tile stood: at each count it is briefly marked.
#[hook]
pub fn use_changes(tile: &TileView) -> u32 {
    let seen = use_mut_ref(|| (tile.value, 0));
    let mut seen = seen.borrow_mut();
    if seen.0 != tile.value {
        *seen = (tile.value, seen.1 + 1);
    }
    seen.1
}

/// The value, large.
pub fn value(tile: &TileView) -> Html {
    let Some(value) = tile.value else {
        return html! { <span class="tandem-value" aria-hidden="true">{ "–" }</span> };
    };
    let reading = Reading::new(tile);
    let figure = reading.format().figure(value);
    // As large as it fits beside a verdict: never cut, which would make another number of it.
    let class = match figure.width() {
        0..=6 => "tandem-value",
        7..=8 => "tandem-value tandem-value--long",
        9..=12 => "tandem-value tandem-value--longer",
        _ => "tandem-value tandem-value--longest",
    };
    html! { <span {class} part="value" title={reading.format().exact(value)}>{ written(&figure) }</span> }
}

/// Left of the scale: how much of the target, and the target.
pub fn left(reading: &Reading) -> Html {
    let (bold, left) = reading.scale_left();
    html! { <>{ for bold.map(|bold| html! { <b>{ bold }</b> }) }{ left }</> }
}

/// Right of the scale: what is expected today.
fn right(reading: &Reading) -> Html {
    let (tick, right) = reading.scale_right();
    html! { <span title={right.clone()}>if tick { <i class="tandem-tick"></i> }{ right }</span> }
}

/// A badge beside the teams.
pub fn said(sign: Sign, text: AttrValue) -> Html {
    html! { <span class="tandem-age" title={text.clone()}>{ icon(sign) }<span>{ text }</span></span> }
}

/// The one badge beside the teams: what is most urgent to know.
pub(super) fn badge(tile: &TileView) -> Option<Html> {
    let all = |names: &[String]| words::and(&names.iter().map(String::as_str).collect::<Vec<_>>());
    if !tile.objectors.is_empty() {
        let objects = words::objects(&all(&tile.objectors), tile.objectors.len() > 1);
        return Some(said(Sign::Warn, objects.into()));
    }
    if let Some(time) = tile.measured_at.clone().filter(|_| tile.stale) {
        return Some(html! {
            <span class="tandem-age">{ icon(Sign::Clock) }<Age {time} old=true /></span>
        });
    }
    (!tile.waits_for.is_empty()).then(|| said(Sign::Open, words::waits_for(&all(&tile.waits_for)).into()))
}

/// Who sent the value, and when.
fn source(tile: &TileView) -> Option<Html> {
    let time = tile.measured_at.clone()?;
    let source = tile.source.as_deref().map(|name| if tile.typed { words::typed_by(name) } else { name.into() });
    Some(html! { <span><Age {time} source={source.map(AttrValue::from)} /></span> })
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
