//! [`Browser`]: a real Chromium, driven as a person would drive it.

use crate::PASSWORD;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel, WindowHandle};

/// How long a condition may take to come true on a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

/// No sandbox as root in a container; nothing that calls home.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// A Chromium with a profile of its own; ends when dropped.
pub struct Browser {
    driver: WebDriver,
    // Dropped before the profile it writes to.
    _chromedriver: Chromedriver,
    _profile: TempDir,
}

impl Browser {
    /// Starts one for a British reader, with an empty page of 1280 × 800.
    pub async fn start() -> Self {
        Self::start_in("en-GB").await
    }

    /// Starts one for a reader of another language, such as `de-DE`.
    pub async fn start_in(language: &str) -> Self {
        Self::start_with(language, &[]).await
    }

    /// Starts one with further flags.
    pub async fn start_with(language: &str, flags: &[&str]) -> Self {
        let profile = TempDir::new().expect("a folder for the profile");
        let chromedriver = Chromedriver::start();
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS.iter().chain(flags) {
            wanted.add_arg(flag).expect("a flag");
        }
        wanted.add_arg(&format!("--accept-lang={language}")).expect("a flag");
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display())).expect("a flag");
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a log level");
        let driver = WebDriver::new(chromedriver.address.as_str(), wanted).await.expect("Chromium starts");
        // Left alone, a dropped session asks politely and waits minutes for open streams; ours is killed with its driver.
        driver.clone().leak().expect("a new session");
        driver.set_script_timeout(PATIENCE * 2).await.expect("a time limit");
        let browser = Self { driver, _chromedriver: chromedriver, _profile: profile };
        browser.size(1280, 800).await;
        browser
    }

    /// Opens a page and waits until it has loaded.
    pub async fn open(&self, address: &str) {
        self.driver.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Signs somebody in through the page, as they would; everybody of the tests has the same password.
    pub async fn sign_in(&self, origin: &str, slug: &str) {
        self.open(&format!("{origin}/sign-in")).await;
        self.find("[name=mail]").await.send_keys(format!("{slug}@halden.example")).await.expect("a field");
        self.find("[name=password]").await.send_keys(PASSWORD).await.expect("a field");
        self.find("main button").await.click().await.expect("a button");
        self.arrive("/").await;
    }

    /// Waits until a page that is being left has given way to the one at a path. What looks from within a page ends with it.
    pub async fn arrive(&self, path: &str) {
        until(&format!("at {path}"), async || self.driver.current_url().await.is_ok_and(|here| here.path() == path))
            .await;
        self.wait_for("document.readyState === 'complete'").await;
    }

    /// Waits until the page has loaded itself again.
    pub async fn renewed(&self) {
        self.given_way("performance.getEntriesByType('navigation')[0].type === 'reload'").await;
    }

    /// Waits until a page that leaves by itself has given way to one of which a JavaScript expression is true.
    pub async fn given_way(&self, expression: &str) {
        let script = format!("return !!({expression})");
        // Asked between two pages, a browser may know neither.
        let asked = async || self.driver.execute(&script, vec![]).await.is_ok_and(|it| it.json() == &Value::Bool(true));
        until(expression, asked).await;
        self.wait_for("document.readyState === 'complete'").await;
    }

    /// Looks into the frame of the page from now on.
    pub async fn enter_frame(&self) {
        self.driver.enter_frame(0).await.expect("a frame");
    }

    /// Looks at the page itself again.
    pub async fn leave_frame(&self) {
        self.driver.enter_default_frame().await.expect("a page");
    }

    /// The back button.
    pub async fn back(&self) {
        self.driver.back().await.expect("there is a page before");
    }

    /// Opens another tab and looks at it; the one looked at before is given back.
    pub async fn tab(&self) -> WindowHandle {
        let before = self.driver.window().await.expect("a tab");
        let new = self.driver.new_tab().await.expect("another tab");
        self.to_tab(new).await;
        before
    }

    /// Looks at a tab.
    pub async fn to_tab(&self, tab: WindowHandle) {
        self.driver.switch_to_window(tab).await.expect("the tab is open");
    }

    /// Opens a page of ours and waits until the live stream of its board is heard.
    pub async fn open_live(&self, address: &str) {
        self.open(address).await;
        self.wait_for("document.querySelector('.live--on')").await;
    }

    /// The value of a JavaScript expression, or of a promise.
    pub async fn run(&self, expression: &str) -> Value {
        let script = format!("return (async () => ({expression}))()");
        let result = self.driver.execute(script, vec![]).await;
        result.unwrap_or_else(|error| panic!("{expression}: {error}")).json().clone()
    }

    /// Looks at a JavaScript expression on every frame until it is truthy, and returns that value.
    pub async fn wait_for(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[0], end = performance.now() + {};
             (function look() {{
                 let value, error;
                 try {{ value = ({expression}); }} catch (thrown) {{ error = thrown; }}
                 if (value) done({{ value }});
                 else if (performance.now() > end) done({{ late: String(error ?? value) }});
                 else requestAnimationFrame(look);
             }})()",
            PATIENCE.as_millis()
        );
        let begun = Instant::now();
        let mut answer = loop {
            match self.driver.execute_async(&script, vec![]).await {
                Ok(answer) => break answer.json().clone(),
                // A page that makes way for another takes the script with it, which is then told as this, at once.
                Err(error) if error.to_string().contains("script timeout") && begun.elapsed() < PATIENCE => {}
                Err(error) => panic!("{expression}: {error}"),
            }
        };
        assert!(answer.get("late").is_none(), "still not true after {PATIENCE:?}: {expression} ({})", answer["late"]);
        answer["value"].take()
    }

    /// The element itself, for clicks and the like.
    pub async fn find(&self, selector: &str) -> WebElement {
        self.driver.find(By::Css(selector)).await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Types at wherever the focus is; special keys as in [`thirtyfour::Key`].
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.expect("keys are taken");
    }

    /// Drags with the pointer from the middle of one element to the middle of another.
    pub async fn drag(&self, from: &WebElement, to: &WebElement) {
        let drag = self.driver.action_chain().drag_and_drop_element(from, to);
        drag.perform().await.expect("the pointer moves");
    }

    /// Sets the viewport, in CSS pixels.
    pub async fn size(&self, width: u32, height: u32) {
        self.size_at(width, height, 1).await;
    }

    /// Sets the viewport, in CSS pixels of `scale` by `scale` dots each.
    pub async fn size_at(&self, width: u32, height: u32, scale: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Sets what the reader prefers, such as `("prefers-color-scheme", "dark")`, `("prefers-reduced-motion", "reduce")`.
    pub async fn prefer(&self, preferences: &[(&str, &str)]) {
        let features: Vec<Value> =
            preferences.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Pulls the network plug, or puts it back.
    pub async fn offline(&self, offline: bool) {
        self.devtools("Network.enable", json!({})).await;
        let network = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", network).await;
    }

    /// Makes the processor this many times slower; 1 is its own speed.
    pub async fn slow_down(&self, times: f64) {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
    }

    /// Writes a picture of what can be seen.
    pub async fn picture(&self, file: &Path) {
        self.driver.screenshot(file).await.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// A picture (PNG) of a part of what can be seen: left, top, width and height in CSS pixels.
    pub async fn part(&self, [x, y, width, height]: [f64; 4]) -> Vec<u8> {
        let clip = json!({ "x": x, "y": y, "width": width, "height": height, "scale": 1 });
        let taken = self.devtools("Page.captureScreenshot", json!({ "clip": clip })).await;
        BASE64_STANDARD.decode(taken["data"].as_str().expect("a picture")).expect("base64")
    }

    /// Writes a picture of the whole page at a width, in CSS pixels.
    pub async fn whole_page(&self, width: u32, file: &Path) {
        self.size(width, 800).await;
        let height = self.run("document.documentElement.scrollHeight").await.as_u64().expect("a height");
        self.size(width, u32::try_from(height).expect("a page of a sane height")).await;
        self.picture(file).await;
    }

    /// Warnings and errors of the console since last asked: script errors, failed requests, breaches of the policy.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("Chromium keeps a log");
        log.into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
            .map(|entry| entry.message)
            .collect()
    }

    /// Waits until the console complains of something: what a page does in the background it says when it gets there.
    pub async fn complains(&self, of: &str) {
        until(&format!("a complaint of {of}"), async || self.complaints().await.iter().any(|line| line.contains(of)))
            .await;
    }

    /// Chromium's own counters, such as `JSHeapUsedSize` (bytes), `Nodes`, `JSEventListeners`, `ScriptDuration` (seconds).
    pub async fn metrics(&self) -> HashMap<String, f64> {
        self.devtools("Performance.enable", json!({})).await;
        let answer = self.devtools("Performance.getMetrics", json!({})).await;
        let metrics = answer["metrics"].as_array().expect("a list of metrics");
        metrics
            .iter()
            .filter_map(|metric| Some((metric["name"].as_str()?.to_owned(), metric["value"].as_f64()?)))
            .collect()
    }

    /// Sends a command of the DevTools protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

/// Asks until it is true, of what no script within a page can wait for.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "still not true after {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The go-between of Chromium and test, and the head of its process group.
struct Chromedriver {
    process: Child,
    address: String,
    // Kept open: it goes on talking.
    _output: BufReader<ChildStdout>,
}

impl Chromedriver {
    /// Starts it on a port of its own choice, which it prints.
    fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts: `make test` installs it");
        let mut output = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert!(output.read_line(&mut line).expect("chromedriver writes text") > 0, "chromedriver ended at once");
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        Self { process, address: format!("http://127.0.0.1:{port}"), _output: output }
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Chromium and all its helpers as well. Fails only where they have ended already.
        let _ = kill_process_group(Pid::from_child(&self.process), Signal::KILL);
        let _ = self.process.wait();
    }
}
