//! The bullet bar: measure, pace tick, and the difference between the two as its own mark.

use crate::chart::svg::within;
use tandem_shared::Direction;
use tandem_shared::formula::Status;
use tandem_shared::view::TileView;

/// A stretch of the bar, in per cent of its width.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub from: f64,
    /// How wide it is.
    pub width: f64,
}

/// The marks of a bullet bar, in per cent of its width.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bullet {
    /// The figure, as far as it was expected.
    pub measure: f64,
    /// More than expected today.
    pub more: Option<Stretch>,
    /// Missing today.
    pub less: Option<Stretch>,
    /// The zones to stay out of: beyond the limit, or outside the range.
    pub over: [Option<Stretch>; 2],
    /// Where we should be today.
    pub pace: Option<f64>,
    /// The target, where the figure is beyond it.
    pub goal: Option<f64>,
}

impl Bullet {
    /// The bar of a tile; `None` without a target or a range to measure against.
    ///
    /// Quantities: the full width is the target. Levels: it is 1.2 × the target; where lower is better, 1.5 × the limit.
    /// The scale grows with a figure beyond it.
    #[must_use]
    pub fn of(tile: &TileView) -> Option<Self> {
        let figure = |quantity: Option<tandem_shared::Quantity>| quantity.map(|q| q.to_f64().max(0.0));
        let value = figure(tile.value).unwrap_or(0.0);
        if let (Direction::Within, Some(range)) = (tile.direction, tile.range) {
            return Self::within(value, range.low.to_f64().max(0.0), range.high.to_f64().max(0.0));
        }
        let target = figure(tile.target).filter(|target| *target > 0.0)?;
        let expected = figure(tile.expected).unwrap_or(target);
        let lower = tile.direction == Direction::Lower;
        let room = if lower {
            1.5
        } else if tile.rollup.is_sum() {
            1.0
        } else {
            1.2
        };
        let full = (target * room).max(value);
        let at = |figure: f64| figure / full * 100.0;
        let between = |a: f64, b: f64| (b > a).then(|| Stretch { from: at(a), width: at(b) - at(a) });
        let mut bullet = Self { measure: at(value), pace: Some(at(expected)), ..Self::default() };
        match (tile.status, lower) {
            (Status::Ahead, false) | (Status::Behind, true) => {
                bullet.measure = at(value.min(expected));
                let beyond = between(expected, value);
                *(if lower { &mut bullet.less } else { &mut bullet.more }) = beyond;
            }
            (Status::Ahead, true) => bullet.more = between(value, expected),
            (Status::Behind, false) => bullet.less = between(value, expected),
            (Status::OnPace | Status::NoVerdict, _) => {}
        }
        if lower {
            bullet.over[0] = between(target, full);
        } else if tile.rollup.is_sum() && value > target {
            bullet.goal = Some(at(target));
        }
        Some(bullet)
    }

    /// The bar of a way: `done` and `due` of it, on a scale of which `full` is the end.
    #[must_use]
    pub fn way(done: f64, due: f64, full: f64, status: Status) -> Self {
        let at = |share: f64| within(share / full, 0.0, 1.0) * 100.0;
        let between = |a: f64, b: f64| (b > a).then(|| Stretch { from: at(a), width: at(b) - at(a) });
        let ahead = status == Status::Ahead;
        Self {
            measure: at(if ahead { done.min(due) } else { done }),
            more: between(due, done).filter(|_| ahead),
            less: between(done, due).filter(|_| status == Status::Behind),
            pace: Some(at(due)),
            ..Self::default()
        }
    }

    fn within(value: f64, low: f64, high: f64) -> Option<Self> {
        let full = (high * 1.2).max(value);
        if full <= 0.0 {
            return None;
        }
        let at = |figure: f64| figure / full * 100.0;
        let stretch = |a: f64, b: f64| (b > a).then(|| Stretch { from: at(a), width: at(b) - at(a) });
        Some(Self { measure: at(value), over: [stretch(0.0, low), stretch(high, full)], ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::tile;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.01
    }

    #[test]
    fn more_than_expected_is_its_own_stretch() {
        let tile = tile(&[("value", "1284"), ("target", "2100"), ("expected", "1209.8"), ("status", "\"ahead\"")]);
        let bullet = Bullet::of(&tile).expect("a target");
        let more = bullet.more.expect("more than expected");
        assert!(near(bullet.measure, 57.61) && near(more.from, 57.61) && near(more.width, 3.53));
        assert!(bullet.pace.is_some_and(|at| near(at, 57.61)) && bullet.goal.is_none());
    }

    #[test]
    fn beyond_the_target_the_scale_grows_and_the_target_is_cut_in() {
        let tile = tile(&[("value", "4310"), ("target", "4000"), ("expected", "2304"), ("status", "\"ahead\"")]);
        let bullet = Bullet::of(&tile).expect("a target");
        assert!(bullet.goal.is_some_and(|at| near(at, 92.81)) && bullet.pace.is_some_and(|at| near(at, 53.46)));
    }

    #[test]
    fn a_rate_that_falls_short_is_hatched_up_to_its_target() {
        let fields =
            [("value", "63"), ("target", "70"), ("expected", "70"), ("status", "\"behind\""), ("rollup", "\"ratio\"")];
        let bullet = Bullet::of(&tile(&fields)).expect("a target");
        let less = bullet.less.expect("a shortfall");
        assert!(near(less.from, 75.0) && near(less.width, 8.33) && near(bullet.measure, 75.0));
    }

    #[test]
    fn where_lower_is_better_the_zone_beyond_the_limit_is_marked() {
        let fields = [
            ("value", "6720"),
            ("target", "7200"),
            ("expected", "7200"),
            ("status", "\"ahead\""),
            ("rollup", "\"average\""),
            ("direction", "\"lower\""),
        ];
        let bullet = Bullet::of(&tile(&fields)).expect("a limit");
        let zone = bullet.over[0].expect("a zone");
        assert!(near(zone.from, 66.67) && near(zone.width, 33.33));
        assert!(bullet.more.is_some_and(|more| near(more.from, 62.22)) && bullet.less.is_none());
    }

    #[test]
    fn without_a_target_there_is_nothing_to_measure_against() {
        assert_eq!(Bullet::of(&tile(&[("value", "5")])), None);
        assert_eq!(Bullet::of(&tile(&[("value", "5"), ("target", "0")])), None);
    }
}
