//! The server of Tandem.

pub mod demo;
