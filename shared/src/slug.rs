//! [`is_slug`]: the names things have in addresses.

/// Longest slug, in characters.
pub const SLUG_MAX: usize = 64;

/// What a slug may look like, in words for an error message.
pub const SLUG_RULE: &str =
    "use lower-case letters, digits and single hyphens, for example \"leads-handed-over\" (64 characters at most)";

/// Whether `text` is a slug: `[a-z0-9]+(-[a-z0-9]+)*`, at most [`SLUG_MAX`] characters.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    text.len() <= SLUG_MAX
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
