//! Making boards: from a template, and in the editor.

use tandem_frontend::builder::{EditorPage, NewBoard};
use tandem_frontend::bundle::Bundle;
use tandem_frontend::route::Route;
use tandem_frontend::shell::Boards;
use yew::prelude::*;

struct Builder;

impl Bundle for Builder {
    fn owns(route: &Route) -> bool {
        matches!(route, Route::NewBoard | Route::Edit { .. })
    }

    fn draw(here: &Route, boards: &Boards) -> Html {
        match here {
            Route::Edit { board } => {
                html! { <EditorPage key={board.as_str()} board={board.clone()} changed={boards.again.clone()} /> }
            }
            Route::NewBoard => html! { <NewBoard boards={boards.clone()} /> },
            _ => Html::default(),
        }
    }
}

fn main() {
    tandem_frontend::start::<Builder>();
}
