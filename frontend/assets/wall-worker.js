// Beside a screen on a wall: keeps its last picture with what it needs to run, and shows that after a reboot while nobody answers.
const KEPT = "tandem-wall", PAGE = "/wall", PATIENCE_MS = 3000;
const said = (page, name) => new RegExp(`${name}="([^"]*)"`).exec(page)?.[1];

// The page and its files, all of one build: those of another would not understand each other.
async function keep(answer, loads) {
  if (answer.status === 401) await caches.delete(KEPT);
  const page = answer.ok ? await answer.text() : "";
  if (said(page, "data-screen") !== "shows") return;
  const before = await (await (await caches.open(KEPT)).match(PAGE))?.text();
  if (before && said(before, "data-tandem") !== said(page, "data-tandem")) {
    // It is about to load again.
    if (!loads) return;
    await caches.delete(KEPT);
  }
  const cache = await caches.open(KEPT);
  const files = [...page.matchAll(/ (?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file);
  for (const file of files) if (!await cache.match(file)) await cache.add(file);
  const headers = new Headers(answer.headers);
  // It was unpacked when it was read.
  headers.delete("content-encoding");
  headers.set("x-kept", Date.now());
  await cache.put(PAGE, new Response(page, { headers }));
}

// What was kept. The page says since when, and what time it is now by the clock of the server.
async function kept(path) {
  const found = await caches.match(path, { cacheName: KEPT });
  if (!found || path !== PAGE) return found;
  const page = await found.text(), at = said(page, "data-now");
  // By the same clock on the wall: its offset stays.
  const clock = Date.parse(at.slice(0, 19) + "Z") + Date.now() - found.headers.get("x-kept");
  const now = new Date(clock).toISOString().slice(0, 19) + at.slice(19);
  const marked = page.replace("<html", `<html data-kept="${at}"`).replace(/data-now="[^"]*"/, `data-now="${now}"`);
  return new Response(marked, { headers: found.headers });
}

async function answer(event, path, loads) {
  const live = fetch(event.request);
  if (path === PAGE) event.waitUntil(live.then((answer) => keep(answer.clone(), loads)).catch(() => {}));
  // What a proxy says of a server that is gone is no answer.
  const good = live.then((answer) => answer.status < 500 ? answer : Promise.reject());
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS));
  return Promise.race([good, late]).catch(async () => await kept(path) ?? live);
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url), loads = request.mode === "navigate";
  const ours = request.method === "GET" && origin === location.origin && !/^\/(api|wall)\//.test(pathname);
  // A page that asks for its own picture wants a fresh one or none.
  if (ours && (loads || pathname !== PAGE)) event.respondWith(answer(event, pathname, loads));
  else if (ours) event.respondWith(fetch(request).then((fresh) => (event.waitUntil(keep(fresh.clone(), loads)), fresh)));
});
