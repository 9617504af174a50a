//! All boards and making them: from a template, in the editor, and their numbers in spreadsheets.

use tandem_frontend::builder::{EditorPage, NewBoard};
use tandem_frontend::bundle::Bundle;
use tandem_frontend::home::Home;
use tandem_frontend::route::Route;
use tandem_frontend::sheet::{TargetsPage, ValuesPage};
use tandem_frontend::shell::Boards;
use yew::prelude::*;

struct Builder;

impl Bundle for Builder {
    fn owns(route: &Route) -> bool {
        matches!(
            route,
            Route::Home { .. } | Route::NewBoard | Route::Edit { .. } | Route::Targets { .. } | Route::Values { .. }
        )
    }

    fn draw(here: &Route, boards: &Boards) -> Html {
        match here {
            Route::Home { .. } => html! { <Home here={here.clone()} boards={boards.clone()} /> },
            Route::Edit { board } => {
                html! { <EditorPage key={board.as_str()} board={board.clone()} changed={boards.again.clone()} /> }
            }
            Route::Targets { board, period } => html! {
                <TargetsPage key={here.href()} board={board.clone()} period={period.clone().map(AttrValue::from)} />
            },
            Route::Values { board, period } => html! {
                <ValuesPage key={here.href()} board={board.clone()} period={period.clone().map(AttrValue::from)} />
            },
            Route::NewBoard => html! { <NewBoard boards={boards.clone()} /> },
            _ => Html::default(),
        }
    }
}

fn main() {
    tandem_frontend::start::<Builder>();
}
