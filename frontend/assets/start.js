// Starts the application; the page's policy allows no inline script.
import init from "/tandem_app.js";
init({ module_or_path: "/tandem_app_bg.wasm" });
