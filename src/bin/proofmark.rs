//! The native command: one JSON line per credential found. It never touches the network.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use proofmark::Verification;
use proofmark::container::zip;
use proofmark::document::json;
use proofmark::report::{Axis, Outcome, Verdict};
use proofmark::resource::{Options, PackError, PackMaker, Resources, TrustList};
use proofmark::time::Timestamp;

const USAGE: &str = "\
usage: proofmark [--at RFC3339] [--with PATH]... [--recipient TEXT] [--challenge TEXT]
                 [--trust FILE] FILE...

Verifies badges without a network and prints one JSON object per credential. A FILE may be an
evidence pack: its badge is verified from the pack alone, and what is not signed in the pack is
doubted. Name it by --with as well if you answer for who made it.

  --at RFC3339      the moment asked about (default: now)
  --with PATH       evidence you vouch for: a folder with index.json, or an evidence pack
  --recipient TEXT  the e-mail address or identifier of the person it should belong to
  --challenge TEXT  what the holder was asked to sign in a presentation
  --trust FILE      a JSON list of issuers you know: [{ \"id\": …, \"name\": … }]

exit: 0 all valid, 1 any invalid, 2 any indeterminate, 3 all valid but another recipient,
      64 wrong usage, 66 a file cannot be read or holds no badge";

/// What the command line asks for.
struct Arguments {
    options: Options,
    resources: Resources,
    /// Evidence that was named, each a whole path.
    vouched: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

/// Why the command ends early.
enum Fault {
    Usage(String),
    Unreadable(String),
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.peek().is_some_and(|first| first == "--help" || first == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match parse(arguments) {
        Ok(arguments) => run(&arguments),
        Err(Fault::Usage(what)) => {
            eprintln!("proofmark: {what}\n{USAGE}");
            ExitCode::from(64)
        }
        Err(Fault::Unreadable(what)) => {
            eprintln!("proofmark: {what}");
            ExitCode::from(66)
        }
    }
}

fn parse(mut rest: impl Iterator<Item = String>) -> Result<Arguments, Fault> {
    let mut options = Options::new(now());
    let mut vouched = Vec::new();
    let mut resources = Resources::new();
    let mut files = Vec::new();
    while let Some(argument) = rest.next() {
        let mut value =
            || rest.next().ok_or_else(|| Fault::Usage(format!("{argument} needs a value")));
        match argument.as_str() {
            "--at" => {
                let text = value()?;
                let written = Timestamp::parse(&text);
                let unreadable = || Fault::Usage(format!("{text:?} is not an RFC 3339 date"));
                options.at = written.map_err(|_| unreadable())?.instant;
            }
            // What is named on the command line was put there by the person who asks.
            "--with" => {
                let path = PathBuf::from(value()?);
                resources.merge(evidence(&path)?);
                vouched.extend(path.canonicalize());
            }
            "--challenge" => options.challenge = Some(value()?),
            "--recipient" => options.recipient = Some(value()?),
            "--trust" => {
                let path = value()?;
                let list = TrustList::from_json(&load(Path::new(&path))?);
                let wrong = || Fault::Unreadable(format!("{path} is not a list of issuers"));
                options.trust.0.extend(list.ok_or_else(wrong)?.0);
            }
            "--" => files.extend(rest.by_ref().map(PathBuf::from)),
            flag if flag.starts_with("--") => {
                return Err(Fault::Usage(format!("{flag} is not known")));
            }
            file => files.push(PathBuf::from(file)),
        }
    }
    if files.is_empty() {
        return Err(Fault::Usage("no file was named".into()));
    }
    Ok(Arguments { options, resources, vouched, files })
}

/// What a folder's `index.json` names, or an evidence pack holds.
fn evidence(path: &Path) -> Result<Resources, Fault> {
    let fault = |error: PackError| Fault::Unreadable(format!("{}: {}", path.display(), error.0));
    if !path.is_dir() {
        return Resources::vouched(load(path)?).map_err(fault);
    }
    let index = load(&path.join("index.json"))?;
    let mut folder = Resources::new();
    let open =
        |file: &str| std::fs::read(path.join(file)).map_err(|error| format!("{file}: {error}"));
    folder.read_index(&index, open).map_err(fault)?;
    Ok(folder.answered_for())
}

fn load(path: &Path) -> Result<serde_json::Value, Fault> {
    let fault = |reason: String| Fault::Unreadable(format!("{}: {reason}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
    json::parse(text.trim_start_matches('\u{feff}').trim())
        .map_err(|problem| fault(problem.to_string()))
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp::from_unix(i64::try_from(since).unwrap_or(i64::MAX))
}

fn run(arguments: &Arguments) -> ExitCode {
    let mut worst = 0;
    for path in &arguments.files {
        let mut tell = |name: &str, found: Result<Vec<Verification>, String>| match found {
            Ok(verifications) => verifications.iter().all(|verification| {
                worst = worse(worst, code(verification, &arguments.options));
                // A closed pipe is the reader's wish to hear no more.
                writeln!(io::stdout(), "{}", verification.to_json()).is_ok()
            }),
            Err(reason) => {
                eprintln!("proofmark: {name}: {reason}");
                worst = worse(worst, 66);
                true
            }
        };
        if !verify_path(path, arguments, &mut tell) {
            break;
        }
    }
    ExitCode::from(worst)
}

/// Tells every badge of a file, of an evidence pack, or of each file in a ZIP; whether it was heard.
fn verify_path(
    path: &Path,
    arguments: &Arguments,
    mut tell: impl FnMut(&str, Result<Vec<Verification>, String>) -> bool,
) -> bool {
    let shown = path.display().to_string();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return tell(&shown, Err(error.to_string())),
    };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let answered = path.canonicalize().is_ok_and(|path| arguments.vouched.contains(&path));
    let verify = |name: &str, bytes: &[u8], maker| {
        proofmark::verify_file(name, bytes, &arguments.resources, &arguments.options, maker)
            .map_err(|problem| problem.to_string())
    };
    if !zip::is_zip(&bytes) {
        let maker = if answered { PackMaker::Trusted } else { PackMaker::Unknown };
        return tell(&shown, verify(&name, &bytes, maker));
    }
    match zip::Files::open(bytes) {
        Err(problem) => tell(&shown, Err(problem.to_string())),
        // Nobody answers for what is in it.
        Ok(mut files) => files.all(|(name, content)| {
            let content = content.map_err(|problem| problem.to_string());
            let found = content.and_then(|bytes| verify(&name, &bytes, PackMaker::Unknown));
            tell(&format!("{shown}/{name}"), found)
        }),
    }
}

/// The exit code of one credential and its members, each counted by itself (VERDICT section 2).
fn code(verification: &Verification, options: &Options) -> u8 {
    let report = &verification.report;
    let own = match report.verdict() {
        Verdict::Invalid => 1,
        Verdict::Indeterminate => 2,
        Verdict::Valid
            if options.recipient.is_some() && report.axis(Axis::Recipient) != Outcome::Passed =>
        {
            3
        }
        Verdict::Valid => 0,
    };
    verification.members.iter().map(|member| code(member, options)).fold(own, worse)
}

/// The more serious of two exit codes: unreadable, invalid, indeterminate, another recipient, valid.
fn worse(a: u8, b: u8) -> u8 {
    let weight = |code: u8| [0, 3, 2, 1, 66].iter().position(|known| *known == code);
    if weight(a) >= weight(b) { a } else { b }
}
