//! Addresses: which may be asked, and whose word an answer is.

/// Whether an address may be put before the person at all: https, a public name, no credentials
/// (VERDICT section 8, CHECKLIST K19). The page checks the browser's own parse again.
pub fn may_be_asked(url: &str) -> bool {
    let Ok(iri) = oxiri::Iri::parse(url) else { return false };
    let Some(authority) = iri.authority() else { return false };
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host).to_ascii_lowercase();
    let host = host.trim_end_matches('.');
    let last = host.rsplit('.').next().unwrap_or_default();
    iri.scheme().eq_ignore_ascii_case("https")
        && !authority.contains('@')
        && !authority.starts_with('[')
        && host.contains('.')
        // A last label of digits (or 0x…) makes it an IPv4 address to a browser.
        && !last.starts_with(|c: char| c.is_ascii_digit())
        && !matches!(last, "local" | "localhost" | "internal" | "home" | "lan" | "intranet" | "arpa")
}

/// Whether an answer came from another host than was asked.
pub(super) fn leads_elsewhere(asked: &str, answered: &str) -> bool {
    !answered.is_empty() && host(asked) != host(answered)
}

/// Host and port of an address, as browsers compare them.
fn host(url: &str) -> Option<(String, String)> {
    let iri = oxiri::Iri::parse(url).ok()?;
    let authority = iri.authority()?.to_ascii_lowercase();
    let usual = if iri.scheme().eq_ignore_ascii_case("http") { "80" } else { "443" };
    let (host, port) = authority.rsplit_once(':').unwrap_or((&authority, ""));
    let port = if port == usual { "" } else { port };
    Some((host.trim_end_matches('.').to_owned(), port.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_https_addresses_are_asked() {
        assert!(may_be_asked("https://example.edu:8443/x"));
        for unsafe_address in [
            "http://example.edu/",
            "https://localhost/",
            "https://printer.local/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://[::1]/",
            "https://user@example.edu/",
            "https://intranet/",
            "ftp://example.edu/",
            "data:application/json,{}",
            "https:example.edu",
            "not a url",
        ] {
            assert!(!may_be_asked(unsafe_address), "{unsafe_address}");
        }
    }

    #[test]
    fn a_host_is_the_same_with_its_usual_port() {
        let elsewhere = |answered| leads_elsewhere("https://example.edu/a", answered);
        for same in
            ["https://example.edu:443/b", "https://EXAMPLE.edu./a", "https://example.edu:/", ""]
        {
            assert!(!elsewhere(same), "{same}");
        }
        for other in
            ["https://example.edu:80/", "https://example.edu:8443/a", "https://a.example.edu/"]
        {
            assert!(elsewhere(other), "{other}");
        }
        assert!(!leads_elsewhere("http://example.edu:80/", "http://example.edu/"));
    }
}
