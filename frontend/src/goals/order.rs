//! The order of goals, changed by dragging a grip or by keyboard: Space lifts, ↑ ↓ move, Enter puts down, Esc puts back.

use miniserde::json::{Value, from_str, to_string};
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
    by_pointer: bool,
}

impl Moving {
    fn place(&self) -> usize {
        let goal = self.lifted.as_ref().map(|lifted| &*lifted.goal);
        self.order.iter().position(|known| Some(&**known) == goal).unwrap_or(0)
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
    moving: Option<Moving>,
    set: UseStateSetter<Option<Moving>>,
    say: UseStateSetter<AttrValue>,
    put_down: Callback<Vec<String>>,
    known: Vec<String>,
    /// What was just moved where, for screen readers.
    pub(super) said: AttrValue,
    /// Why the last order was not kept.
    pub(super) failure: Option<Failure>,
}

/// The order of the goals of a view; `again` asks for the view.
#[hook]
pub(super) fn use_order(view: Option<&Shared<GoalsView>>, again: &Callback<()>) -> Order {
    let moving = use_state_eq(|| None::<Moving>);
    let said = use_state_eq(AttrValue::default);
    let failure = use_state_eq(|| None::<Failure>);
    let board = view.map(|view| view.board.clone()).unwrap_or_default();
    let known: Vec<String> = view.iter().flat_map(|view| &view.goals).map(|goal| goal.slug.clone()).collect();
    // A new view brings the order as it is kept.
    use_effect_with(known.clone(), {
        let set = moving.setter();
        move |_| set.set(None)
    });
    let put_down = use_callback((board, known.clone(), again.clone()), {
        let (set, set_failure) = (moving.setter(), failure.setter());
        move |order: Vec<String>, (board, known, again)| {
            if order == *known {
                return set.set(None);
            }
            set.set(Some(Moving { order: order.clone(), lifted: None }));
            let (board, again, set, set_failure) = (board.clone(), again.clone(), set.clone(), set_failure.clone());
            spawn_local(async move {
                let failed = keep(&board, &order).await.err();
                if failed.is_some() {
                    set.set(None);
                }
                set_failure.set(failed);
                again.emit(());
            });
        }
    });
    // The grip moves with its goal, and must not lose the focus on the way.
    use_effect_with((*moving).clone(), |moving| {
        if let Some(Lifted { goal, by_pointer: false }) = moving.as_ref().and_then(|moving| moving.lifted.as_ref()) {
            page::focus(&["#", &id_of(goal), " .grip"].concat());
        }
    });
    let order = Order {
        moving: (*moving).clone(),
        set: moving.setter(),
        say: said.setter(),
        put_down,
        known,
        said: (*said).clone(),
        failure: (*failure).clone(),
    };
    let dragged = order.moving.clone().filter(|it| it.lifted.as_ref().is_some_and(|lifted| lifted.by_pointer));
    use_document_event("pointermove", dragged.clone().map(|moving| order.on_drag(moving)));
    use_document_event("pointerup", dragged.clone().map(|moving| order.on_drop(moving)));
    use_document_event("pointercancel", dragged.map(|_| order.on_cancel()));
    order
}

impl Order {
    /// Where each goal of the view stands now: its number in the view.
    pub(super) fn places(&self) -> Vec<usize> {
        let order = self.moving.as_ref().map_or(&self.known, |moving| &moving.order);
        order.iter().filter_map(|goal| self.known.iter().position(|known| known == goal)).collect()
    }

    /// Whether a goal is in hand.
    pub(super) fn is_lifted(&self, goal: &str) -> bool {
        self.moving.as_ref().and_then(|moving| moving.lifted.as_ref()).is_some_and(|lifted| lifted.goal == goal)
    }

    /// The grip of a goal.
    pub(super) fn grip(&self, goal: &str, name: &str) -> Html {
        let lifted = self.is_lifted(goal);
        let start = {
            let (set, order, goal) = (self.set.clone(), self.known.clone(), goal.to_owned());
            move |by_pointer| {
                let moving = Moving { order: order.clone(), lifted: Some(Lifted { goal: goal.clone(), by_pointer }) };
                set.set(Some(moving.clone()));
                moving
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
            let held = self.moving.clone().filter(|_| lifted);
            let (set, say, put_down, name) =
                (self.set.clone(), self.say.clone(), self.put_down.clone(), name.to_owned());
            Callback::from(move |event: KeyboardEvent| {
                let key = event.key();
                let tell = |moving: &Moving, says: fn(&str, usize, usize) -> String| {
                    say.set(says(&name, moving.place() + 1, moving.order.len()).into());
                };
                match (key.as_str(), &held) {
                    (" ", None) => tell(&start(false), words::goal_lifted),
                    ("ArrowUp" | "ArrowDown", Some(moving)) => {
                        let place = moving.place();
                        let to = if key == "ArrowUp" { place.saturating_sub(1) } else { place + 1 };
                        let moved = moving.to(to);
                        tell(&moved, words::goal_moved);
                        set.set(Some(moved));
                    }
                    ("Enter" | " ", Some(moving)) => {
                        tell(moving, words::goal_put_down);
                        put_down.emit(moving.order.clone());
                    }
                    ("Escape" | "Tab", Some(_)) => {
                        say.set(words::goal_put_back(&name).into());
                        set.set(None);
                        if key == "Tab" {
                            return;
                        }
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
                set.set(Some(moving.to(place)));
            }
        })
    }

    fn on_drop(&self, moving: Moving) -> Callback<Event> {
        let put_down = self.put_down.clone();
        Callback::from(move |_| put_down.emit(moving.order.clone()))
    }

    fn on_cancel(&self) -> Callback<Event> {
        let set = self.set.clone();
        Callback::from(move |_| set.set(None))
    }
}

/// Writes the board with its goals in an order. Goals of other periods, which nobody saw, stay where they are.
async fn keep(board: &str, order: &[String]) -> Result<(), Failure> {
    let text = api::get(&["/api/v1/boards/", board, "/document"].concat()).await?;
    let Ok(Value::Object(mut document)) = from_str::<Value>(&text) else { return Err(Failure::Unreadable) };
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
        let lifted = Some(Lifted { goal: "b".into(), by_pointer: false });
        let moving = Moving { order: list("a b c"), lifted };
        assert_eq!(moving.to(2).order, list("a c b"));
        assert_eq!(moving.to(9).order, list("a c b"));
        assert_eq!(moving.to(0).order, list("b a c"));
    }
}
