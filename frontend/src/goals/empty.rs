//! What stands where no goal is yet: what will be here, how to get it, and its ghost.

use yew::prelude::*;

use crate::part::bullet::bar;
use crate::words;

/// The page before the first goal; `new`: the address of the form, for those who may write.
pub(super) fn empty(new: Option<String>) -> Html {
    let ghost = |(class, (title, says)): (Option<&'static str>, (&'static str, &'static str))| {
        html! { <div {class}><b>{ title }</b>{ bar(None, "".into(), false) }<span>{ says }</span></div> }
    };
    let ghosts = [Some("big"), None, None].into_iter().zip(words::ghost_goals());
    html! {
        <section class="first">
            <div>
                <h2>{ words::no_goals() }</h2>
                <p>{ words::no_goals_why() }</p>
                <p>
                    if let Some(href) = new {
                        <a class="tandem-btn tandem-btn--primary" {href}>{ words::new_goal() }</a>
                    } else {
                        { words::leads_add_goals() }
                    }
                </p>
            </div>
            <div class="ghost" aria-hidden="true">
                { for ghosts.map(ghost) }
            </div>
        </section>
    }
}
