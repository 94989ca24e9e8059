// Addresses of scripts that are started by their address. Browsers with Trusted Types start no other:
// the policy of the page names this one policy and allows none beside it.
const here = (name) => new URL(name, import.meta.url).href;
const allowed = new Set([here("./sw.js"), here("./qr.js"), here("./pdf.js"), here("./work.js")]);
const policy = globalThis.trustedTypes?.createPolicy("proofmark", {
  createScriptURL: (url) => {
    if (!allowed.has(url)) throw new TypeError(`${url} is not a script of this page`);
    return url;
  },
});

/** The address of one of them, as this browser wants it. */
export function script(name) {
  return policy ? policy.createScriptURL(here(name)) : here(name);
}
