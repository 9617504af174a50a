//! Starts the application in the page.

fn main() {
    tandem_frontend::start();
}
