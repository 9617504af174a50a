//! The page of a board: waiting, failing, or drawn; and over it the KPI that is opened.

use yew::prelude::*;

use super::header::{Head, header};
use super::section::sections;
use super::store::{Act, use_board};
use super::waiting::{failed, waiting};
use crate::checkin::Actions;
use crate::detail::Detail;
use crate::edit::EDITED;
use crate::edit::desk::{DeskHandle, use_desk};
use crate::edit::target::open_form;
use crate::edit::toast::use_toast;
use crate::page;
use crate::route::Route;
use crate::words;

/// What to show.
#[derive(Clone, Properties, PartialEq)]
pub struct BoardPageProps {
    /// The board's slug.
    pub board: AttrValue,
    /// The page: the board alone, or a KPI of it in detail.
    pub here: Route,
}

/// A board and, over it, the KPI that is opened; with the desk of whoever edits it.
#[component]
pub fn BoardPage(props: &BoardPageProps) -> Html {
    let desk = use_desk();
    // A component of its own: what is provided around something is compared, all of it, whenever that is drawn again.
    html! {
        <ContextProvider<DeskHandle> context={desk.clone()}><Page shown={props.clone()} {desk} /></ContextProvider<DeskHandle>>
    }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    shown: BoardPageProps,
    desk: DeskHandle,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let PageProps { shown: BoardPageProps { board: slug, here }, desk } = props;
    let kpi = match here {
        Route::Kpi { kpi, .. } => Some(kpi.as_str()),
        _ => None,
    };
    let opened = kpi.is_some();
    let (held, line) = use_board(slug.clone(), here.period().map(|id| AttrValue::from(id.to_owned())), None);
    let toast = use_toast(desk);
    let board = held.board.clone();
    let title = board.as_ref().map(|board| [&*board.name, " — Tandem"].concat());
    use_effect_with((title, opened), |(title, opened)| {
        // An opened KPI names the page itself.
        if let (Some(title), false) = (title, opened) {
            page::set_title(title);
        }
    });
    // The first drawing of a board is an arrival: keyboard and screen reader begin at its name.
    // At a KPI, at the KPI's.
    use_effect_with(board.is_some(), move |arrived| {
        if *arrived && !opened {
            page::focus("#board-name");
        }
    });
    let again = {
        let dispatch = held.dispatcher();
        use_callback((), move |_: MouseEvent, ()| dispatch.dispatch(Act::Wanted))
    };
    let changed = {
        let dispatch = held.dispatcher();
        use_callback((), move |(), ()| dispatch.dispatch(Act::Wanted))
    };
    let failure = held.failure.as_ref().map(|failure| failed(failure, again));
    let Some(board) = board else { return waiting(words::board(), words::loading(), failure) };
    let form = open_form(&board, desk).unwrap_or_default();
    // What comes and goes keeps its place, empty: in a list that grew, Yew would draw the whole board anew.
    let detail = opened.then(|| html! { <Detail board={board.clone()} here={here.clone()} /> });
    html! {
        <>
            <div class="board" aria-labelledby="board-name" inert={opened}>
                { header(&Head::of(&board), line) }
                { failure.unwrap_or_default() }
                { for sections(&board, EDITED, kpi) }
                if !board.actions.is_empty() {
                    <section class="boardacts" aria-labelledby="open-actions">
                        <div class="sec"><h2 id="open-actions">{ words::open_actions() }</h2></div>
                        <div class="panel"><Actions actions={(*board.actions).clone()} changed={changed} /></div>
                    </section>
                }
                if board.tiles().next().is_none() { <p class="note">{ words::empty_board() }</p> }
                <p class="tandem-vh" role="status">{ held.said.clone() }</p>
            </div>
            { detail.unwrap_or_default() }
            { toast }
            { form }
        </>
    }
}
