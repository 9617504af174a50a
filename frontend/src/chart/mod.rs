//! Geometry as pure functions: numbers in, SVG attributes out. Everything lies in a box of 100 by 100.

pub mod bullet;
pub mod history;
pub mod mix;
pub mod path;
pub mod scale;
pub mod spark;
pub mod svg;
