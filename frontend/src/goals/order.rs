//! The order of goals, changed by dragging a grip or by keyboard: Space lifts, ↑ ↓ move, Enter puts down, Esc puts back.

use miniserde::json::{Object, Value, to_string};
use tandem_shared::view::GoalsView;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, KeyboardEvent};
use yew::prelude::*;

use super::goal::id_of;
use crate::api::{self, Failure, Verb};
use crate::page;
use crate::part::icon::{Sign, icon};
use crate::shared::Shared;
use crate::shell::event::use_document_event;
use crate::words;

/// What is moving, and what became of the last move.
#[derive(Clone, Default, PartialEq)]
struct State {
    moving: Option<Moving>,
    /// For screen readers.
    said: AttrValue,
    failure: Option<Failure>,
}

impl State {
    fn of(moving: Moving, said: String) -> Self {
        Self { moving: Some(moving), said: said.into(), failure: None }
    }
}

/// Goals on the move.
#[derive(Clone, Debug, PartialEq)]
struct Moving {
    /// Slugs of the goals, as they stand now.
    order: Vec<String>,
    /// The goal in hand; none while the new order is on its way to the server.
    lifted: Option<Lifted>,
}

#[derive(Clone, Debug, PartialEq)]
struct Lifted {
    goal: String,
    name: String,
    by_pointer: bool,
}

impl Moving {
    fn place(&self) -> usize {
        let goal = self.lifted.as_ref().map(|lifted| &*lifted.goal);
        self.order.iter().position(|known| Some(&**known) == goal).unwrap_or(0)
    }

    /// Its goal and place, in words.
    fn say(&self, says: fn(&str, usize, usize) -> String) -> String {
        let name = self.lifted.as_ref().map_or("", |lifted| &lifted.name);
        says(name, self.place() + 1, self.order.len())
    }

    /// With the lifted goal at another place.
    fn to(&self, place: usize) -> Self {
        let mut moving = self.clone();
        let goal = moving.order.remove(self.place());
        moving.order.insert(place.min(moving.order.len()), goal);
        moving
    }
}

/// The order in force, and what moves it.
pub(super) struct Order {
    state: State,
    set: UseStateSetter<State>,
    put_down: Callback<Moving>,
    known: Vec<String>,
}

/// The order of the goals of a view; `again` asks for the view.
#[hook]
pub(super) fn use_order(view: Option<&Shared<GoalsView>>, again: &Callback<()>) -> Order {
    let state = use_state_eq(State::default);
    let board = view.map(|view| view.board.clone()).unwrap_or_default();
    let known: Vec<String> = view.iter().flat_map(|view| &view.goals).map(|goal| goal.slug.clone()).collect();
    // A new view brings the order as it is kept.
    let said = state.said.clone();
    use_effect_with(known.clone(), {
        let set = state.setter();
        move |_| set.set(State { said, ..State::default() })
    });
    let put_down = use_callback((board, known.clone(), again.clone()), {
        let set = state.setter();
        move |moving: Moving, (board, known, again)| {
            let said = AttrValue::from(moving.say(words::goal_put_down));
            let order = moving.order;
            if let Some(lifted) = moving.lifted.filter(|lifted| !lifted.by_pointer) {
                page::focus_soon(grip_of(&lifted.goal));
            }
            if order == *known {
                return set.set(State { said, ..State::default() });
            }
            let moving = Some(Moving { order: order.clone(), lifted: None });
            set.set(State { moving, said: said.clone(), failure: None });
            let (board, again, set) = (board.clone(), again.clone(), set.clone());
            spawn_local(async move {
                if let Err(failure) = keep(&board, &order).await {
                    set.set(State { moving: None, said, failure: Some(failure) });
                }
                again.emit(());
            });
        }
    });
    // The grip moves with its goal, and must not lose the focus on the way.
    use_effect_with(state.moving.clone(), |moving| {
        if let Some(Lifted { goal, by_pointer: false, .. }) = moving.as_ref().and_then(|moving| moving.lifted.as_ref())
        {
            page::focus(&grip_of(goal));
        }
    });
    let order = Order { state: (*state).clone(), set: state.setter(), put_down, known };
    let moving = order.state.moving.as_ref();
    let dragged = moving.filter(|moving| moving.lifted.as_ref().is_some_and(|lifted| lifted.by_pointer));
    use_document_event("pointermove", dragged.map(|moving| order.on_drag(moving.clone())));
    use_document_event("pointerup", dragged.map(|moving| order.on_drop(moving.clone())));
    use_document_event("pointercancel", dragged.map(|_| order.on_cancel()));
    order
}

impl Order {
    /// Where each goal of the view stands now: its number in the view.
    pub(super) fn places(&self) -> Vec<usize> {
        let order = self.state.moving.as_ref().map_or(&self.known, |moving| &moving.order);
        order.iter().filter_map(|goal| self.known.iter().position(|known| known == goal)).collect()
    }

    /// Whether a goal is in hand.
    pub(super) fn is_lifted(&self, goal: &str) -> bool {
        let moving = self.state.moving.as_ref();
        moving.and_then(|moving| moving.lifted.as_ref()).is_some_and(|lifted| lifted.goal == goal)
    }

    /// What was just moved where, for screen readers.
    pub(super) fn said(&self) -> AttrValue {
        self.state.said.clone()
    }

    /// Why the last order was not kept.
    pub(super) fn failure(&self) -> Option<&Failure> {
        self.state.failure.as_ref()
    }

    /// The grip of a goal.
    pub(super) fn grip(&self, goal: &str, name: &str) -> Html {
        let held = self.state.moving.clone().filter(|_| self.is_lifted(goal));
        let lifted = held.is_some();
        let start = {
            let (set, order, goal, name) = (self.set.clone(), self.known.clone(), goal.to_owned(), name.to_owned());
            move |by_pointer| {
                let lifted = Lifted { goal: goal.clone(), name: name.clone(), by_pointer };
                let moving = Moving { order: order.clone(), lifted: Some(lifted) };
                let said = moving.say(words::goal_lifted);
                set.set(State::of(moving, said));
            }
        };
        let onpointerdown = {
            let start = start.clone();
            Callback::from(move |event: PointerEvent| {
                if event.button() == 0 && !lifted {
                    start(true);
                }
            })
        };
        let onkeydown = {
            let (set, put_down, name, grip) = (self.set.clone(), self.put_down.clone(), name.to_owned(), grip_of(goal));
            Callback::from(move |event: KeyboardEvent| {
                let key = event.key();
                match (key.as_str(), &held) {
                    (" ", None) => start(false),
                    ("ArrowUp" | "ArrowDown", Some(moving)) => {
                        let place = moving.place();
                        let moved = moving.to(if key == "ArrowUp" { place.saturating_sub(1) } else { place + 1 });
                        let said = moved.say(words::goal_moved);
                        set.set(State::of(moved, said));
                    }
                    ("Enter" | " ", Some(moving)) => put_down.emit(moving.clone()),
                    ("Escape", Some(_)) => {
                        set.set(State { said: words::goal_put_back(&name).into(), ..State::default() });
                        page::focus_soon(grip.clone());
                    }
                    _ => return,
                }
                event.prevent_default();
            })
        };
        html! {
            <button type="button" class="grip icon" aria-label={words::move_goal(name)} title={words::move_how()}
                aria-pressed={if lifted { "true" } else { "false" }} {onpointerdown} {onkeydown}>
                { icon(Sign::Grip) }
            </button>
        }
    }

    fn on_drag(&self, moving: Moving) -> Callback<Event> {
        let set = self.set.clone();
        Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
            let pointer = f64::from(event.client_y());
            let lifted = moving.place();
            // Its place is below every other goal whose middle is above the pointer.
            let above = |(place, goal): &(usize, &String)| {
                let goal = page::document()
                    .get_element_by_id(&id_of(goal))
                    .map(|goal: Element| goal.get_bounding_client_rect());
                *place != lifted && goal.is_some_and(|goal| goal.top() + goal.height() / 2.0 < pointer)
            };
            let place = moving.order.iter().enumerate().filter(above).count();
            if place != lifted {
                let moved = moving.to(place);
                let said = moved.say(words::goal_moved);
                set.set(State::of(moved, said));
            }
        })
    }

    fn on_drop(&self, moving: Moving) -> Callback<Event> {
        let put_down = self.put_down.clone();
        Callback::from(move |_| put_down.emit(moving.clone()))
    }

    fn on_cancel(&self) -> Callback<Event> {
        let set = self.set.clone();
        Callback::from(move |_| set.set(State::default()))
    }
}

fn grip_of(goal: &str) -> String {
    ["#", &id_of(goal), " .grip"].concat()
}

/// Writes the board with its goals in an order. Goals of other periods, which nobody saw, stay where they are.
async fn keep(board: &str, order: &[String]) -> Result<(), Failure> {
    let text = api::get(&["/api/v1/boards/", board, "/document"].concat()).await?;
    let mut document: Object = api::read(&text)?;
    let Some(Value::Array(goals)) = document.get("goals") else { return Err(Failure::Unreadable) };
    let all: Vec<String> = goals.iter().filter_map(text_of).collect();
    let revision = api::revision(&document);
    let goals = reordered(&all, order).into_iter().map(Value::String).collect();
    document.insert("goals".to_owned(), Value::Array(goals));
    let path = ["/api/v1/boards/", board].concat();
    api::send(Verb::Put, &path, revision, Some(&to_string(&document))).await.map(drop)
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// All goals with those of `order` in that order, on the places they had.
fn reordered(all: &[String], order: &[String]) -> Vec<String> {
    let mut next = order.iter().filter(|goal| all.contains(goal));
    all.iter()
        .map(|goal| if order.contains(goal) { next.next().unwrap_or(goal).clone() } else { goal.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn goals_that_nobody_saw_stay_where_they_are() {
        assert_eq!(reordered(&list("a x b c y"), &list("c a b")), list("c x a b y"));
        assert_eq!(reordered(&list("a b"), &list("b gone a")), list("b a"), "one was archived meanwhile");
        assert_eq!(reordered(&list("a new b"), &list("b a")), list("b new a"), "one came meanwhile");
    }

    #[test]
    fn a_lifted_goal_moves_within_the_ends() {
        let lifted = Some(Lifted { goal: "b".into(), name: "B".into(), by_pointer: false });
        let moving = Moving { order: list("a b c"), lifted };
        assert_eq!(moving.to(2).order, list("a c b"));
        assert_eq!(moving.to(9).order, list("a c b"));
        assert_eq!(moving.to(0).order, list("b a c"));
    }
}
