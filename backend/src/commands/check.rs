//! What a document may say in the world it will stand in: what it names must be there.

use crate::calendar::OrgCalendar;
use crate::world::World;
use tandem_shared::document::{Board, BoardPeriod, Calendar, Document, Errors, Kpi, Team, Tile};

/// A body checked against the world.
pub(super) trait Checked: Document {
    /// Adds what is wrong with this body in this world, where it will stand at `slug`.
    fn check(&self, world: &World, slug: &str, errors: &mut Errors);
}

impl Checked for Team {
    fn check(&self, _: &World, _: &str, _: &mut Errors) {}
}

impl Checked for Calendar {
    fn check(&self, _: &World, _: &str, errors: &mut Errors) {
        OrgCalendar::new(self, errors);
    }
}

impl Checked for Kpi {
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        for (index, owner) in self.owners.iter().enumerate() {
            let known = world.team(owner).is_some();
            errors.require(
                known,
                &format!("/owners/{index}"),
                "there is no such team: create it with PUT /api/v1/teams/…",
            );
        }
        if let Some(before) = world.any_kpi(slug).filter(|kpi| kpi.is_measured()) {
            let fixed =
                "fixed, as there are measurements already: they would change their meaning. Create another KPI instead";
            errors.require(before.definition().rollup == self.rollup, "/rollup", fixed);
            errors.require(before.definition().unit == self.unit, "/unit", fixed);
        }
    }
}

impl Checked for Board {
    fn check(&self, world: &World, _: &str, errors: &mut Errors) {
        if let BoardPeriod::Fixed(period) = self.period {
            let known = world.calendar().span(period).is_some();
            errors.require(known, "/period", "the calendar has no such period");
        }
        for (s, section) in self.sections.iter().enumerate() {
            for (t, tile) in section.tiles.iter().enumerate() {
                for (field, kpi) in tile.kpis() {
                    let known = world.kpi(kpi).is_some();
                    let pointer = format!("/sections/{s}/tiles/{t}/{field}");
                    errors.require(known, &pointer, "there is no such KPI: create it with PUT /api/v1/kpis/…");
                }
                if let Tile::Contribution { kpi, parts } = tile {
                    let unit =
                        |slug: &str| world.kpi(slug).map(|kpi| (&kpi.definition().unit, kpi.definition().rollup));
                    let whole = unit(kpi);
                    let sums = whole.is_none_or(|(_, rollup)| rollup.is_sum());
                    errors.require(sums, &format!("/sections/{s}/tiles/{t}/kpi"), "only a sum has contributions");
                    for (index, part) in parts.iter().enumerate() {
                        let same = unit(part).is_none() || whole.is_none() || unit(part) == whole;
                        let pointer = format!("/sections/{s}/tiles/{t}/parts/{index}");
                        errors.require(same, &pointer, "a part needs the unit and roll-up of the whole");
                    }
                }
            }
        }
    }
}
