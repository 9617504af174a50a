//! [`Model`]: roll-ups worked out from scratch, the slow and obvious way.

use crate::store::MeasurementWrite;
use std::collections::BTreeMap;
use tandem_shared::Rollup;

/// `(kpi, team, day)`
type Place = (i64, i64, i32);
/// `(count, a, b)`, wide enough for any sum.
type WideCell = (u32, i128, i128);

/// Every measurement there is, in the order of arrival.
#[derive(Clone, Default)]
pub(super) struct Model {
    measurements: Vec<MeasurementWrite>,
}

impl Model {
    /// Adds all or none; the index of the one that makes a sum overflow.
    pub(super) fn push(&mut self, measurements: &[MeasurementWrite]) -> Result<(), usize> {
        let mut next = self.clone();
        for (index, new) in measurements.iter().enumerate() {
            next.measurements.retain(|old| new.key.is_none() || (&old.key, old.kpi) != (&new.key, new.kpi));
            next.check(new).map_err(|()| index)?;
            next.measurements.push(new.clone());
            next.check(new).map_err(|()| index)?;
        }
        *self = next;
        Ok(())
    }

    /// Every cell.
    pub(super) fn cells(&self) -> BTreeMap<Place, WideCell> {
        let mut days = BTreeMap::<Place, Vec<&MeasurementWrite>>::new();
        for measurement in &self.measurements {
            days.entry((measurement.kpi, measurement.team, measurement.day)).or_default().push(measurement);
        }
        days.into_iter().map(|(place, day)| (place, cell(&day))).collect()
    }

    fn check(&self, new: &MeasurementWrite) -> Result<(), ()> {
        if !matches!(new.rollup, Rollup::Sum | Rollup::Average | Rollup::Ratio) {
            return Ok(());
        }
        let cells = self.cells().into_iter().filter(|((kpi, ..), _)| *kpi == new.kpi);
        let (a, b) = cells.fold((0, 0), |(a, b), (_, cell)| (a + cell.1.abs(), b + cell.2.abs()));
        if a.max(b) > i128::from(i64::MAX) { Err(()) } else { Ok(()) }
    }
}

fn cell(day: &[&MeasurementWrite]) -> WideCell {
    let values = || day.iter().map(|measurement| i128::from(measurement.value));
    let (a, b) = match day[0].rollup {
        Rollup::Sum | Rollup::Average => (values().sum(), 0),
        Rollup::Ratio => (values().sum(), day.iter().map(|measurement| i128::from(measurement.denominator)).sum()),
        Rollup::Min => (values().min().unwrap_or(0), 0),
        Rollup::Max => (values().max().unwrap_or(0), 0),
        Rollup::Last => {
            // `max_by_key` gives the last of equals: the later to arrive.
            let newest = day.iter().max_by_key(|measurement| measurement.at);
            newest.map_or((0, 0), |newest| (newest.value.into(), newest.at.into()))
        }
    };
    (u32::try_from(day.len()).unwrap_or(u32::MAX), a, b)
}
