//! One address, asked through the system's `curl`: it has the certificates and the proxies of the machine.

use std::io::{ErrorKind, Read};
use std::net::{IpAddr, Ipv6Addr, ToSocketAddrs};
use std::process::{Command, Stdio};

use proofmark::resource::may_be_asked;

/// The largest answer in bytes: what the page itself takes.
const LARGEST: u64 = 5 << 20;

/// How many redirects are followed. A page follows none; here each is looked at by itself.
const REDIRECTS: usize = 5;

/// `curl`, known to be there.
pub(crate) struct Curl(());

/// What came back: a success, or that nothing is there (404, 410).
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) media_type: Option<String>,
    pub(crate) final_url: String,
    pub(crate) body: Vec<u8>,
}

impl Curl {
    /// Makes sure that it answers.
    pub(crate) fn find() -> Result<Self, String> {
        let mut probe = Command::new("curl");
        probe.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match probe.status() {
            Ok(status) if status.success() => Ok(Self(())),
            Err(error) if error.kind() == ErrorKind::NotFound => Err("`curl` is not on this machine, and issuers are asked through it. Install it with your system's package manager, then run this command again.".into()),
            Ok(status) => Err(format!("`curl --version` ended with {status}.")),
            Err(error) => Err(format!("`curl` could not be started: {error}.")),
        }
    }

    /// Asks an address, and where it leads. The error is a reason in a few words.
    pub(crate) fn get(&self, url: &str, mut local: bool) -> Result<Answer, String> {
        let mut at = url.to_owned();
        for _ in 0..=REDIRECTS {
            match self.ask(&at, local)? {
                Step::Answer(answer) => return Ok(answer),
                Step::Redirect(next) => {
                    // A host elsewhere must not lead to this machine.
                    local = local && is_here(&at);
                    at = next;
                }
            }
        }
        Err(format!("more than {REDIRECTS} redirects"))
    }

    fn ask(&self, url: &str, local: bool) -> Result<Step, String> {
        let here = local && is_here(url);
        if !may_be_asked(url) && !here {
            return Err(format!("{url} is not a public https address"));
        }
        let mut command = Command::new("curl");
        // Nobody's own settings, no patterns in addresses, no other way of speaking than these.
        command.args(["--disable", "--globoff", "--silent"]);
        command.args(["--proto", if here { "=http,https" } else { "=https" }]);
        command.args(["--connect-timeout", "10", "--max-time", "30"]);
        command.args(["--max-filesize", &LARGEST.to_string()]);
        command.args(["--user-agent", concat!("proofmark-evidence/", env!("CARGO_PKG_VERSION"))]);
        command.args(["--write-out", "%{stderr}%{http_code}\n%{content_type}\n%{redirect_url}\n"]);
        if here {
            command.args(["--noproxy", "*"]);
        } else if has_proxy() {
            // A proxy looks names up itself. It does so for every host: those that NO_PROXY excepts would be
            // asked without a look at their addresses.
            command.args(["--noproxy", ""]);
        } else {
            // The addresses behind a name are looked at, and no other is used.
            command.args(["--resolve", &resolved(url)?]);
        }
        command.args(["--url", url]).stdin(Stdio::null());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("curl could not be started: {error}"))?;
        let (mut body, mut said) = (Vec::new(), String::new());
        if let Some(output) = child.stdout.take() {
            // Older versions of curl notice only what is announced.
            let read = output.take(LARGEST + 1).read_to_end(&mut body);
            read.map_err(|error| error.to_string())?;
        }
        if body.len() as u64 > LARGEST {
            let _ = child.kill();
            let _ = child.wait();
            return Err("the answer is too large".into());
        }
        if let Some(mut errors) = child.stderr.take() {
            errors.read_to_string(&mut said).map_err(|error| error.to_string())?;
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(reason(status.code()));
        }
        let mut lines = said.lines();
        let mut line = || lines.next().unwrap_or_default().trim().to_owned();
        let (status, media_type, redirect) = (line(), line(), line());
        match status.parse().unwrap_or(0) {
            status @ (200..=299 | 404 | 410) => Ok(Step::Answer(Answer {
                status,
                media_type: Some(media_type).filter(|text| !text.is_empty()),
                final_url: url.to_owned(),
                body,
            })),
            300..=399 if !redirect.is_empty() => Ok(Step::Redirect(redirect)),
            status => Err(format!("HTTP {status}")),
        }
    }
}

enum Step {
    Answer(Answer),
    Redirect(String),
}

/// What curl's exit codes mean, where people can do something about it.
fn reason(code: Option<i32>) -> String {
    match code {
        Some(6) => "there is no such host".into(),
        Some(7) => "the host does not answer".into(),
        Some(28) => "no answer in time".into(),
        Some(35 | 51 | 58 | 60) => "its certificate is not to be trusted".into(),
        Some(63) => "the answer is too large".into(),
        Some(code) => format!("curl ended with code {code}"),
        None => "curl was stopped".into(),
    }
}

fn has_proxy() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].into_iter().any(set)
}

/// Whether an address is on this machine.
fn is_here(url: &str) -> bool {
    let Some((scheme, host, _)) = split(url) else { return false };
    ["http", "https"].contains(&scheme) && ["127.0.0.1", "localhost"].contains(&host)
}

/// Scheme, host and port.
fn split(url: &str) -> Option<(&str, &str, u16)> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (authority, if scheme == "http" { 80 } else { 443 }),
    };
    Some((scheme, host, port))
}

/// `host:port:address,…` with every address behind a name, if all of them are public: a name that
/// anybody may have chosen must not lead into this machine's own network.
fn resolved(url: &str) -> Result<String, String> {
    let (_, host, port) = split(url).ok_or("not an address")?;
    let found = (host, port).to_socket_addrs().map_err(|_| "there is no such host")?;
    let found: Vec<IpAddr> = found.map(|address| address.ip()).collect();
    if let Some(private) = found.iter().find(|address| !is_public(**address)) {
        return Err(format!("{host} leads to {private}, which is not public"));
    }
    let written = |address: &IpAddr| match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    };
    let all: Vec<String> = found.iter().map(written).collect();
    Ok(format!("{host}:{port}:{}", all.join(",")))
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let special = match address.octets() {
                [0, ..] | [192, 0, 0, _] => true,
                // Shared by the customers of one provider, for measuring, and what was never given out.
                [100, 64..128, ..] | [198, 18..20, ..] | [240..=255, ..] => true,
                _ => false,
            };
            !(special
                || address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_multicast())
        }
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => is_public(IpAddr::V4(inner)),
            None => {
                let special = match address.segments() {
                    // Ways to an address of version 4, which could be any.
                    [0x64, 0xff9b, ..] | [0x2002, ..] => true,
                    // Private ones, as they were before `fc00::/7`.
                    [0xfec0..0xff00, ..] => true,
                    _ => false,
                };
                !(special
                    || address.is_loopback()
                    || address.is_unique_local()
                    || address.is_unicast_link_local()
                    || address.is_multicast()
                    || address == Ipv6Addr::UNSPECIFIED)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_network_are_not_public() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.8",
            "198.18.0.1",
            "198.19.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "ff02::1",
            "fec0::1",
            "feff::1",
            "64:ff9b::a00:1",
            "64:ff9b:1::a00:1",
            "2002:a00:1::1",
            "::",
        ] {
            assert!(!is_public(private.parse().expect(private)), "{private}");
        }
        for public in [
            "93.184.215.14",
            "100.128.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.1",
            "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        ] {
            assert!(is_public(public.parse().expect(public)), "{public}");
        }
    }

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(split("https://a.b:8443/x"), Some(("https", "a.b", 8443)));
        assert_eq!(split("https://a.b?x"), Some(("https", "a.b", 443)));
        assert!(is_here("http://127.0.0.1:8080/x") && !is_here("http://127.0.0.1.example/x"));
    }

    #[test]
    fn a_private_address_is_not_asked() {
        let curl = Curl(());
        for url in ["http://example.edu/", "https://127.0.0.1/", "file:///etc/passwd"] {
            assert!(curl.get(url, false).expect_err(url).contains("not a public https address"));
        }
        // Not even where this machine may be asked.
        assert!(curl.get("http://192.168.1.1/", true).is_err());
    }
}
