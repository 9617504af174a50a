//! Passwords: argon2id, and what one must be like.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;

/// Fewest characters (NIST SP 800-63B asks for 8, 15 where nothing else protects).
pub(crate) const LENGTH_MIN: usize = 12;
/// Most characters: longer ones only keep the processor busy.
const LENGTH_MAX: usize = 256;

/// What is wrong with a password somebody wants, with a sentence for them.
pub(crate) fn fault(password: &str, about: &[&str]) -> Option<&'static str> {
    let length = password.chars().count();
    let plain = password.to_lowercase();
    let says = |text: &&str| text.chars().count() >= 4 && plain.contains(&text.to_lowercase());
    let letters: std::collections::HashSet<char> = plain.chars().collect();
    match () {
        () if length < LENGTH_MIN => Some("Too short: at least 12 characters, for example four words."),
        () if length > LENGTH_MAX => Some("Too long: at most 256 characters."),
        () if about.iter().any(says) => Some("It contains your name or mail address, which others try first."),
        () if letters.len() < 5 => Some("Too few different characters: others try such first."),
        () if COMMON.iter().any(|common| plain.contains(common)) => {
            Some("Others try this first: take four words that do not belong together.")
        }
        () => None,
    }
}

/// Beginnings of the passwords found most often in leaked lists, of those long enough to pass.
const COMMON: [&str; 8] =
    ["password", "passwort", "123456789", "qwertyuiop", "qwertzuiop", "iloveyou", "administrator", "letmein"];

/// A password as it is kept (PHC string). Takes tens of milliseconds on purpose: not for the threads that serve.
pub(super) fn keep(password: &str) -> anyhow::Result<String> {
    Ok(Argon2::default().hash_password(password.as_bytes()).map_err(|error| anyhow::anyhow!("{error}"))?.to_string())
}

/// Whether a password is the one kept. Without one kept it takes as long, so that nobody learns who has an account.
pub(super) fn fits(password: &str, kept: Option<&str>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| keep("nobody").unwrap_or_default());
    let parsed = PasswordHash::new(kept.unwrap_or(&NOBODY));
    let fits = parsed.is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
    fits && kept.is_some()
}
