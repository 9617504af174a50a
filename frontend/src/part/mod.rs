//! Small pieces that every room uses.

pub mod bullet;
pub mod chip;
pub mod code;
pub mod defs;
pub mod field;
pub mod figure;
pub mod icon;
pub mod period;
pub mod status;
