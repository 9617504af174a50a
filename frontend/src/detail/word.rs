//! A team's word on a target, wherever targets are read: acknowledge it, or ask back with what speaks against it.

use tandem_shared::view::{Me, TargetVersion, TeamView, Verdict};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

use crate::api::{self, Failure, Verb};
use crate::edit::quote;
use crate::page;
use crate::part::icon::{Sign, icon};
use crate::words;

/// An objection as it is written.
#[derive(Clone, PartialEq)]
struct Objection {
    /// Where it is sent.
    path: String,
    team: String,
    revision: u64,
    reason: String,
    fault: Option<AttrValue>,
}

/// What the reader is about to say, and how.
pub struct Speaking {
    objection: UseStateHandle<Option<Objection>>,
    fault: UseStateHandle<Option<AttrValue>>,
    again: Callback<()>,
}

/// The reader's words on targets; `again` reads these anew. Once a word is given, the focus goes to `#targets`.
#[hook]
pub fn use_word(again: Callback<()>) -> Speaking {
    let objection = use_state_eq(|| None::<Objection>);
    let fault = use_state_eq(|| None::<AttrValue>);
    use_effect_with(objection.as_ref().map(|open| open.path.clone()), |open| {
        if open.is_some() {
            page::focus("#objection");
        }
    });
    Speaking { objection, fault, again }
}

impl Speaking {
    /// The buttons below a version of a KPI's target, for the teams the reader speaks for.
    pub fn ask(&self, kpi: &str, version: &TargetVersion, me: &Me) -> Option<Html> {
        let (path, teams) = (path(kpi, version), speaks_for(me, version));
        let open = self.objection.as_ref().filter(|open| (&open.path, open.revision) == (&path, version.revision));
        if let Some(open) = open {
            return Some(self.form(open));
        }
        (!teams.is_empty()).then(|| {
            html! {
                <>
                    { for teams.iter().map(|team| self.buttons(version, team, &path, teams.len() > 1)) }
                    { for self.fault.as_ref().map(|why| html! { <p class="err" role="alert">{ icon(Sign::Warn) }<span>{ why }</span></p> }) }
                </>
            }
        })
    }

    fn buttons(&self, version: &TargetVersion, team: &TeamView, path: &str, several: bool) -> Html {
        let acknowledge = {
            let body = body(version.revision, &team.slug, "acknowledged", None);
            let (path, again, fault) = (path.to_owned(), self.again.clone(), self.fault.setter());
            Callback::from(move |_: MouseEvent| {
                let (path, body, again, fault) = (path.clone(), body.clone(), again.clone(), fault.clone());
                spawn_local(async move {
                    let refused = api::send(Verb::Post, &path, None, Some(&body)).await.err();
                    if refused.is_none() {
                        page::focus("#targets");
                    }
                    fault.set(refused.map(|it| it.say().into()));
                    again.emit(());
                });
            })
        };
        let object = {
            let open = Objection {
                path: path.to_owned(),
                team: team.slug.clone(),
                revision: version.revision,
                reason: String::new(),
                fault: None,
            };
            let set = self.objection.setter();
            Callback::from(move |_: MouseEvent| set.set(Some(open.clone())))
        };
        let label = if several { words::acknowledge_for(&team.name) } else { words::acknowledge().into() };
        html! {
            <div class="act">
                <button type="button" class="tandem-btn tandem-btn--small tandem-btn--primary" onclick={acknowledge}>{ label }</button>
                <button type="button" class="tandem-btn tandem-btn--small" id={asks(path, &team.slug)} onclick={object}>{ words::ask_back() }</button>
            </div>
        }
    }

    fn form(&self, open: &Objection) -> Html {
        let typed = {
            let (set, open) = (self.objection.setter(), open.clone());
            Callback::from(move |event: InputEvent| {
                // A text area has a value as an input has; the cast only names the getter.
                let reason = event.target_unchecked_into::<HtmlInputElement>().value();
                set.set(Some(Objection { reason, fault: None, ..open.clone() }));
            })
        };
        let send = {
            let (set, open, again) = (self.objection.setter(), open.clone(), self.again.clone());
            Callback::from(move |()| {
                let (set, open, again) = (set.clone(), open.clone(), again.clone());
                if open.reason.trim().is_empty() {
                    return set.set(Some(Objection { fault: Some(words::add_a_reason().into()), ..open }));
                }
                let body = body(open.revision, &open.team, "objected", Some(open.reason.trim()));
                spawn_local(async move {
                    match api::send(Verb::Post, &open.path, None, Some(&body)).await {
                        Ok(_) => {
                            set.set(None);
                            page::focus("#targets");
                        }
                        Err(failure) => set.set(Some(Objection { fault: Some(why(&failure)), ..open })),
                    }
                    again.emit(());
                });
            })
        };
        let cancel = {
            let (set, button) = (self.objection.setter(), asks(&open.path, &open.team));
            Callback::from(move |()| {
                set.set(None);
                page::focus_soon(["[id='", &button, "']"].concat());
            })
        };
        let onkeydown = {
            let (cancel, send) = (cancel.clone(), send.clone());
            Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
                "Escape" => {
                    event.prevent_default();
                    cancel.emit(());
                }
                "Enter" if !event.shift_key() => {
                    event.prevent_default();
                    send.emit(());
                }
                _ => {}
            })
        };
        html! {
            <div class="field">
                <label for="objection">{ words::objection() }{ " " }<em>{ words::required() }</em></label>
                <textarea class={if open.fault.is_some() { "in in--bad" } else { "in" }} id="objection" rows="2" maxlength="500"
                    value={open.reason.clone()} oninput={typed} {onkeydown} aria-invalid={open.fault.as_ref().map(|_| "true")}
                    aria-describedby={open.fault.as_ref().map(|_| "objection-why")} />
                if let Some(why) = &open.fault {
                    <p class="err" id="objection-why" role="alert">{ icon(Sign::Warn) }<span>{ why }</span></p>
                }
                <div class="act">
                    <button type="button" class="tandem-btn tandem-btn--small tandem-btn--primary" onclick={move |_| send.emit(())}>
                        { words::object() }
                    </button>
                    <button type="button" class="tandem-btn tandem-btn--small" onclick={cancel.reform(|_: MouseEvent| ())}>{ words::cancel() }</button>
                </div>
            </div>
        }
    }
}

/// The teams the reader can speak for: asked about a version that stands, silent or objecting.
fn speaks_for(me: &Me, version: &TargetVersion) -> Vec<TeamView> {
    let objectors = version.acknowledgements.iter().filter(|word| word.verdict == Verdict::Objected);
    let open = version.waits_for.iter().chain(objectors.map(|word| &word.team));
    open.filter(|team| version.is_newest && me.edits_of(std::slice::from_ref(team))).cloned().collect()
}

fn path(kpi: &str, version: &TargetVersion) -> String {
    let team = version.team.as_ref().map(|team| ["?team=", team].concat()).unwrap_or_default();
    ["/api/v1/kpis/", kpi, "/targets/", &version.period, "/acknowledgement", &team].concat()
}

/// Id of the button that opens an objection.
fn asks(path: &str, team: &str) -> String {
    [path, " ", team].concat()
}

/// What is wrong with an objection.
fn why(failure: &Failure) -> AttrValue {
    match failure {
        Failure::Refused { errors, .. } if !errors.is_empty() => errors[0].detail.clone().into(),
        other => other.say().into(),
    }
}

fn body(revision: u64, team: &str, verdict: &str, reason: Option<&str>) -> String {
    let reason = reason.map(|reason| [",\"reason\":", &quote(reason)].concat()).unwrap_or_default();
    [
        "{\"revision\":",
        &revision.to_string(),
        ",\"team\":",
        &quote(team),
        ",\"verdict\":\"",
        verdict,
        "\"",
        &reason,
        "}",
    ]
    .concat()
}
