//! The command line.

mod admin;
mod client;
mod demo;
mod healthcheck;
mod push;
mod serve;

use clap::{Parser, Subcommand};

/// The one board that sales and marketing both own.
///
/// Start with "tandem serve --demo", open the printed address, and push a first value with "tandem push".
#[derive(Parser)]
#[command(name = "tandem", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server
    #[command(after_help = serve::EXAMPLES)]
    Serve(serve::Serve),
    /// Push one value
    #[command(after_help = push::EXAMPLES)]
    Push(push::Push),
    /// Let an admin in to a running server
    Admin(admin::Admin),
    /// Load or remove the demo workspace of a running server
    Demo(demo::Demo),
    /// Ask a running server whether it is ready; for containers and monitors
    Healthcheck(healthcheck::Healthcheck),
}

/// Runs what the command line asks for.
///
/// # Errors
/// With what went wrong and what to do about it.
pub fn run() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Push(push) => push.run(),
        Command::Admin(admin) => admin.run(),
        Command::Demo(demo) => demo.run(),
        Command::Healthcheck(healthcheck) => healthcheck.run(),
    }
}
