//! Tiles and periods for unit tests, read from JSON as the server writes it.

use tandem_shared::view::{PeriodView, TileView};

/// A KPI tile with these fields besides the least it needs; later fields win.
pub(crate) fn tile(fields: &[(&str, &str)]) -> TileView {
    let mut all = vec![
        ("kind", "\"kpi\""),
        ("number", "1"),
        ("owners", "[]"),
        ("direction", "\"higher\""),
        ("rollup", "\"sum\""),
        ("status", "\"on_pace\""),
        ("waits_for", "[]"),
        ("objectors", "[]"),
        ("stale", "false"),
        ("typed", "false"),
        ("typeable", "false"),
        ("withheld", "false"),
        ("parts", "[]"),
    ];
    for (name, value) in fields {
        all.retain(|(known, _)| known != name);
        all.push((name, value));
    }
    let body: Vec<String> = all.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    miniserde::json::from_str(&format!("{{{}}}", body.join(","))).expect("a tile")
}

/// The last day of a quarter, or, with the period after it, the quarter once it is over.
pub(crate) fn period(next: Option<&str>) -> PeriodView {
    let next = next.map_or("null".into(), |id| format!("\"{id}\""));
    miniserde::json::from_str(&format!(
        r#"{{"id":"2026-Q4","label":"Q4 2026","unit":"quarter","from":"2026-10-01","to":"2027-01-01",
            "day":92,"days":92,"elapsed":1,"next":{next},"marks":[],"weeks":[]}}"#
    ))
    .expect("a period")
}
