//! `tandem push`

use super::client::Client;
use clap::Args;
use serde_json::{Map, Value};
use ureq::http::Method;

pub(super) const EXAMPLES: &str = "Examples:
  tandem push leads 12                      twelve leads, today
  tandem push leads 12 --at 2026-11-20      … on a day
  tandem push acceptance 63/100             a ratio: 63 of 100
  tandem push leads 12 --key crm-2026-11-20 repeating it replaces it

The server and token come from TANDEM_URL and TANDEM_TOKEN, or --url and --token.";

/// Push one value.
#[derive(Args)]
pub(super) struct Push {
    /// Slug of the KPI
    kpi: String,
    /// The value, such as 12 or 12.5; of a ratio, 63/100
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// When it was true: a date or a time with offset; now, if not given
    #[arg(long)]
    at: Option<String>,
    /// Slug of the team it belongs to
    #[arg(long)]
    team: Option<String>,
    /// A word beside it
    #[arg(long)]
    note: Option<String>,
    /// Idempotency key: a later push with the same key replaces this one
    #[arg(long)]
    key: Option<String>,
    #[command(flatten)]
    client: Client,
}

impl Push {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let mut body = Map::new();
        let mut put = |name: &str, text: Option<&str>| {
            if let Some(text) = text {
                body.insert(name.to_owned(), Value::from(text));
            }
        };
        put("kpi", Some(&self.kpi));
        match self.value.split_once('/') {
            Some((numerator, denominator)) => {
                put("numerator", Some(numerator));
                put("denominator", Some(denominator));
            }
            None => put("value", Some(&self.value)),
        }
        put("at", self.at.as_deref());
        put("team", self.team.as_deref());
        put("note", self.note.as_deref());
        put("key", self.key.as_deref());
        self.client.send(Method::POST, "/api/v1/values", Some(&Value::Object(body)))?;
        println!("{} {} is stored.", self.kpi, self.value);
        Ok(())
    }
}
