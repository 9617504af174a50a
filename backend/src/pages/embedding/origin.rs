//! [`Origin`], and which of them a Content-Security-Policy lets into its frames.

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
    pub(super) fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    /// Its host.
    pub(super) fn host(&self) -> &str {
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

/// What a page does with an origin, by the directives of Content-Security-Policy that decide it, the closest first.
pub(super) type Use = [&'static str];
/// Shows it in a frame.
pub(super) const FRAME: &Use = &["frame-src", "child-src", "default-src"];
/// Runs its scripts.
pub(super) const SCRIPT: &Use = &["script-src-elem", "script-src", "default-src"];
/// Compiles WebAssembly, whose source is `'wasm-unsafe-eval'`.
pub(super) const COMPILE: &Use = &["script-src", "default-src"];
/// Asks it for data.
pub(super) const CONNECT: &Use = &["connect-src", "default-src"];

/// What of a page's policies forbids such a use of every source but those that are `allowed`, as it is written there: `frame-src 'self'`.
pub(super) fn forbids<'a>(policies: &'a [String], how: &Use, allowed: impl Fn(&str) -> bool) -> Option<&'a str> {
    // One header may hold several policies; each must agree.
    policies.iter().flat_map(|header| header.split(',')).find_map(|policy| {
        let directive = |name: &str| {
            policy
                .split(';')
                .map(str::trim)
                .find(|it| it.split_whitespace().next().is_some_and(|it| it.eq_ignore_ascii_case(name)))
        };
        let rule = how.iter().copied().find_map(directive)?;
        (!rule.split_whitespace().skip(1).any(&allowed)).then_some(rule)
    })
}

#[cfg(test)]
mod tests {
    use super::{COMPILE, FRAME, Origin, forbids};

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

    #[test]
    fn the_closest_rule_counts_and_every_policy_must_agree() {
        let (ours, page) = (origin("https://tandem.a.example"), origin("https://wiki.a.example"));
        let rule = |policies: &[&str]| {
            let policies: Vec<String> = policies.iter().map(|policy| (*policy).to_owned()).collect();
            forbids(&policies, FRAME, |source| ours.is_named_by(source, &page)).map(str::to_owned)
        };
        assert_eq!(rule(&[]), None);
        assert_eq!(rule(&["script-src 'self'"]), None);
        assert_eq!(rule(&["default-src 'self'"]).as_deref(), Some("default-src 'self'"));
        assert_eq!(rule(&["default-src 'none'; frame-src https://tandem.a.example"]), None);
        assert_eq!(rule(&["child-src *; Frame-Src 'self'"]).as_deref(), Some("Frame-Src 'self'"));
        assert_eq!(rule(&["frame-src *", "default-src *, frame-src 'none'"]).as_deref(), Some("frame-src 'none'"));
        let policy = ["script-src-elem 'none'; script-src 'wasm-unsafe-eval'".to_owned()];
        assert_eq!(forbids(&policy, COMPILE, |source| source == "'wasm-unsafe-eval'"), None);
    }
}
