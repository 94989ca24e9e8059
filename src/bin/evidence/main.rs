//! Gathers what issuers publish into a folder that lies beside the page: `cargo xtask evidence`.
//!
//! What a badge will need is not written down here a second time: the verifier itself is asked, about
//! the badges that were named or about an empty one of the issuer that was, until it wants nothing more.

#![forbid(unsafe_code)]

mod curl;
mod folder;
mod gather;
mod probe;

use std::path::PathBuf;
use std::process::ExitCode;

use curl::Curl;
use folder::Folder;
use gather::Gathering;

const USAGE: &str = "\
usage: cargo xtask evidence [--into FOLDER] [--allow-local] [WHAT]...

Fetches what issuers publish (their keys, profiles and lists of withdrawn badges) into a folder beside
the page, so that the page need not ask them. Without WHAT, refreshes what the folder holds.

  WHAT            did:web:example.edu, the domain example.edu, an https address of a profile, a list or
                  a badge, or a file with a badge
  --into FOLDER   the folder (default: dist/evidence)
  --allow-local   addresses on this machine, too, for those who build an issuer on it

What is about one person, as a hosted badge is, is read to see what it needs and not kept.
exit: 0 every address answered, 1 some did not (their old copies stay), 64 wrong usage, 66 unreadable";

struct Arguments {
    folder: PathBuf,
    local: bool,
    what: Vec<String>,
}

fn main() -> ExitCode {
    // Not the first: `cargo xtask evidence` puts the folder before what it was told.
    if std::env::args().skip(1).any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match parse(std::env::args().skip(1)) {
        Ok(arguments) => run(&arguments).unwrap_or_else(|sentence| {
            eprintln!("error: {sentence}");
            ExitCode::from(66)
        }),
        Err(sentence) => {
            eprintln!("error: {sentence}\n{USAGE}");
            ExitCode::from(64)
        }
    }
}

fn parse(mut rest: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments =
        Arguments { folder: PathBuf::from("dist/evidence"), local: false, what: Vec::new() };
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--into" => arguments.folder = rest.next().ok_or("--into needs a folder")?.into(),
            "--allow-local" => arguments.local = true,
            flag if flag.starts_with('-') => return Err(format!("{flag} is not known")),
            what => arguments.what.push(what.to_owned()),
        }
    }
    Ok(arguments)
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let curl = Curl::find()?;
    let folder = Folder::open(&arguments.folder)?;
    if arguments.what.is_empty() && folder.addresses().next().is_none() {
        return Err(format!(
            "{} holds nothing to refresh. Name an issuer: cargo xtask evidence did:web:example.edu",
            arguments.folder.display()
        ));
    }
    let mut gathering = Gathering::new(curl, arguments.local);
    for what in &arguments.what {
        gathering.named(what)?;
    }
    for url in folder.addresses() {
        gathering.refresh(url);
    }
    let unanswered = folder.keep(gathering.lines())?;
    Ok(ExitCode::from(u8::from(unanswered > 0)))
}
