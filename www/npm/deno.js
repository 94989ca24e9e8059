// For Deno, which brings modules that are imported without being allowed to read files. Older ones do not
// know how, and have to be allowed.
import * as verifier from "./index.js";

export async function load(modules) {
  return verifier.load(modules ?? await import("./modules.js").catch(() => {}));
}

export async function verify(badge, options) {
  await load();
  return verifier.verify(badge, options);
}

export async function verifyMany(badges, options) {
  await load();
  return verifier.verifyMany(badges, options);
}
