//! Live streams: a change of the world becomes a frame, made once and shared by every stream of the board.

mod frame;
mod hub;
mod refresh;
mod stream;

pub(crate) use hub::Hub;
pub(crate) use refresh::refresh;
pub(crate) use stream::open;
