//! What the tests from outside share: a running server, a client of its API, a real browser.
//!
//! Nothing here returns an error: in a test the panic that says what went wrong is the answer.

mod api;
mod binary;
mod browser;
mod buffering;
mod cable;
mod clock;
mod documents;
mod host;
mod image;
mod live;
mod provider;
mod screen;
mod server;
mod visitor;

pub use api::{Answer, Api, quantity};
pub use binary::{Binary, command};
pub use browser::{Browser, until};
pub use buffering::BufferingProxy;
pub use cable::Cable;
pub use clock::ManualClock;
pub use documents::{PASSWORD, board, count, found_company, key_to_look, person, rate, revoke_keys};
pub use host::Host;
pub use image::Image;
pub use live::{Frame, Live};
pub use provider::{Faults, Provider};
pub use screen::paired;
pub use server::Server;
pub use visitor::{Page, Visitor};

/// The admin token every server of the tests knows.
pub const TOKEN: &str = "test-admin-token";
