//! [`Origin`]: where a page comes from, as browsers compare it.

use std::fmt::{Display, Formatter};
use url::Url;

/// Where a page comes from: scheme, host, and its port, if that is not the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    scheme: String,
    host: String,
    port: Option<u16>,
}

impl Origin {
    /// That of an address; `None` if it has none.
    pub(crate) fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let host = url.host_str().filter(|host| !host.is_empty())?;
        Some(Self { host: host.to_owned(), port: url.port(), scheme: url.scheme().to_owned() })
    }

    /// Whether what travels to and from it is encrypted.
    pub(crate) fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    /// Its host.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Whether a source of a policy names it; `page` is whose policy it is.
    pub(crate) fn is_named_by(&self, source: &str, page: &Self) -> bool {
        let source = source.to_lowercase();
        match source.as_str() {
            "*" => return true,
            "'self'" => return self == page,
            _ => {}
        }
        if let Some(scheme) = source.strip_suffix(':') {
            return is_scheme(scheme, &self.scheme);
        }
        let (scheme, rest) = source.split_once("://").unwrap_or((&page.scheme, &source));
        let authority = rest.split('/').next().unwrap_or_default();
        let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
        let is_host = match host.strip_prefix('*') {
            Some(end) => self.host.ends_with(end),
            None => self.host == host,
        };
        let own_port = if self.is_https() { 443 } else { 80 };
        let is_port = port == Some("*")
            || port.map_or(self.port.is_none(), |port| port.parse() == Ok(self.port.unwrap_or(own_port)));
        is_scheme(scheme, &self.scheme) && is_host && is_port
    }
}

/// Whether a scheme that was named stands for another: it also does for its encrypted kind.
fn is_scheme(named: &str, scheme: &str) -> bool {
    named == scheme || (named == "http" && scheme == "https")
}

impl Display for Origin {
    fn fmt(&self, to: &mut Formatter<'_>) -> std::fmt::Result {
        write!(to, "{}://{}", self.scheme, self.host)?;
        self.port.map_or(Ok(()), |port| write!(to, ":{port}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    fn origin(address: &str) -> Origin {
        Origin::of(address).expect("an address")
    }

    #[test]
    fn an_origin_is_what_browsers_compare() {
        assert_eq!(origin("https://Wiki.A.example:443/x?y#z").to_string(), "https://wiki.a.example");
        assert_eq!(origin("http://a.example:8080").to_string(), "http://a.example:8080");
        assert_eq!(origin(" https://lea:secret@Müller.example/ ").to_string(), "https://xn--mller-kva.example");
        for nothing in ["", "wiki", "/x", "https://", "https://a.example:99999", "mailto:lea@a.example", "\u{0}"] {
            assert_eq!(Origin::of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_sources_of_a_policy_name_origins_as_browsers_read_them() {
        let (ours, page) = (origin("https://tandem.a.example"), origin("https://wiki.a.example"));
        for source in [
            "*",
            "https:",
            "http:",
            "https://tandem.a.example",
            "tandem.a.example",
            "*.a.example",
            "https://*.a.example/x",
            "tandem.a.example:443",
            "TANDEM.a.example:*",
        ] {
            assert!(ours.is_named_by(source, &page), "{source}");
        }
        for source in [
            "'self'",
            "'none'",
            "data:",
            "a.example",
            "*.tandem.a.example",
            "https://tandem.a.example:8443",
            "wss:",
            "",
        ] {
            assert!(!ours.is_named_by(source, &page), "{source}");
        }
        assert!(page.is_named_by("'self'", &page));
        assert!(!origin("https://a.example").is_named_by("*.a.example", &page), "a wildcard is one name more");
    }
}
