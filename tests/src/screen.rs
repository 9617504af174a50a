//! A screen on a wall, paired as people pair it.

use crate::Visitor;

/// The secret of a screen that this lead pairs: `fields` say its name, its boards (`seconds-growth`) and what else the form asks.
pub async fn paired(origin: &str, lead: &Visitor, fields: &[(&str, &str)]) -> String {
    let screen = Visitor::new(origin);
    let waiting = screen.open("/wall").await.text;
    let between = |before: &str, after: char| {
        let (_, rest) = waiting.split_once(before).unwrap_or_else(|| panic!("no {before} in {waiting}"));
        rest.split(after).next().unwrap_or_default().to_owned()
    };
    let (code, device) = (between("id=\"code\">", '<'), between("data-device=\"", '"'));
    let usual = [("code", &*code), ("theme", "dark"), ("locale", "en-GB")];
    let page = lead.send("/screens", &[&usual, fields].concat()).await;
    assert_eq!(page.status, 303, "{}", page.text);
    let answer = screen.send("/wall/token", &[("device_code", &device)]).await;
    let answer: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    answer["access_token"].as_str().expect("a secret").to_owned()
}
