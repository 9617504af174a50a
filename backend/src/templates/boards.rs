//! The boards of the templates.

use super::{Language, Template, Text};
use Tile::{Contribution, Kpi, Pair};
use tandem_shared::PeriodUnit;
use tandem_shared::document::{self, Board, BoardPeriod, Section};

/// A tile, its KPIs by slug.
pub(super) enum Tile {
    Kpi(&'static str),
    Pair(&'static str, &'static str),
    Contribution(&'static str, &'static [&'static str]),
}

const REVENUE: Tile = Contribution("revenue", &["revenue-sales", "revenue-both", "revenue-marketing"]);
/// The joint result stands on top of a board and needs no heading.
const UNTITLED: Text = Text("", "");
const MANY_AND_GOOD: Text = Text("How many, and how good", "Wie viele, und wie gut");

pub(super) const ALL: &[Template] = &[
    Template {
        name: "revenue-alignment",
        title: Text("Revenue alignment", "Gemeinsamer Umsatz"),
        about: Text(
            "One revenue target that both teams own, who contributes what, and the hand-off between them.",
            "Ein Umsatzziel, das beiden Teams gehört, was jedes beiträgt, und die Übergabe dazwischen.",
        ),
        sections: &[
            (UNTITLED, &[REVENUE]),
            (
                MANY_AND_GOOD,
                &[
                    Pair("leads", "acceptance"),
                    Pair("leads-answered", "speed-to-lead"),
                    Pair("meetings", "show-rate"),
                    Pair("pipeline-coverage", "win-rate"),
                ],
            ),
        ],
    },
    Template {
        name: "demand-generation",
        title: Text("Demand generation", "Nachfrage"),
        about: Text(
            "From visitor to accepted lead: what marketing brings, what it costs, and what sales makes of it.",
            "Vom Besuch zum angenommenen Lead: was Marketing bringt, was es kostet und was der Vertrieb daraus macht.",
        ),
        sections: &[
            (
                Text("From visitor to accepted lead", "Vom Besuch zum angenommenen Lead"),
                &[Pair("visitors", "visitor-to-lead"), Pair("leads", "acceptance")],
            ),
            (
                Text("What brings them", "Was sie bringt"),
                &[
                    Pair("webinar-registrations", "webinar-attendance"),
                    Pair("email-opt-ins", "landing-page-conversion"),
                    Kpi("cost-per-accepted-lead"),
                ],
            ),
        ],
    },
    Template {
        name: "quarter",
        title: Text("Goals of the quarter", "Ziele des Quartals"),
        about: Text(
            "The few numbers of a joint quarter: revenue, pipeline, and the promise to follow up in time.",
            "Die wenigen Zahlen eines gemeinsamen Quartals: Umsatz, Pipeline und das Versprechen, rechtzeitig zu antworten.",
        ),
        sections: &[
            (UNTITLED, &[REVENUE]),
            (
                Text("What it takes", "Was es dafür braucht"),
                &[Pair("opportunities", "win-rate"), Pair("leads", "acceptance"), Kpi("followed-up-in-time")],
            ),
        ],
    },
];

/// The board of a template under a name.
pub(super) fn board(template: &Template, name: String, language: Language) -> Board {
    let section = |(title, tiles): &(Text, &[Tile])| Section {
        title: Some(title.said(language)).filter(|title| !title.is_empty()),
        tiles: tiles.iter().map(Tile::document).collect(),
    };
    let sections = template.sections.iter().map(section).collect();
    Board { name, period: BoardPeriod::Current(PeriodUnit::Quarter), sections, goals: Vec::new(), check_in: None }
}

impl Tile {
    fn document(&self) -> document::Tile {
        let own = |slug: &&str| (*slug).to_owned();
        match self {
            Kpi(kpi) => document::Tile::Kpi { kpi: own(kpi) },
            Pair(quantity, quality) => document::Tile::Pair { quantity: own(quantity), quality: own(quality) },
            Contribution(kpi, parts) => {
                document::Tile::Contribution { kpi: own(kpi), parts: parts.iter().map(own).collect() }
            }
        }
    }
}
