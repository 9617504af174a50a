//! [`Token`]

use super::{Document, Errors, Kind};
use serde::{Deserialize, Serialize};

/// Most KPIs one token writes.
const KPIS_MAX: usize = 100;
/// Most boards one token shows.
const BOARDS_MAX: usize = 50;
/// Most pages that may show them.
const PAGES_MAX: usize = 50;
/// Most characters of these pages together: they go into one header, and proxies keep 4 KB for all of an answer's.
const PAGES_LENGTH_MAX: usize = 2_000;
/// Longest name of a host, and of a part of it between dots, in characters (RFC 1035, 2.3.4).
const HOST_MAX: usize = 253;
const LABEL_MAX: usize = 63;

/// A key of a machine to the API. Its secret is shown once and in no log; only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// Its name, by which the change log and the feeds know it.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// The day after which it no longer works (`YYYY-MM-DD`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// What a token may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "can", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    /// Read everything.
    Read,
    /// Push values of these KPIs, and nothing else.
    Values {
        /// Their slugs.
        kpis: Vec<String>,
    },
    /// Look at these boards, and nothing else: the key of an embedding.
    Look {
        /// Their slugs.
        boards: Vec<String>,
        /// Origins of the pages that may show them in a frame, such as `https://intranet.halden.example` or
        /// `https://*.sharepoint.com`; this machine's by `http` too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pages: Vec<String>,
    },
    /// Subscribe to the check-ins of this board as a calendar, and nothing else.
    Feed {
        /// Its slug.
        board: String,
    },
    /// Everything an admin may.
    Everything,
}

/// What keeps a text from being the origin of a page that may frame a board, if anything does: only an origin goes into a policy.
#[must_use]
pub fn page_fault(text: &str) -> Option<&'static str> {
    const WHOLE: &str = "begin with https:// and write the full name, for example https://intranet.halden.example";
    const NAMED: &str = "write the name of the site: no browser takes an IPv6 address here";
    let Some((scheme, rest)) = text.split_once("://").filter(|(scheme, _)| matches!(*scheme, "https" | "http")) else {
        return Some(WHOLE);
    };
    if rest.starts_with('[') {
        return Some(NAMED);
    }
    let (name, port) = rest.split_once(':').map_or((rest, None), |(name, port)| (name, Some(port)));
    let is_here = matches!(name, "localhost" | "127.0.0.1");
    let plain = name.strip_prefix("*.").unwrap_or(name);
    let is_label = |label: &str| {
        (1..=LABEL_MAX).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !(plain.contains('.') || is_here) || name.len() > HOST_MAX || !plain.split('.').all(is_label) {
        return Some(WHOLE);
    }
    if port.is_some_and(|port| !port.parse::<u16>().is_ok_and(|port| port > 0)) {
        return Some("its port is a number from 1 to 65535");
    }
    (scheme == "http" && !is_here)
        .then_some("needs https: by http only a page on this machine may show it, such as http://localhost:3000")
}

impl Document for Token {
    const KIND: Kind = Kind::Token;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        errors.require(!self.name.starts_with('@'), "/name", "names with @ are those of people");
        match &self.scope {
            Scope::Values { kpis } => {
                errors.require((1..=KPIS_MAX).contains(&kpis.len()), "/scope/kpis", "name 1 to 100 KPIs");
                for (index, kpi) in kpis.iter().enumerate() {
                    errors.slug(&format!("/scope/kpis/{index}"), kpi);
                }
            }
            Scope::Look { boards, pages } => {
                errors.require((1..=BOARDS_MAX).contains(&boards.len()), "/scope/boards", "name 1 to 50 boards");
                for (index, board) in boards.iter().enumerate() {
                    errors.slug(&format!("/scope/boards/{index}"), board);
                }
                for (index, page) in pages.iter().enumerate() {
                    if let Some(fault) = page_fault(page) {
                        errors.add(format!("/scope/pages/{index}"), fault);
                    }
                }
                errors.require(pages.len() <= PAGES_MAX, "/scope/pages", "name at most 50 pages");
                let length: usize = pages.iter().map(String::len).sum();
                errors.require(
                    length <= PAGES_LENGTH_MAX,
                    "/scope/pages",
                    "their names are longer than 2,000 characters together: name fewer pages, or one for many, as https://*.halden.example",
                );
            }
            Scope::Feed { board } => errors.slug("/scope/board", board),
            Scope::Read | Scope::Everything => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::page_fault;

    #[test]
    fn pages_are_origins_with_a_full_name() {
        let long = format!("https://{}.example", "a".repeat(63));
        for page in [
            "https://a.example",
            "https://*.sharepoint.com",
            "https://wiki.a.example:8443",
            "https://xn--mller-kva.example",
            "https://192.0.2.7",
            "http://localhost:3000",
            &long,
        ] {
            assert_eq!(page_fault(page), None, "{page}");
        }
        let (label, name) = (format!("https://{}.example", "a".repeat(64)), format!("https://{}a", "a.".repeat(127)));
        for (page, says) in [
            ("a.example", "begin with https://"),
            ("ftp://a.example", "begin with https://"),
            ("https://intranet", "full name"),
            ("https://a.example/wiki", "full name"),
            ("https://a.example; script-src *", "full name"),
            ("https://a@b.example", "full name"),
            ("https://*", "full name"),
            ("*", "begin with"),
            ("https://", "full name"),
            ("https://A.example", "full name"),
            ("https://müller.example", "full name"),
            ("https://a..example", "full name"),
            ("https://a.example.", "full name"),
            ("https://a.*.example", "full name"),
            (&label, "full name"),
            (&name, "full name"),
            ("https://[2001:db8::1]", "IPv6"),
            ("https://a.example:99999", "port"),
            ("https://a.example:0", "port"),
            ("https://a.example:", "port"),
            ("http://a.example", "needs https"),
        ] {
            assert!(page_fault(page).is_some_and(|fault| fault.contains(says)), "{page}: {:?}", page_fault(page));
        }
    }
}
