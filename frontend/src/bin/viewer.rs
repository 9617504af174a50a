//! A board to be looked at, on a page of the server that it has drawn already.

fn main() {
    tandem_frontend::viewer::start();
}
