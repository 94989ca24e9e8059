//! Running other programs, and telling how it went.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::Result;

/// Says what is about to happen, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    let start = Instant::now();
    let done = work();
    let outcome = if done.is_ok() { "done in" } else { "failed after" };
    println!("    {outcome} {}", seconds(start.elapsed()));
    done
}

/// Runs a program to its end, its output going to the terminal.
pub(crate) fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("`{}` ended with {status}; what it said is above.", line(command)))
}

/// Runs a program to its end and gives back what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!(
        "`{}` ended with {}:\n{}",
        line(command),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim_end()
    ))
}

/// A program on `PATH`, as the shell would find it.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .flat_map(|folder| spellings(program).map(move |name| folder.join(name)))
        .find(|path| path.is_file())
}

/// The names under which a program may lie in a folder: Windows wants an ending.
pub(crate) fn spellings(program: &str) -> impl Iterator<Item = String> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    endings.iter().map(move |ending| format!("{program}{ending}"))
}

/// A command as one would type it, without its folder.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str()).to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    // A script handed over as an argument would bury the sentence that quotes it.
    words.iter_mut().filter(|word| word.contains('\n')).for_each(|word| *word = "…".into());
    words.join(" ")
}

/// A duration as people say it: tenths of a second, minutes once there are some.
pub(crate) fn seconds(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    let program = Path::new(command.get_program()).display();
    match error.kind() {
        ErrorKind::NotFound => {
            format!("`{program}` is not on this machine. Install it, then run this command again.")
        }
        _ => format!("`{program}` could not be started: {error}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_spoken() {
        assert_eq!(seconds(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }

    #[test]
    fn commands_are_quoted_without_folder_and_script() {
        let mut command = Command::new("/usr/bin/node");
        command.args(["-e", "one\ntwo", "file"]);
        assert_eq!(line(&command), "node -e … file");
    }

    #[test]
    fn a_missing_program_is_named() {
        let sentence = run(&mut Command::new("proofmark-no-such-program")).unwrap_err();
        assert!(sentence.starts_with("`proofmark-no-such-program` is not on this machine."));
    }
}
