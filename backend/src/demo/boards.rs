//! The four boards of the invented company.

use tandem_shared::PeriodUnit;
use tandem_shared::document::{Board, BoardPeriod, Section, Tile};

/// Slug and body of each board.
pub(super) fn boards() -> [(&'static str, Board); 4] {
    [
        (
            "growth",
            board(
                "Growth",
                vec![
                    section(
                        None,
                        vec![contribution("revenue", &["revenue-sales", "revenue-both", "revenue-marketing"])],
                    ),
                    section(
                        Some("How many, and how good"),
                        vec![
                            pair("leads", "acceptance"),
                            pair("meetings", "show-rate"),
                            pair("email-opt-ins", "landing-page-conversion"),
                            pair("social-engagement", "social-opt-ins"),
                            pair("leads-answered", "speed-to-lead"),
                            pair("pipeline-coverage", "win-rate"),
                        ],
                    ),
                ],
            ),
        ),
        (
            "demand-generation",
            board(
                "Demand generation",
                vec![
                    section(
                        Some("From visitor to accepted lead"),
                        vec![pair("leads", "acceptance"), pair("visitors", "visitor-to-lead")],
                    ),
                    section(
                        Some("What brings them"),
                        vec![
                            pair("webinar-registrations", "webinar-attendance"),
                            kpi("cost-per-accepted-lead"),
                            kpi("social-engagement"),
                        ],
                    ),
                ],
            ),
        ),
        (
            "existing-customers",
            board(
                "Existing customers",
                vec![
                    section(
                        Some("Kept and grown"),
                        vec![
                            pair("expansion-revenue", "revenue-retention"),
                            pair("customer-referrals", "renewals-on-time"),
                        ],
                    ),
                    section(Some("Cared for"), vec![kpi("churned-customers"), kpi("accounts-per-manager")]),
                ],
            ),
        ),
        (
            "partner-channel",
            board(
                "Partner channel",
                vec![
                    section(
                        Some("What partners bring"),
                        vec![kpi("partner-revenue"), pair("partner-deals", "partner-win-rate")],
                    ),
                    section(Some("What partners need"), vec![kpi("partner-sellers"), kpi("partner-satisfaction")]),
                ],
            ),
        ),
    ]
}

fn board(name: &str, sections: Vec<Section>) -> Board {
    Board {
        name: name.to_owned(),
        period: BoardPeriod::Current(PeriodUnit::Quarter),
        sections,
        goals: Vec::new(),
        check_in: None,
    }
}

fn section(title: Option<&str>, tiles: Vec<Tile>) -> Section {
    Section { title: title.map(str::to_owned), tiles }
}

fn kpi(kpi: &str) -> Tile {
    Tile::Kpi { kpi: kpi.to_owned() }
}

fn pair(quantity: &str, quality: &str) -> Tile {
    Tile::Pair { quantity: quantity.to_owned(), quality: quality.to_owned() }
}

fn contribution(kpi: &str, parts: &[&str]) -> Tile {
    Tile::Contribution { kpi: kpi.to_owned(), parts: parts.iter().map(|&part| part.to_owned()).collect() }
}
