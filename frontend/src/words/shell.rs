//! The words of the bar and its menus.

use super::{pick, words};
use crate::shell::appearance::Appearance;

words! {
    /// Skip link.
    skip: "To the content", "Zum Inhalt";
    /// Name of the switcher's menu, title of the home page.
    boards: "Boards", "Boards";
    /// The switcher without boards.
    no_board_yet: "No board yet", "Noch kein Board";
    /// Name of the tabs.
    pages: "Pages", "Seiten";
    /// The tab of the board itself.
    board: "Board", "Board";
    /// The menu of what is not about one board.
    menu: "Menu", "Menü";
    /// Title of the choice of light and dark.
    appearance_title: "Appearance", "Darstellung";
    /// Link to where else a board is shown.
    embed_board: "Embed this board", "Dieses Board einbetten";
    /// Link to the API's description.
    api_reference: "API reference", "API-Referenz";
    /// Link to accounts and tokens.
    people_and_access: "People and access", "Personen und Zugang";
    /// Link to the screens on walls.
    screens: "Screens on walls", "Bildschirme an Wänden";
    /// Button that ends the session.
    sign_out: "Sign out", "Abmelden";
    /// Link to the audit trail.
    who_changed_what: "Who changed what", "Wer was geändert hat";
    /// Link to the reader's own account.
    your_account: "Your account", "Ihr Konto";
    /// Link to the page to sign in.
    sign_in: "Sign in", "Anmelden";
    /// Explanation of an address that leads nowhere.
    missing_why: "The address may be mistyped, or the board was renamed or archived.",
        "Vielleicht ist die Adresse vertippt, oder das Board wurde umbenannt oder archiviert.";
}

/// A choice of light or dark.
#[must_use]
pub fn appearance(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::System => pick("as the system", "wie das System"),
        Appearance::Light => pick("light", "hell"),
        Appearance::Dark => pick("dark", "dunkel"),
    }
}
