// For runtimes at the edge, where nothing may be compiled: their bundlers hand over compiled modules.
import program from "./program_bg.wasm?module";
import keys from "./keys_bg.wasm?module";
import * as verifier from "./index.js";

export const load = (modules = { program, keys }) => verifier.load(modules);

export async function verify(badge, options) {
  await load();
  return verifier.verify(badge, plain(options));
}

export async function verifyMany(badges, options) {
  await load();
  return verifier.verifyMany(badges, plain(options));
}

/** Cookies and referrers are not sent here anyway, and not to be spoken of; redirects are given back, which are no answers. */
function plain({ fetch, ...options } = {}) {
  return { ...options, fetch: fetch && ((url, { signal }) => fetch(url, { signal, redirect: "manual" })) };
}
