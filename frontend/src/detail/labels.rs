//! What stands under a column and at the head of a row: the name of a bucket; and how many of them fit.

use tandem_shared::view::PointView;

use super::bucket::Bucket;
use crate::fmt::{Shape, date};

/// Width of a digit of the chart's type, in pixels.
const CHARACTER: f64 = 6.3;
/// Space between two labels.
const SPACE: f64 = 8.0;
/// The same of figures at their marks.
const FIGURE: f64 = 5.9;
const FIGURE_SPACE: f64 = 4.0;
/// Width of the chart in the panel, and on a phone.
pub(super) const WIDE: f64 = 614.0;
pub(super) const NARROW: f64 = 296.0;

/// The name of a bucket where room is scarce.
pub(super) fn short(bucket: Bucket, point: &PointView) -> String {
    match bucket {
        Bucket::Day | Bucket::Week => date::write(&point.from, Shape::Day),
        Bucket::Month => date::write(&point.from, Shape::Month),
        Bucket::Quarter => long(bucket, point),
        Bucket::Year => year(point).into(),
    }
}

/// The full name of a bucket.
pub(super) fn long(bucket: Bucket, point: &PointView) -> String {
    match bucket {
        Bucket::Day => date::write(&point.from, Shape::Weekday),
        Bucket::Week => {
            let last = date::day_before(&point.to, Shape::Day);
            [&date::write(&point.from, Shape::Day), "\u{2009}–\u{2009}", &last].concat()
        }
        Bucket::Month => date::write(&point.from, Shape::MonthShort),
        Bucket::Quarter => {
            let month = point.from.get(5..7).and_then(|month| month.parse::<u8>().ok()).unwrap_or(1);
            ["Q", &(month.div_ceil(3)).to_string(), " ", year(point)].concat()
        }
        Bucket::Year => year(point).into(),
    }
}

fn year(point: &PointView) -> &str {
    point.from.get(..4).unwrap_or(&point.from)
}

/// Every so-manieth label fits into a width, if the longest has so many characters.
pub(super) fn every(longest: usize, count: usize, width: f64) -> usize {
    let slot = width / count.max(1) as f64;
    let mut every = 1;
    while (every as f64) * slot < longest as f64 * CHARACTER + SPACE && every < count {
        every += 1;
    }
    every
}

/// Whether a figure at each mark fits into the panel; they are set smaller than names.
pub(super) fn figures_fit(longest: usize, count: usize) -> bool {
    longest as f64 * FIGURE + FIGURE_SPACE <= WIDE / count.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_left_out_where_they_would_touch() {
        assert_eq!(every(3, 13, WIDE), 1, "months in the panel");
        assert_eq!(every(3, 13, NARROW), 2, "months on a phone");
        assert_eq!(every(6, 31, WIDE), 3, "days in the panel");
        assert!(figures_fit(7, 13) && !figures_fit(7, 31), "amounts by month, not by day");
        assert_eq!(every(40, 2, NARROW), 2, "never more than there are");
    }
}
