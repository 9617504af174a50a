//! The versions of a KPI's targets.

use crate::calendar::{OrgCalendar, iso};
use crate::world::KpiState;
use tandem_shared::view::{TargetVersion, TargetVersions};

/// Every version of every target of a KPI, the newest first.
pub(crate) fn target_versions(calendar: &OrgCalendar, state: &KpiState) -> TargetVersions {
    let mut versions: Vec<(i64, TargetVersion)> = Vec::new();
    for (period, team, line) in state.targets() {
        let mut before = None;
        for version in &line.0 {
            let view = TargetVersion {
                period: period.to_string(),
                team: team.map(str::to_owned),
                value: version.value,
                before,
                from: iso(version.from),
                at: calendar.rfc3339_ms(version.at),
                by: version.by.clone(),
                reason: version.reason.clone(),
                revision: version.revision,
                acknowledgements: Vec::new(),
            };
            before = version.value;
            versions.push((version.at, view));
        }
    }
    versions.sort_by_key(|(at, view)| std::cmp::Reverse((*at, view.revision)));
    TargetVersions { items: versions.into_iter().map(|(_, view)| view).collect(), next: None }
}
