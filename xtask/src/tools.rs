//! The build tools at their exact versions: found on `PATH`, found in the cache, or installed there.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Result, machine, process, project};

/// A tool whose version decides which bytes come out.
struct Tool {
    /// The program to call.
    program: &'static str,
    /// The package that brings it.
    package: &'static str,
    version: String,
    source: Source,
}

enum Source {
    /// Built by `cargo install`, with the lock file that its authors tested or without.
    Cargo { locked: bool },
    /// From npm, as programs that run under Node or as scripts in a folder of their own; with other
    /// packages, each at a version of its own.
    Npm { folder: &'static str, others: &'static [&'static str] },
}

/// Where npm puts what can be called.
const PROGRAMS: &str = "node_modules/.bin";

/// What [`build_tools`] found: the `PATH` under which every build tool answers.
pub(crate) struct BuildTools {
    path: OsString,
}

impl BuildTools {
    /// A command that sees the build tools before anything else on the machine.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("PATH", &self.path);
        // Trunk takes the value of NO_COLOR for a boolean and stops at "1".
        command.env_remove("NO_COLOR");
        command
    }
}

/// Brings trunk, wasm-bindgen, wasm-opt, Node and the wasm target, installing what is missing.
pub(crate) fn build_tools() -> Result<BuildTools> {
    machine::wasm_target()?;
    machine::node()?;
    let mut folders = Vec::new();
    for tool in [trunk(), wasm_bindgen()?, wasm_opt()] {
        folders.push(tool.folder()?);
    }
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let path = std::env::join_paths(folders)
        .map_err(|error| format!("The tools' folders do not fit into PATH: {error}. Set PROOFMARK_TOOLS to a folder without `:` or `;` in its name."))?;
    Ok(BuildTools { path })
}

/// Runs `cargo deny check bans licenses sources`: nothing in it asks the network.
pub(crate) fn deny() -> Result {
    let folder = cargo_deny().folder()?;
    let mut command = Command::new(folder.join("cargo-deny"));
    command.args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    process::run(command.current_dir(project::root()))
}

/// The program that changes code to see whether a test notices.
pub(crate) fn cargo_mutants() -> Result<PathBuf> {
    let tool = Tool::cargo("cargo-mutants", "cargo-mutants", "27.1.0");
    Ok(tool.folder()?.join(format!("cargo-mutants{}", std::env::consts::EXE_SUFFIX)))
}

/// The WebDriver server of Firefox.
pub(crate) fn geckodriver() -> Result<PathBuf> {
    let tool = Tool::cargo("geckodriver", "geckodriver", "0.37.1");
    Ok(tool.folder()?.join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX)))
}

/// The script of axe-core, which looks for what keeps people out of a page.
pub(crate) fn axe() -> Result<PathBuf> {
    machine::node()?;
    let tool = Tool {
        program: "axe.min.js",
        package: "axe-core",
        version: "4.14.1".into(),
        source: Source::Npm { folder: "node_modules/axe-core", others: &[] },
    };
    Ok(tool.folder()?.join(tool.program))
}

/// The compiler of TypeScript, which the npm package's types are tested with.
pub(crate) fn typescript() -> Result<PathBuf> {
    from_npm("tsc", "typescript", "5.9.3")
}

/// Vite, which the npm package is bundled with in a test. It asks more of Node than anything else here.
pub(crate) fn vite() -> Result<PathBuf> {
    node_for_vite()?;
    from_npm("vite", "vite", "7.3.8")
}

/// A folder of packages with React, Vue, and Vite with what makes it understand both: the examples of the
/// guide are built with them.
pub(crate) fn frameworks() -> Result<PathBuf> {
    node_for_vite()?;
    let others = &[
        "react-dom@19.3.1",
        "@vitejs/plugin-react@5.2.0",
        "vue@3.5.45",
        "@vitejs/plugin-vue@6.0.11",
        "vite@7.3.8",
    ];
    let tool = Tool {
        program: "react/index.js",
        package: "react",
        version: "19.3.1".into(),
        source: Source::Npm { folder: "node_modules", others },
    };
    tool.folder()
}

fn node_for_vite() -> Result {
    machine::node()?;
    match machine::node_version().is_some_and(runs_vite) {
        true => Ok(()),
        false => {
            Err("Vite needs Node 20.19, 22.12 or newer, and this machine's is another.".into())
        }
    }
}

/// Deno, which the npm package is tested in.
pub(crate) fn deno() -> Result<PathBuf> {
    from_npm("deno", "deno", "2.9.6")
}

/// Bun, which the npm package is tested in.
pub(crate) fn bun() -> Result<PathBuf> {
    from_npm("bun", "bun", "1.4.5")
}

/// The runtime of Cloudflare Workers, which the npm package is tested in.
pub(crate) fn workerd() -> Result<PathBuf> {
    from_npm("workerd", "workerd", "1.20261117.1")
}

/// What makes one script of a worker and its packages.
pub(crate) fn esbuild() -> Result<PathBuf> {
    from_npm("esbuild", "esbuild", "0.28.2")
}

/// What the package says itself: `^20.19.0 || >=22.12.0`.
fn runs_vite(node: (u32, u32)) -> bool {
    matches!(node, (20, 19..) | (22, 12..) | (23.., _))
}

fn from_npm(program: &'static str, package: &'static str, version: &str) -> Result<PathBuf> {
    machine::node()?;
    let source = Source::Npm { folder: PROGRAMS, others: &[] };
    let tool = Tool { program, package, version: version.into(), source };
    Ok(tool.folder()?.join(program))
}

fn trunk() -> Tool {
    Tool::cargo("trunk", "trunk", "0.21.14")
}

fn wasm_bindgen() -> Result<Tool> {
    // The command and the library must be of one version. It is published without a lock file.
    let version = project::locked("wasm-bindgen")?;
    let tool = Tool::cargo("wasm-bindgen", "wasm-bindgen-cli", &version);
    Ok(Tool { source: Source::Cargo { locked: false }, ..tool })
}

fn wasm_opt() -> Tool {
    Tool {
        program: "wasm-opt",
        package: "binaryen",
        version: "132".into(),
        source: Source::Npm { folder: PROGRAMS, others: &[] },
    }
}

fn cargo_deny() -> Tool {
    Tool::cargo("cargo-deny", "cargo-deny", "0.20.2")
}

impl Tool {
    fn cargo(program: &'static str, package: &'static str, version: &str) -> Self {
        let version = version.to_owned();
        Self { program, package, version, source: Source::Cargo { locked: true } }
    }

    /// The folder in which the program lies, after installing it if need be.
    fn folder(&self) -> Result<PathBuf> {
        let home = project::tools()?.join(format!("{}-{}", self.package, self.version));
        let cached = home.join(self.source.programs());
        if self.lies_in(&cached) {
            return Ok(cached);
        }
        if let Some(found) = process::find(self.program).filter(|path| self.answers(path)) {
            return Ok(found.parent().map(Path::to_path_buf).unwrap_or_default());
        }
        self.install(&home)?;
        Ok(cached)
    }

    fn lies_in(&self, folder: &Path) -> bool {
        process::spellings(self.program).any(|name| folder.join(name).is_file())
    }

    fn answers(&self, program: &Path) -> bool {
        process::output(Command::new(program).arg("--version"))
            .is_ok_and(|answer| names_version(&answer, &self.version))
    }

    /// Installs beside the final place and renames, so that nobody finds half a tool.
    fn install(&self, home: &Path) -> Result {
        let part = PathBuf::from(format!("{}.part-{}", home.display(), std::process::id()));
        fs::create_dir_all(&part).map_err(|error| {
            format!(
                "{} Set PROOFMARK_TOOLS to a folder that may be written to, then run this command again.",
                project::cannot("create", &part, &error)
            )
        })?;
        let mut command = self.source.install(self, &part);
        let what = format!("Installing {} {} into {}", self.package, self.version, home.display());
        let installed = process::step(&what, || process::run(&mut command));
        let placed = installed.and_then(|()| {
            let placed = fs::rename(&part, home);
            // Another run may have been quicker: its tool is as good.
            placed
                .or_else(|error| {
                    if self.lies_in(&home.join(self.source.programs())) {
                        Ok(())
                    } else {
                        Err(error)
                    }
                })
                .map_err(|error| project::cannot("fill", home, &error))
        });
        // Best effort: a left-over folder takes space and nothing else.
        let _ = fs::remove_dir_all(&part);
        placed.map_err(|reason| {
            let by_hand = self.source.by_hand(self, home);
            format!(
                "Could not install {} {}, without which this command cannot go on.\n{reason}\nIt needs the network once: check the connection and run this command again, or install it by hand with `{by_hand}`.",
                self.package, self.version
            )
        })
    }
}

impl Source {
    /// Where this source puts programs, below the folder it was told.
    fn programs(&self) -> &'static str {
        match self {
            Self::Cargo { .. } => "bin",
            Self::Npm { folder, .. } => folder,
        }
    }

    fn install(&self, tool: &Tool, folder: &Path) -> Command {
        match self {
            Self::Cargo { locked } => {
                let mut command = Command::new("cargo");
                command.args(["install", tool.package, "--version", &tool.version]);
                command.args(locked.then_some("--locked"));
                command.args(std::env::var_os("CI").map(|_| "--quiet"));
                command.arg("--root").arg(folder);
                // Cargo warns of programs that are not on PATH; these are put there when needed.
                let path = std::env::var_os("PATH").unwrap_or_default();
                let with_programs = std::env::split_paths(&path).chain([folder.join("bin")]);
                command.env("PATH", std::env::join_paths(with_programs).unwrap_or(path));
                // What holds for Proofmark's own code does not hold for a tool.
                for variable in [
                    "CARGO_TARGET_DIR",
                    "RUSTFLAGS",
                    "CARGO_ENCODED_RUSTFLAGS",
                    "CARGO_INCREMENTAL",
                ] {
                    command.env_remove(variable);
                }
                command
            }
            Self::Npm { others, .. } => {
                let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
                command.args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--no-save",
                    "--loglevel=error",
                    "--prefix",
                ]);
                command.arg(folder).arg(format!("{}@{}", tool.package, npm_version(&tool.version)));
                command.args(*others);
                command
            }
        }
    }

    fn by_hand(&self, tool: &Tool, home: &Path) -> String {
        match self {
            Self::Cargo { locked } => {
                let locked = if *locked { " --locked" } else { "" };
                format!("cargo install {} --version {}{locked}", tool.package, tool.version)
            }
            Self::Npm { folder, others } => {
                let place = match *folder {
                    PROGRAMS => "--global".into(),
                    // Nobody looks for a script on PATH.
                    _ => format!("--prefix {}", home.display()),
                };
                let version = npm_version(&tool.version);
                let others: String = others.iter().map(|other| format!(" {other}")).collect();
                format!("npm install {place} {}@{version}{others}", tool.package)
            }
        }
    }
}

/// Npm counts in three numbers, binaryen in one.
fn npm_version(version: &str) -> String {
    if version.contains('.') { version.to_owned() } else { format!("{version}.0.0") }
}

/// Whether the answer to `--version` names exactly this version.
fn names_version(answer: &str, version: &str) -> bool {
    answer.lines().next().unwrap_or_default().split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_must_fit_exactly() {
        assert!(names_version("trunk 0.21.14\n", "0.21.14"));
        assert!(names_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!names_version("trunk 0.21.140", "0.21.14"));
        assert!(!names_version("", "1"));
    }

    #[test]
    fn vite_is_left_to_the_nodes_that_run_it() {
        assert!([(20, 19), (22, 12), (23, 0), (24, 1)].into_iter().all(runs_vite));
        assert!(![(16, 20), (18, 20), (20, 18), (21, 7), (22, 11)].into_iter().any(runs_vite));
    }

    #[test]
    fn npm_is_asked_for_three_numbers() {
        assert_eq!(npm_version("132"), "132.0.0");
        assert_eq!(npm_version("4.14.1"), "4.14.1");
    }

    #[test]
    fn wasm_bindgen_follows_the_lock_file() {
        let tool = wasm_bindgen().unwrap();
        assert_eq!(tool.version, project::locked("wasm-bindgen").unwrap());
        assert!(!tool.source.by_hand(&tool, Path::new("")).contains("--locked"));
    }
}
