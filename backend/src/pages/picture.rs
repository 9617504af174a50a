//! `GET /embed/{board}/picture.png` and `.svg`: a board as a picture, for previews of links, e-mails and chats. Who may see the
//! board in a frame may see its picture.

use super::embed::Look;
use crate::api::{ApiError, Looker, internal, knows, no_view, unless_known};
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use maud::{Markup, html};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tandem_frontend::viewer::Picture;
use tandem_shared::{Problem, ProblemKind};

/// Narrowest and widest picture, in pixels.
const WIDTHS: (u32, u32) = (120, 2400);

/// As PNG.
pub(super) async fn png(
    State(app): State<Arc<App>>,
    looker: Looker,
    Path(board): Path<String>,
    Query(look): Query<Look>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let svg = draw(&app, &looker, &board, &look, &headers)?;
    let name = name(&svg);
    if knows(&headers, &name) {
        return Ok(respond(&headers, &name, "image/png", Bytes::new()));
    }
    let png = app.pictures.png(&name, svg).await.map_err(|error| {
        tracing::error!(%error, board, "the picture of a board could not be drawn");
        internal()
    })?;
    Ok(respond(&headers, &name, "image/png", png))
}

/// As SVG.
pub(super) async fn svg(
    State(app): State<Arc<App>>,
    looker: Looker,
    Path(board): Path<String>,
    Query(look): Query<Look>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let svg = draw(&app, &looker, &board, &look, &headers)?;
    Ok(respond(&headers, &name(&svg), "image/svg+xml", svg.into()))
}

/// The tags that tell other products about it: what a board is called, how it stands, and where its picture is. `query`: of the
/// address that was asked for, so the key stands in it only if it was there.
pub(super) fn tags(picture: &Picture, public_url: &str, board: &str, query: &str) -> Markup {
    let (title, says, width) = (picture.title(), picture.says(), picture.width());
    html! {
        meta name="description" content=(says);
        meta property="og:site_name" content="Tandem";
        meta property="og:type" content="website";
        meta property="og:title" content=(title);
        meta property="og:description" content=(says);
        meta property="og:image" content=(address(public_url, board, query));
        meta property="og:image:type" content="image/png";
        meta property="og:image:width" content=(width);
        meta property="og:image:height" content=(Picture::height(width));
        meta property="og:image:alt" content=(says);
        meta name="twitter:card" content="summary_large_image";
    }
}

/// Where the picture of an embedded board is, whose own address has this query.
pub(super) fn address(public_url: &str, board: &str, query: &str) -> String {
    format!("{public_url}/embed/{board}/picture.png?{query}").trim_end_matches('?').to_owned()
}

/// The widest picture of a board that is no wider and no higher than that, in pixels.
pub(super) fn fitting(width: u32, height: u32) -> u32 {
    let (wide, high) = Picture::SIZE;
    wide.min(width).min(height.saturating_mul(wide) / high).max(WIDTHS.0)
}

/// The drawing, as large as it is to be.
fn draw(app: &App, looker: &Looker, board: &str, look: &Look, headers: &HeaderMap) -> Result<String, ApiError> {
    looker.check(board)?;
    let period = look.period()?;
    let built = app.view(board, period).ok_or_else(|| no_view(app, board, period))?;
    let picture = Picture::new(built.seen(looker.sight()).view.clone(), &look.tiles, look.locale(headers))
        .ok_or_else(|| no_tiles(&look.tiles))?;
    let width = look.width().unwrap_or(picture.width()).clamp(WIDTHS.0, WIDTHS.1);
    Ok(picture.draw(look.theme() == Some("dark"), width))
}

fn no_tiles(asked: &str) -> ApiError {
    let asked: String = asked.chars().take(80).collect();
    let detail =
        format!("This board shows none of \"{asked}\": name KPIs by their slugs, or leave out \"tiles\" for all.");
    ApiError(Problem::new(ProblemKind::NotFound, detail))
}

/// The `ETag` of a drawing: another one for every other drawing.
fn name(svg: &str) -> String {
    let hash: String = Sha256::digest(svg).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hash}\"")
}

fn respond(headers: &HeaderMap, name: &str, kind: &'static str, picture: Bytes) -> Response {
    let mut response = unless_known(headers, name, || ([(CONTENT_TYPE, kind)], picture).into_response());
    let further = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Opened by itself, a drawing is a page.
        (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ];
    response.headers_mut().extend(further.map(|(name, value)| (name, value.parse().expect("ASCII is a header"))));
    response
}
