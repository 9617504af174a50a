//! The bullet bar as SVG: attributes only, so that no style is injected.

use yew::prelude::*;

use crate::chart::bullet::{Bullet, Stretch};
use crate::chart::svg::percent;
use crate::part::defs::{LESS, OVER};

/// The bar, told as `label`; an empty outline without marks.
pub fn bar(bullet: Option<Bullet>, label: AttrValue, stale: bool) -> Html {
    let Some(bullet) = bullet else {
        return html! { <div class="tandem-bullet tandem-bullet--empty" aria-hidden="true"></div> };
    };
    let rect = |class: &'static str, stretch: Stretch, fill: Option<&'static str>| {
        html! { <rect {class} x={percent(stretch.from)} width={percent(stretch.width)} y="4" height="8" {fill} /> }
    };
    let difference = bullet.more.map(|more| rect("more", more, None)).or_else(|| {
        // The outline keeps a sliver of a difference visible.
        bullet.less.map(|less| html! { <>{ rect("ground", less, None) }{ rect("less", less, Some(LESS)) }</> })
    });
    let tick = |class: &'static str, at: f64, y: &'static str, height: &'static str| {
        html! { <rect {class} x={percent(at)} width="2" {y} {height} transform="translate(-1)" /> }
    };
    let zones = bullet.over.into_iter().flatten();
    html! {
        <svg class={classes!("tandem-bullet", stale.then_some("tandem-bullet--stale"))} role="img" aria-label={label}>
            <rect class="track" width="100%" y="4" height="8" rx="1" />
            { for zones.map(|zone| rect("over", zone, Some(OVER))) }
            { rect("m", Stretch { from: 0.0, width: bullet.measure }, None) }
            { for difference }
            { for bullet.goal.map(|goal| tick("goal", goal, "4", "8")) }
            { for bullet.pace.map(|pace| tick("pace", pace, "0", "16")) }
        </svg>
    }
}
