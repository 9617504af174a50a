//! The API, version 1: one file an operation.

mod auth;
mod boards;
mod body;
mod changes;
mod check_ins;
mod demo;
mod documents;
mod error;
mod goals;
mod health;
mod kpis;
mod live;
mod me;
mod openapi;
mod people;
mod query;
mod targets;
mod templates;
mod tokens;
mod values;

pub(crate) use auth::{Looker, SESSION_COOKIE, check_own_page, cookie, identify, session};
pub(crate) use boards::{compressed, knows, no_view, unless_known};
pub(crate) use error::{ApiError, internal, not_found};
pub(crate) use openapi::contract;
pub use openapi::openapi_json;
pub(crate) use query::{bad_address, period};

use crate::app::App;
use axum::Router;
use std::sync::Arc;

/// Its operations, and what watches the server asks.
pub(crate) fn routes() -> Router<Arc<App>> {
    let (operations, _) = openapi::api().split_for_parts();
    Router::new().nest("/api/v1", operations).merge(health::routes())
}
