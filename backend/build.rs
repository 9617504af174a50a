//! Compresses the built front end and writes the table of its files, so that the binary carries it.
//!
//! Without `frontend/dist` the table is empty: the server builds and tests without the browser's tools.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    // Asked for when it runs: two checkouts may share one built script.
    let root = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let dist = Path::new(&root).join("../frontend/dist");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&dist).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default();
    files.retain(|path| path.is_file());
    files.sort();
    let mut table = String::from("static ASSETS: &[Asset] = &[\n");
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_name().and_then(|name| name.to_str()).expect("trunk names files in ASCII");
        let content = fs::read(&path).expect("a file that was listed can be read");
        if name == "index.html" {
            let page = String::from_utf8(content.clone()).expect("a page is UTF-8");
            for bundle in ["team", "builder"] {
                let sheet = "<link rel=\"stylesheet\" href=\"/tandem.css\">";
                let sheets = format!("{sheet}\n<link rel=\"stylesheet\" href=\"/{bundle}.css\">");
                let page = page.replace("tandem_app", &format!("tandem_{bundle}")).replace(sheet, &sheets);
                add(&mut table, &out, &format!("{bundle}.html"), page.as_bytes());
            }
        }
        add(&mut table, &out, name, &content);
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table).expect("OUT_DIR can be written");
}

/// Compresses a file and adds its line to the table.
fn add(table: &mut String, out: &Path, name: &str, content: &[u8]) {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let packed = out.join(format!("{name}.br"));
    fs::write(&packed, compress(content)).expect("OUT_DIR can be written");
    writeln!(
        table,
        "    Asset {{ name: {name:?}, media_type: {:?}, etag: \"\\\"{:016x}\\\"\", brotli: include_bytes!({packed:?}) }},",
        media_type(name),
        hasher.finish(),
    )
    .expect("a string takes every write");
}

fn compress(content: &[u8]) -> Vec<u8> {
    // The highest effort is for what ships; a debug build should not wait for it.
    let quality = if env::var("PROFILE").is_ok_and(|profile| profile == "release") { 11 } else { 4 };
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 24, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut out, &params).expect("memory takes every write");
    out
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
