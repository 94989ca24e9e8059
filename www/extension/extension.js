// Loaded by the extension alone, before the page: the browser asks the person which hosts may be
// reached, and forgets them with the tab unless the page was told "always".
const api = globalThis.browser ?? chrome;
const { host_permissions: given = [], optional_host_permissions: possible = [] } = api.runtime.getManifest();

/** What this tab asked for. */
const asked = new Set();

/** Hosts allowed for good, where `src/web/consent.rs` keeps them. */
function always() {
  const sites = JSON.parse(localStorage.getItem("proofmark.hosts") ?? "[]");
  return new Set(sites.map((site) => `https://${new URL(`https://${site}`).hostname}/*`));
}

/** Gives up every permission of these that nobody allowed for good. */
function forget(origins) {
  const kept = always();
  const rest = origins.filter((origin) => !kept.has(origin) && !given.includes(origin));
  return rest.length > 0 ? api.permissions.remove({ origins: rest }).catch(() => false) : undefined;
}

addEventListener("pagehide", () => forget([...asked]));
// A browser that was killed had no time to forget. While another tab is open, they are that tab's.
navigator.locks.request("open", { ifAvailable: true }, async (lock) => {
  if (lock) await forget((await api.permissions.getAll()).origins ?? []);
}).then(() => navigator.locks.request("open", { mode: "shared" }, () => new Promise(() => {})));

globalThis.proofmarkExtension = {
  /** Whether a builder's copy of the manifest lets it ask this machine. */
  local: [...given, ...possible].some((pattern) => pattern.startsWith("http://127.0.0.1")),
  /** Asks for these and no other; works within a click only. */
  async permit(origins) {
    origins.forEach((origin) => asked.add(origin));
    return api.permissions.request({ origins }).catch(() => false);
  },
};
