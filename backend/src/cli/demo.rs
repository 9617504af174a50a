//! `tandem demo`

use super::client::Client;
use clap::{Args, Subcommand};
use ureq::http::Method;

/// Load or remove the demo workspace of a running server.
#[derive(Args)]
pub(super) struct Demo {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Load the demo workspace: invented boards with a year of numbers, marked as such
    Load(Client),
    /// Remove the demo workspace and its numbers; what you made yourself stays
    Remove(Client),
}

impl Demo {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self.what {
            What::Load(client) => {
                client.send(Method::POST, "/api/v1/demo", None)?;
                println!("The demo workspace is loaded.");
            }
            What::Remove(client) => {
                client.send(Method::DELETE, "/api/v1/demo", None)?;
                println!("The demo workspace is gone.");
            }
        }
        Ok(())
    }
}
