// Shortens what is long in a folder: the names between each module and its glue, the glue itself, the style sheets.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const run = (tool, ...options) => execFileSync(tool, options, { encoding: "utf8" });
for (const name of readdirSync(folder).filter((name) => name.endsWith("_bg.wasm"))) {
  const [module, glue] = [join(folder, name), join(folder, name.replace("_bg.wasm", ".js"))];
  // Hints of alignment mean nothing to the processors of today, and one hint for all packs 3 KB better. Prints what it renames: [module, old, new] of imports, [old, new] of exports. The module of all imports is now "a".
  const { imports, exports } = JSON.parse(run("wasm-opt", module, "--minify-imports-and-exports-and-modules", "--dealign", "--strip-target-features", "--strip-producers", "-o", module));
  const renamed = imports.map(([, old, short]) => [old, short]).concat(exports.map(([old, short]) => [`wasm.${old}`, `wasm.${short}`]));
  const short = new Map([...renamed, [`"./${name.replace(".wasm", ".js")}"`, '"a"']]);
  writeFileSync(glue, readFileSync(glue, "utf8").replace(/"[^"\n]*"|(\bwasm\.)?\w+/g, (word) => short.get(word) ?? word));
  run("esbuild", glue, "--minify", "--format=esm", "--log-level=warning", "--allow-overwrite", `--outfile=${glue}`);
}
for (const sheet of readdirSync(folder).filter((name) => name.endsWith(".css"))) {
  const file = join(folder, sheet);
  run("esbuild", file, "--minify", "--target=esnext", "--log-level=warning", "--log-override:css-syntax-error=error", "--allow-overwrite", `--outfile=${file}`);
}
