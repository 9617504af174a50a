//! The versions of a KPI's targets, and what teams say to them.

use super::{team_view, team_views};
use crate::calendar::iso;
use crate::world::{self, KpiState, TargetLine, World};
use tandem_shared::Period;
use tandem_shared::document::Curve;
use tandem_shared::view::{AcknowledgementView, TargetVersion, TargetVersions};

/// Every version of every target of a KPI, the newest first.
pub(crate) fn target_versions(world: &World, state: &KpiState) -> TargetVersions {
    let mut versions: Vec<(i64, TargetVersion)> = Vec::new();
    for (period, team, line) in state.targets() {
        let view = |at: usize| version_view(world, period, team, line, at);
        versions.extend((0..line.0.len()).filter_map(view));
    }
    versions.sort_by_key(|(at, view)| std::cmp::Reverse((*at, view.revision)));
    TargetVersions { items: versions.into_iter().map(|(_, view)| view).collect(), next: None }
}

/// A version of a target by its place, and when it was written.
pub(super) fn version_view(
    world: &World,
    period: Period,
    team: Option<&str>,
    line: &TargetLine,
    at: usize,
) -> Option<(i64, TargetVersion)> {
    let version = line.0.get(at)?;
    let is_newest = at + 1 == line.0.len();
    let time = |at| world.calendar().rfc3339_ms(at);
    let author = version.by.strip_prefix('@').and_then(|slug| world.person(slug));
    let acknowledgement = |(team, word): (&String, &world::Word)| {
        Some(AcknowledgementView {
            team: team_view(world, team)?,
            verdict: word.verdict,
            reason: word.reason.clone(),
            by: world.name_of(&word.by).to_owned(),
            at: time(word.at),
        })
    };
    let view = TargetVersion {
        period: period.to_string(),
        team: team.map(str::to_owned),
        value: version.value,
        before: at.checked_sub(1).and_then(|before| line.0[before].value),
        curve: version.curve.as_ref().map(|curve| curve.weights().to_vec()).unwrap_or_default(),
        counts_by: version.curve.as_ref().and_then(Curve::days),
        from: iso(version.from),
        at: time(version.at),
        by: world.name_of(&version.by).to_owned(),
        teams: author.map(|person| team_views(world, person.teams.iter().map(String::as_str))).unwrap_or_default(),
        reason: version.reason.clone(),
        revision: version.revision,
        is_newest,
        correction: version.correction,
        acknowledgements: version.words.iter().filter_map(acknowledgement).collect(),
        waits_for: if is_newest { team_views(world, version.waits_for()) } else { Vec::new() },
    };
    Some((version.at, view))
}
