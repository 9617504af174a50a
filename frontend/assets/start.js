// Starts the bundle that the page preloads; the page's policy allows no inline script.
try {
  const appearance = localStorage.getItem("tandem-appearance");
  if (appearance) document.documentElement.dataset.theme = appearance;
} catch {
  // Without storage the page looks as the system does.
}
const glue = document.querySelector("link[rel=modulepreload]").href;
const { default: init } = await import(glue);
await init({ module_or_path: glue.replace(".js", "_bg.wasm") });
