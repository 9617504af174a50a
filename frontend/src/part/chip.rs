//! Teams, each with its mark: square for sales, round for marketing, so that hue is not the only sign.

use tandem_shared::view::{Side, TeamView};
use yew::prelude::*;

/// A chip for each team.
pub fn chips(teams: &[TeamView]) -> Html {
    if teams.is_empty() {
        return Html::default();
    }
    let chip = |team: &TeamView| {
        let side = match team.side {
            Side::Sales => "tandem-chip--sales",
            Side::Marketing => "tandem-chip--marketing",
            Side::Other => "tandem-chip--other",
        };
        html! { <span key={team.slug.as_str()} class={classes!("tandem-chip", side)}>{ &team.name }</span> }
    };
    html! { <span class="tandem-chips">{ for teams.iter().map(chip) }</span> }
}
