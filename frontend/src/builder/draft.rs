//! [`Draft`]: a board and the definitions of KPIs as they will be saved, and how tiles move on it.

use miniserde::json::{Object, Value};

use super::body;

/// What a tile shows; KPIs by slug, an empty one is not chosen yet.
#[derive(Clone)]
pub(super) enum Tile {
    /// One KPI.
    Kpi(String),
    /// A quantity and its quality.
    Pair([String; 2]),
    /// A sum and its parts.
    Contribution(String, Vec<String>),
    /// A sort this page does not know: kept and moved as it is.
    Other(Value),
}

/// A tile on the board.
#[derive(Clone)]
pub(super) struct Block {
    /// Its number, as long as it is edited.
    pub(super) id: u32,
    /// What it shows.
    pub(super) tile: Tile,
}

/// A section on the board.
#[derive(Clone)]
pub(super) struct Section {
    /// Its number, as long as it is edited; no block has the same.
    pub(super) id: u32,
    /// Its title; may be empty.
    pub(super) title: String,
    /// Its tiles.
    pub(super) blocks: Vec<Block>,
}

/// A board as it will be saved.
#[derive(Clone, Default)]
pub(super) struct Draft {
    /// Its name.
    pub(super) name: String,
    /// The period it opens with.
    pub(super) period: String,
    /// Its sections.
    pub(super) sections: Vec<Section>,
    /// Definitions that were changed or are new, by slug.
    pub(super) kpis: Object,
    next: u32,
}

impl Tile {
    fn read(value: &Value) -> Self {
        let tile = body::object(Some(value));
        let text = |key| body::text(&tile, key).to_owned();
        match body::text(&tile, "kind") {
            "kpi" => Self::Kpi(text("kpi")),
            "pair" => Self::Pair([text("quantity"), text("quality")]),
            "contribution" => Self::Contribution(text("kpi"), body::texts(&tile, "parts")),
            _ => Self::Other(value.clone()),
        }
    }

    fn written(&self) -> Value {
        let text = |text: &str| Value::String(text.to_owned());
        Value::Object(match self {
            Self::Kpi(kpi) => body::object_of(vec![("kind", text("kpi")), ("kpi", text(kpi))]),
            Self::Pair([quantity, quality]) => {
                body::object_of(vec![("kind", text("pair")), ("quantity", text(quantity)), ("quality", text(quality))])
            }
            Self::Contribution(kpi, parts) => body::object_of(vec![
                ("kind", text("contribution")),
                ("kpi", text(kpi)),
                ("parts", body::strings(parts)),
            ]),
            Self::Other(value) => return value.clone(),
        })
    }

    /// The KPIs it names, each with the field that names it.
    pub(super) fn kpis(&self) -> Vec<(String, &str)> {
        match self {
            Self::Kpi(kpi) => vec![("kpi".into(), kpi)],
            Self::Pair([quantity, quality]) => vec![("quantity".into(), quantity), ("quality".into(), quality)],
            Self::Contribution(kpi, parts) => {
                let parts = parts.iter().enumerate();
                let parts = parts.map(|(index, part)| (["parts/", &index.to_string()].concat(), &**part));
                std::iter::once(("kpi".into(), &**kpi)).chain(parts).collect()
            }
            Self::Other(_) => Vec::new(),
        }
    }

    /// The slugs of the same KPIs, to name others.
    fn kpis_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Kpi(kpi) => vec![kpi],
            Self::Pair(both) => both.iter_mut().collect(),
            Self::Contribution(kpi, parts) => std::iter::once(kpi).chain(parts).collect(),
            Self::Other(_) => Vec::new(),
        }
    }

    /// Names another KPI at a place; after its last part, a contribution grows by one.
    pub(super) fn set(&mut self, of: usize, slug: &str) {
        match self {
            Self::Contribution(_, parts) if of > parts.len() => parts.push(slug.to_owned()),
            tile => {
                if let Some(kpi) = tile.kpis_mut().into_iter().nth(of) {
                    slug.clone_into(kpi);
                }
            }
        }
    }
}

impl Draft {
    /// Of a board's document.
    pub(super) fn read(board: &Object) -> Self {
        let mut draft = Self::default();
        draft.take_board(board);
        draft
    }

    /// Takes a board's document over, and keeps the definitions.
    pub(super) fn take_board(&mut self, board: &Object) {
        body::text(board, "name").clone_into(&mut self.name);
        body::text(board, "period").clone_into(&mut self.period);
        let sections = body::list(board, "sections").iter().map(|section| {
            let section = body::object(Some(section));
            let id = self.number();
            let tiles = body::list(&section, "tiles").iter();
            let blocks = tiles.map(|tile| Block { id: self.number(), tile: Tile::read(tile) }).collect();
            Section { id, title: body::text(&section, "title").to_owned(), blocks }
        });
        self.sections = sections.collect();
    }

    /// The board as it is sent.
    pub(super) fn written(&self) -> String {
        let section = |section: &Section| {
            let tiles = Value::Array(section.blocks.iter().map(|block| block.tile.written()).collect());
            let mut object = body::object_of(vec![("tiles", tiles)]);
            if !section.title.is_empty() {
                object.insert("title".into(), Value::String(section.title.clone()));
            }
            Value::Object(object)
        };
        let board = body::object_of(vec![
            ("name", Value::String(self.name.clone())),
            ("period", Value::String(self.period.clone())),
            ("sections", Value::Array(self.sections.iter().map(section).collect())),
        ]);
        miniserde::json::to_string(&board)
    }

    /// A number nothing has yet.
    pub(super) fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Its tiles, in reading order.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }

    /// The tile of a number.
    pub(super) fn block(&self, id: u32) -> Option<&Block> {
        self.blocks().find(|block| block.id == id)
    }

    /// The same, to change what it shows.
    pub(super) fn tile_mut(&mut self, id: u32) -> Option<&mut Tile> {
        let mut blocks = self.sections.iter_mut().flat_map(|section| &mut section.blocks);
        blocks.find(|block| block.id == id).map(|block| &mut block.tile)
    }

    /// The section of a number.
    pub(super) fn section_mut(&mut self, id: u32) -> Option<&mut Section> {
        self.sections.iter_mut().find(|section| section.id == id)
    }

    /// Whether a tile names a KPI.
    pub(super) fn shows(&self, kpi: &str) -> bool {
        self.blocks().any(|block| block.tile.kpis().iter().any(|(_, known)| *known == kpi))
    }

    /// Where a tile stands: its section's place and its own.
    pub(super) fn place(&self, id: u32) -> Option<(usize, usize)> {
        let within = |section: &Section| section.blocks.iter().position(|block| block.id == id);
        self.sections.iter().enumerate().find_map(|(s, section)| Some((s, within(section)?)))
    }

    /// Puts a tile after another, or at the end of a section, or of the last one.
    pub(super) fn add(&mut self, tile: Tile, after: u32) -> u32 {
        let id = self.number();
        let (s, at) = match (self.place(after), self.sections.iter().position(|section| section.id == after)) {
            (Some((s, at)), _) => (s, at + 1),
            (None, Some(s)) => (s, self.sections[s].blocks.len()),
            (None, None) => {
                if self.sections.is_empty() {
                    self.add_section();
                }
                let last = self.sections.len() - 1;
                (last, self.sections[last].blocks.len())
            }
        };
        self.sections[s].blocks.insert(at, Block { id, tile });
        id
    }

    /// Puts an empty section at the end.
    pub(super) fn add_section(&mut self) -> u32 {
        let id = self.number();
        self.sections.push(Section { id, title: String::new(), blocks: Vec::new() });
        id
    }

    /// Takes a tile or a section away.
    pub(super) fn remove(&mut self, id: u32) {
        self.sections.retain(|section| section.id != id);
        for section in &mut self.sections {
            section.blocks.retain(|block| block.id != id);
        }
    }

    /// Moves a tile or a section one place up or down; tiles go on into the section beside.
    pub(super) fn step(&mut self, id: u32, down: bool) {
        if let Some(at) = self.sections.iter().position(|section| section.id == id) {
            let to = if down { at + 1 } else { at.wrapping_sub(1) };
            if to < self.sections.len() {
                self.sections.swap(at, to);
            }
            return;
        }
        let Some((s, at)) = self.place(id) else { return };
        let last = self.sections[s].blocks.len() - 1;
        if down && at < last {
            self.sections[s].blocks.swap(at, at + 1);
        } else if !down && at > 0 {
            self.sections[s].blocks.swap(at, at - 1);
        } else {
            let to = if down { s + 1 } else { s.wrapping_sub(1) };
            if to < self.sections.len() {
                let block = self.sections[s].blocks.remove(at);
                let end = if down { 0 } else { self.sections[to].blocks.len() };
                self.sections[to].blocks.insert(end, block);
            }
        }
    }

    /// Moves a tile beside another or into a section, or a section beside another: before it, or after it.
    pub(super) fn over(&mut self, id: u32, target: u32, after: bool) {
        if let Some(at) = self.sections.iter().position(|section| section.id == id) {
            let section = self.sections.remove(at);
            let to = self.sections.iter().position(|section| section.id == target);
            let to = to.map_or(at, |to| to + usize::from(after));
            self.sections.insert(to, section);
            return;
        }
        let Some((s, at)) = self.place(id) else { return };
        let block = self.sections[s].blocks.remove(at);
        let (s, at) = match (self.place(target), self.sections.iter().position(|section| section.id == target)) {
            (Some((s, at)), _) => (s, at + usize::from(after)),
            (None, Some(s)) => (s, if after { self.sections[s].blocks.len() } else { 0 }),
            (None, None) => (s, at),
        };
        self.sections[s].blocks.insert(at, block);
    }

    /// Has a KPI of a tile go with another, or with none. The other's own tile, if there is one, becomes half of the pair;
    /// the KPI it went with before gets a tile of its own.
    pub(super) fn pair(&mut self, id: u32, kpi: &str, with: &str) {
        let is_with = |block: &&Block| block.id != id && matches!(&block.tile, Tile::Kpi(other) if other == with);
        let alone = self.blocks().find(is_with).map(|block| block.id);
        if let Some(alone) = alone.filter(|_| !with.is_empty()) {
            self.remove(alone);
        }
        let Some(tile) = self.tile_mut(id) else { return };
        let (is_quality, before) = match tile.clone() {
            Tile::Pair([quantity, quality]) if quality == kpi => (true, quantity),
            Tile::Pair([_, quality]) => (false, quality),
            _ => (false, String::new()),
        };
        let (kpi, with) = (kpi.to_owned(), with.to_owned());
        *tile = match is_quality {
            _ if with.is_empty() => Tile::Kpi(kpi),
            true => Tile::Pair([with, kpi]),
            false => Tile::Pair([kpi, with]),
        };
        if !before.is_empty() {
            self.add(Tile::Kpi(before), id);
        }
    }

    /// Gives a new KPI its address, wherever it is named.
    pub(super) fn settle(&mut self, kpi: &str, slug: &str) {
        if let Some(definition) = self.kpis.remove(kpi) {
            self.kpis.insert(slug.to_owned(), definition);
        }
        for block in self.sections.iter_mut().flat_map(|section| &mut section.blocks) {
            for named in block.tile.kpis_mut().into_iter().filter(|named| *named == kpi) {
                slug.clone_into(named);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(board: &str) -> Draft {
        Draft::read(&miniserde::json::from_str(board).expect("a board"))
    }

    /// Three tiles in two sections, and one of a sort nobody knows.
    fn growth() -> Draft {
        draft(
            r#"{"name":"Growth","period":"quarter","revision":3,"sections":[
                {"title":"How many","tiles":[{"kind":"kpi","kpi":"a"},{"kind":"pair","quantity":"b","quality":"c"}]},
                {"tiles":[{"kind":"kpi","kpi":"d"},{"kind":"later","what":{"x":[1]}}]}]}"#,
        )
    }

    /// Every tile in short, sections apart.
    fn said(draft: &Draft) -> String {
        let tile =
            |block: &Block| block.tile.kpis().into_iter().map(|(_, kpi)| kpi.to_owned()).collect::<Vec<_>>().join("+");
        let section = |section: &Section| section.blocks.iter().map(tile).collect::<Vec<_>>().join(" ");
        draft.sections.iter().map(section).collect::<Vec<_>>().join(" | ")
    }

    fn id(draft: &Draft, kpi: &str) -> u32 {
        draft.blocks().find(|block| block.tile.kpis().iter().any(|(_, known)| *known == kpi)).expect("a tile").id
    }

    #[test]
    fn what_is_read_is_written_back_whatever_it_is() {
        let written = growth().written();
        assert!(written.contains(r#"{"kind":"later","what":{"x":[1]}}"#), "{written}");
        assert_eq!(draft(&written).written(), written);
    }

    #[test]
    fn tiles_step_through_sections_and_stop_at_the_ends() {
        let mut draft = growth();
        let a = id(&draft, "a");
        for expected in ["b+c a | d ", "b+c | a d ", "b+c | d a ", "b+c | d  a", "b+c | d  a"] {
            draft.step(a, true);
            assert_eq!(said(&draft), expected);
        }
        draft.over(a, id(&draft, "b"), false);
        assert_eq!(said(&draft), "a b+c | d ");
        let second = draft.sections[1].id;
        draft.over(a, second, true);
        draft.step(second, false);
        assert_eq!(said(&draft), "d  a | b+c");
    }

    #[test]
    fn a_pair_takes_the_others_tile_and_gives_it_back() {
        let mut draft = growth();
        let a = id(&draft, "a");
        draft.pair(a, "a", "d");
        assert_eq!(said(&draft), "a+d b+c | ");
        draft.pair(a, "a", "x");
        assert_eq!(said(&draft), "a+x d b+c | ");
        draft.pair(id(&draft, "b"), "c", "x");
        assert_eq!(said(&draft), "a+x d x+c b | ", "the quality stays the quality");
        draft.pair(a, "x", "");
        assert_eq!(said(&draft), "x a d x+c b | ");
    }
}
