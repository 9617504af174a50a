//! A tile where somebody may edit: its value is typed over, its target is a button, and what has not arrived is told.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::desk::{DeskHandle, Letter, State};
use super::figure::{self, foretold, use_typing};
use super::form;
use super::target::target_button;
use crate::board::{Hand, Place, Reading, TileProps, left, said, tile, use_changes, value};
use crate::me::use_who;
use crate::part::icon::{Sign, icon};
use crate::words;

/// The tile.
#[component]
pub fn EditTile(props: &TileProps) -> Html {
    let TileProps { tile: sent, place, .. } = props;
    let desk = use_context::<DeskHandle>();
    let may = use_who().may(|me| me.edits_of(&sent.owners)) && sent.kpi.is_some();
    let unsent = Unsent::of(sent, place, desk.as_ref());
    let typing = use_typing(sent, &place.period, desk.as_ref(), may && sent.typeable);
    let now = foretold(sent, unsent.figure.as_ref());
    let changes = use_changes(&now);
    let button = typing.open.map(|(open, button)| {
        html! {
            <button type="button" class="edit-hint" ref={button} onclick={open}>
                { value(&now) }{ icon(Sign::Pencil) }<span class="tandem-vh">{ words::type_a_value() }</span>
            </button>
        }
    });
    let hand = Hand {
        value: button,
        field: typing.field,
        left: left_of(&Reading::new(&now).within(&place.period), &now, &unsent, may, desk.as_ref()),
        right: unsent.is_signed_out().then(|| {
            html! { <a href="/sign-in" target="_blank" title={words::signed_out()}>{ words::sign_in() }</a> }
        }),
        badge: unsent.badge(),
        source: typing.note.or_else(|| unsent.figure_waits().then(|| html! { <span>{ words::kept_here() }</span> })),
    };
    tile(&TileProps { tile: now, ..props.clone() }, changes, hand)
}

/// Left of the scale: the target as a button for whoever may change it, and what is on its way.
fn left_of(reading: &Reading, tile: &TileView, unsent: &Unsent, may: bool, desk: Option<&DeskHandle>) -> Option<Html> {
    let target_waits = unsent.target.as_ref().filter(|(_, state)| waits(state)).and_then(|(letter, _)| letter.typed());
    let says = match target_waits.and_then(|typed| typed.value) {
        Some(target) => words::target_waits_here(&reading.format().text(target)).into(),
        None if unsent.figure_waits() => words::trying_again().into(),
        None if tile.target.is_none() && may => words::set_target().into(),
        None => left(reading),
    };
    may.then(|| target_button(tile, desk, says))
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

    /// The badge that says so.
    pub(super) fn badge(&self) -> Option<Html> {
        self.states().find_map(|state| match state {
            State::Waiting => Some(said(Sign::Warn, words::offline().into())),
            State::SignedOut | State::Clashed | State::Refused(_) => Some(said(Sign::Warn, words::not_taken().into())),
            State::Sending | State::Sent => None,
        })
    }

    fn states(&self) -> impl Iterator<Item = &State> {
        [&self.figure, &self.target].into_iter().flatten().map(|(_, state)| state)
    }

    fn figure_waits(&self) -> bool {
        self.figure.as_ref().is_some_and(|(_, state)| waits(state))
    }

    fn is_signed_out(&self) -> bool {
        self.states().any(|state| matches!(state, State::SignedOut))
    }
}

fn waits(state: &State) -> bool {
    matches!(state, State::Waiting | State::SignedOut)
}
