//! [`Asked`]: where a board is to stand and how it is to look, as the address of the page says; and what to paste for that.

use super::host::Host;
use maud::html;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What stands for the key where it is not known.
pub(super) const KEY_PLACE: &str = "YOUR-KEY";
/// Height of the frame, in CSS pixels.
pub(in crate::pages) const HEIGHT: u32 = 620;

/// What the page is asked to show. Tiles come as one field each, `tile-leads=on`; none for all.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    host: String,
    #[serde(default)]
    pub(super) theme: String,
    #[serde(default)]
    pub(super) lang: String,
    #[serde(flatten)]
    more: BTreeMap<String, String>,
}

impl Asked {
    /// Where it is to stand.
    pub(super) fn host(&self) -> Host {
        Host::from_id(&self.host)
    }

    /// Whether a tile is to be shown, by the KPI that names it.
    pub(super) fn shows(&self, kpi: &str) -> bool {
        self.tiles().next().is_none() || self.tiles().any(|shown| shown == kpi)
    }

    fn tiles(&self) -> impl Iterator<Item = &str> {
        self.more.keys().filter_map(|name| name.strip_prefix("tile-"))
    }

    /// The query of this page for another host.
    pub(super) fn query(&self, host: Host) -> String {
        let chosen = [("host", host.id()), ("theme", &self.theme), ("lang", &self.lang)];
        let tiles: Vec<_> = self.tiles().map(|kpi| ["tile-", kpi].concat()).collect();
        let pairs = chosen.into_iter().chain(tiles.iter().map(|tile| (tile.as_str(), "on")));
        encoded(pairs.filter(|(_, value)| !value.is_empty()))
    }

    /// What is asked of the board; `of` are the KPIs that name its tiles.
    fn look(&self, of: &[&str], key: &str) -> Vec<(&'static str, String)> {
        let shown: Vec<_> = of.iter().copied().filter(|kpi| self.shows(kpi)).collect();
        let tiles = if shown.len() == of.len() { String::new() } else { shown.join(",") };
        let look =
            [("theme", self.theme.clone()), ("lang", self.lang.clone()), ("tiles", tiles), ("key", key.to_owned())];
        look.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the board's frame from its host's root; `of` are the KPIs that name the board's tiles.
    pub(super) fn path(&self, board: &str, of: &[&str], key: Option<&str>) -> String {
        let look = self.look(of, key.unwrap_or_default());
        // A comma may stand in a query as it is, and people read this.
        let query = encoded(look.iter().map(|(name, value)| (*name, value.as_str()))).replace("%2C", ",");
        format!("/embed/{board}{}{query}", if query.is_empty() { "" } else { "?" })
    }

    /// What to paste: the address, or lines of HTML with it.
    pub(super) fn snippet(&self, address: &str, name: &str) -> String {
        if self.host().takes_address() {
            return address.to_owned();
        }
        frame(address, name, "100%", HEIGHT, self.host().keeps_sandbox())
    }

    /// What to paste for the board as an element of the page, where that is a way; `origin` is ours.
    pub(super) fn element(&self, origin: &str, board: &str, of: &[&str], key: &str) -> Option<String> {
        let attribute = |(name, value)| format!(" {name}=\"{}\"", html! { (value) }.into_string());
        let look: String = self.look(of, key).into_iter().map(attribute).collect();
        (self.host() == Host::Html).then(|| {
            format!(
                "<script type=\"module\" src=\"{origin}/embed.js\"></script>\n<tandem-board board=\"{board}\"{look}></tandem-board>"
            )
        })
    }
}

/// The frame of a board as HTML, as strict as its host keeps it.
pub(in crate::pages) fn frame(address: &str, name: &str, width: &str, height: u32, sandbox: bool) -> String {
    // Links of the board open beside the page around it.
    let sandbox = sandbox.then_some("allow-scripts allow-popups allow-popups-to-escape-sandbox");
    let title = [name, " — Tandem"].concat();
    html! {
        iframe src=(address) title=(title) width=(width) height=(height) frameborder="0" loading="lazy" sandbox=[sandbox] {}
    }
    .into_string()
}

fn encoded<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    serde_urlencoded::to_string(pairs.collect::<Vec<_>>()).unwrap_or_default()
}
