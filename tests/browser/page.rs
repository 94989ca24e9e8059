//! The page as a person handles it: look, click, choose, drop, paste; and what it did meanwhile.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::engine::{Engine, film};
use crate::site;

/// How long something may take to appear: far more than it does, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// The key under which WebDriver names an element (WebDriver section 6.3).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A page in a browser of its own.
pub(crate) struct Page {
    driver: Driver,
    site: String,
}

#[allow(dead_code, reason = "what a person can do, whether or not a test does it yet")]
impl Page {
    /// Starts a browser for a site whose address ends in a slash.
    pub(crate) fn start(engine: Engine, site: &str) -> Self {
        Self::begin(engine, site, None)
    }

    /// Starts a browser with an extension, whose pages are the site.
    pub(crate) fn with_extension(engine: Engine, site: &str, folder: &Path) -> Self {
        Self::begin(engine, site, Some(folder))
    }

    fn begin(engine: Engine, site: &str, extension: Option<&Path>) -> Self {
        let page = Self { driver: Driver::start(engine, extension), site: site.to_owned() };
        if engine == Engine::Chromium {
            page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": site::EAR }));
        }
        page
    }

    /// Loads an address and waits until the program has put something on the page.
    pub(crate) fn open(&self, url: &str) {
        self.done("/url", &json!({ "url": url }));
        self.wait_for("body > :not(noscript)");
    }

    /// Waits until an element that fits the selector is there, and gives back WebDriver's id of it.
    pub(crate) fn wait_for(&self, css: &str) -> String {
        let query = json!({ "using": "css selector", "value": css });
        let mut last = String::new();
        self.until(|| {
            let found =
                self.driver.command("/element", &query).map_err(|error| last = error).ok()?;
            found[ELEMENT].as_str().map(str::to_owned)
        })
        .unwrap_or_else(|| {
            panic!("no `{css}` appeared ({last}). The page reads:\n{}", self.text("body"))
        })
    }

    /// Waits until an element's text contains these words, and gives back all of it.
    pub(crate) fn wait_for_text(&self, css: &str, words: &str) -> String {
        self.wait_for(css);
        self.until(|| Some(self.text(css)).filter(|text| text.contains(words))).unwrap_or_else(
            || panic!("`{css}` never said \"{words}\". It says:\n{}", self.text(css)),
        )
    }

    /// The text of the first element that fits, as it is seen; empty where there is none.
    pub(crate) fn text(&self, css: &str) -> String {
        let text = self
            .script("return document.querySelector(arguments[0])?.innerText ?? ''", &json!([css]));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks as a person does: fails on what is covered or not shown.
    pub(crate) fn click(&self, css: &str) {
        let element = self.wait_for(css);
        self.done(&format!("/element/{element}/click"), &json!({}));
    }

    /// Types into an element. Keys without a letter have code points: WebDriver section 17.4.2.
    pub(crate) fn keys(&self, css: &str, text: &str) {
        let element = self.wait_for(css);
        self.done(&format!("/element/{element}/value"), &json!({ "text": text }));
    }

    /// Chooses a file in a file input, shown or hidden.
    pub(crate) fn set_file(&self, css: &str, path: &Path) {
        let path =
            path.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.keys(css, &path.to_string_lossy());
    }

    /// Drops a file with these bytes onto an element, by the events that a real drop causes.
    pub(crate) fn drop_file(&self, css: &str, name: &str, media_type: &str, bytes: &[u8]) {
        self.drop_files(css, &[(name, media_type, bytes)]);
    }

    /// Drops several files at once.
    pub(crate) fn drop_files(&self, css: &str, files: &[(&str, &str, &[u8])]) {
        self.wait_for(css);
        let encoded = |(name, media_type, bytes): &(&str, &str, &[u8])| {
            json!([name, media_type, STANDARD.encode(bytes)])
        };
        let files: Vec<Value> = files.iter().map(encoded).collect();
        self.script(
            "const [css, files] = arguments;
             const dataTransfer = new DataTransfer();
             for (const [name, type, text] of files) {
               const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
               dataTransfer.items.add(new File([bytes], name, { type }));
             }
             const target = document.querySelector(css);
             for (const event of ['dragenter', 'dragover', 'drop'])
               target.dispatchEvent(new DragEvent(event, { bubbles: true, cancelable: true, composed: true, dataTransfer }));",
            &json!([css, files]),
        );
    }

    /// Presses a key and lets it go, whatever has the focus.
    pub(crate) fn press(&self, key: &str) {
        let keys =
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })];
        self.done(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": keys }] }),
        );
    }

    /// Whether what has the focus fits the selector.
    pub(crate) fn focused(&self, css: &str) -> bool {
        self.script("return document.activeElement.matches(arguments[0])", &json!([css])) == true
    }

    /// Lays the page out for a screen of that width, with that many dots to each pixel.
    pub(crate) fn resize(&self, width: u32, dots: u32) {
        let screen =
            json!({ "width": width, "height": 740, "deviceScaleFactor": dots, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &screen);
    }

    /// Tells the page what the person has asked their system for, as media features.
    pub(crate) fn prefer(&self, features: &[(&str, &str)]) {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<Value> = features.iter().map(feature).collect();
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Pastes text into an element.
    pub(crate) fn paste(&self, css: &str, text: &str) {
        self.wait_for(css);
        self.script(
            "const clipboardData = new DataTransfer();
             clipboardData.setData('text/plain', arguments[1]);
             document.querySelector(arguments[0]).dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true, clipboardData }));",
            &json!([css, text]),
        );
    }

    /// Runs a script's body in the page; `arguments` is what is handed over.
    pub(crate) fn script(&self, body: &str, arguments: &Value) -> Value {
        self.done("/execute/sync", &json!({ "script": body, "args": arguments }))
    }

    /// What a script's body gives back, or nothing while the page is being loaded.
    pub(crate) fn try_script(&self, body: &str) -> Option<Value> {
        self.driver.command("/execute/sync", &json!({ "script": body, "args": [] })).ok()
    }

    /// Goes into a frame, which is an element as [`Page::wait_for`] gives it.
    pub(crate) fn enter_frame(&self, frame: &str) {
        self.done("/frame", &json!({ "id": { ELEMENT: frame } }));
    }

    /// Opens an empty tab and goes there; gives back the one that was left.
    pub(crate) fn new_tab(&self) -> String {
        let opened = self.done("/window/new", &json!({ "type": "tab" }));
        self.change_tab(opened["handle"].as_str().expect("a tab has a handle"))
    }

    /// Goes to another tab; gives back the one that was left.
    pub(crate) fn change_tab(&self, tab: &str) -> String {
        let left = self.driver.get("/window").expect("a tab is open");
        self.done("/window", &json!({ "handle": tab }));
        left.as_str().expect("a tab has a handle").to_owned()
    }

    /// Closes a tab that is not the one looked at.
    pub(crate) fn close_tab(&self, tab: &str) {
        let here = self.change_tab(tab);
        self.driver.delete("/window").expect("a tab can be closed");
        self.done("/window", &json!({ "handle": here }));
    }

    /// Runs a script's body that ends by calling its last argument with the result.
    pub(crate) fn script_async(&self, body: &str, arguments: &Value) -> Value {
        self.done("/execute/async", &json!({ "script": body, "args": arguments }))
    }

    /// A command of Chromium's own protocol, for what WebDriver cannot do (offline, emulation).
    pub(crate) fn devtools(&self, method: &str, parameters: &Value) -> Value {
        self.done("/goog/cdp/execute", &json!({ "cmd": method, "params": parameters }))
    }

    /// Lets the camera show a grey picture, from when it is next turned on.
    pub(crate) fn film(&self, width: usize, luma: &[u8]) {
        fs::write(self.driver.film(), film(width, luma)).expect("the profile can be written to");
    }

    /// Answers for the person whether the page may do something.
    pub(crate) fn permit(&self, name: &str, state: &str) {
        self.done("/permissions", &json!({ "descriptor": { "name": name }, "state": state }));
    }

    /// Writes what is seen as a PNG.
    pub(crate) fn screenshot(&self, path: &Path) {
        let picture = self.driver.get("/screenshot").unwrap_or_else(|error| panic!("{error}"));
        write_picture(&picture, path);
    }

    /// Writes the whole page as a PNG, with what lies below the edge of the screen.
    pub(crate) fn whole_screenshot(&self, path: &Path) {
        let all = json!({ "format": "png", "captureBeyondViewport": true });
        write_picture(&self.devtools("Page.captureScreenshot", &all)["data"], path);
    }

    /// Every URL that the page asked for since the last call, `blob:` and `data:` left out: those
    /// never leave the browser.
    pub(crate) fn requests(&self) -> Vec<String> {
        if self.driver.engine != Engine::Chromium {
            return self.resources();
        }
        let entries = self.log("performance");
        let messages = entries.iter().filter_map(|entry| {
            let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &message["message"];
            let sent = message["method"] == "Network.requestWillBeSent";
            sent.then(|| message["params"]["request"]["url"].as_str().map(str::to_owned))?
        });
        messages.filter(|url| !url.starts_with("data:") && !url.starts_with("blob:")).collect()
    }

    /// What an engine without a log of requests lets the page itself know.
    fn resources(&self) -> Vec<String> {
        let seen = self.script(
            "const names = performance.getEntriesByType('resource').map(({ name }) => name);
             performance.clearResourceTimings();
             return names.filter((name) => !/^(data|blob):/.test(name));",
            &json!([]),
        );
        serde_json::from_value(seen).expect("the script gives back a list of strings")
    }

    /// What was asked of other hosts: those of the page's requests that are not for this site, and
    /// whatever the browser as a whole, workers included, has ever tried to reach outside this machine.
    pub(crate) fn foreign(&self, requests: &[String]) -> Vec<String> {
        let outside = requests.iter().filter(|url| !url.starts_with(&self.site)).cloned();
        outside.chain(self.driver.knocks()).collect()
    }

    /// Violations of the security policy since the page was loaded.
    pub(crate) fn violations(&self) -> Vec<String> {
        let seen = self.script("return globalThis.__violations", &json!([]));
        serde_json::from_value(seen).expect("the ear keeps a list of strings")
    }

    /// Errors and warnings on the console since the last call, uncaught exceptions included.
    pub(crate) fn console_errors(&self) -> Vec<String> {
        if self.driver.engine != Engine::Chromium {
            let heard = self.script("return __complaints.splice(0)", &json!([]));
            return serde_json::from_value(heard).expect("the ear keeps a list of strings");
        }
        let mut entries = self.log("browser");
        entries.retain(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        entries.iter().map(|entry| entry["message"].to_string()).collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        match self.done("/se/log", &json!({ "type": kind })) {
            Value::Array(entries) => entries,
            other => panic!("the {kind} log is no list: {other}"),
        }
    }

    fn done(&self, path: &str, body: &Value) -> Value {
        self.driver.command(path, body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn until<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let start = Instant::now();
        loop {
            if let Some(found) = look() {
                return Some(found);
            }
            if start.elapsed() > PATIENCE {
                return None;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn write_picture(picture: &Value, path: &Path) {
    let bytes =
        STANDARD.decode(picture.as_str().unwrap_or_default()).expect("pictures come in base64");
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
