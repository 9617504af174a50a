//! [`TemplateView`]: a template for a board.

wire! {
/// The templates for boards.
pub struct TemplateViews {
    /// One after the other.
    pub items: Vec<TemplateView>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// A template for a board.
pub struct TemplateView {
    /// Its name in addresses.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What its board is for.
    pub about: String,
}
}
