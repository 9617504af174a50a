// Starts the application; the page's policy allows no inline script.
import init from "/tandem_app.js";
try {
  const appearance = localStorage.getItem("tandem-appearance");
  if (appearance) document.documentElement.dataset.theme = appearance;
} catch {
  // Without storage the page looks as the system does.
}
init({ module_or_path: "/tandem_app_bg.wasm" });
