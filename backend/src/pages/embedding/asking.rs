//! What an address answers: only the head of its answer, and of pages that somebody named only what everybody can read.

use ipnet::IpNet;
use std::net::{IpAddr, ToSocketAddrs};
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// How long an answer may take.
const ANSWER_TIME: Duration = Duration::from_secs(5);
/// Longest head of an answer, in bytes.
const HEAD_MAX: usize = 32 * 1024;

/// Networks that are not everybody's, besides those of multicast: of them, this server may reach what its readers may not.
const OWN_NETWORKS: [&str; 21] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "240.0.0.0/4",
    "::/96",
    "64:ff9b::/32",
    "100::/64",
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "fc00::/7",
    "fe80::/10",
];

/// The head of an answer, as far as it is about frames.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// Its HTTP status.
    pub(super) status: u16,
    /// The values of `Content-Security-Policy`.
    pub(super) policies: Vec<String>,
    /// `X-Frame-Options`.
    pub(super) frame_options: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub(super) enum Silence {
    /// The address is in somebody's own network, where this server does not look around.
    Private,
    /// It is not https, and no other page is asked.
    Plain,
    /// No server has this name.
    Nameless,
    /// Nobody takes the connection, or it breaks off.
    Closed,
    /// No answer in [`ANSWER_TIME`].
    Late,
    /// The connection cannot be encrypted; why, in the words of TLS.
    Untrusted(String),
    /// What answers does not speak HTTP as it should; how, in the words of HTTP.
    Odd(String),
}

/// Asks a page that somebody named: by https, of public addresses, following no redirect.
pub(super) fn ask_page(address: &str) -> Result<Answer, Silence> {
    let config = config().https_only(true).build();
    ask(&ureq::Agent::with_parts(config, DefaultConnector::default(), Names { public_only: true }), address)
}

/// Asks our own address, as whoever started the server named it.
pub(super) fn ask_own(address: &str) -> Result<Answer, Silence> {
    ask(&ureq::Agent::with_parts(config().build(), DefaultConnector::default(), Names { public_only: false }), address)
}

/// Whether a host has an address that not everybody reaches.
pub(super) fn is_private(host: &str) -> bool {
    (host.trim_matches(['[', ']']), 443).to_socket_addrs().is_ok_and(|mut all| all.any(|it| !is_public(it.ip())))
}

fn config() -> ureq::config::ConfigBuilder<ureq::typestate::AgentScope> {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        // A proxy would resolve names for us, and others than we would.
        .proxy(None)
        .max_response_header_size(HEAD_MAX)
        .timeout_global(Some(ANSWER_TIME))
}

fn ask(agent: &ureq::Agent, address: &str) -> Result<Answer, Silence> {
    let response = agent.get(address).call().map_err(|error| match error {
        ureq::Error::Other(other) if other.is::<NotPublic>() => Silence::Private,
        ureq::Error::RequireHttpsOnly(_) => Silence::Plain,
        ureq::Error::HostNotFound => Silence::Nameless,
        ureq::Error::Io(_) | ureq::Error::ConnectionFailed => Silence::Closed,
        ureq::Error::Timeout(_) => Silence::Late,
        ureq::Error::Rustls(error) => Silence::Untrusted(error.to_string()),
        ureq::Error::Tls(error) => Silence::Untrusted(error.to_owned()),
        error => Silence::Odd(error.to_string()),
    })?;
    let values = |name: &str| {
        let values = response.headers().get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    Ok(Answer {
        status: response.status().as_u16(),
        policies: values("content-security-policy"),
        frame_options: values("x-frame-options").pop(),
    })
}

/// Finds the addresses of names; on demand only those that everybody reaches. As it is asked for each connection, and its answer is
/// where that goes, no name can point elsewhere a moment later.
#[derive(Debug)]
struct Names {
    public_only: bool,
}

/// An address is somebody's own.
#[derive(Debug, thiserror::Error)]
#[error("not a public address")]
struct NotPublic;

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            error => error,
        })?;
        if self.public_only && !found.iter().all(|address| is_public(address.ip())) {
            return Err(ureq::Error::Other(Box::new(NotPublic)));
        }
        Ok(found)
    }
}

fn is_public(address: IpAddr) -> bool {
    let address = address.to_canonical();
    let is_own = |network: &str| network.parse::<IpNet>().is_ok_and(|network| network.contains(&address));
    !address.is_multicast() && !OWN_NETWORKS.into_iter().any(is_own)
}

#[cfg(test)]
mod tests {
    use super::{OWN_NETWORKS, Silence, ask_own, ask_page, is_private, is_public};
    use ipnet::IpNet;

    #[test]
    fn the_networks_are_networks() {
        for network in OWN_NETWORKS {
            assert!(network.parse::<IpNet>().is_ok_and(|it| it.trunc() == it), "{network}");
        }
    }

    #[test]
    fn only_what_everybody_reaches_is_public() {
        for address in ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "172.32.0.1"] {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
        for address in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "fd00::1",
            "fe80::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
        ] {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn a_page_of_somebodys_own_network_is_not_asked() {
        for address in
            ["https://127.0.0.1", "https://[::1]", "https://localhost", "https://2130706433", "https://0x7f.1"]
        {
            assert!(matches!(ask_page(address), Err(Silence::Private)), "{address}");
        }
        for address in ["http://1.1.1.1", "file:///etc/passwd", "https://", "https://user@"] {
            assert!(matches!(ask_page(address), Err(Silence::Plain | Silence::Odd(_))), "{address}");
        }
        assert!(matches!(ask_page("https://wiki.invalid"), Err(Silence::Nameless)), "RFC 6761, 6.4");
        let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
        assert!(matches!(ask_own(&format!("http://{closed}")), Err(Silence::Closed)));
        assert!(is_private("127.0.0.1") && is_private("[::1]") && !is_private("1.1.1.1"));
    }
}
