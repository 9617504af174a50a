//! [`Editor`]: somebody who may edit the board that a page is about.

use super::asked::Asked;
use super::host::Host;
use crate::access::Owned;
use crate::app::App;
use crate::pages::lang::Lang;
use crate::pages::layout::notice;
use crate::pages::session::Visitor;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Somebody who may edit the board in the address, and what they ask of its page.
pub(super) struct Editor {
    pub(super) visitor: Visitor,
    pub(super) lang: Lang,
    /// Slug of the board.
    pub(super) board: String,
    pub(super) asked: Asked,
}

impl Editor {
    /// The page's address with what is asked of it, or that of something to do there.
    pub(super) fn path(&self, action: &str) -> String {
        self.path_for(self.asked.host(), action)
    }

    /// The same for another host.
    pub(super) fn path_for(&self, host: Host, action: &str) -> String {
        format!("/boards/{}/embed{action}?{}", self.board, self.asked.query(host))
    }
}

impl FromRequestParts<Arc<App>> for Editor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let Ok(lang) = Lang::from_request_parts(parts, app).await;
        let Path(board) = Path::<String>::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let asked = Query::<Asked>::from_request_parts(parts, app).await.map(|Query(asked)| asked).unwrap_or_default();
        let refused =
            |status, title, text| notice(lang, status, title, text, ("/", lang.say("All boards", "Alle Boards")));
        // What shows a board is its editors', as the board is.
        if visitor.actor.check_write(&Owned::Jointly).is_err() {
            let title = lang.say("For leads", "Für Leitungen");
            let text = lang.say(
                "Who edits a board also says where else it is shown. Ask a lead of one of the teams.",
                "Wer ein Board bearbeitet, sagt auch, wo es sonst gezeigt wird. Fragen Sie die Leitung eines Teams.",
            );
            return Err(refused(StatusCode::FORBIDDEN, title, text));
        }
        if app.read_world().board(&board).is_none() {
            let title = lang.say("There is no such board", "Dieses Board gibt es nicht");
            let text = lang.say(
                "It may have been deleted, or have another address.",
                "Vielleicht wurde es gelöscht oder hat eine andere Adresse.",
            );
            return Err(refused(StatusCode::NOT_FOUND, title, text));
        }
        Ok(Self { visitor, lang, board, asked })
    }
}
