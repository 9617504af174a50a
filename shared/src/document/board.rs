//! [`Board`]

use super::{Cadence, Document, Errors, Kind};
use crate::{Period, PeriodUnit};
use serde::{Deserialize, Serialize};

/// Most tiles on one board, a pair counted as two.
pub const TILES_MAX: u32 = 1_000;
/// Most sections on one board.
const SECTIONS_MAX: usize = 100;
/// Most parts of a contribution.
const PARTS_MAX: usize = 12;
/// Most goals on one board.
const GOALS_MAX: usize = 200;

/// What a board shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// Which period it opens with: a fixed one (`2026-Q4`), or the current `quarter`, `month`, `year`, `week`,
    /// `fiscal_quarter`, `fiscal_period`, `fiscal_year`.
    #[schema(value_type = String)]
    pub period: BoardPeriod,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Slugs of the goals beside it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<String>,
    /// When its teams meet over it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<Cadence>,
}

/// Which period a board opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "no such period: write one like 2026-Q4, or quarter, month, year, week, fiscal_quarter, fiscal_period, fiscal_year"
)]
pub enum BoardPeriod {
    /// The current one of a sort.
    Current(PeriodUnit),
    /// Always the same.
    Fixed(Period),
}

/// A titled row of tiles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its title; none for a row without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its tiles, in order.
    pub tiles: Vec<Tile>,
}

/// A tile; KPIs by their slugs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Tile {
    /// One KPI.
    Kpi {
        /// Its slug.
        kpi: String,
    },
    /// How many beside how good.
    Pair {
        /// How many.
        quantity: String,
        /// How good.
        quality: String,
    },
    /// A sum and who contributed what, no unit of it counted twice.
    Contribution {
        /// The whole.
        kpi: String,
        /// Its parts, KPIs of the same unit.
        parts: Vec<String>,
    },
}

impl Tile {
    /// The KPIs it names, with the field that names each.
    #[must_use]
    pub fn kpis(&self) -> Vec<(String, &str)> {
        match self {
            Self::Kpi { kpi } => vec![("kpi".to_owned(), kpi)],
            Self::Pair { quantity, quality } => {
                vec![("quantity".to_owned(), quantity), ("quality".to_owned(), quality)]
            }
            Self::Contribution { kpi, parts } => std::iter::once(("kpi".to_owned(), kpi.as_str()))
                .chain(parts.iter().enumerate().map(|(index, part)| (format!("parts/{index}"), part.as_str())))
                .collect(),
        }
    }

    /// How many KPI tiles it shows.
    #[must_use]
    pub fn size(&self) -> u32 {
        if matches!(self, Self::Pair { .. }) { 2 } else { 1 }
    }
}

impl Document for Board {
    const KIND: Kind = Kind::Board;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        errors.require(self.sections.len() <= SECTIONS_MAX, "/sections", "at most 100 sections: make two boards of it");
        errors.slugs("/goals", &self.goals, GOALS_MAX, "at most 200 goals: archive those that are over");
        if let Some(cadence) = &self.check_in {
            cadence.validate(errors);
        }
        let tiles: u32 = self.sections.iter().flat_map(|s| &s.tiles).map(Tile::size).sum();
        errors.require(tiles <= TILES_MAX, "/sections", "at most 1,000 tiles: make several boards of it");
        for (s, section) in self.sections.iter().enumerate() {
            if let Some(title) = &section.title {
                errors.name(&format!("/sections/{s}/title"), title);
            }
            for (t, tile) in section.tiles.iter().enumerate() {
                let at = format!("/sections/{s}/tiles/{t}");
                for (field, kpi) in tile.kpis() {
                    errors.slug(&format!("{at}/{field}"), kpi);
                }
                match tile {
                    Tile::Kpi { .. } => {}
                    Tile::Pair { quantity, quality } => {
                        let pointer = format!("{at}/quality");
                        errors.require(quantity != quality, &pointer, "a quality is another KPI than the quantity");
                    }
                    Tile::Contribution { kpi, parts } => {
                        let pointer = format!("{at}/parts");
                        errors.require((1..=PARTS_MAX).contains(&parts.len()), &pointer, "name 1 to 12 parts");
                        for (index, part) in parts.iter().enumerate() {
                            let counted = part == kpi || parts[..index].contains(part);
                            let detail = "counted already: name each part once, and not the whole";
                            errors.require(!counted, &format!("{pointer}/{index}"), detail);
                        }
                    }
                }
            }
        }
    }
}
