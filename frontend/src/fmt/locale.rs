//! [`Locale`]: a way to write numbers and dates.

use crate::words::Language;

/// A way to write numbers and dates, as Unicode's CLDR has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// `1,234.5`, `17 Nov 2026`, `09:12`; for everybody else too.
    British,
    /// `1,234.5`, `Nov 17, 2026`, `09:12 AM`.
    American,
    /// `1.234,5`, `17. Nov. 2026`, `09:12`.
    German,
    /// `1’234.5`, `17. Nov. 2026`, `09:12`.
    Swiss,
}

impl Locale {
    /// Of a BCP 47 tag such as `de-AT`.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let (language, region) = tag.split_once('-').unwrap_or((tag, ""));
        match (language, region) {
            ("de", "CH" | "LI") => Self::Swiss,
            ("de", _) => Self::German,
            ("en", "US") => Self::American,
            _ => Self::British,
        }
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::British => "en-GB",
            Self::American => "en-US",
            Self::German => "de-DE",
            Self::Swiss => "de-CH",
        }
    }

    /// Its language.
    #[must_use]
    pub fn language(self) -> Language {
        match self {
            Self::British | Self::American => Language::English,
            Self::German | Self::Swiss => Language::German,
        }
    }

    /// What stands between thousands, and before decimals.
    pub(super) fn marks(self) -> (char, char) {
        match self {
            Self::British | Self::American => (',', '.'),
            Self::German => ('.', ','),
            Self::Swiss => ('’', '.'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_known_reads_british() {
        for (tag, locale) in [
            ("en-US", Locale::American),
            ("en-AU", Locale::British),
            ("de", Locale::German),
            ("de-AT", Locale::German),
            ("de-CH", Locale::Swiss),
            ("den", Locale::British),
            ("fr-CH", Locale::British),
            ("", Locale::British),
        ] {
            assert_eq!(Locale::of(tag), locale, "{tag}");
            assert_eq!(Locale::of(locale.tag()), locale);
        }
    }
}
