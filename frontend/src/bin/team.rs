//! What the teams do together: goals and check-ins.

use tandem_frontend::bundle::Bundle;
use tandem_frontend::checkin::CheckInPage;
use tandem_frontend::goals::GoalsPage;
use tandem_frontend::route::Route;
use tandem_frontend::shell::Boards;
use yew::prelude::*;

struct Team;

impl Bundle for Team {
    fn owns(route: &Route) -> bool {
        matches!(route, Route::Goals { .. } | Route::CheckIn { .. })
    }

    fn draw(here: &Route, _: &Boards) -> Html {
        match here {
            Route::Goals { board, .. } => {
                html! { <GoalsPage key={["goals ", board].concat()} board={board.clone()} here={here.clone()} /> }
            }
            Route::CheckIn { board, record } => {
                let key = ["check-in ", board].concat();
                html! { <CheckInPage {key} board={board.clone()} record={record.clone()} /> }
            }
            _ => Html::default(),
        }
    }
}

fn main() {
    tandem_frontend::start::<Team>();
}
