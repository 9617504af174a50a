//! [`Pictures`]: drawings as PNG, made one at a time, the last of them kept.

use anyhow::Context;
use bytes::Bytes;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{FontResolver, Options, Tree};
use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Most pictures kept: some 80 KB each.
const KEPT_MAX: usize = 32;

/// What texts are written with.
const FAMILY: &str = "Open Sans";

/// The fonts inside the binary: a container has none.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("../fonts/OpenSans-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../fonts/OpenSans-Semibold.ttf").to_vec());
    Arc::new(fonts)
});

/// The same and those of the machine, looked for once somebody wrote a letter that ours lack.
static MORE_FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::clone(&FONTS);
    fonts.load_system_fonts();
    Arc::new(fonts)
});

/// Where drawings become pictures.
pub(crate) struct Pictures {
    /// Whose turn it is: who asks for many waits for their own.
    turn: Arc<Semaphore>,
    kept: Mutex<VecDeque<(String, Bytes)>>,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { turn: Arc::new(Semaphore::new(1)), kept: Mutex::default() }
    }
}

impl Pictures {
    /// A drawing (SVG) as PNG of the size it says. `name`: the same for the same drawing, and for no other.
    pub(crate) async fn png(&self, name: &str, svg: String) -> anyhow::Result<Bytes> {
        if let Some(known) = self.known(name) {
            return Ok(known);
        }
        let turn = Arc::clone(&self.turn).acquire_owned().await?;
        // Whoever had the turn before may have wanted the same.
        if let Some(known) = self.known(name) {
            return Ok(known);
        }
        let drawing = move || {
            // Who asks and goes away leaves a drawing behind that is not over: the turn ends with it.
            let _turn = turn;
            png(&svg)
        };
        let png = tokio::task::spawn_blocking(drawing).await??;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT_MAX - 1);
        kept.push_front((name.to_owned(), png.clone()));
        Ok(png)
    }

    fn known(&self, name: &str) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == name).map(|(_, png)| png.clone())
    }
}

fn png(svg: &str) -> anyhow::Result<Bytes> {
    let resolver = FontResolver {
        select_fallback: Box::new(|letter, used, fonts| {
            *fonts = Arc::clone(&MORE_FONTS);
            FontResolver::default_fallback_selector()(letter, used, fonts)
        }),
        ..FontResolver::default()
    };
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        font_resolver: resolver,
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let mut picture = Pixmap::new(size.width(), size.height()).context("a picture needs pixels")?;
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    Ok(picture.encode_png()?.into())
}
