//! The goals of the invented company for the quarter that runs, beside its growth board.

use super::moment::Moment;
use tandem_shared::document::{Goal, KeyResult, Measure};
use tandem_shared::{Quantity, Unit, UnitType};

/// Evening shifts to be filled by the end of the quarter.
const SHIFTS: f64 = 12.0;

/// Slug and body of each goal; `elapsed`: how much of the quarter is gone.
pub(super) fn goals(moment: &Moment, elapsed: f64) -> [(&'static str, Goal); 3] {
    let goal = |name: &str, note: &str, key_results| Goal {
        name: name.to_owned(),
        period: moment.quarter(0).period(),
        owners: vec!["sales".to_owned(), "marketing".to_owned()],
        parent: None,
        note: Some(note.to_owned()),
        key_results,
    };
    [
        (
            "win-together",
            goal(
                "Win €6.00 M together",
                "One number for both teams: what marketing finds and what sales closes count the same.",
                vec![
                    kpi("€6.00 M won", 50, "revenue"),
                    kpi("One in four opportunities won", 25, "win-rate"),
                    kpi("Pipeline three times the open target", 25, "pipeline-coverage"),
                ],
            ),
        ),
        (
            "leads-sales-wants",
            goal(
                "Hand over leads that sales wants to call",
                "Fewer leads that sales keeps are worth more than many that come back.",
                vec![
                    kpi("Seven in ten leads accepted", 50, "acceptance"),
                    kpi("3.4 % of landing-page visits convert", 30, "landing-page-conversion"),
                    kpi("2,100 leads handed over", 20, "leads"),
                ],
            ),
        ),
        (
            "answer-the-same-day",
            goal(
                "Answer every lead the same day",
                "What is left are Friday afternoons: the shifts close that gap.",
                vec![
                    kpi("Half of all leads answered within 2 h", 40, "speed-to-lead"),
                    kpi("2,000 leads answered", 40, "leads-answered"),
                    shifts((SHIFTS * elapsed * 0.9).round()),
                ],
            ),
        ),
    ]
}

fn key_result(name: &str, weight: i64, measure: Measure) -> KeyResult {
    KeyResult { name: name.to_owned(), weight: Quantity::from_parts(weight * Quantity::SCALE), measure }
}

fn kpi(name: &str, weight: i64, kpi: &str) -> KeyResult {
    key_result(name, weight, Measure::Kpi { kpi: kpi.to_owned() })
}

fn shifts(filled: f64) -> KeyResult {
    let [start, target, now] = [0.0, SHIFTS, filled].map(|figure| Quantity::nearest(figure).unwrap_or_default());
    let unit = Unit { kind: UnitType::Count, currency: None };
    key_result("Twelve evening shifts on call", 20, Measure::Manual { unit, start, target, now })
}
