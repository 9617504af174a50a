//! What a change of a target would do.

use super::targets::version_view;
use super::tile::{in_force, outlook};
use super::{Frame, team_view, team_views};
use crate::calendar::iso;
use crate::commands::counts_from;
use crate::store::Day;
use crate::world::KpiState;
use std::collections::BTreeSet;
use tandem_shared::Quantity;
use tandem_shared::document::{Curve, Kind};
use tandem_shared::view::{OutlookView, TargetPreview, TeamTarget};

/// A change of the target of a frame's period, looked at before it is written.
pub(crate) struct Draft<'a> {
    /// The team it is for; without one, the joint target.
    pub(crate) team: Option<&'a str>,
    /// Its value; without one, as it stands.
    pub(crate) value: Option<Quantity>,
    /// How it falls due; without one, as it stands.
    pub(crate) curve: Option<Curve>,
    /// The day from which it counts.
    pub(crate) from: Option<Day>,
    /// The teams that would be asked.
    pub(crate) asked: &'a [String],
}

/// The target as it stands, and what a draft of a new version would change.
pub(crate) fn target_preview(frame: &Frame, state: &KpiState, draft: &Draft) -> TargetPreview {
    let line = state.target_of(frame.period, draft.team);
    let last = line.and_then(|line| version_view(frame.world, frame.period, draft.team, line, line.0.len() - 1));
    let from = draft.from.unwrap_or_else(|| counts_from(frame.span, frame.today, line.is_none()));
    // What is measured is held against a team's target if it was measured as that team's.
    let figure = match draft.team {
        None => state.figure(frame.so_far()),
        Some(team) => (frame.world.document(Kind::Team, team))
            .map_or_else(Default::default, |team| state.team_figure(team.no, frame.so_far())),
    };
    let look = |target: Option<Quantity>, curve: Option<&Curve>| {
        let (expected, judged) = outlook(frame, state, &figure, target, curve);
        OutlookView { expected, status: judged.status, reason: judged.reason }
    };
    let version = in_force(frame, line);
    let (target, curve) = version.map_or((None, None), |version| (version.value, version.curve.as_ref()));
    let agreed = line.and_then(|line| line.newest()?.curve.as_ref());
    let planned = draft.curve.as_ref().or(agreed);
    // One that only counts from a later day leaves today's verdict alone.
    let after = match from <= frame.last_day().max(frame.span.from) {
        true => look(draft.value.or(target), draft.curve.as_ref().or(curve)),
        false => look(target, curve),
    };
    let is_sum = state.definition().rollup.is_sum();
    let days = if is_sum { frame.span.from..frame.span.to } else { 0..0 };
    let gone = frame.so_far().days();
    let (teams, together, gap) = parts(frame, state, draft);
    TargetPreview {
        last: last.map(|(_, view)| view),
        from: iso(frame.span.from),
        to: iso(frame.span.to),
        previous: frame.calendar().before(frame.period).map(|period| period.to_string()),
        next: frame.calendar().after(frame.period).map(|period| period.to_string()),
        counts_from: iso(from),
        over: frame.today >= frame.span.to && line.is_some(),
        asked: team_views(frame.world, draft.asked.iter().map(String::as_str)),
        counts_by: state.counts_by(None),
        plan: days.map(|day| state.due(frame.calendar(), frame.span, day, planned)).collect(),
        today: f64::from(gone) / f64::from(frame.span.days().max(1)),
        teams,
        together,
        gap,
        before: look(target, curve),
        after,
    }
}

/// The teams' parts as they stand; of a sum, with the draft, what they add up to and what the joint target has more.
fn parts(frame: &Frame, state: &KpiState, draft: &Draft) -> (Vec<TeamTarget>, Option<Quantity>, Option<Quantity>) {
    let stands = |team: Option<&str>| state.target_of(frame.period, team)?.newest()?.value;
    let owners = state.definition().owners.iter().map(String::as_str);
    let mut teams: BTreeSet<&str> = owners.filter(|_| state.definition().owners.len() > 1).collect();
    let having = state.targets().filter_map(|(period, team, _)| team.filter(|_| period == frame.period));
    teams.extend(having.filter(|team| stands(Some(team)).is_some()).chain(draft.team));
    let would = |team: Option<&str>| draft.value.filter(|_| draft.team == team).or_else(|| stands(team));
    let together = (teams.iter().filter_map(|team| would(Some(team))))
        .try_fold(None, |sum: Option<Quantity>, value| Some(Some(sum.unwrap_or_default().checked_add(value)?)))
        .flatten()
        .filter(|_| state.definition().rollup.is_sum());
    let gap = together.and_then(|together| would(None)?.checked_sub(together));
    let view = |team| Some(TeamTarget { team: team_view(frame.world, team)?, value: stands(Some(team)) });
    (teams.into_iter().filter_map(view).collect(), together, gap)
}
