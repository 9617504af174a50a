//! Tiles for unit tests, read from JSON as the server writes it.

use tandem_shared::view::TileView;

/// A KPI tile with these fields besides the least it needs; later fields win.
pub(crate) fn tile(fields: &[(&str, &str)]) -> TileView {
    let mut all = vec![
        ("kind", "\"kpi\""),
        ("number", "1"),
        ("owners", "[]"),
        ("direction", "\"higher\""),
        ("rollup", "\"sum\""),
        ("status", "\"on_pace\""),
        ("stale", "false"),
        ("parts", "[]"),
    ];
    for (name, value) in fields {
        all.retain(|(known, _)| known != name);
        all.push((name, value));
    }
    let body: Vec<String> = all.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    miniserde::json::from_str(&format!("{{{}}}", body.join(","))).expect("a tile")
}
