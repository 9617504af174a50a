//! `tandem healthcheck`

use super::client::Client;
use clap::Args;
use ureq::http::Method;

/// Ask a running server whether it is ready.
#[derive(Args)]
pub(super) struct Healthcheck {
    #[command(flatten)]
    client: Client,
}

impl Healthcheck {
    pub(super) fn run(self) -> anyhow::Result<()> {
        self.client.send(Method::GET, "/readyz", None)?;
        println!("ready");
        Ok(())
    }
}
