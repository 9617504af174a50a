//! The last 13 weeks of a KPI.

use super::Frame;
use super::comments::comment_views;
use crate::calendar::{Span, iso};
use crate::store::Day;
use crate::world::{KpiState, Plan};
use tandem_shared::Quantity;
use tandem_shared::view::{SparkView, StepView};

/// How many weeks.
const WEEKS: Day = 13;

/// The spark of a KPI: weeks of seven whole days. The last ends with the newest measurement of the last seven days, so
/// that no week is cut short by what is yet to come; of a source silent for longer, the line ends where it fell silent.
pub(crate) fn spark_view(frame: &Frame, state: &KpiState) -> SparkView {
    let newest = state.last_day(frame.last_day()).unwrap_or(Day::MIN);
    let to = if frame.last_day().saturating_sub(newest) < 7 { newest } else { frame.last_day() } + 1;
    let all = Span { from: to - WEEKS * 7, to };
    let weeks = || (0..WEEKS).map(|week| Span { from: all.from + week * 7, to: all.from + week * 7 + 7 });
    let plan = state.plan(frame.calendar());
    SparkView {
        from: iso(all.from),
        points: weeks().map(|week| state.figure(week).value.filter(|_| week.to - 1 <= newest)).collect(),
        targets: weeks().map(|week| plan.over(None, week)).collect(),
        changed: last_change(&plan, all),
        comments: comment_views(frame.world, state.slug(), &[all]),
    }
}

/// When the target last took another value within a span: by a new version, or because another period began.
fn last_change(plan: &Plan, all: Span) -> Option<StepView> {
    let day_target = |day: Day| plan.over(None, Span { from: day, to: day + 1 });
    let mut days: Vec<Day> = plan.steps().filter(|day| *day > all.from && *day < all.to).collect();
    days.sort_unstable();
    let changed = days.into_iter().rev().find(|day| {
        let (before, after) = (day_target(day - 1), day_target(*day));
        after.is_some() && before.zip(after).is_none_or(|(before, after)| noticeably(before, after))
    })?;
    let target = plan.over(None, Span { from: changed, to: (changed + 7).min(all.to) })?;
    let share = f64::from(changed - all.from) / f64::from(all.days());
    Some(StepView { date: iso(changed), share, target })
}

/// Whether two daily targets differ by more than the lengths of their quarters make them.
fn noticeably(before: Quantity, after: Quantity) -> bool {
    (after.to_f64() / before.to_f64() - 1.0).abs() > 0.03
}
