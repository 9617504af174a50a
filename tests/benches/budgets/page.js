// Runs in the page before anything of its own; TILES is how many make the board complete. Times in ms from the start of
// the navigation.
(() => {
  const bench = { shown: 0, painted: 0, live: 0, streams: 0, updates: [], memory: null };
  window.bench = bench;

  // The first to hear of a patch, and of what it changes; the frame after the next ends the count.
  const Source = window.EventSource;
  window.EventSource = class extends Source {
    constructor(...args) {
      super(...args);
      bench.streams += 1;
      this.addEventListener("open", () => (bench.live ||= performance.now()));
      this.addEventListener("patch", () => {
        const update = { at: performance.now(), done: 0, tiles: 0, over: false };
        touched.clear();
        bench.updates.push(update);
        requestAnimationFrame(() => requestAnimationFrame(() => (update.over = true)));
      });
    }
  };

  const touched = new Set();
  new MutationObserver((records) => {
    const now = performance.now();
    const complete = () =>
      document.querySelector("h1") && document.querySelectorAll("article.tandem-tile, .whalf").length >= TILES;
    if (!bench.shown && complete()) {
      bench.shown = now;
      requestAnimationFrame(() => setTimeout(() => (bench.painted = performance.now())));
    }
    const update = bench.updates.at(-1);
    if (!update || update.over) return;
    update.done = now;
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const tile = element?.closest("article.tandem-tile");
      if (tile) touched.add(tile);
    }
    update.tiles = touched.size;
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  for (const name of ["instantiate", "instantiateStreaming"]) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await make.apply(WebAssembly, args);
      // Its name is shortened, what it is is not.
      const { exports } = made.instance ?? made;
      bench.memory = Object.values(exports).find((it) => it instanceof WebAssembly.Memory);
      return made;
    };
  }

  // From a click until a field has the focus.
  bench.open = async (selector, field) => {
    const at = performance.now();
    document.querySelector(selector).click();
    while (document.activeElement?.id !== field) await new Promise(requestAnimationFrame);
    return performance.now() - at;
  };

  // What a key keeps the page busy for: until the next task has its turn, or the last thing it changes.
  bench.key = async (text) => {
    const field = document.activeElement;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
    const update = { at: performance.now(), done: 0, over: false };
    bench.updates.push(update);
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text.at(-1) }));
    const { port1, port2 } = new MessageChannel();
    const turn = await new Promise((resolve) => {
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    update.over = true;
    return Math.max(turn, update.done) - update.at;
  };

  bench.report = () => {
    const loads = performance.getEntriesByType("resource").filter(({ name }) => !name.includes("/live"));
    // What comes later is no part of the first view, nor what a worker keeps for a start without a network.
    const first = ({ startTime, workerStart }) => startTime <= bench.live && !workerStart;
    const all = [...performance.getEntriesByType("navigation"), ...loads].filter(first);
    const bytes = (entries) => entries.reduce((sum, entry) => sum + entry.encodedBodySize, 0);
    return {
      shown: bench.shown,
      painted: bench.painted,
      live: bench.live,
      wasm: bench.memory.buffer.byteLength,
      requests: all.length,
      bytes: bytes(all),
      html: bytes(performance.getEntriesByType("navigation")),
      app: bytes(all.filter(({ name }) => !name.includes("/api/"))),
    };
  };
})();
