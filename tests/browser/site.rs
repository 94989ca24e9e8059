//! The built page, served, with an ear for what it should not do.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use xtask::server::Server;

use crate::HOW_TO_RUN;
use crate::engine::Engine;

/// Keeps what the security policy refuses and what an engine would write on its console. Chromium
/// runs it before the page by itself.
pub(crate) const EAR: &str = "
globalThis.__violations = [];
globalThis.__complaints = [];
addEventListener('securitypolicyviolation', (event) =>
  __violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
addEventListener('error', (event) =>
  __complaints.push(event.message ?? `not loaded: ${event.target.src ?? event.target.href}`), true);
addEventListener('unhandledrejection', (event) => __complaints.push(`${event.reason}`));
for (const level of ['error', 'warn']) {
  const say = console[level];
  console[level] = (...words) => { __complaints.push(words.join(' ')); say.apply(console, words); };
}
";

/// Serves the page as `cargo xtask serve` does, until the program ends, and gives back its address.
pub(crate) fn serve(engine: Engine) -> String {
    static WITH_EAR: OnceLock<PathBuf> = OnceLock::new();
    serve_folder(match engine {
        Engine::Chromium => dist(),
        // No driver of theirs lets a script run first.
        Engine::Firefox | Engine::WebKit => WITH_EAR.get_or_init(with_ear).clone(),
    })
}

/// Serves a folder until the program ends.
pub(crate) fn serve_folder(folder: PathBuf) -> String {
    let server = Server::bind(folder, 0).expect("a free port on 127.0.0.1");
    let url = server.url();
    server.start();
    url
}

/// The finished site.
pub(crate) fn dist() -> PathBuf {
    let dist = env::var_os("PROOFMARK_DIST")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), PathBuf::from);
    assert!(dist.join("index.html").is_file(), "{} holds no page. {HOW_TO_RUN}", dist.display());
    dist
}

/// A copy of the page whose first script is the ear.
fn with_ear() -> PathBuf {
    let folder = copied(&dist(), "page-with-ear");
    add_ear(&folder);
    folder
}

/// A copy of a folder, to be changed.
pub(crate) fn copied(from: &Path, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    copy(from, &folder);
    folder
}

/// Makes the ear a page's first script.
pub(crate) fn add_ear(folder: &Path) {
    let page = fs::read_to_string(folder.join("index.html")).unwrap();
    let (head, rest) = page.split_once("<head>").expect("the page has a head");
    let page = format!("{head}<head><script src=\"ear.js\"></script>{rest}");
    fs::write(folder.join("index.html"), page).unwrap();
    fs::write(folder.join("ear.js"), EAR).unwrap();
    // What is kept for use without a network is held to its hashes; an extension keeps nothing.
    if folder.join(xtask::service_worker::NAME).is_file() {
        xtask::service_worker::write(folder).unwrap();
    }
}

/// Copies a folder and everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
