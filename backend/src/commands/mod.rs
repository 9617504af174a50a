//! The operations that write: each is checked against the world, then committed.

mod acknowledge;
mod board_key;
mod check;
mod check_in;
mod create_token;
mod delete_document;
mod demo;
mod fields;
mod found;
mod goal;
mod pair_screen;
mod people;
mod push_values;
mod put_document;
mod put_target;
mod put_targets;
mod restore_document;
mod set_figure;
mod set_figures;
mod slugs;
mod use_template;

pub(crate) use acknowledge::{NewAcknowledgement, acknowledge};
pub(crate) use board_key::{SeenKey, board_key, make_board_key, revoke_board_key, set_board_pages};
pub(crate) use check::may_change;
pub(crate) use check_in::hold_check_in;
pub(crate) use create_token::create_token;
pub(crate) use delete_document::delete_document;
pub(crate) use demo::{DemoSize, is_half_loaded, load_demo, remove_demo};
pub(crate) use fields::{Fields, fields_of, read_fields, read_json};
pub(crate) use found::{Founding, found};
pub(crate) use goal::add_goal;
pub(crate) use pair_screen::pair_screen;
pub(crate) use people::{invite, set_password, unwritten};
pub(crate) use push_values::{Accepted, NewValue, push_values};
pub(crate) use put_document::{Precondition, put_document};
pub(crate) use put_target::{asked, counts_from, put_target};
pub(crate) use put_targets::{Changed, NewTargets, put_targets};
pub(crate) use restore_document::restore_document;
pub(crate) use set_figure::{NewFigure, set_figure};
pub(crate) use set_figures::{DayFigure, set_figures};
pub(crate) use slugs::{free_slug, slug_of};
pub(crate) use use_template::{NewBoard, use_template};

use crate::store::{CommitError, StoredDocument};
use serde_json::{Map, Value};
use tandem_shared::{Problem, ProblemKind};

/// A document as the API shows it: its body with `id`, `slug` and `revision`.
pub(crate) fn document_json(document: &StoredDocument) -> Value {
    let mut object = Map::new();
    object.insert("id".into(), document.id.clone().into());
    object.insert("slug".into(), document.slug.clone().into());
    object.insert("revision".into(), document.revision.into());
    if document.demo {
        object.insert("demo".into(), true.into());
    }
    if document.archived {
        object.insert("archived".into(), true.into());
    }
    if let Ok(Value::Object(body)) = serde_json::from_str(&document.body) {
        object.extend(body);
    }
    Value::Object(object)
}

const GONE: &str = "There is nothing here (any more) that could be changed: send it without If-Match to create it.";

/// The problem of a commit that was refused.
pub(crate) fn refused(error: CommitError) -> Problem {
    match error {
        CommitError::Stale { current, .. } => {
            let detail = "Somebody changed this since you read it: look at \"current\", then send your change again with its revision in If-Match.";
            let detail = if current.is_some() { detail } else { GONE };
            let current = current.as_deref().map(document_json).map(Box::new);
            Problem { current, ..Problem::new(ProblemKind::StaleRevision, detail) }
        }
        CommitError::Overflow { index } => Problem::invalid(vec![tandem_shared::FieldError {
            pointer: format!("/{index}/value"),
            detail: "with this value a sum of the KPI would leave the range of numbers (922337203685477.5807): check the value, nothing was stored".to_owned(),
        }]),
        CommitError::Full => Problem::new(
            ProblemKind::StorageFull,
            "Nothing was stored: the disk is full. Reading goes on; make room and send it again.",
        ),
        CommitError::Closed(reason) => {
            tracing::error!(reason, "a commit was refused");
            Problem::new(ProblemKind::Busy, "The server is shutting down and nothing was stored: send it again in a moment.")
        }
    }
}
