// Shortens what is long in a folder: the names between each module and its glue, the scripts, the style sheets.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Run where WebAssembly may not, so in every browser there is.
const ANY_BROWSER = ["keep.js", "wall.js"];

const folder = process.argv[2];
const run = (tool, ...options) => execFileSync(tool, options, { encoding: "utf8" });
for (const name of readdirSync(folder).filter((name) => name.endsWith("_bg.wasm"))) {
  const [module, glue] = [join(folder, name), join(folder, name.replace("_bg.wasm", ".js"))];
  // Hints of alignment mean nothing to the processors of today, and one hint for all packs 3 KB better. Prints what it renames: [module, old, new] of imports, [old, new] of exports. The module of all imports is now "a".
  const { imports, exports } = JSON.parse(run("wasm-opt", module, "--minify-imports-and-exports-and-modules", "--dealign", "--strip-target-features", "--strip-producers", "-o", module));
  const renamed = imports.map(([, old, short]) => [old, short]).concat(exports.map(([old, short]) => [`wasm.${old}`, `wasm.${short}`]));
  const short = new Map([...renamed, [`"./${name.replace(".wasm", ".js")}"`, '"a"']]);
  writeFileSync(glue, readFileSync(glue, "utf8").replace(/"[^"\n]*"|(\bwasm\.)?\w+/g, (word) => short.get(word) ?? word));
}
for (const script of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
  const file = join(folder, script);
  const target = ANY_BROWSER.includes(script) ? "es5" : "esnext";
  const format = /^tandem_/.test(script) ? ["--format=esm"] : [];
  run("esbuild", file, "--minify", ...format, `--target=${target}`, "--log-level=warning", "--allow-overwrite", `--outfile=${file}`);
}
for (const sheet of readdirSync(folder).filter((name) => name.endsWith(".css"))) {
  const file = join(folder, sheet);
  run("esbuild", file, "--minify", "--target=esnext", "--log-level=warning", "--log-override:css-syntax-error=error", "--allow-overwrite", `--outfile=${file}`);
}
