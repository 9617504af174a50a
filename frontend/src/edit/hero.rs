//! The joint target where somebody may edit: its target is a button, and what has not arrived is told.

use yew::prelude::*;

use super::desk::DeskHandle;
use super::target::target_button;
use super::tile::Unsent;
use crate::board::{HeroProps, Reading, hero, of};
use crate::me::use_who;
use crate::words;

/// The hero.
#[component]
pub fn EditHero(props: &HeroProps) -> Html {
    let HeroProps { tile, place } = props;
    let desk = use_context::<DeskHandle>();
    let may = use_who().may(|me| me.edits_of(&tile.owners)) && tile.kpi.is_some();
    let says = || of(tile, &Reading::new(tile).within(&place.period)).unwrap_or_else(|| words::set_target().into());
    let target = may.then(|| target_button(tile, desk.as_ref(), says()));
    hero(props, target, Unsent::of(tile, place, desk.as_ref()).badge())
}
