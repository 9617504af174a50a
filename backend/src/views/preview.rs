//! What a change of a target would do.

use super::targets::version_view;
use super::tile::{in_force, outlook};
use super::{Frame, team_views};
use crate::calendar::iso;
use crate::commands::counts_from;
use crate::store::Day;
use crate::world::KpiState;
use tandem_shared::Quantity;
use tandem_shared::view::{OutlookView, TargetPreview};

/// A change of the target of a frame's period, looked at before it is written.
pub(crate) struct Draft<'a> {
    /// The team it is for; without one, the joint target.
    pub(crate) team: Option<&'a str>,
    /// Its value; without one, as it stands.
    pub(crate) value: Option<Quantity>,
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
    let figure = state.figure(frame.so_far());
    let look = |target: Option<Quantity>, curve: &[Quantity]| {
        let (expected, judged) = outlook(frame, state, &figure, target, curve);
        OutlookView { expected, status: judged.status, reason: judged.reason }
    };
    let version = in_force(frame, line);
    let (target, curve) = version.map_or((None, &[][..]), |version| (version.value, &version.curve[..]));
    // One that only counts from a later day leaves today's verdict alone.
    let judges_today = from <= frame.last_day().max(frame.span.from);
    let next = draft.value.filter(|_| judges_today).or(target);
    TargetPreview {
        last: last.map(|(_, view)| view),
        from: iso(frame.span.from),
        to: iso(frame.span.to),
        previous: frame.calendar().before(frame.period).map(|period| period.to_string()),
        next: frame.calendar().after(frame.period).map(|period| period.to_string()),
        counts_from: iso(from),
        over: frame.today >= frame.span.to && line.is_some(),
        asked: team_views(frame.world, draft.asked.iter().map(String::as_str)),
        curve: line.and_then(|line| line.newest()).map(|version| version.curve.clone()).unwrap_or_default(),
        before: look(target, curve),
        after: look(next, curve),
    }
}
