//! What the tests from outside share: a running server, a client of its API, a real browser.
//!
//! Nothing here returns an error: in a test the panic that says what went wrong is the answer.

mod api;
mod binary;
mod browser;
mod clock;
mod server;

pub use api::{Answer, Api, quantity};
pub use binary::Binary;
pub use browser::Browser;
pub use clock::ManualClock;
pub use server::Server;

/// The admin token every server of the tests knows.
pub const TOKEN: &str = "test-admin-token";
