//! Compresses the built front end and writes the table of its files, so that the binary carries it; names the build.
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
    // `make dev` has a front end of its own.
    let dist = env::var_os("TANDEM_DIST").unwrap_or_else(|| "../frontend/dist".into());
    let dist = Path::new(&root).join(dist);
    println!("cargo::rerun-if-env-changed=TANDEM_DIST");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&dist).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default();
    files.retain(|path| path.is_file());
    files.sort();
    let files: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .map(|path| {
            println!("cargo::rerun-if-changed={}", path.display());
            let name = path.file_name().and_then(|name| name.to_str()).expect("trunk names files in ASCII");
            (name.to_owned(), fs::read(&path).expect("a file that was listed can be read"))
        })
        .collect();
    let build = format!("{}-{:08x}", env!("CARGO_PKG_VERSION"), hash(&files) >> 32);
    println!("cargo::rustc-env=TANDEM_BUILD={build}");
    let mut table = String::from("static ASSETS: &[Asset] = &[\n");
    for (name, content) in &files {
        if name == "index.html" {
            // An open page compares its build with that of the server's heartbeats.
            let page = String::from_utf8(content.clone())
                .expect("a page is UTF-8")
                .replace("<html", &format!("<html data-tandem=\"{build}\""));
            for bundle in ["team", "builder"] {
                let sheet = "<link rel=\"stylesheet\" href=\"/tandem.css\">";
                let sheets = format!("{sheet}\n<link rel=\"stylesheet\" href=\"/{bundle}.css\">");
                let mut page = page.replace("tandem_app", &format!("tandem_{bundle}")).replace(sheet, &sheets);
                if bundle == "builder" {
                    // From here people go on to a board.
                    let next = "<link rel=\"prefetch\" href=\"/tandem_app_bg.wasm\" as=\"fetch\" crossorigin>\n</head>";
                    page = page.replace("</head>", next);
                }
                add(&mut table, &out, &format!("{bundle}.html"), page.as_bytes());
            }
            add(&mut table, &out, name, page.as_bytes());
        } else if let "tandem_viewer.js" | "tandem_wall.js" = name.as_str() {
            add(&mut table, &out, name, started(name, content).as_bytes());
        } else {
            add(&mut table, &out, name, content);
        }
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table).expect("OUT_DIR can be written");
}

/// The glue of a module, which starts it by itself: one file less for a frame to fetch. It is compiled while the browser paints what
/// the server drew, and drawn again only then: before, it would keep that from being painted. A page out of sight paints nothing.
fn started(name: &str, glue: &[u8]) -> String {
    let module = name.replace(".js", "_bg.wasm");
    let glue = String::from_utf8_lossy(glue);
    let (before, _) = glue.split_once(" as default").expect("the glue exports what starts its module");
    let init = before.rsplit(['{', ',', ' ']).next().unwrap_or_default();
    format!(
        "{glue}\nawait Promise.all([\
         WebAssembly.compileStreaming(fetch(new URL('{module}',import.meta.url))),\
         new Promise(go=>{{setTimeout(go,99);requestAnimationFrame(()=>setTimeout(go))}})\
         ]).then(([module_or_path])=>{init}({{module_or_path}}))\n"
    )
}

/// Compresses a file and adds its line to the table.
fn add(table: &mut String, out: &Path, name: &str, content: &[u8]) {
    let packed = out.join(format!("{name}.br"));
    fs::write(&packed, compress(content)).expect("OUT_DIR can be written");
    writeln!(
        table,
        "    Asset {{ name: {name:?}, media_type: {:?}, etag: \"\\\"{:016x}\\\"\", brotli: include_bytes!({packed:?}) }},",
        media_type(name),
        hash(&content),
    )
    .expect("a string takes every write");
}

fn hash(content: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
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
