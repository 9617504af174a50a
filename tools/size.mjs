// Weighs what the browser loads on a page of each bundle, compressed as the server sends it, and fails above the gate.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { join } from "node:path";

const BUDGET = 220_000; // bytes of one page with its bundle (the product’s promise); of the viewer and the wall, 100,000
// What each may weigh today: lower it when it gets lighter, raise it knowingly.
const GATES = { app: 215_400, team: 195_900, builder: 199_800, viewer: 113_000, wall: 99_800 };

const dist = "frontend/dist";
const weigh = (file) => {
  const bytes = readFileSync(join(dist, file));
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return { file, raw: bytes.length, brotli: brotliCompressSync(bytes, options).length };
};
const row = (name, raw, brotli) => console.log(name.padEnd(36), String(raw).padStart(10), String(brotli).padStart(10));

const built = readdirSync(dist);
if (!built.some((file) => file.endsWith(".wasm"))) {
  console.error(`no .wasm in ${dist}: build the front end first`);
  process.exit(1);
}
const shared = { viewer: ["keep.js"], wall: ["wall.js"] };
let heavy = false;
for (const [bundle, gate] of Object.entries(GATES)) {
  const own = [`tandem_${bundle}_bg.wasm`, `tandem_${bundle}.js`, `${bundle}.css`].filter((file) => built.includes(file));
  const files = own.concat(shared[bundle] ?? ["tandem.css", "start.js"]).map(weigh);
  const total = files.reduce((sum, file) => sum + file.brotli, 0);
  row(bundle, "bytes", "brotli");
  files.forEach(({ file, raw, brotli }) => row(`  ${file}`, raw, brotli));
  row("  together", "", total);
  row("  gate", "", gate);
  if (total > gate) console.error(`${bundle}: ${total - gate} bytes above the gate: find what grew, or raise it in tools/size.mjs`);
  heavy ||= total > gate;
}
row("budget of each", "", BUDGET);
process.exit(heavy ? 1 : 0);
