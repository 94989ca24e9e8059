//! `cargo xtask fuzz`: feeds each part of the core what nobody would write, for a bounded time.
//!
//! The targets stand in `fuzz/`, a workspace of its own. The pinned toolchain builds them: what libFuzzer
//! needs of the compiler is had by flags, and none of our code is unsafe, so that no sanitizer is needed.

use std::{
    fs,
    num::NonZero,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::{Result, process, project};

/// Every target, as `TARGETS` in `fuzz/src/main.rs` has them.
const TARGETS: [&str; 12] = [
    "containers",
    "json",
    "jws",
    "sd_jwt",
    "jsonld",
    "nquads",
    "keys",
    "bits",
    "cbor",
    "verify",
    "pdf",
    "zip",
];

/// How long all targets run together where nobody says.
const SECONDS: u64 = 300;

/// An input that takes longer, in seconds, or more memory, in MB, is a finding. The page gives its readers 512 MB and
/// 20 seconds; the fuzzer's own corpus and counters come on top, and machines are busy.
const LONGEST: &str = "-timeout=25";
const LARGEST: &str = "-rss_limit_mb=1024";

/// What libFuzzer asks of the compiler, as cargo-fuzz has it.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// What was asked for on the command line.
#[derive(Debug, PartialEq)]
struct Asked<'a> {
    /// Seconds for all targets together.
    seconds: u64,
    /// What chance begins with; another each time where nobody says.
    seed: Option<u64>,
    targets: Vec<&'a str>,
}

/// Fuzzes the targets that are named, or all, one on each processor; fails when something was found.
pub(crate) fn fuzz(arguments: &[&str]) -> Result<ExitCode> {
    let Asked { seconds, seed, targets } = asked(arguments)?;
    let program = process::step("Building the fuzzer", build)?;
    let home = home();
    process::step("Making seeds of samples, cases and what lies in ../shared", || {
        seeds(&program, &home)
    })?;
    let each = (seconds / targets.len() as u64).max(1);
    let found = process::step(&format!("Fuzzing for {each} s a target"), || {
        let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let work = || {
            while let Some(name) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
                let ran = run(&program, &home, name, each, seed);
                // A worker that panicked has already ended the program.
                found.lock().unwrap_or_else(PoisonError::into_inner).extend(ran.err());
            }
        };
        thread::scope(|scope| {
            let workers = thread::available_parallelism().map_or(1, NonZero::get);
            (0..workers).for_each(|_| _ = scope.spawn(work));
        });
        Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
    })?;
    for sentence in &found {
        println!("\n{sentence}");
    }
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads `[--seconds N] [--seed N] [TARGET]…`.
fn asked<'a>(arguments: &[&'a str]) -> Result<Asked<'a>> {
    let mut asked = Asked { seconds: SECONDS, seed: None, targets: Vec::new() };
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut number = || {
            let number = words.next().and_then(|number| number.parse().ok());
            number.ok_or_else(|| format!("`{word}` needs a number."))
        };
        match *word {
            "--seconds" => asked.seconds = number()?,
            "--seed" => asked.seed = Some(number()?),
            name if TARGETS.contains(&name) => asked.targets.push(name),
            other => {
                return Err(format!(
                    "`{other}` is no target of the fuzzer. The targets are: {}.",
                    TARGETS.join(" ")
                ));
            }
        }
    }
    if asked.targets.is_empty() {
        asked.targets.extend(TARGETS);
    }
    Ok(asked)
}

/// Where seeds, corpora and findings lie: never in the repository.
fn home() -> PathBuf {
    project::target().join("fuzz")
}

/// Builds the program that holds every target.
fn build() -> Result<PathBuf> {
    let host = host()?;
    let target = home().join("build");
    let mut command = Command::new("cargo");
    command.args(["build", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml"]);
    // Named, so that the flags hold for what runs in the fuzzer and not for what helps to build it.
    command.args(["--target", &host]).arg("--target-dir").arg(&target);
    command.env("RUSTFLAGS", FLAGS).env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run(command.current_dir(project::root())).map_err(|reason| {
        format!("{reason}\nlibFuzzer is written in C++: a compiler for that must be there (on Debian, the package g++).")
    })?;
    Ok(target.join(host).join("release/fuzz"))
}

/// The name of this machine's kind, as rustc has it.
fn host() -> Result<String> {
    let answer = process::output(Command::new("rustc").arg("-vV").current_dir(project::root()))?;
    let host = answer.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "`rustc -vV` names no host.".into())
}

/// Lets the tests leave their badges and evidence, and the fuzzer take from them what each target begins with.
fn seeds(program: &Path, home: &Path) -> Result {
    let (made, kept) = (home.join("seeds"), home.join("kept"));
    for folder in [&made, &kept] {
        // Best effort: what is left of an earlier run is still a seed.
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).map_err(|error| project::cannot("create", folder, &error))?;
    }
    for test in [&["cases", "every_case"][..], &["scan"]] {
        let mut command = Command::new("cargo");
        command.args(["test", "--quiet", "--locked", "--test"]).args(test).env("KEEP", &kept);
        process::output(command.current_dir(project::root()))?;
    }
    let root = project::root();
    let shared = ["../shared/badges/files", "../shared/vectors"].map(|folder| root.join(folder));
    let mut from = vec![kept, root.join("www/samples")];
    from.extend(shared.into_iter().filter(|folder| folder.is_dir()));
    let from = std::env::join_paths(from)
        .map_err(|error| format!("A folder's name does not fit into a list: {error}."))?;
    let mut write = Command::new(program);
    write.env("PROOFMARK_SEEDS_FROM", from).env("PROOFMARK_SEEDS_TO", &made);
    process::output(&mut write).map(drop)
}

/// Runs one target; what it finds lies in a folder of its own.
fn run(program: &Path, home: &Path, name: &str, seconds: u64, seed: Option<u64>) -> Result {
    let (corpus, findings) = (home.join("corpus").join(name), home.join("findings").join(name));
    for folder in [&corpus, &findings] {
        fs::create_dir_all(folder).map_err(|error| project::cannot("create", folder, &error))?;
    }
    // What was signed before the fuzzer came.
    let known = home.join("seeds/verify");
    let mut command = Command::new(program);
    command.env("PROOFMARK_FUZZ", name).env("PROOFMARK_KNOWN", &known);
    command.arg(&corpus).arg(home.join("seeds").join(name));
    command.args([LONGEST, LARGEST, "-print_final_stats=1", "-verbosity=1", "-max_len=65536"]);
    command.arg(format!("-max_total_time={seconds}"));
    command.args(seed.map(|seed| format!("-seed={seed}")));
    command.arg(format!("-artifact_prefix={}/", findings.display()));
    let output = command
        .output()
        .map_err(|error| format!("`{}` could not be started: {error}.", process::line(&command)))?;
    let log = String::from_utf8_lossy(&output.stderr);
    let stat = |name: &str| {
        let after = log.lines().rev().find_map(|line| line.strip_prefix(name)).unwrap_or("?");
        after.trim().to_owned()
    };
    println!(
        "    {name}: {} inputs, at most {} MB",
        stat("stat::number_of_executed_units:"),
        stat("stat::peak_rss_mb:")
    );
    if output.status.success() {
        return Ok(());
    }
    project::write(&findings.join("log.txt"), &log)?;
    let last: Vec<&str> = log.lines().filter(|line| telling(line)).collect();
    Err(format!(
        "{name}: something was found.\n{}\nThe input and the whole log lie in {}. To see it again: PROOFMARK_FUZZ={name} PROOFMARK_KNOWN={} {} INPUT",
        last.join("\n"),
        findings.display(),
        known.display(),
        program.display()
    ))
}

/// The lines of a log that say what happened.
fn telling(line: &str) -> bool {
    ["panicked at", "ERROR:", "SUMMARY:", "Test unit written"]
        .iter()
        .any(|word| line.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_seconds_are_read() {
        let (seconds, seed, targets) = (20, Some(1), vec!["json"]);
        let some = asked(&["--seconds", "20", "json", "--seed", "1"]);
        assert_eq!(some, Ok(Asked { seconds, seed, targets }));
        let (seconds, seed, targets) = (SECONDS, None, TARGETS.to_vec());
        assert_eq!(asked(&[]), Ok(Asked { seconds, seed, targets }));
        assert!(asked(&["jsonl"]).is_err() && asked(&["--seconds"]).is_err());
    }

    #[test]
    fn the_fuzzer_has_the_same_targets() {
        let text = project::read(&project::root().join("fuzz/src/main.rs")).unwrap();
        let list = text.split_once("static TARGETS: &[Target] = &[").unwrap().1;
        let list = list.split_once("];").unwrap().0;
        let names: Vec<&str> =
            list.lines().filter_map(|line| line.trim().strip_suffix("::TARGET,")).collect();
        assert_eq!(names, TARGETS);
    }
}
