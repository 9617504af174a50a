//! [`Settings`]: how a server is started.

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
    /// Bounds on what one client may ask for.
    pub limits: Limits,
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
