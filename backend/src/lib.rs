//! The server of Tandem.

pub mod store;
