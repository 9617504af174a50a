//! Talking to a running server.

use anyhow::{Context, bail};
use clap::Args;
use serde::Deserialize;
use ureq::http::{Method, Request};

/// Which server, and with what token.
#[derive(Args)]
pub(super) struct Client {
    /// Address of the server
    #[arg(long, env = "TANDEM_URL", default_value = "http://127.0.0.1:8080", value_name = "URL")]
    url: String,
    /// Token; the first start of the server printed it
    #[arg(long, env = "TANDEM_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    token: Option<String>,
}

impl Client {
    /// Where the server has a page.
    pub(super) fn address(&self, path: &str) -> String {
        [self.url.trim_end_matches('/'), path].concat()
    }

    /// Sends a request and returns the body of a success; a problem becomes an error with its detail.
    pub(super) fn send(&self, method: Method, path: &str, body: Option<&serde_json::Value>) -> anyhow::Result<String> {
        let mut request = Request::builder().method(method).uri(self.address(path));
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let answer = match body {
            Some(body) => agent.run(request.header("Content-Type", "application/json").body(body.to_string())?),
            None => agent.run(request.body(())?),
        };
        let mut answer = answer.with_context(|| {
            format!("no answer from {}: is the server running there? Start it with \"tandem serve\"", self.url)
        })?;
        let text = answer.body_mut().read_to_string()?;
        if !answer.status().is_success() {
            #[derive(Deserialize)]
            struct Problem {
                detail: String,
            }
            match serde_json::from_str::<Problem>(&text) {
                Ok(problem) => bail!("{} ({})", problem.detail, answer.status()),
                Err(_) => bail!("the server answered {}", answer.status()),
            }
        }
        Ok(text)
    }
}
