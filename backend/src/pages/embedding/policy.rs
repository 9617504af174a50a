//! What a Content-Security-Policy lets a page do with an origin.

/// What a page does with an origin, by the directives of Content-Security-Policy that decide it, the closest first.
pub(super) type Use = [&'static str];
/// Shows it in a frame.
pub(super) const FRAME: &Use = &["frame-src", "child-src", "default-src"];
/// Runs its scripts.
pub(super) const SCRIPT: &Use = &["script-src-elem", "script-src", "default-src"];
/// Compiles WebAssembly, whose source is `'wasm-unsafe-eval'`.
pub(super) const COMPILE: &Use = &["script-src", "default-src"];
/// Asks it for data.
pub(super) const CONNECT: &Use = &["connect-src", "default-src"];

/// What of a page's policies forbids such a use of every source but those that are `allowed`, as it is written there: `frame-src 'self'`.
pub(super) fn forbids<'a>(policies: &'a [String], how: &Use, allowed: impl Fn(&str) -> bool) -> Option<&'a str> {
    // One header may hold several policies; each must agree.
    policies.iter().flat_map(|header| header.split(',')).find_map(|policy| {
        let directive = |name: &str| {
            policy
                .split(';')
                .map(str::trim)
                .find(|it| it.split_whitespace().next().is_some_and(|it| it.eq_ignore_ascii_case(name)))
        };
        let rule = how.iter().copied().find_map(directive)?;
        (!rule.split_whitespace().skip(1).any(&allowed)).then_some(rule)
    })
}

#[cfg(test)]
mod tests {
    use super::{COMPILE, FRAME, forbids};
    use crate::origin::Origin;

    fn origin(address: &str) -> Origin {
        Origin::of(address).expect("an address")
    }

    #[test]
    fn the_closest_rule_counts_and_every_policy_must_agree() {
        let (ours, page) = (origin("https://tandem.a.example"), origin("https://wiki.a.example"));
        let rule = |policies: &[&str]| {
            let policies: Vec<String> = policies.iter().map(|policy| (*policy).to_owned()).collect();
            forbids(&policies, FRAME, |source| ours.is_named_by(source, &page)).map(str::to_owned)
        };
        assert_eq!(rule(&[]), None);
        assert_eq!(rule(&["script-src 'self'"]), None);
        assert_eq!(rule(&["default-src 'self'"]).as_deref(), Some("default-src 'self'"));
        assert_eq!(rule(&["default-src 'none'; frame-src https://tandem.a.example"]), None);
        assert_eq!(rule(&["child-src *; Frame-Src 'self'"]).as_deref(), Some("Frame-Src 'self'"));
        assert_eq!(rule(&["frame-src *", "default-src *, frame-src 'none'"]).as_deref(), Some("frame-src 'none'"));
        let policy = ["script-src-elem 'none'; script-src 'wasm-unsafe-eval'".to_owned()];
        assert_eq!(forbids(&policy, COMPILE, |source| source == "'wasm-unsafe-eval'"), None);
    }
}
