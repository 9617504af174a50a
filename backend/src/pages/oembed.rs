//! `GET /oembed`: the frame of a board for whoever pastes its address, as <https://oembed.com> has it.

use super::embedding::{HEIGHT, frame};
use super::picture;
use crate::api::{ApiError, Looker, not_found};
use crate::app::App;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use tandem_frontend::viewer::Picture;
use tandem_shared::{Problem, ProblemKind};

/// Width of a frame where the page names no less, in CSS pixels.
const WIDTH: u32 = 900;

/// What a page asks for.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The address of an embedded board, with its key.
    url: String,
    #[serde(default)]
    format: String,
    #[serde(default = "unlimited")]
    maxwidth: u32,
    #[serde(default = "unlimited")]
    maxheight: u32,
}

fn unlimited() -> u32 {
    u32::MAX
}

/// The frame, for whom the key in the address lets look at the board.
pub(super) async fn answer(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Result<Response, ApiError> {
    if !matches!(&*asked.format, "" | "json") {
        let detail = "Boards are described in JSON only: ask with format=json, or without.";
        return Err(ApiError(Problem { status: 501, ..Problem::new(ProblemKind::BadAddress, detail) }));
    }
    let path = asked.url.strip_prefix(app.public_url.as_str()).and_then(|path| path.strip_prefix("/embed/"));
    let path = path.ok_or_else(|| not_found("embedded board", &asked.url))?;
    let (board, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let key = pairs.iter().find(|(name, _)| name == "key").map(|(_, key)| &**key).unwrap_or_default();
    Looker::with_key(&app, key)?.check(board)?;
    let name = app.read_world().board(board).map(|board| board.body.name.clone());
    let name = name.ok_or_else(|| not_found("board", board))?;
    let (width, height) = (WIDTH.min(asked.maxwidth), HEIGHT.min(asked.maxheight));
    let thumbnail = picture::fitting(asked.maxwidth, asked.maxheight);
    let own =
        pairs.into_iter().filter(|(name, _)| name != "width").chain([("width".to_owned(), thumbnail.to_string())]);
    let picture = serde_urlencoded::to_string(own.collect::<Vec<_>>()).unwrap_or_default();
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": name,
        "provider_name": "Tandem",
        "provider_url": app.public_url,
        "html": frame(&asked.url, &name, &width.to_string(), height, true),
        "width": width,
        "height": height,
        "thumbnail_url": picture::address(&app.public_url, board, &picture),
        "thumbnail_width": thumbnail,
        "thumbnail_height": Picture::height(thumbnail),
    });
    Ok(Json(answer).into_response())
}
