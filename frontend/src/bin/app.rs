//! A board, or one KPI of it in detail; with what is edited on the board itself.

use tandem_frontend::board::BoardPage;
use tandem_frontend::bundle::Bundle;
use tandem_frontend::route::Route;
use tandem_frontend::shell::Boards;
use yew::prelude::*;

struct App;

impl Bundle for App {
    fn owns(route: &Route) -> bool {
        matches!(route, Route::Board { .. } | Route::Kpi { .. })
    }

    fn draw(here: &Route, _: &Boards) -> Html {
        match here {
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
