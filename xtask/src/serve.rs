//! `cargo xtask serve`: build the page and show it.

use std::{
    env,
    io::ErrorKind,
    process::{Command, Stdio},
};

use xtask::server::Server;

use crate::{Result, build, process, project};

/// Where the page is served unless told otherwise.
pub(crate) const PORT: u16 = 8080;

/// Builds, serves, opens the browser where there is a display; returns only on an error.
pub(crate) fn serve(port: u16) -> Result {
    // First the port: nobody should wait for a build that cannot be shown.
    let server = Server::bind(project::dist(), port).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => format!("Port {port} is in use by another program (perhaps another `cargo xtask serve`). Stop that one, or choose another: `cargo xtask serve --port {}`.", port.saturating_add(1)),
        _ => format!("Could not listen on 127.0.0.1:{port}: {error}. Choose another port: `cargo xtask serve --port {PORT}`."),
    })?;
    build::build()?;
    let url = server.url();
    println!("\nProofmark is at {url}   (Ctrl-C stops it)");
    open(&url);
    server.run();
    Ok(())
}

/// Reads the number after `--port`.
pub(crate) fn port(text: &str) -> Result<u16> {
    text.parse().map_err(|_| format!("`{text}` is not a port. It is a number from 1 to 65535: `cargo xtask serve --port {PORT}`."))
}

/// Shows the page in the person's browser; where that cannot be done, the address was printed.
fn open(url: &str) {
    let display = cfg!(any(windows, target_os = "macos"))
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some();
    if !display || env::var_os("CI").is_some() {
        return;
    }
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else if process::find("xdg-open").is_some() {
        Command::new("xdg-open")
    } else {
        return;
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Not waited for: some openers stay as long as the browser does.
    let _ = command.spawn();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_numbers() {
        assert_eq!(port("8081"), Ok(8081));
        assert!(port("80800").is_err());
        assert!(port("http").is_err());
    }
}
