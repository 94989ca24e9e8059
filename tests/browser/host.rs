//! A host of the page that can do what hosts do: publish another version, lose a file, be down.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use serde_json::json;
use xtask::{server::Server, service_worker, site::Answer};

use crate::engine::Engine;
use crate::page::Page;
use crate::site;

/// What is wrong with a host.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Fault {
    #[default]
    None,
    /// It does not answer at all.
    Down,
    /// It does not have the file of this name.
    Missing(String),
    /// The file of this name is another one.
    Altered(String),
    /// It sends modules as this, or without a type.
    Type(Option<&'static str>),
}

/// A copy of the page below a folder of a host of its own.
pub(crate) struct Host {
    folder: PathBuf,
    url: String,
    fault: Arc<Mutex<Fault>>,
}

/// Where on the host the page lies.
const PATH: &str = "some/where";

impl Host {
    /// Serves a copy of the page, with an ear where the engine needs one.
    pub(crate) fn open(engine: Engine) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("host-{}-{number}", std::process::id()));
        let folder = root.join(PATH);
        site::copy(&site::dist(), &folder);
        if engine != Engine::Chromium {
            site::add_ear(&folder);
        }
        let fault = Arc::new(Mutex::new(Fault::None));
        let now = Arc::clone(&fault);
        let server = Server::bind(root, 0).expect("a free port on 127.0.0.1");
        let url = format!("{}{PATH}/", server.url());
        let change = move |target: &str, answer| worse(target, answer, &now.lock().unwrap());
        server.changing(Arc::new(change)).start();
        Self { folder, url, fault }
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Sets what is wrong from now on.
    pub(crate) fn suffers(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }

    /// Publishes a version that differs in the page itself.
    pub(crate) fn publish(&self, edition: &str) {
        let index = self.folder.join("index.html");
        let page = fs::read_to_string(&index).unwrap();
        let mark = format!("</title><meta name=\"edition\" content=\"{edition}\">");
        fs::write(&index, page.replacen("</title>", &mark, 1)).unwrap();
        service_worker::write(&self.folder).unwrap();
    }

    /// Opens the page in a fresh browser and waits until it is kept.
    pub(crate) fn visit(&self, engine: Engine) -> Page {
        let page = Page::start(engine, &self.url);
        page.open(&self.url);
        page.script_async(
            "const done = arguments[0];
             const look = () => navigator.serviceWorker.controller ? done() : setTimeout(look, 20);
             look();",
            &json!([]),
        );
        page
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // Best effort: the server answers with 404 from now on, and nobody asks it.
        let _ = fs::remove_dir_all(self.folder.ancestors().nth(2).unwrap_or(&self.folder));
    }
}

/// The edition that is shown: the last one that was published before it was kept.
pub(crate) fn edition(page: &Page) -> String {
    let mark = "return document.querySelector('meta[name=edition]')?.content ?? 'first'";
    page.script(mark, &json!([])).as_str().unwrap().to_owned()
}

fn worse(target: &str, mut answer: Answer, fault: &Fault) -> Option<Answer> {
    match fault {
        Fault::Down => return None,
        Fault::Missing(name) if target.ends_with(name.as_str()) => {
            return Some(xtask::site::plain("404 Not Found", "gone"));
        }
        Fault::Altered(name) if target.ends_with(name.as_str()) => answer.body.push(b' '),
        Fault::Type(kind) if target.ends_with(".wasm") => {
            answer.headers.retain(|(name, _)| *name != "Content-Type");
            answer.headers.extend(kind.map(|kind| ("Content-Type", kind.to_owned())));
        }
        _ => {}
    }
    Some(answer)
}
