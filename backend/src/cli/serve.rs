//! `tandem serve`

use crate::{Clock, Limits, Oidc, Proxy, Settings, listen, serve};
use anyhow::bail;
use clap::{Args, ValueEnum};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

pub(super) const EXAMPLES: &str = "Examples:
  tandem serve --demo                                a first look, at http://127.0.0.1:8080
  tandem serve --database sqlite:/var/lib/tandem.db  keep the data elsewhere
  TANDEM_LISTEN=0.0.0.0:80 tandem serve              every option is also an environment variable
  tandem serve --public-url https://tandem.halden.example --oidc-issuer https://login.halden.example --oidc-client-id tandem
                                                     sign in with the account people have already

To listen takes an address and a port, such as 127.0.0.1:8080. Reading is open on this machine; from elsewhere, and for writing, the admin token is needed. The first start prints it.

Signing in never creates an account: an admin invites people at /people, and whoever signs in elsewhere is known here by the mail address.";

/// Start the server.
#[derive(Args)]
pub(super) struct Serve {
    /// Address to listen on
    #[arg(long, env = "TANDEM_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: String,
    /// Where the data lives
    #[arg(long, env = "TANDEM_DATABASE", default_value = "sqlite:./data/tandem.db", value_name = "sqlite:PATH")]
    database: String,
    /// Admin token to use instead of a generated one
    #[arg(long, env = "TANDEM_ADMIN_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    admin_token: Option<String>,
    /// Load the demo workspace if the store is empty
    #[arg(long, env = "TANDEM_DEMO")]
    demo: bool,
    /// Where people reach it, such as https://tandem.halden.example
    #[arg(long, env = "TANDEM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Most live streams from one address
    #[arg(long, env = "TANDEM_STREAMS_PER_ADDRESS", default_value_t = Limits::default().streams_per_address, value_name = "N")]
    streams_per_address: usize,
    /// How much to log: error, warn, info, debug, or a filter such as "tandem=debug"
    #[arg(long, env = "TANDEM_LOG", default_value = "info", value_name = "LEVEL")]
    log: String,
    /// How to log
    #[arg(long, env = "TANDEM_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    log_format: LogFormat,
    #[command(flatten)]
    oidc: OidcOptions,
    #[command(flatten)]
    proxy: ProxyOptions,
}

/// Signing in with an account that people have already (OpenID Connect)
#[derive(Args)]
#[command(next_help_heading = "Sign-in with OpenID Connect")]
struct OidcOptions {
    /// Address of the provider, exactly as it names itself; it leads back to /sign-in/oidc/return
    #[arg(long, env = "TANDEM_OIDC_ISSUER", value_name = "URL")]
    oidc_issuer: Option<String>,
    /// How the provider knows this server
    #[arg(long, env = "TANDEM_OIDC_CLIENT_ID", value_name = "ID")]
    oidc_client_id: Option<String>,
    /// What proves it to the provider; leave it out if PKCE is enough
    #[arg(long, env = "TANDEM_OIDC_CLIENT_SECRET", value_name = "SECRET", hide_env_values = true)]
    oidc_client_secret: Option<String>,
    /// What people call it, such as "Halden account": on the button "Continue with Halden account"
    #[arg(long, env = "TANDEM_OIDC_NAME", value_name = "NAME")]
    oidc_name: Option<String>,
}

/// What stands in front of the server
#[derive(Args)]
#[command(next_help_heading = "Behind a reverse proxy")]
struct ProxyOptions {
    /// Addresses and networks of your proxies, such as 127.0.0.1,10.0.0.0/8: their X-Forwarded-For is believed
    #[arg(
        long,
        env = "TANDEM_TRUSTED_PROXIES",
        value_name = "ADDRESSES",
        default_value = "",
        hide_default_value = true
    )]
    trusted_proxies: String,
    /// Header in which they send the mail address of whom they signed in, such as X-Forwarded-User; they must drop
    /// one that a client sends
    #[arg(long, env = "TANDEM_PROXY_HEADER", value_name = "HEADER", default_value = "", hide_default_value = true)]
    proxy_header: String,
}

impl OidcOptions {
    fn settings(self) -> anyhow::Result<Option<Oidc>> {
        // A variable that is set to nothing is not set, as everywhere.
        let [issuer, client_id, client_secret, name] =
            [self.oidc_issuer, self.oidc_client_id, self.oidc_client_secret, self.oidc_name]
                .map(|option| option.filter(|text| !text.is_empty()));
        match (issuer, client_id) {
            (Some(issuer), Some(client_id)) => Ok(Some(Oidc { issuer, client_id, client_secret, name })),
            (None, None) => Ok(None),
            _ => bail!("--oidc-issuer and --oidc-client-id need each other: the provider gives you both"),
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum LogFormat {
    /// For people
    Text,
    /// A JSON object a line, for machines
    Json,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<()> {
        self.start_log()?;
        let settings = Settings {
            database: self.database,
            admin_token: self.admin_token.filter(|token| !token.is_empty()),
            demo: self.demo,
            public_url: self.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            oidc: self.oidc.settings()?,
            proxy: Proxy::new(&self.proxy.trusted_proxies, &self.proxy.proxy_header)?,
            limits: Limits { streams_per_address: self.streams_per_address, ..Limits::default() },
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let stop = stop_asked();
            let listener = listen(&self.listen).await?;
            serve(settings, listener, Clock::system(), stop).await
        })
    }

    fn start_log(&self) -> anyhow::Result<()> {
        let filter = EnvFilter::try_new(&self.log)?;
        let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        match self.log_format {
            LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
            LogFormat::Json => log.json().init(),
        }
        Ok(())
    }
}

/// Ends with Ctrl-C or the service manager's SIGTERM; heard from the call on, before anybody can be told that the server is
/// ready.
fn stop_asked() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let [interrupted, terminated] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    let heard = |signal: std::io::Result<tokio::signal::unix::Signal>| async {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    async move {
        tokio::select! {
            () = heard(interrupted) => {}
            () = heard(terminated) => {}
        }
    }
}
