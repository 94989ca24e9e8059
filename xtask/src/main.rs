//! `cargo xtask`: one word for everything a developer does with Proofmark.
//!
//! Each command first brings the machine to what it needs (see [`tools`] and [`machine`]), says
//! what it does and how long it took, and ends with a sentence when it cannot go on. Few and small
//! dependencies, so that the first `cargo xtask` on a fresh machine answers within seconds.

#![forbid(unsafe_code)]

mod bench;
mod budgets;
mod build;
mod bundlers;
mod engines;
mod evidence;
mod extension;
mod finish;
mod fuzz;
mod gzip;
mod hosting;
mod machine;
mod measure;
mod mutants;
mod npm;
mod precompress;
mod process;
mod project;
mod published;
mod screenshots;
mod serve;
mod servers;
mod single_file;
mod test;
mod tools;
mod weigh;

use std::process::ExitCode;

/// What went wrong is told as sentences for the person at the terminal: what happened, what it
/// means, what to do next.
type Result<T = ()> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut words = arguments.iter().map(String::as_str);
    let command = words.next().unwrap_or("help");
    let rest: Vec<&str> = words.collect();
    match dispatch(command, &rest) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("\nerror: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, rest: &[&str]) -> Result<ExitCode> {
    match (command, rest) {
        ("serve", []) => serve::serve(serve::PORT)?,
        ("serve", ["--port", port]) => serve::serve(serve::port(port)?)?,
        ("build", []) => build::build()?,
        ("test", []) => return test::test(),
        ("bench", []) => bench::bench()?,
        ("fuzz", arguments) => return fuzz::fuzz(arguments),
        ("mutants", names) => return mutants::mutants(names),
        ("bench", ["growth"]) => bench::growth()?,
        ("bench", ["native"]) => bench::native()?,
        ("evidence", arguments) => return evidence::evidence(arguments),
        ("screenshots", []) => screenshots::screenshots()?,
        ("finish", []) => finish::finish()?,
        ("deny", []) => tools::deny()?,
        ("help" | "--help" | "-h", []) => print!("{HELP}"),
        _ => {
            return Err(format!(
                "`cargo xtask {}` is not a command.\n\n{HELP}",
                [&[command], rest].concat().join(" ")
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

const HELP: &str = "\
cargo xtask <command>

  serve [--port N]  build the page and serve it on http://127.0.0.1:8080
  build             build the page into dist/ and hold its sizes against xtask/budgets.toml
  test              run every test, in real browsers too, and build twice to compare
  screenshots       write pictures of the page in every state to target/screenshots
  evidence [WHAT]…  fetch what issuers publish into dist/evidence, for the page to use without asking
                    them; `--help` says more
  fuzz [--seconds N] [--seed N] [TARGET]…
                    feed the core what nobody would write, five minutes in all; keeps what it learnt
                    in target/fuzz
  mutants [MODULE]… change what decides verdicts, one thing at a time, and see whether a test
                    notices; takes hours
  bench             measure the core as wasm in a browser, beside other libraries, and count its
                    instructions; `bench growth` draws how time and memory grow into docs/performance,
                    `bench native` is criterion's report

Missing tools are installed into a cache folder: $PROOFMARK_TOOLS, or proofmark/tools in the
user's cache. Called by other programs: `finish` (Trunk, after each build), `deny` (.ci/run).
";
