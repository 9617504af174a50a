//! A screen on a wall: the boards of its plan in turn, which the server has drawn already.

fn main() {
    tandem_frontend::viewer::start_wall();
}
