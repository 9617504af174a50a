//! `tandem admin`

use super::client::Client;
use crate::commands::slug_of;
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use serde::Deserialize;
use serde_json::json;
use ureq::http::Method;

pub(super) const EXAMPLES: &str = "Examples:
  tandem admin create --name \"Lea Kern\" --email lea@halden.example
      prints a link at which Lea chooses a password; it works once, for 7 days
  tandem admin create --name \"Lea Kern\" --email lea@halden.example --password-stdin < password.txt
      gives her this password instead

Repeating it for the same address gives a fresh link, also to somebody locked out. The server and token come from TANDEM_URL and TANDEM_TOKEN, or --url and --token.";

/// Let an admin in to a running server.
#[derive(Args)]
pub(super) struct Admin {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Create an admin, or let one in again
    #[command(after_help = EXAMPLES)]
    Create(Create),
}

#[derive(Args)]
struct Create {
    /// Their name, as colleagues write it
    #[arg(long)]
    name: String,
    /// Their mail address, by which they sign in
    #[arg(long)]
    email: String,
    /// Their name in addresses and the history; made of the name, if not given
    #[arg(long)]
    slug: Option<String>,
    /// Read a password from standard input and set it, instead of printing a link
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    client: Client,
}

#[derive(Deserialize)]
struct People {
    items: Vec<Known>,
    next: Option<String>,
}

/// Somebody with an account.
#[derive(Deserialize)]
struct Known {
    slug: String,
    email: String,
    role: String,
}

impl Admin {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self.what {
            What::Create(create) => create.run(),
        }
    }
}

impl Create {
    fn run(self) -> anyhow::Result<()> {
        let slug = match self.find()? {
            Some(known) if known.role == "admin" => known.slug,
            Some(known) => bail!(
                "{} is {} here already, as {}: an admin can change that at {}",
                self.email,
                known.slug,
                known.role,
                self.client.address("/people")
            ),
            None => self.put()?,
        };
        if self.password_stdin {
            let password = std::io::read_to_string(std::io::stdin())?;
            let body = json!({ "password": password.trim_end_matches(['\r', '\n']) });
            self.client.send(Method::POST, &format!("/api/v1/people/{slug}/password"), Some(&body))?;
            println!("{} can sign in at {}", self.email, self.client.address("/sign-in"));
        } else {
            #[derive(Deserialize)]
            struct Invitation {
                link: String,
            }
            let answer = self.client.send(Method::POST, &format!("/api/v1/people/{slug}/invitation"), None)?;
            let Invitation { link } = serde_json::from_str(&answer)?;
            println!("{}", self.client.address(&link));
        }
        Ok(())
    }

    /// Who has the address.
    fn find(&self) -> anyhow::Result<Option<Known>> {
        let email = self.email.trim().to_lowercase();
        let mut path = "/api/v1/people".to_owned();
        loop {
            let people: People = serde_json::from_str(&self.client.send(Method::GET, &path, None)?)?;
            let found = people.items.into_iter().find(|known| known.email.to_lowercase() == email);
            match people.next {
                Some(next) if found.is_none() => path = format!("/api/v1/people?after={next}"),
                _ => return Ok(found),
            }
        }
    }

    /// Creates the account and says its slug.
    fn put(&self) -> anyhow::Result<String> {
        let slug = self.slug.clone().unwrap_or_else(|| slug_of(&self.name, "admin"));
        let body = json!({ "name": self.name.trim(), "email": self.email.trim(), "role": "admin" });
        let put = self.client.send(Method::PUT, &format!("/api/v1/people/{slug}"), Some(&body));
        put.with_context(|| format!("no account \"{slug}\" was created (--slug names another)"))?;
        Ok(slug)
    }
}
