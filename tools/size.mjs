// Weighs what the browser loads, compressed as the server sends it, and fails above the gate.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { extname, join } from "node:path";

const BUDGET = 220_000; // bytes, viewer and editing together (the product's promise)
const GATE = 180_000; // bytes, what it may weigh today: lower it when it gets lighter, raise it knowingly

const dist = "frontend/dist";
const files = readdirSync(dist, { recursive: true })
  .filter((file) => [".wasm", ".js", ".css"].includes(extname(file)) && statSync(join(dist, file)).isFile())
  .map((file) => {
    const bytes = readFileSync(join(dist, file));
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
    return { file, raw: bytes.length, brotli: brotliCompressSync(bytes, options).length };
  })
  .sort((a, b) => b.brotli - a.brotli);

const total = files.reduce((sum, file) => sum + file.brotli, 0);
const row = (name, raw, brotli) => console.log(name.padEnd(36), String(raw).padStart(10), String(brotli).padStart(10));
row("file", "bytes", "brotli");
files.forEach(({ file, raw, brotli }) => row(file, raw, brotli));
row("together", "", total);
row("gate", "", GATE);
row("budget", "", BUDGET);

const built = files.some(({ file }) => file.endsWith(".wasm"));
if (!built) console.error(`no .wasm in ${dist}: build the front end first`);
if (total > GATE) console.error(`${total - GATE} bytes above the gate: find what grew, or raise GATE in tools/size.mjs`);
process.exit(built && total <= GATE ? 0 : 1);
