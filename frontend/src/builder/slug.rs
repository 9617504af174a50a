//! An address made of a name.

/// Letters that Latin alphabets write with several.
const SPELLED: [(char, &str); 7] =
    [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ß', "ss"), ('Ä', "ae"), ('Ö', "oe"), ('Ü', "ue")];

/// The slug of a name; one that nothing has yet, by `taken`. A name without a Latin letter becomes `fallback`.
pub(super) fn slug(name: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        let spelled = SPELLED.iter().find(|(known, _)| *known == letter).map(|(_, spelled)| *spelled);
        match spelled {
            Some(spelled) => slug.push_str(spelled),
            None if letter.is_ascii_alphanumeric() => slug.push(letter.to_ascii_lowercase()),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    // Room for a number within the 64 characters of a slug.
    slug.truncate(60);
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { fallback } else { slug };
    let numbered = (2_u32..).map(|number| [slug, "-", &number.to_string()].concat());
    std::iter::once(slug.to_owned()).chain(numbered).find(|slug| !taken(slug)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_become_addresses() {
        for (name, expected) in [
            ("Leads handed over", "leads-handed-over"),
            ("  Größe (in €) ", "groesse-in"),
            ("Ziele des 4. Quartals", "ziele-des-4-quartals"),
            ("لوحة", "board"),
            ("Growth", "growth-2"),
        ] {
            let made = slug(name, "board", |slug| slug == "growth");
            assert_eq!(made, expected);
            assert!(tandem_shared::is_slug(&made));
        }
        assert!(tandem_shared::is_slug(&slug(&"long name ".repeat(20), "board", |_| false)));
    }
}
