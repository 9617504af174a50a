//! Light or dark: as the system, or as chosen here. `start.js` restores the choice before anything is drawn.

use crate::page;

/// Where the choice is kept in this browser.
const KEY: &str = "tandem-appearance";

/// A choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearance {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Appearance {
    /// All, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    fn id(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The choice in force.
    #[must_use]
    pub fn current() -> Self {
        let set = page::document().document_element().and_then(|root| root.get_attribute("data-theme"));
        Self::ALL.into_iter().find(|choice| choice.id() == set.as_deref()).unwrap_or(Self::System)
    }

    /// Puts it in force, and keeps it where the browser allows.
    pub fn choose(self) {
        let kept = page::window().local_storage().ok().flatten();
        let Some(root) = page::document().document_element() else { return };
        // Full or forbidden storage only means that the choice lasts as long as the page.
        match self.id() {
            Some(id) => {
                let _ = root.set_attribute("data-theme", id);
                let _ = kept.map(|kept| kept.set_item(KEY, id));
            }
            None => {
                let _ = root.remove_attribute("data-theme");
                let _ = kept.map(|kept| kept.remove_item(KEY));
            }
        }
    }
}
