//! A board as one picture, for where no frame can be: the preview of a link, an e-mail, a chat. Drawn by the server alone.

use futures_util::FutureExt;
use tandem_shared::formula::Status;
use tandem_shared::view::{BoardView, TileView};
use yew::prelude::*;

use crate::board::{Board, Panel, Reading, part_name};
use crate::chart::bullet::Bullet;
use crate::chart::mix::{self, Mix, class, labels_fit};
use crate::chart::svg::{number, percent, within};
use crate::fmt::number::{percent as share, plain};
use crate::fmt::{Figure, Piece};
use crate::fmt::{Shape, date};
use crate::part::bullet::bar;
use crate::part::defs::defs;
use crate::part::icon::icon;
use crate::part::status::look;
use crate::shared::Shared;
use crate::words;

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;

const LEFT: f64 = 48.0;
const RIGHT: f64 = WIDTH as f64 - LEFT;
const ACROSS: f64 = RIGHT - LEFT;
const BOTTOM: f64 = HEIGHT as f64 - 36.0;
/// Below the head.
const TOP: f64 = 136.0;
/// How high the joint number and its bar stand.
const HERO: f64 = 236.0;
/// Most tiles below a joint number, and without one.
const TILES_MAX: [usize; 2] = [6, 9];
/// A tile's width and, with and without the line below its bar, its height.
const TILE: (f64, [f64; 2]) = (357.0, [130.0, 103.0]);
/// Between tiles.
const GAP: f64 = 16.0;
/// A verdict's shape, of its word's size.
const ICON: f64 = 0.92;
/// Sizes of a tile's value and of its unit, as `picture.css` has them.
const VALUE: (f64, f64) = (36.0, 20.0);

/// The colours, from the one place where they stand.
const TOKENS: &str = include_str!("../../css/tokens.css");
const STYLE: &str = include_str!("picture.css");

/// What of a board is in a picture.
#[derive(Clone, PartialEq)]
pub struct Picture {
    board: Shared<Board>,
    /// Slugs of the KPIs; none for all.
    asked: Vec<String>,
}

impl Picture {
    /// Width and height of a whole board, in pixels: what previews of links are cut to.
    pub const SIZE: (u32, u32) = (WIDTH, HEIGHT);

    /// Of these KPIs of a board (slugs with commas between; empty for all), in the words of `locale` (BCP 47); `None` if it
    /// has none of them.
    #[must_use]
    pub fn new(view: BoardView, tiles: &str, locale: &str) -> Option<Self> {
        words::choose(locale);
        let asked = tiles.split(',').filter(|slug| !slug.is_empty()).map(str::to_owned).collect();
        let picture = Self { board: Shared::new(Board::new(view, None)), asked };
        (picture.asked.is_empty() || picture.tiles().next().is_some()).then_some(picture)
    }

    /// Its usual width, in pixels: a single KPI is a small card.
    #[must_use]
    pub fn width(&self) -> u32 {
        if self.is_single() { WIDTH / 2 } else { WIDTH }
    }

    /// How high it is at a width.
    #[must_use]
    pub fn height(width: u32) -> u32 {
        width * HEIGHT / WIDTH
    }

    fn is_single(&self) -> bool {
        !self.asked.is_empty() && self.tiles().count() == 1
    }

    /// What it is called: the board and its period.
    #[must_use]
    pub fn title(&self) -> String {
        let period = &self.board.place.period;
        [&*self.board.name, " — ", &date::period(&period.id, &period.label)].concat()
    }

    /// How it stands, as one sentence: the joint number, or the only one, and how many tiles have which verdict.
    #[must_use]
    pub fn says(&self) -> String {
        let lead = self.hero().or_else(|| self.tiles().next().filter(|_| self.is_single()));
        let lead = lead.map(|tile| Reading::new(tile).within(&self.board.place.period).sentence());
        let all = if self.is_single() { None } else { Some(self.counts()) };
        let said: Vec<String> = [lead, all].into_iter().flatten().filter(|said| !said.is_empty()).collect();
        if said.is_empty() { words::empty_board().into() } else { said.join(". ") }
    }

    /// It as SVG, on light or on dark ground, so many pixels wide.
    #[must_use]
    pub fn draw(&self, dark: bool, width: u32) -> String {
        let props = DrawnProps { picture: self.clone(), dark, width };
        let drawn = yew::LocalServerRenderer::<Drawn>::with_props(props).hydratable(false).render();
        // Nothing in a picture waits for anything.
        let svg = drawn.now_or_never().unwrap_or_default();
        // What XML has no letter for; the narrow space is one that fonts of pictures lack.
        let is_xml = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
        svg.chars().filter(is_xml).map(|c| if c == crate::fmt::NARROW { '\u{2009}' } else { c }).collect()
    }

    fn is_asked(&self, tile: &TileView) -> bool {
        self.asked.is_empty() || tile.kpi.as_ref().is_some_and(|kpi| self.asked.contains(kpi))
    }

    fn tiles(&self) -> impl Iterator<Item = &TileView> {
        self.board.tiles().map(|tile| &**tile).filter(|tile| self.is_asked(tile))
    }

    /// The joint number: the first contribution.
    fn hero(&self) -> Option<&TileView> {
        self.board.sections.iter().flat_map(|section| &section.panels).find_map(|panel| match panel {
            Panel::Contribution(tile) if self.is_asked(tile) => Some(&**tile),
            _ => None,
        })
    }

    /// `4 ahead, 6 on pace, 2 behind`
    fn counts(&self) -> String {
        let each = [Status::Ahead, Status::OnPace, Status::Behind, Status::NoVerdict].map(|status| {
            let count = self.tiles().filter(|tile| tile.status == status).count();
            (count > 0).then(|| [&*plain(count as f64), " ", words::status(status)].concat())
        });
        each.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[derive(Properties, PartialEq)]
struct DrawnProps {
    picture: Picture,
    dark: bool,
    width: u32,
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    let DrawnProps { picture, dark, width } = props;
    let hero = picture.hero();
    let tiles = picture.tiles().filter(|tile| hero.is_none_or(|hero| hero.number != tile.number));
    let tiles: Vec<_> = tiles.take(TILES_MAX[usize::from(hero.is_none())]).collect();
    let top = if hero.is_some() { TOP + HERO } else { TOP };
    let grid = Grid::of(tiles.len(), top, hero.is_some() && tiles.len() > 3);
    // What a short grid leaves is given to the air around the joint number.
    let air = BOTTOM - top - grid.height;
    let tile =
        |(index, tile): (usize, &&TileView)| grid.place(index, top + air, self::tile(tile, &picture.board, &grid));
    html! {
        <svg xmlns="http://www.w3.org/2000/svg" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} width={width.to_string()}
            height={Picture::height(*width).to_string()} role="img" aria-label={[&*picture.title(), ". ", &picture.says()].concat()}>
            <style>{ style(*dark) }</style>
            { defs() }
            <rect class="ground-all" width="100%" height="100%" />
            { head(picture) }
            { hero.map(|hero| self::hero(hero, &picture.board, TOP + air / 2.0)).unwrap_or_default() }
            { for tiles.iter().enumerate().map(tile) }
        </svg>
    }
}

/// The style with the colours of a theme in it.
fn style(dark: bool) -> String {
    let block = |selector: &str| {
        let after = TOKENS.split_once(selector).map(|(_, after)| after);
        after.and_then(|after| after.split_once('}')).map_or("", |(block, _)| block)
    };
    let (light, dark) = (block("\n.tandem {"), if dark { block("[data-theme=\"dark\"] .tandem {") } else { "" });
    let value = |name: &str| {
        let of = |block: &'static str| Some(block.split_once(&[name, ":"].concat())?.1.split_once(';')?.0.trim());
        of(dark).or_else(|| of(light)).unwrap_or_default()
    };
    let mut pieces = STYLE.split("var(");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |style, piece| {
        let (name, rest) = piece.split_once(')').unwrap_or((piece, ""));
        [&style, value(name), rest].concat()
    })
}

fn text(class: &'static str, x: f64, y: f64, content: Html) -> Html {
    html! { <text {class} x={number(x)} y={number(y)}>{ content }</text> }
}

/// About how wide a text is set, in its own size: where there is no browser to ask.
fn ems(text: &str) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | '\'' | '|' | ' ' | 'I' => 0.28,
        'f' | 't' | 'r' | '(' | ')' | '-' => 0.38,
        'm' | 'M' | 'W' | 'w' | '%' => 0.88,
        'A'..='Z' | 'Ä'..='Þ' => 0.66,
        '\u{2000}'..='\u{206f}' => 0.4,
        '\u{1100}'.. => 1.0,
        _ => 0.6,
    };
    text.chars().map(em).sum()
}

/// A text cut to a width, at a size.
fn fitted(text: &str, size: f64, room: f64) -> String {
    if ems(text) * size <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if ems(&cut) * size > room - size {
            break;
        }
    }
    [cut.trim_end(), "…"].concat()
}

/// Digits large, unit small.
fn figure(figure: &Figure) -> Html {
    let piece = |piece: &Piece| match piece {
        Piece::Number(text) | Piece::Currency(text) => html! { <>{ text }</> },
        Piece::Unit(text) => html! { <tspan class="unit">{ text }</tspan> },
    };
    html! { <>{ for figure.pieces().iter().map(piece) }</> }
}

/// How wide a tile's value is set.
fn value_width(tile: &TileView, reading: &Reading) -> f64 {
    let width = |piece: &Piece| match piece {
        Piece::Number(text) | Piece::Currency(text) => ems(text) * VALUE.0,
        Piece::Unit(text) => ems(text) * VALUE.1,
    };
    tile.value.map_or(0.0, |value| reading.format().figure(value).pieces().iter().map(width).sum())
}

fn value(tile: &TileView, reading: &Reading) -> Html {
    tile.value.map_or_else(|| html! { "–" }, |value| figure(&reading.format().figure(value)))
}

/// A text as large as its style has it, or smaller where `width` (of it at that size) is more than the `room`: digits that are
/// cut, or covered, are another number.
fn shrunk(class: Classes, (x, y): (f64, f64), content: Html, width: f64, room: f64) -> Html {
    let scale = (room / width).min(1.0);
    let transform = ["translate(", &*number(x), " ", &*number(y), ") scale(", &*number(scale), ")"].concat();
    html! { <text {class} {transform}>{ content }</text> }
}

/// How wide a verdict is, in its own size: [`verdict`].
fn verdict_ems(status: Status) -> f64 {
    ems(words::status(status)) + ICON * 1.5
}

/// Shape, colour and word, ending at `right`.
fn verdict(status: Status, right: f64, y: f64, size: f64) -> Html {
    let (sign, look) = look(status);
    let class = look.trim_start_matches("tandem-status--");
    let word = words::status(status);
    let icon_size = size * ICON;
    let x = right - verdict_ems(status) * size;
    html! {
        <g class={class.to_owned()}>
            <svg x={number(x)} y={number(y - icon_size * 0.88)} width={number(icon_size)} height={number(icon_size)} viewBox="0 0 12 12">
                { icon(sign) }
            </svg>
            <text class={["end strong ", class].concat()} font-size={number(size)} x={number(right)} y={number(y)}>{ word }</text>
        </g>
    }
}

/// Name and period, how much of it is gone, and when it stood so.
fn head(picture: &Picture) -> Html {
    let board = &picture.board;
    let period = &board.place.period;
    let day = if period.day == 0 {
        words::not_begun().to_owned()
    } else if period.next.is_some() {
        words::over().to_owned()
    } else {
        let (bold, rest) =
            words::day_of(&plain(period.day.into()), &plain(period.days.into()), &share(period.elapsed, false));
        [bold, rest].concat()
    };
    let counts = if picture.is_single() { String::new() } else { picture.counts() };
    let room = ACROSS - ems(&counts) * 20.0 - 2.0 * GAP;
    // A small card is half as large.
    let font_size = if picture.is_single() { "23" } else { "17" };
    let as_of = words::as_of(&date::write(&board.as_of, Shape::Moment));
    let as_of = if board.demo { [words::demo(), ", ", &as_of].concat() } else { as_of };
    html! {
        <>
            { text("name", LEFT, 70.0, html! { fitted(&picture.title(), 34.0, room) }) }
            <text class="end soft" font-size="20" x={number(RIGHT)} y="69">{ counts }</text>
            <rect class="ruler" x={number(LEFT)} y="89" width={number(ACROSS)} height="1" />
            <rect class="gone" x={number(LEFT)} y="88" width={number(ACROSS * within(period.elapsed, 0.0, 1.0))} height="3" />
            <text class="soft" font-size={font_size} x={number(LEFT)} y="116">{ day }</text>
            <text class="quiet end" font-size={font_size} x={number(RIGHT)} y="116">{ as_of }</text>
        </>
    }
}

/// The joint number, its verdict, and who brought what.
fn hero(tile: &TileView, board: &Board, top: f64) -> Html {
    let reading = Reading::new(tile).within(&board.place.period);
    let of = tile.target.map(|target| {
        let of = words::of(&reading.format().text(target));
        html! { <tspan class="hero-of" dx="18">{ of }<tspan class="share">{ reading.share() }</tspan></tspan> }
    });
    let bar = mix::mix(tile).map(|mix| parts(tile, &reading, &mix, top + 112.0));
    html! {
        <>
            { text("hero-name", LEFT, top + 20.0, html! { fitted(tile.name.as_deref().unwrap_or_default(), 22.0, ACROSS) }) }
            <text class={classes!("hero-value", tile.stale.then_some("stale"))} x={number(LEFT - 4.0)} y={number(top + 93.0)}>
                { value(tile, &reading) }
                { of.unwrap_or_default() }
            </text>
            { verdict(tile.status, RIGHT, top + 92.0, 28.0) }
            { bar.unwrap_or_default() }
        </>
    }
}

/// The contribution bar; its labels stand over the parts where they fit, else in a row.
fn parts(tile: &TileView, reading: &Reading, mix: &Mix, top: f64) -> Html {
    let name = |place: &mix::Part| part_name(&tile.parts[place.index]);
    let amount = |place: &mix::Part| reading.format().text(tile.parts[place.index].value);
    let letters = |place: &mix::Part| {
        (name(place).chars().count(), amount(place).chars().count() + share(place.share, true).chars().count() + 1)
    };
    let direct = labels_fit(mix, letters);
    let column = ((ACROSS - 160.0) / mix.parts.len() as f64).min(220.0);
    let labels = mix.parts.iter().enumerate().map(|(index, place)| {
        let (amount, share) = (amount(place), share(place.share, true));
        let (x, mark) =
            if direct { (LEFT + place.from / 100.0 * ACROSS, 44.0) } else { (LEFT + index as f64 * column, 36.0) };
        let name = if direct { name(place).to_owned() } else { fitted(name(place), 16.0, column - 24.0) };
        html! {
            <>
                <rect class={class(&tile.parts[place.index])} x={number(x)} y={number(top)} width={if direct { "2" } else { "6" }} height={number(mark)} />
                <text class="soft" font-size="16" x={number(x + 12.0)} y={number(top + 13.0)}>{ name }</text>
                <text class="amount" x={number(x + 12.0)} y={number(top + 36.0)}>{ amount }<tspan class="soft" dx="7">{ share }</tspan></text>
            </>
        }
    });
    let to_go = mix.to_go.map(|left| {
        let word = if reading.is_over() { words::missing_at_end() } else { words::still_to_win() };
        html! {
            <>
                <text class="soft end" font-size="16" x={number(RIGHT)} y={number(top + 13.0)}>{ word }</text>
                { text("amount end", RIGHT, top + 36.0, html! { reading.format().text(left) }) }
            </>
        }
    });
    let rects = mix.parts.iter().map(|place| {
        html! {
            <>
                <rect class={class(&tile.parts[place.index])} x={percent(place.from)} width={percent(place.width)} y="8" height="30" />
                <rect class="cut" x={percent(place.from + place.width)} width="2" y="8" height="30" transform="translate(-2)" />
            </>
        }
    });
    let pace = mix.pace.map(
        |at| html! { <rect class="pace" x={percent(at)} y="0" width="3" height="46" transform="translate(-1.5)" /> },
    );
    let due = mix.pace.zip(reading.expected()).map(|(at, due)| {
        let (class, dx) = if at > 60.0 { ("due end", -9.0) } else { ("due", 9.0) };
        text(
            class,
            LEFT + at / 100.0 * ACROSS + dx,
            top + 99.0,
            html! { words::expected_today(&reading.format().text(due)) },
        )
    });
    html! {
        <g class="mix">
            { for labels }
            { for to_go }
            <svg x={number(LEFT)} y={number(top + 40.0)} width={number(ACROSS)} height="46" overflow="visible">
                <rect class="track" width="100%" y="8" height="30" />
                { for rects }
                { for pace }
            </svg>
            { for due }
        </g>
    }
}

/// How tiles fill the room below the head: as large as they can be.
struct Grid {
    columns: usize,
    /// Of a tile in its own units.
    size: (f64, f64),
    scale: f64,
    /// Of all rows.
    height: f64,
}

impl Grid {
    /// `low`: without the line below each bar.
    fn of(count: usize, top: f64, low: bool) -> Self {
        let height = TILE.1[usize::from(low)];
        let of_columns = |columns: usize| {
            let rows = count.div_ceil(columns) as f64;
            let width = (ACROSS - (columns - 1) as f64 * GAP) / columns as f64;
            let room = (BOTTOM - top - (rows - 1.0) * GAP) / rows;
            let scale = (width / TILE.0).min(room / height);
            // The whole width is used; only as much height as the tiles need.
            Self { columns, size: (width / scale, height), scale, height: rows * (height * scale + GAP) - GAP }
        };
        let best = (1..=3).map(of_columns).max_by(|a, b| a.scale.total_cmp(&b.scale));
        best.expect("one to three columns are some")
    }

    fn place(&self, index: usize, top: f64, tile: Html) -> Html {
        let (column, row) = ((index % self.columns) as f64, (index / self.columns) as f64);
        let (width, height) = (self.size.0 * self.scale, self.size.1 * self.scale);
        html! {
            <svg x={number(LEFT + column * (width + GAP))} y={number(top + row * (height + GAP))} width={number(width)} height={number(height)}
                viewBox={["0 0 ", &*number(self.size.0), " ", &*number(self.size.1)].concat()}>{ tile }</svg>
        }
    }
}

/// One KPI: name, value, verdict, bar; and below the bar, where there is room, what it is of.
fn tile(tile: &TileView, board: &Board, grid: &Grid) -> Html {
    let reading = Reading::new(tile).within(&board.place.period);
    let (width, height) = grid.size;
    let (left, right) = (18.0, width - 18.0);
    let across = right - left;
    let room = across - verdict_ems(tile.status) * 17.0 - GAP;
    let bullet = tile.value.and_then(|_| Bullet::of(tile));
    let bar = if bullet.is_some() {
        bar(bullet, reading.bar().into(), tile.stale)
    } else {
        html! { <rect class="empty" x=".5" y="4.5" width={number(across - 1.0)} height="7" /> }
    };
    let scale = || {
        let (bold, rest) = reading.scale_left();
        html! {
            <>
                { text("tile-scale", left, 114.0, html! { <><tspan class="strong">{ bold }</tspan>{ rest }</> }) }
                { text("tile-scale end", right, 114.0, html! { reading.scale_right().1 }) }
            </>
        }
    };
    html! {
        <>
            <rect class="card" x=".5" y=".5" width={number(width - 1.0)} height={number(height - 1.0)} rx="10" />
            { text("tile-name", left, 29.0, html! { fitted(tile.name.as_deref().unwrap_or_default(), 17.0, across) }) }
            { shrunk(classes!("tile-value", tile.stale.then_some("stale")), (left, 67.0), value(tile, &reading), value_width(tile, &reading), room) }
            { verdict(tile.status, right, 66.0, 17.0) }
            <svg x={number(left)} y="77" width={number(across)} height="16" overflow="visible">{ bar }</svg>
            if height == TILE.1[0] { { scale() } }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_is_known_in_both_themes() {
        for (dark, ink) in [(false, "#15171a"), (true, "#f1f2f4")] {
            let style = style(dark);
            assert!(style.contains(&format!("fill: {ink};")) && !style.contains("var("), "{style}");
            assert!(!style.contains(": ;"), "{style}");
        }
    }

    #[test]
    fn tiles_are_as_large_as_they_can_be() {
        for (count, columns) in [(1, 1), (2, 1), (4, 2), (6, 2), (9, 3)] {
            let grid = Grid::of(count, TOP, false);
            assert_eq!(grid.columns, columns, "{count}");
            assert!(grid.height <= BOTTOM - TOP + 0.01, "{count}");
        }
        assert_eq!(Grid::of(6, TOP + HERO, true).columns, 3);
    }
}
