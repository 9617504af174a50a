//! [`free_slug`]: an address for something that so far only has a name.

use crate::world::World;
use tandem_shared::SLUG_MAX;
use tandem_shared::document::Kind;

/// A slug made of a name that nothing of the kind has, archived or not: `Priya Nair` becomes `priya-nair`, the next of
/// that name `priya-nair-2`. A name without a letter of the English alphabet takes the kind's.
pub(crate) fn free_slug(world: &World, kind: Kind, name: &str) -> String {
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
    let stem = match slug.trim_end_matches('-') {
        "" => kind.name(),
        stem => stem,
    };
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let mut candidates = std::iter::once(stem.to_owned()).chain(numbered);
    candidates.find(|slug| world.document(kind, slug).is_none()).unwrap_or_default()
}
