//! [`Settings`]: how a server is started.

use crate::proxy::Proxy;

/// How a server is started.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the data lives: `sqlite:PATH`.
    pub database: String,
    /// A token that may do everything; without one, the first start makes one and prints it.
    pub admin_token: Option<String>,
    /// Load the demo workspace if the store is empty.
    pub demo: bool,
    /// Where people reach it, such as `https://tandem.halden.example`, for links it prints; without one, where it listens.
    pub public_url: Option<String>,
    /// Where people have an account already, if they may sign in with that.
    pub oidc: Option<Oidc>,
    /// The reverse proxies in front.
    pub proxy: Proxy,
    /// Bounds on what one client may ask for.
    pub limits: Limits,
}

/// A provider that signs people in, by OpenID Connect.
#[derive(Clone, Debug)]
pub struct Oidc {
    /// Its address, exactly as it names itself.
    pub issuer: String,
    /// How it knows this server.
    pub client_id: String,
    /// How this server proves to be that; `None` where PKCE is enough.
    pub client_secret: Option<String>,
    /// What people call it, such as `Halden account`; its host, if not given.
    pub name: Option<String>,
}

/// Bounds on what one client may ask for; beyond each, a problem says so.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a body of values.
    pub values_bytes: usize,
    /// Values in one request.
    pub values_rows: usize,
    /// Bytes of any other body.
    pub document_bytes: usize,
    /// Open live streams from one address.
    pub streams_per_address: usize,
    /// Open live streams altogether.
    pub streams: usize,
    /// Seconds for a request to arrive and be answered.
    pub request_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            values_bytes: 32 << 20,
            values_rows: 100_000,
            document_bytes: 1 << 20,
            streams_per_address: 2_000,
            streams: 20_000,
            request_seconds: 30,
        }
    }
}
