// <tandem-board board="growth" key="…">: a board as an element of any page. docs/embedding.md says what it takes and tells.
const NAME = "tandem-board";
const ORIGIN = new URL(import.meta.url).origin;
const ATTRIBUTES = ["board", "key", "period", "tiles", "theme"];
const HEIGHT = 620; // CSS pixels, until the board's own is known

// One sheet for all boards, ours alone: its colours are those of the page's color-scheme, and the element's to change.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host { display: block; min-height: ${HEIGHT}px }`);
const styled = once(async () => {
  sheet.replaceSync(await (await fetch(`${ORIGIN}/viewer.css`)).text());
  // What is dark is so on screens only.
  const onScreens = (rule) => (rule.conditionText === "screen" ? [...rule.cssRules] : [rule]);
  const rules = [...sheet.cssRules].flatMap(onScreens);
  const [light, dark] = rules.filter((rule) => rule.style?.getPropertyValue("--tandem-bg"));
  for (const name of dark.style) {
    const [day, night] = [light, dark].map((rule) => rule.style.getPropertyValue(name));
    if (CSS.supports("color", night)) light.style.setProperty(name, `light-dark(${day}, ${night})`);
  }
  light.style.removeProperty("color-scheme");
  light.selectorText = ":host";
  for (let at = sheet.cssRules.length - 1; at >= 0; at--) {
    const rule = sheet.cssRules[at];
    if (onScreens(rule).includes(dark) || rule.conditionText?.includes("prefers-color-scheme")) sheet.deleteRule(at);
  }
});

// One module for all boards, with one stream; nothing where the page allows no WebAssembly, or the browser is too old.
let viewer;
const loaded = once(async () => {
  if (!CSS.supports("color", "light-dark(red, red)")) return;
  try {
    const [module] = await Promise.all([import(`${ORIGIN}/tandem_viewer.js`), styled()]);
    module.serve(ORIGIN);
    viewer = module;
  } catch (refused) {
    console.info(`Tandem: a frame shows the board, for the module that would draw it was refused. ${refused}`);
  }
});

// What the server draws is there before the module is. A page may forbid even that: then it waits.
const pages = new Map();
async function drawn(address) {
  if (!pages.has(address)) pages.set(address, fetch(address).then((answer) => answer.text()));
  try {
    const page = new DOMParser().parseFromString(await pages.get(address), "text/html");
    await styled();
    return page.getElementById("drawn");
  } catch {
    return null;
  }
}

// Frames tell how high their boards are; from anybody else it is no news.
const frames = new Set();
addEventListener("message", ({ source, data }) => {
  for (const frame of frames) {
    if (frame.contentWindow === source && data?.tandem === "height" && data.height > 0) frame.height = Math.min(data.height, 20_000);
  }
});

class TandemBoard extends HTMLElement {
  static observedAttributes = [...ATTRIBUTES, "data-key", "lang"];

  #root = this.attachShadow({ mode: "open" });
  #here = false; // on a page
  #place; // where the viewer draws
  #frame; // what stands there instead
  #said; // of the board, last: true, it stands there; or the status with which it could not be shown
  #lacking = false; // whether it was said that none was named

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }

  async connectedCallback() {
    if (this.#here) return; // moved
    this.#here = true;
    // What was set before this script came hides the accessors.
    for (const name of ATTRIBUTES.filter((name) => Object.hasOwn(this, name))) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    const before = this.#put(document.createElement("div"));
    before.className = "place place--waiting";
    this.#update();
    const board = viewer || !this.board ? null : await drawn(this.#address());
    if (!board) return;
    // Seen, not used: its links are written for our own pages, and the focus would be lost with it.
    before.inert = true;
    before.className = "place";
    before.append(board);
  }

  disconnectedCallback() {
    // A move takes it away and puts it back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#root.replaceChildren();
      frames.delete(this.#frame);
      if (this.#place) viewer.hide(this.#place);
      this.#place = this.#frame = this.#said = undefined;
      this.#here = this.#lacking = false;
    });
  }

  connectedMoveCallback() {}

  attributeChangedCallback() {
    if (this.#said !== true) this.#said = undefined; // what fails now is something else
    this.#update();
  }

  async #update() {
    if (!this.#here) return;
    if (!this.board.trim()) return this.#lacks();
    this.#lacking = false;
    await loaded();
    if (!this.#here) return;
    if (viewer) this.#place = viewer.show(this.#place, JSON.stringify(this.#asked(encoded)), this.#told);
    else this.#show();
  }

  // Whoever writes the page reads it there: nothing would be found in silence. A script may still say which board.
  #lacks() {
    if (this.#place || this.#frame || this.#lacking) return; // what stood there stays, and once is enough
    this.#lacking = true;
    const says = "Tandem: this element shows no board. Name one: <tandem-board board=\"growth\" key=\"…\">";
    this.#root.firstChild.textContent = says;
    styled();
    this.#fire("error", { status: 0, message: says });
  }

  // In a frame.
  #show() {
    if (!this.#frame) {
      this.#frame = document.createElement("iframe");
      this.#frame.height = HEIGHT;
      this.#frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
      this.#frame.addEventListener("load", () => this.#fire("ready", { frame: true }), { once: true });
      frames.add(this.#frame);
    }
    this.#frame.title = `${this.board} — Tandem`;
    const address = this.#address();
    if (this.#frame.src !== address) this.#frame.src = address;
    if (!this.#frame.isConnected) this.#put(this.#frame);
  }

  #put(node) {
    this.#root.replaceChildren(node);
    return node;
  }

  // As it is written, or as it has to be in an address.
  #asked(write = String) {
    // Editors of pages wrap lines.
    const [board, period] = [this.board, this.period].map((text) => write(text.trim())), { tiles } = this;
    const speaks = (tag) => (/^de-(ch|li)\b/i.test(tag) ? "de-CH" : /^de\b/i.test(tag) ? "de-DE" : /^en-us\b/i.test(tag) ? "en-US" : /^en\b/i.test(tag) ? "en-GB" : "");
    const tags = [this.lang, this.parentElement?.closest("[lang]")?.lang, ...navigator.languages];
    // Without a key the server is still to say so, and a page elsewhere to read it.
    const key = write((this.key || this.dataset.key || "none").trim());
    return { board, key, period, tiles: tiles.replace(/\s/g, ""), lang: tags.map(speaks).find(Boolean) ?? "en-GB" };
  }

  #address() {
    const { board, ...look } = this.#asked();
    return `${ORIGIN}/embed/${encoded(board)}?${new URLSearchParams({ ...look, theme: this.theme })}`;
  }

  // (name, revision, asOf, changed) of a board that stands there, (status, message) of one that could not be shown.
  #told = (first, second, asOf, changed) => {
    if (!this.#here) return;
    // While nobody answers, what stood there before stays.
    if (first && !this.#place.isConnected) this.#put(this.#place);
    const before = this.#said;
    this.#said = changed ? true : first;
    if (!changed) {
      // Asked again every minute, it fails in the same way.
      if (before !== first) this.#fire("error", { status: first, message: second });
    } else if (before !== true || changed.length) {
      this.#fire(before === true ? "update" : "ready", { name: first, revision: second, asOf, changed });
    }
  };

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(`tandem-${name}`, { bubbles: true, composed: true, detail: { board: this.board, ...detail } }));
  }
}

for (const name of ATTRIBUTES) {
  Object.defineProperty(TandemBoard.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(name) ?? "";
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

if (customElements.get(NAME)) console.info(`Tandem: <${NAME}> is defined already; the script of ${ORIGIN} lets it be.`);
else customElements.define(NAME, TandemBoard);

// Half a pair of UTF-16 is in no address.
function encoded(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

function once(make) {
  let made;
  return () => (made ??= make());
}
