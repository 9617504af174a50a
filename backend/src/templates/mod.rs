//! Templates: boards to begin with, and the KPIs they need.

mod boards;
mod kpis;

use tandem_shared::document::{Board, Kpi};

/// A language a template is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
}

/// A text in English and in German.
#[derive(Clone, Copy)]
struct Text(&'static str, &'static str);

impl Text {
    fn said(self, language: Language) -> String {
        match language {
            Language::English => self.0,
            Language::German => self.1,
        }
        .to_owned()
    }
}

/// A board to begin with.
pub(crate) struct Template {
    /// Its name in addresses.
    pub(crate) name: &'static str,
    title: Text,
    about: Text,
    sections: &'static [(Text, &'static [boards::Tile])],
}

/// Who owns the KPIs of a template: a team of each side.
pub(crate) struct Owners<'a> {
    pub(crate) sales: &'a str,
    pub(crate) marketing: &'a str,
}

impl Template {
    /// Every template.
    pub(crate) const ALL: &'static [Self] = boards::ALL;

    /// What it is called.
    pub(crate) fn title(&self, language: Language) -> String {
        self.title.said(language)
    }

    /// What its board is for.
    pub(crate) fn about(&self, language: Language) -> String {
        self.about.said(language)
    }

    /// Its board.
    pub(crate) fn board(&self, name: String, language: Language) -> Board {
        boards::board(self, name, language)
    }

    /// A KPI of its board, where money is counted in a currency.
    pub(crate) fn kpi(slug: &str, owners: &Owners, currency: &str, language: Language) -> Option<Kpi> {
        kpis::ALL.iter().find(|row| row.slug == slug).map(|row| row.kpi(owners, currency, language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_shared::document::{Document, Errors};

    #[test]
    fn every_template_is_whole_and_right_in_every_language() {
        let owners = Owners { sales: "sales", marketing: "marketing" };
        for template in Template::ALL {
            for language in [Language::English, Language::German] {
                let mut errors = Errors::default();
                let board = template.board(template.title(language), language);
                board.validate(&mut errors);
                for (_, slug) in board.sections.iter().flat_map(|s| &s.tiles).flat_map(|tile| tile.kpis()) {
                    let kpi = Template::kpi(slug, &owners, "EUR", language).expect("every tile has its KPI");
                    assert!(kpi.description.is_some(), "{slug} says what it counts");
                    kpi.validate(&mut errors);
                }
                assert_eq!(errors.into_vec(), [], "{}", template.name);
            }
        }
    }
}
