//! [`free_slug`], [`slug_of`]: an address for something that so far only has a name.

use crate::world::World;
use tandem_shared::SLUG_MAX;
use tandem_shared::document::Kind;

/// A slug made of a name that nothing of the kind has, archived or not: the second `Priya Nair` becomes `priya-nair-2`.
pub(crate) fn free_slug(world: &World, kind: Kind, name: &str) -> String {
    let stem = slug_of(name, kind.name());
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let mut candidates = std::iter::once(stem.clone()).chain(numbered);
    candidates.find(|slug| world.document(kind, slug).is_none()).unwrap_or_default()
}

/// A slug made of a name: `Priya Nair` becomes `priya-nair`, a name without a letter of the English alphabet `otherwise`.
pub(crate) fn slug_of(name: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    // Room for a number.
    slug.truncate(SLUG_MAX - 4);
    match slug.trim_end_matches('-') {
        "" => otherwise.to_owned(),
        stem => stem.to_owned(),
    }
}
