//! One KPI in detail: a panel over its board, with an address of its own.

mod bucket;
mod chart;
mod comments;
mod definition;
mod feeds;
mod head;
mod history;
mod labels;
mod panel;
mod place;
mod table;
mod targets;
mod word;

pub use bucket::Bucket;
pub use panel::{Detail, DetailProps};
pub use targets::said;
pub use word::{Speaking, use_word};
