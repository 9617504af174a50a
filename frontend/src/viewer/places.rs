//! [`Places`]: where boards stand on a page. One application draws into all of them, so they share what they show and its stream.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;
use yew::{AppHandle, create_portal};

use super::boards::{Source, use_boards};
use super::embed::{Embed, Told};
use crate::board::Board;
use crate::clock::{Minute, use_minute};
use crate::page;
use crate::shared::Shared;

/// What stands in a place.
#[derive(PartialEq)]
pub(super) struct Shown {
    /// The board.
    pub(super) source: Source,
    /// Slugs of the KPIs to show, separated by commas; none for all.
    pub(super) tiles: AttrValue,
    /// The language to speak, as a BCP 47 tag.
    pub(super) lang: AttrValue,
    /// Called when something was drawn.
    pub(super) tell: Callback<Told>,
}

/// An element, and what stands in it. One that nothing stands in waits for the next board: Yew never quite forgets a place.
#[derive(Clone, PartialEq)]
struct Place {
    host: Element,
    shown: Option<Rc<Shown>>,
}

#[derive(Clone, Default, Properties, PartialEq)]
struct PlacesProps {
    places: Vec<Place>,
    first: Option<(Source, Shared<Board>)>,
}

#[component]
fn Places(props: &PlacesProps) -> Html {
    let mut sources: Vec<Source> = Vec::new();
    for shown in props.places.iter().filter_map(|place| place.shown.as_ref()) {
        if !sources.contains(&shown.source) {
            sources.push(shown.source.clone());
        }
    }
    let minute = use_minute();
    let (boards, line) = use_boards(sources, props.first.as_slice(), minute);
    let draw = |place: &Place| {
        let drawn = place.shown.as_ref().map(|shown| {
            let Shown { source, tiles, lang, tell } = &**shown;
            html! { <Embed held={boards.of(source)} {line} tiles={tiles.clone()} lang={lang.clone()} tell={tell.clone()} /> }
        });
        create_portal(drawn.unwrap_or_default(), place.host.clone())
    };
    html! { <ContextProvider<Minute> context={minute}>{ for props.places.iter().map(draw) }</ContextProvider<Minute>> }
}

/// The application, and what it was last told.
#[derive(Default)]
struct Page {
    props: PlacesProps,
    app: Option<AppHandle<Places>>,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

impl Page {
    fn draw(&mut self) {
        let props = self.props.clone();
        match &mut self.app {
            Some(app) => app.update(props),
            // It has no place of its own.
            None => self.app = Some(yew::Renderer::with_root_and_props(page::element(), props).render()),
        }
    }
}

/// Shows a board in an element, or without one in one that waits or is new; returns it. `first`: the board as it came with
/// the page.
pub(super) fn show(host: Option<Element>, shown: Shown, first: Option<Shared<Board>>) -> Element {
    PAGE.with_borrow_mut(|page| {
        if let Some(board) = first {
            page.props.first = Some((shown.source.clone(), board));
        }
        let places = &mut page.props.places;
        let is_it = |place: &Place| host.as_ref().map_or(place.shown.is_none(), |host| place.host == *host);
        let index = places.iter().position(is_it).unwrap_or(places.len());
        if index == places.len() {
            places.push(Place { host: host.unwrap_or_else(place), shown: None });
        }
        places[index].shown = Some(Rc::new(shown));
        let host = places[index].host.clone();
        page.draw();
        host
    })
}

/// An element that embed.js knows how to place.
fn place() -> Element {
    let place = page::element();
    place.set_class_name("place");
    place
}

/// Shows nothing in an element any more.
pub(super) fn hide(host: &Element) {
    PAGE.with_borrow_mut(|page| {
        if let Some(place) = page.props.places.iter_mut().find(|place| place.host == *host) {
            place.shown = None;
            page.draw();
        }
    });
}
