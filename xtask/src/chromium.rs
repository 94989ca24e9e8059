//! How Chromium is started wherever a program drives it.

/// Without a window, as root, from an empty profile, and asking nobody anything by itself. The last
/// four lines were found by listening: each keeps it from a host that it asked for without them.
pub const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // The time of day, the search engine's page, hints for other pages, forms.
    "--disable-features=NetworkTimeServiceQuerying,PreconnectToSearch,NavigationPredictor,OptimizationHints,MediaRouter,AutofillServerCommunication,DialMediaRouteProvider",
    // Accounts and updates: nothing answers on port 9 of this machine.
    "--gaia-url=http://127.0.0.1:9/",
    "--component-updater=url-source=http://127.0.0.1:9/",
];
