//! [`Token`]

use super::{Document, Errors, Kind};
use serde::{Deserialize, Serialize};

/// Most KPIs one token writes.
const KPIS_MAX: usize = 100;
/// Most boards one token shows.
const BOARDS_MAX: usize = 50;
/// Most pages that may show them.
const PAGES_MAX: usize = 50;

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

/// Whether a text is the origin of a page that may frame a board. Only such a text goes into a policy.
fn is_page(text: &str) -> bool {
    let (host, local) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(host), _) => (host, false),
        (None, Some(host)) => (host, true),
        (None, None) => return false,
    };
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let plain = name.strip_prefix("*.").unwrap_or(name);
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let named = plain.split('.').all(label) && port.is_none_or(|port| port.parse::<u16>().is_ok());
    let here = matches!(name, "localhost" | "127.0.0.1");
    named && if local { here } else { here || plain.contains('.') }
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
                errors.require(pages.len() <= PAGES_MAX, "/scope/pages", "name at most 50 pages");
                for (index, page) in pages.iter().enumerate() {
                    errors.require(
                        is_page(page),
                        &format!("/scope/pages/{index}"),
                        "needs https and a full name, for example https://intranet.halden.example",
                    );
                }
            }
            Scope::Feed { board } => errors.slug("/scope/board", board),
            Scope::Read | Scope::Everything => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_are_origins_with_a_full_name() {
        for page in
            ["https://a.example", "https://*.sharepoint.com", "https://wiki.a.example:8443", "http://localhost:3000"]
        {
            assert!(is_page(page), "{page}");
        }
        for page in [
            "http://intranet",
            "https://intranet",
            "http://a.example",
            "https://a.example/wiki",
            "https://a.example; script-src *",
            "https://*",
            "*",
            "https://",
            "https://A.example",
            "https://a..example",
            "https://a.example:99999",
            "https://a.*.example",
        ] {
            assert!(!is_page(page), "{page}");
        }
    }
}
