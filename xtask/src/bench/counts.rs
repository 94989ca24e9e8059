//! Instructions counted by callgrind: they are the same on a busy machine, where times are not.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{Result, process, project};

/// What is counted: the way from a file to its verdict, by the names in the table.
const COUNTED: [&str; 5] = ["whole small", "whole full", "whole ecdsa", "whole jwt", "whole png"];

/// How many runs are counted beyond the first, which fills what is kept. Files take turns, twenty of them.
const RUNS: u64 = 20;

/// One benchmark's instructions a run.
#[derive(Debug, PartialEq)]
pub(super) struct Count {
    pub(super) name: &'static str,
    pub(super) instructions: u64,
}

/// Counts, or says why not.
pub(super) fn count(program: &PathBuf) -> Result<Vec<Count>> {
    if process::find("valgrind").is_none() {
        println!("    skipped: valgrind is not on this machine, so no instructions are counted");
        return Ok(Vec::new());
    }
    let counted = COUNTED.iter().map(|name| {
        let (once, more) = (collected(program, name, 1)?, collected(program, name, 1 + RUNS)?);
        Ok(Count { name, instructions: more.saturating_sub(once) / RUNS })
    });
    counted.collect()
}

/// The program of `benches/figures.rs`, built for measuring.
pub(super) fn program() -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["bench", "--locked", "--bench", "figures", "--no-run", "--message-format=json"]);
    let messages = process::output(cargo.current_dir(project::root()).stderr(Stdio::inherit()))?;
    executable(&messages).ok_or_else(|| "Cargo did not say where it put `figures`.".into())
}

/// The path of the program in cargo's messages, one a line.
fn executable(messages: &str) -> Option<PathBuf> {
    let built = messages.lines().filter(|line| line.contains("\"name\":\"figures\""));
    let mut paths =
        built.filter_map(|line| line.split_once("\"executable\":\"")?.1.split_once('"'));
    paths.next().map(|(path, _)| path.replace("\\\\", "\\").into())
}

fn collected(program: &PathBuf, name: &str, times: u64) -> Result<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    valgrind.args(["run", name, &times.to_string()]);
    let output = valgrind.output().map_err(|error| format!("valgrind did not start: {error}."))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    total(&said).filter(|_| output.status.success()).ok_or_else(|| {
        format!("`{}` counted nothing. It said:\n{}", process::line(&valgrind), said.trim_end())
    })
}

/// The sum in what callgrind says at its end.
fn total(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_others_print() {
        assert_eq!(total("==1== Events    : Ir\n==1== Collected : 4711\n"), Some(4711));
        assert_eq!(total("==1== error"), None);
        let messages = "{\"reason\":\"build-script-executed\"}\n\
            {\"target\":{\"name\":\"figures\"},\"executable\":\"/a/figures-1\"}\n";
        assert_eq!(executable(messages), Some("/a/figures-1".into()));
        assert_eq!(executable("{}"), None);
    }
}
