//! `GET /oembed`: the frame of a board for whoever pastes its address, as <https://oembed.com> has it.

use super::embedding::{HEIGHT, frame};
use super::picture;
use crate::api::{ApiError, Looker, bad_address, not_found};
use crate::app::App;
use crate::origin::Origin;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use tandem_frontend::viewer::Picture;
use tandem_shared::{Problem, ProblemKind};
use url::Url;

/// Width of a frame where the page names no less, in CSS pixels.
const WIDTH: u32 = 900;

/// What a page asks for.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The address of an embedded board, with its key.
    #[serde(default)]
    url: String,
    #[serde(default)]
    format: String,
    maxwidth: Option<String>,
    maxheight: Option<String>,
}

/// At most as long as was asked, in CSS pixels.
fn bounded(length: u32, name: &str, most: Option<&str>) -> Result<u32, ApiError> {
    let Some(most) = most else { return Ok(length) };
    let most = most.parse::<u32>().ok().filter(|most| *most > 0);
    most.map(|most| most.min(length)).ok_or_else(|| bad_address(format!("\"{name}\": write CSS pixels, such as 600.")))
}

/// The frame, for whom the key in the address lets look at the board.
pub(super) async fn answer(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Result<Response, ApiError> {
    if !matches!(&*asked.format, "" | "json") {
        let detail = "Boards are described in JSON only: ask with format=json, or without.";
        return Err(ApiError(Problem { status: 501, ..Problem::new(ProblemKind::BadAddress, detail) }));
    }
    if asked.url.is_empty() {
        return Err(bad_address("Name the address of an embedded board, with its key, percent-encoded: /oembed?url=…"));
    }
    let width = bounded(WIDTH, "maxwidth", asked.maxwidth.as_deref())?;
    let height = bounded(HEIGHT, "maxheight", asked.maxheight.as_deref())?;
    // As browsers read it: the case of a host counts for nothing, and what follows a # is not sent.
    let is_ours = Origin::of(&asked.url) == Origin::of(&app.public_url);
    let url = Url::parse(&asked.url).ok().filter(|_| is_ours);
    let mut url = url.ok_or_else(|| not_found("embedded board", &asked.url))?;
    url.set_fragment(None);
    let board = url.path().strip_prefix("/embed/").ok_or_else(|| not_found("embedded board", &asked.url))?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(url.query().unwrap_or_default()).unwrap_or_default();
    let key = pairs.iter().find(|(name, _)| name == "key").map(|(_, key)| &**key).unwrap_or_default();
    Looker::with_key(&app, key)?.check(board)?;
    let name = app.read_world().board(board).map(|board| board.body.name.clone());
    let name = name.ok_or_else(|| not_found("board", board))?;
    let thumbnail = picture::fitting(width, height);
    let own =
        pairs.into_iter().filter(|(name, _)| name != "width").chain([("width".to_owned(), thumbnail.to_string())]);
    let picture = serde_urlencoded::to_string(own.collect::<Vec<_>>()).unwrap_or_default();
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": name,
        "provider_name": "Tandem",
        "provider_url": app.public_url,
        "html": frame(url.as_str(), &name, &width.to_string(), height, true),
        "width": width,
        "height": height,
        "thumbnail_url": picture::address(&app.public_url, board, &picture),
        "thumbnail_width": thumbnail,
        "thumbnail_height": Picture::height(thumbnail),
    });
    Ok(Json(answer).into_response())
}
