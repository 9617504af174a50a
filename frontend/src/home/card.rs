//! A board on a card: its headline, how its numbers stand, every KPI as a small bar. The whole card is one link.

use tandem_shared::formula::Status;
use tandem_shared::view::{BoardCard, PeriodView, TileView};
use yew::prelude::*;

use super::sum;
use crate::board::Reading;
use crate::chart::bullet::Bullet;
use crate::fmt::date;
use crate::part::bullet::bar;
use crate::part::figure::figure;
use crate::part::icon::icon;
use crate::part::status::{look, verdict};
use crate::route::Route;
use crate::words;

/// The card of a board, in the period asked for or its own.
pub(super) fn card(card: &BoardCard, asked: Option<&str>) -> Html {
    let href = Route::Board { board: card.slug.clone(), period: asked.map(str::to_owned) }.href();
    let label = date::period(&card.period.id, &card.period.label);
    html! {
        <article class="card" key={&*card.slug}>
            <div class="card__main">
                <h2><a {href}>{ &card.name }{ " — " }{ label }</a></h2>
                { for card.headline.as_ref().map(|tile| headline(tile, &card.period)) }
                <ul class="counts" aria-label={words::statuses()}>{ for counts(card) }</ul>
            </div>
            <ul class="mini" aria-hidden="true">{ for card.tiles.iter().map(mini) }</ul>
        </article>
    }
}

fn headline(tile: &TileView, period: &PeriodView) -> Html {
    let reading = Reading::new(tile).within(period);
    let (bold, left) = reading.scale_left();
    let (tick, right) = reading.scale_right();
    let value = match tile.value {
        Some(value) => html! {
            <span class="tandem-value" title={reading.format().exact(value)}>{ figure(&reading.format().figure(value)) }</span>
        },
        None => html! { <span class="tandem-value">{ "–" }</span> },
    };
    html! {
        <>
            <p class="card__kpi">{ tile.name.as_deref().unwrap_or_default() }</p>
            <p class="tandem-tile__read">{ value }{ verdict(tile.status, None) }</p>
            { bar(tile.value.and_then(|_| Bullet::of(tile)), reading.bar().into(), tile.stale) }
            <p class="tandem-tile__scale">
                <span>{ for bold.map(|bold| html! { <b>{ bold }</b> }) }{ left }</span>
                <span>if tick { <i class="tandem-tick"></i> }{ right }</span>
            </p>
        </>
    }
}

/// How many numbers are ahead, on pace, behind, without a verdict; what there is none of is left out.
fn counts(card: &BoardCard) -> impl Iterator<Item = Html> {
    [Status::Ahead, Status::OnPace, Status::Behind, Status::NoVerdict].into_iter().filter_map(|status| {
        let count = sum::count(sum::tiles(card), status);
        let (sign, class) = look(status);
        (count > 0)
            .then(|| html! { <li {class}>{ icon(sign) }<b>{ count }</b><span>{ words::status(status) }</span></li> })
    })
}

fn mini(tile: &TileView) -> Html {
    let (sign, class) = look(tile.status);
    let bullet = tile.value.and_then(|_| Bullet::of(tile));
    html! { <li key={tile.number} {class}>{ icon(sign) }{ bar(bullet, "".into(), tile.stale) }</li> }
}
