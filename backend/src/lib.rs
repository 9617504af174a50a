//! The server of Tandem: commands in, one durable store, finished boards out.

mod access;
mod accounts;
mod api;
mod app;
pub mod calendar;
pub mod cli;
mod clock;
mod commands;
pub mod demo;
mod live;
mod metrics;
mod origin;
mod pages;
mod pictures;
mod proxy;
mod router;
mod screens;
mod server;
mod settings;
pub mod store;
mod templates;
mod views;
mod world;

pub use api::openapi_json;
pub use clock::Clock;
pub use proxy::Proxy;
pub use server::{listen, serve};
pub use settings::{Limits, Oidc, Settings};

/// Which build speaks, as heartbeats and pages tell it: the version, and a hash of the front end inside.
pub const BUILD: &str = env!("TANDEM_BUILD");
