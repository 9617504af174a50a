//! A board as keys and screens are handed it: without what they do not show.

use tandem_shared::formula::{Forecast, Range};
use tandem_shared::view::{BoardView, PartView, TileView};
use tandem_shared::{Quantity, Unit, UnitType};

/// As keys and screens show it: what people promised each other stays inside.
pub(super) fn shown(board: &BoardView) -> BoardView {
    BoardView { actions: Vec::new(), ..board.clone() }
}

/// As strangers may see it: no persons, no money.
pub(super) fn public(board: &BoardView) -> BoardView {
    let mut board = shown(board);
    for tile in board.sections.iter_mut().flat_map(|section| &mut section.tiles) {
        *tile = public_tile(tile);
    }
    board
}

/// What a wall draws of a tile and nothing besides: charts hold comments and amounts, sources may be persons, and what a rate
/// is made of may be money.
fn public_tile(tile: &TileView) -> TileView {
    let half = |half: &Option<Box<TileView>>| half.as_ref().map(|half| Box::new(public_tile(half)));
    let tile = TileView {
        description: None,
        numerator: None,
        denominator: None,
        previous: None,
        year_ago: None,
        source: None,
        typed: false,
        spark: None,
        path: None,
        quantity: half(&tile.quantity),
        quality: half(&tile.quality),
        ..tile.clone()
    };
    if tile.unit.as_ref().is_some_and(|unit| unit.kind == UnitType::Money) { without_money(tile) } else { tile }
}

/// Its figures in per cent of its target; without a target, none.
fn without_money(tile: TileView) -> TileView {
    let whole = tile.target.map(Quantity::to_f64).filter(|target| *target > 0.0);
    let share = |amount: Quantity| Quantity::nearest(amount.to_f64() / whole? * 100.0);
    let forecast = |Forecast { value, low, high }: Forecast| {
        Some(Forecast { value: share(value)?, low: share(low)?, high: share(high)? })
    };
    TileView {
        withheld: true,
        unit: Some(Unit { kind: UnitType::Percent, currency: None }),
        value: tile.value.and_then(share),
        target: tile.target.and_then(share),
        expected: tile.expected.and_then(share),
        range: tile.range.and_then(|Range { low, high }| Some(Range { low: share(low)?, high: share(high)? })),
        forecast: tile.forecast.and_then(forecast),
        parts: (tile.parts.into_iter())
            .filter_map(|part| Some(PartView { value: share(part.value)?, ..part }))
            .collect(),
        ..tile
    }
}
