// The arithmetic of keys: a module of its own, fetched once the page is there. `cargo xtask finish`
// writes in the real names and the integrity.
import init, { accepts, addresses, verify } from "./proofmark-keys.js";
import { module } from "./wasm.js";

const url = new URL("./proofmark-keys_bg.wasm", import.meta.url);

/** What the page asks it: whether bytes are a key, which addresses it has, and whether a signature fits. */
export async function load() {
  await init({ module_or_path: await module(url, "INTEGRITY") });
  return { accepts, addresses, verify };
}
