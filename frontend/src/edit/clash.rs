//! Two people, one target: both values with their reason and their effect, and a choice.

use tandem_shared::Quantity;
use tandem_shared::view::{OutlookView, TargetPreview, TargetVersion, TeamView, TileView};
use yew::prelude::*;

use super::number;
use crate::board::{Place, Reading};
use crate::chart::bullet::Bullet;
use crate::clock;
use crate::fmt::{Shape, date};
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::status::verdict;
use crate::words;

/// Theirs beside mine. `started`: the value both began with.
#[expect(clippy::too_many_arguments, reason = "a drawing of what the form holds, called once")]
pub(super) fn clash(
    tile: &TileView,
    place: &Place,
    preview: &TargetPreview,
    theirs: &TargetVersion,
    mine: Option<(Quantity, String)>,
    my_teams: &[TeamView],
    started: Option<Quantity>,
    keep: &Callback<MouseEvent>,
    replace: &Callback<MouseEvent>,
) -> Html {
    let unit = Reading::new(tile).unit();
    // The tile's figure is that of the board's period.
    let same_period = theirs.period == place.period.id;
    let effect = |target: Option<Quantity>, outlook: &OutlookView| {
        let so = TileView { target, expected: outlook.expected, status: outlook.status, ..tile.clone() };
        let reading = Reading::new(&so).within(&place.period);
        let (share, of) = reading.scale_left();
        same_period.then(|| {
            html! {
                <>
                    { bar(Bullet::of(&so), reading.bar().into(), false) }
                    <p class="tandem-tile__scale"><span><b>{ share }</b>{ of }</span>{ verdict(outlook.status, None) }</p>
                </>
            }
        })
    };
    let value =
        |value: Option<Quantity>| value.map_or_else(|| words::taken_back().into(), |value| number::full(value, unit));
    let age = date::age(&theirs.at, clock::now());
    let time = date::write(&theirs.at, Shape::Time);
    html! {
        <>
            <header><div>
                <h3 id="target-clash">{ words::changed_this_target(&theirs.by, &age) }</h3>
                <p>{ tile.name.as_deref().unwrap_or_default() }</p>
                <p class="change__why">
                    { for started.map(|started| words::both_started_from(&number::full(started, unit))) }{ " " }{ words::which_counts() }
                </p>
            </div></header>
            <div class="pick2">
                <div class="opt2">
                    <p class="who"><span>{ &theirs.by }</span>{ chips(&theirs.teams) }<span>{ words::saved_at(&time) }</span></p>
                    <p class="tandem-value">{ value(theirs.value) }</p>
                    <p class="why">{ &theirs.reason }</p>
                    { for effect(theirs.value, &preview.before) }
                    <button type="button" class="tandem-btn tandem-btn--primary" onclick={keep.clone()}>
                        { words::keep_theirs() }
                    </button>
                </div>
                <div class="opt2">
                    <p class="who"><span>{ words::you() }</span>{ chips(my_teams) }<span>{ words::unsaved() }</span></p>
                    <p class="tandem-value">{ value(mine.as_ref().map(|(value, _)| *value)) }</p>
                    <p class="why">{ mine.as_ref().map(|(_, why)| why.as_str()) }</p>
                    { for effect(mine.as_ref().map(|(value, _)| *value), &preview.after) }
                    <button type="button" class="tandem-btn" onclick={replace.clone()}>{ words::use_mine() }</button>
                </div>
            </div>
            <p class="change__foot">{ words::other_stays() }</p>
        </>
    }
}
