//! [`Host`]: the products a board stands in, and what to do in each.

use crate::pages::lang::Lang;
use maud::{Markup, html};

/// A product whose pages can show a board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Host {
    /// A page of SharePoint Online.
    #[default]
    SharePoint,
    /// A page of Confluence.
    Confluence,
    /// A tab of a Teams channel.
    Teams,
    /// A block of WordPress.
    WordPress,
    /// Any page that somebody writes.
    Html,
}

impl Host {
    /// All of them, as they stand on the page.
    pub(super) const ALL: [Self; 5] = [Self::SharePoint, Self::Confluence, Self::Teams, Self::WordPress, Self::Html];

    /// The one of this id; the first for any other text.
    pub(super) fn from_id(id: &str) -> Self {
        Self::ALL.into_iter().find(|host| host.id() == id).unwrap_or_default()
    }

    /// Its id in addresses.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::SharePoint => "sharepoint",
            Self::Confluence => "confluence",
            Self::Teams => "teams",
            Self::WordPress => "wordpress",
            Self::Html => "html",
        }
    }

    /// Its name, and what of it shows the board.
    pub(super) fn name(self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::SharePoint => ("SharePoint", lang.say("page", "Seite")),
            Self::Confluence => ("Confluence", lang.say("page", "Seite")),
            Self::Teams => ("Teams", lang.say("tab", "Registerkarte")),
            Self::WordPress => ("WordPress", lang.say("block", "Block")),
            Self::Html => (lang.say("Plain HTML", "Reines HTML"), lang.say("any site", "jede Seite")),
        }
    }

    /// The pages of everybody's that it has, to be proposed; none where each has an address of its own.
    pub(super) fn pages(self) -> &'static str {
        match self {
            Self::SharePoint => "https://*.sharepoint.com",
            Self::Confluence => "https://*.atlassian.net",
            // All pages around a frame are asked: in a tab, that is the SharePoint page and Teams around it.
            Self::Teams => {
                "https://*.sharepoint.com https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft"
            }
            Self::WordPress | Self::Html => "",
        }
    }

    /// Whether it is given an address instead of lines of HTML.
    pub(super) fn takes_address(self) -> bool {
        self == Self::Confluence
    }

    /// Whether it keeps the attribute that locks a frame in.
    pub(super) fn keeps_sandbox(self) -> bool {
        matches!(self, Self::WordPress | Self::Html)
    }

    /// What to do there; `origin` is ours.
    pub(super) fn steps(self, lang: Lang, origin: &str) -> Vec<Markup> {
        let step = |english: Markup, german: Markup| lang.say(english, german);
        match self {
            Self::SharePoint => vec![
                step(
                    html! { "Open the SharePoint page, choose " b { "Edit" } " and add the web part " b { "Embed" } "." },
                    html! { "Die SharePoint-Seite öffnen, " b { "Bearbeiten" } " wählen und das Webpart " b { "Einbetten" } " hinzufügen." },
                ),
                step(
                    html! { "Paste the lines below into it and choose " b { "Republish" } "." },
                    html! { "Die Zeilen unten einfügen und " b { "Erneut veröffentlichen" } " wählen." },
                ),
                step(
                    html! { "If SharePoint says that this site may not be embedded, a site admin adds " code { (origin) } " under " b { "Site settings, HTML field security" } "." },
                    html! { "Sagt SharePoint, dass diese Website nicht eingebettet werden darf, trägt ein Websiteadmin " code { (origin) } " unter " b { "Websiteeinstellungen, HTML-Feldsicherheit" } " ein." },
                ),
            ],
            Self::Confluence => vec![
                step(
                    html! { "Edit the page, type " b { "/iframe" } " and choose the " b { "Iframe" } " macro." },
                    html! { "Die Seite bearbeiten, " b { "/iframe" } " tippen und das Makro " b { "Iframe" } " wählen." },
                ),
                step(
                    html! { "Paste the address below as its URL, with width 100 % and height 620." },
                    html! { "Die Adresse unten als URL einfügen, Breite 100 %, Höhe 620." },
                ),
                step(html! { "Choose " b { "Publish" } "." }, html! { b { "Veröffentlichen" } " wählen." }),
            ],
            Self::Teams => vec![
                step(
                    html! { "Put the board on a SharePoint page of the team, as under SharePoint." },
                    html! { "Das Board auf eine SharePoint-Seite des Teams stellen, wie unter SharePoint." },
                ),
                step(
                    html! { "In the channel choose " b { "+" } ", then " b { "SharePoint" } ", and pick that page." },
                    html! { "Im Kanal " b { "+" } " wählen, dann " b { "SharePoint" } " und diese Seite." },
                ),
                step(
                    html! { "Allow both below: the pages of SharePoint and those of Teams around them." },
                    html! { "Unten beide erlauben: die Seiten von SharePoint und die von Teams darum herum." },
                ),
            ],
            Self::WordPress => vec![
                step(
                    html! { "Edit the page and add a block " b { "Custom HTML" } "." },
                    html! { "Die Seite bearbeiten und einen Block " b { "Individuelles HTML" } " hinzufügen." },
                ),
                step(
                    html! { "Paste the lines below, choose " b { "Update" } ", and allow the address of your site under them." },
                    html! { "Die Zeilen unten einfügen, " b { "Aktualisieren" } " wählen und darunter die Adresse Ihrer Website erlauben." },
                ),
                step(
                    html! { "If the frame is gone after saving, have an editor or admin of WordPress save the page: of others it takes frames out." },
                    html! { "Fehlt der Rahmen nach dem Speichern, die Seite von einer Redakteurin oder einem Admin speichern lassen: bei anderen entfernt WordPress Rahmen." },
                ),
            ],
            Self::Html => vec![
                step(
                    html! { "Paste the lines below where the board is to stand, and allow the address of your page under them." },
                    html! { "Die Zeilen unten dort einfügen, wo das Board stehen soll, und darunter die Adresse Ihrer Seite erlauben." },
                ),
                step(
                    html! { "If the page sends a Content-Security-Policy, add " code { "frame-src " (origin) } " to it; for the board as a part of the page " code { "script-src " (origin) " 'wasm-unsafe-eval'; connect-src " (origin) } "." },
                    html! { "Schickt die Seite eine Content-Security-Policy, dort " code { "frame-src " (origin) } " ergänzen; für das Board als Teil der Seite " code { "script-src " (origin) " 'wasm-unsafe-eval'; connect-src " (origin) } "." },
                ),
                step(
                    html! { "Reload the page: the board is live." },
                    html! { "Die Seite neu laden: das Board ist live." },
                ),
            ],
        }
    }
}
