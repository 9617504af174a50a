//! What a goal can name: teams, KPIs and other goals.

use miniserde::Deserialize;
use tandem_shared::view::Side;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::shared::Shared;

/// Something with a name.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) slug: String,
    pub(super) name: String,
    /// Of a team.
    pub(super) side: Option<Side>,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Named>,
    next: Option<String>,
}

/// Everything that can be chosen.
pub(super) struct Choices {
    pub(super) teams: Vec<Named>,
    pub(super) kpis: Vec<Named>,
    pub(super) goals: Vec<Named>,
}

/// Asked for when the form opens; `None` until all are known.
#[hook]
pub(super) fn use_choices() -> (Option<Shared<Choices>>, Option<Failure>) {
    let choices = use_state_eq(|| None);
    let failure = use_state_eq(|| None);
    use_effect_with((), {
        let (set_choices, set_failure) = (choices.setter(), failure.setter());
        move |()| {
            spawn_local(async move {
                match ask().await {
                    Ok(choices) => set_choices.set(Some(Shared::new(choices))),
                    Err(failure) => set_failure.set(Some(failure)),
                }
            });
        }
    });
    ((*choices).clone(), (*failure).clone())
}

async fn ask() -> Result<Choices, Failure> {
    Ok(Choices { teams: all("teams").await?, kpis: all("kpis").await?, goals: all("goals").await? })
}

/// Every document of a kind, by slug.
async fn all(kind: &str) -> Result<Vec<Named>, Failure> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let mut page: Page = api::read(&api::get(&["/api/v1/", kind, "?after=", &after].concat()).await?)?;
        all.append(&mut page.items);
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    Ok(all)
}
