//! The boards: all of them, one of them, one KPI in detail; with what is edited on the board itself.

use tandem_frontend::board::BoardPage;
use tandem_frontend::bundle::Bundle;
use tandem_frontend::home::Home;
use tandem_frontend::route::Route;
use tandem_frontend::shell::Boards;
use yew::prelude::*;

struct App;

impl Bundle for App {
    fn owns(route: &Route) -> bool {
        matches!(route, Route::Home { .. } | Route::Board { .. } | Route::Kpi { .. })
    }

    fn draw(here: &Route, boards: &Boards) -> Html {
        match here {
            Route::Home { .. } => html! { <Home here={here.clone()} boards={boards.clone()} /> },
            Route::Board { board, .. } | Route::Kpi { board, .. } => {
                html! { <BoardPage key={board.as_str()} board={board.clone()} here={here.clone()} /> }
            }
            _ => Html::default(),
        }
    }
}

fn main() {
    tandem_frontend::start::<App>();
}
