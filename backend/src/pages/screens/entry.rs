//! [`Entry`]: a screen as it is typed.

use crate::commands::{Fields, read_fields};
use crate::store::StoredDocument;
use serde::Deserialize;
use serde_json::json;
use tandem_shared::Problem;
use tandem_shared::document::Screen;

/// What the names of a board's fields begin with; its slug follows.
pub(super) const SECONDS: &str = "seconds-";
pub(super) const FROM: &str = "from-";
pub(super) const UNTIL: &str = "until-";
pub(super) const DAYS: &str = "days-";
/// The checkboxes of a screen: strangers see it too, a win sounds.
pub(super) const PUBLIC: &str = "public";
pub(super) const SOUND: &str = "sound";
/// The revision of the document that is changed.
pub(super) const REVISION: &str = "revision";
/// When nothing is celebrated.
pub(super) const QUIET_FROM: &str = "quiet-from";
pub(super) const QUIET_UNTIL: &str = "quiet-until";

/// The days as documents name them.
pub(super) const DAY_NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A screen as it is typed: the fields of the form, in order. Of each board `seconds-growth` (empty, it is not shown), `from-growth`,
/// `until-growth` and, as often as wanted, `days-growth`; the boards in the order in which they take turns.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(in crate::pages) struct Entry(Vec<(String, String)>);

impl Entry {
    /// A new one whose code is known.
    pub(super) fn of_code(code: String) -> Self {
        Self(vec![("code".to_owned(), code)])
    }

    /// One that is there, to be changed.
    pub(super) fn of(document: &StoredDocument, screen: &Screen) -> Self {
        let of = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut fields = vec![
            of("name", &screen.name),
            of("theme", screen.theme.name()),
            of("locale", &screen.locale),
            of(REVISION, &document.revision.to_string()),
        ];
        fields.extend(screen.public.then(|| of(PUBLIC, "on")));
        fields.extend(screen.sound.then(|| of(SOUND, "on")));
        if let Some(quiet) = &screen.quiet {
            fields.extend([of(QUIET_FROM, &quiet.from), of(QUIET_UNTIL, &quiet.until)]);
        }
        for turn in &screen.boards {
            let name = |field: &str| [field, &turn.board].concat();
            fields.push((name(SECONDS), turn.seconds.to_string()));
            fields.extend(turn.from.as_ref().map(|from| (name(FROM), from.clone())));
            fields.extend(turn.until.as_ref().map(|until| (name(UNTIL), until.clone())));
            fields.extend(turn.days.iter().map(|day| (name(DAYS), DAY_NAMES[usize::from(day.number())].to_owned())));
        }
        Self(fields)
    }

    /// The same, typed over the document as it stands now.
    pub(super) fn over(mut self, revision: u64) -> Self {
        self.0.retain(|(field, _)| field != REVISION);
        self.0.push((REVISION.to_owned(), revision.to_string()));
        self
    }

    /// What was typed in a field.
    pub(super) fn typed(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, typed)| typed.trim())
    }

    /// The same, in a field of a board.
    pub(super) fn of_board(&self, field: &str, board: &str) -> &str {
        self.typed(&[field, board].concat())
    }

    /// Whether a board is on, on a day.
    pub(super) fn is_on(&self, board: &str, day: &str) -> bool {
        let name = [DAYS, board].concat();
        self.0.iter().any(|(field, typed)| *field == name && typed == day)
    }

    /// Whether a checkbox is checked: sent if it is.
    pub(super) fn is_checked(&self, name: &str) -> bool {
        !self.typed(name).is_empty()
    }

    /// The boards of the form, in order.
    pub(super) fn boards(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|(field, _)| field.strip_prefix(SECONDS))
    }

    /// Those that are shown.
    pub(super) fn turns(&self) -> impl Iterator<Item = &str> {
        self.boards().filter(|board| !self.of_board(SECONDS, board).is_empty())
    }

    /// With the board of the button that was pressed, `up growth` or `down growth`, one place on; `None`, if it was another.
    pub(super) fn moved(&self) -> Option<Self> {
        let (way, board) = self.typed("move").split_once(' ')?;
        let boards: Vec<&str> = self.boards().collect();
        let at = boards.iter().position(|known| *known == board)?;
        let to = if way == "up" { at.checked_sub(1) } else { Some(at + 1) };
        let mut order = boards.clone();
        if let Some(to) = to.filter(|to| *to < boards.len()) {
            order.swap(at, to);
        }
        let place = |field: &str| order.iter().position(|board| field == [SECONDS, board].concat());
        let mut fields = self.0.clone();
        // What is of no board, and the days and hours of one, may stand anywhere.
        fields.sort_by_key(|(field, _)| place(field));
        Some(Self(fields))
    }

    pub(super) fn body(&self) -> Result<Fields, Problem> {
        let some = |typed: &str| Some(typed.to_owned()).filter(|typed| !typed.is_empty());
        let turns = self.turns().map(|board| {
            let days: Vec<_> = DAY_NAMES.into_iter().filter(|day| self.is_on(board, day)).collect();
            json!({
                "board": board,
                // What is no number becomes one that is refused, at its field.
                "seconds": self.of_board(SECONDS, board).parse().unwrap_or(0_u32),
                "from": some(self.of_board(FROM, board)),
                "until": some(self.of_board(UNTIL, board)),
                // Every day is the same as none in particular.
                "days": if days.len() == DAY_NAMES.len() { Vec::new() } else { days },
            })
        });
        let turns: Vec<_> = turns.collect();
        let (from, until) = (self.typed(QUIET_FROM), self.typed(QUIET_UNTIL));
        let body = json!({
            "name": self.typed("name"),
            "boards": turns,
            "theme": self.typed("theme"),
            "locale": self.typed("locale"),
            "public": self.is_checked(PUBLIC),
            "sound": self.is_checked(SOUND),
            "quiet": (!from.is_empty() || !until.is_empty()).then(|| json!({ "from": from, "until": until })),
        });
        read_fields(body.to_string().as_bytes())
    }
}
