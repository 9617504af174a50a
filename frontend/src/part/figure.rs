//! A number as people read it: digits large, unit small.

use yew::prelude::*;

use crate::fmt::{Figure, Piece};

/// The figure as text with its units set smaller.
pub fn figure(figure: &Figure) -> Html {
    let piece = |piece: &Piece| match piece {
        Piece::Number(text) | Piece::Currency(text) => html! { <>{ text }</> },
        Piece::Unit(text) => html! { <small>{ text }</small> },
    };
    html! { <>{ for figure.pieces().iter().map(piece) }</> }
}
