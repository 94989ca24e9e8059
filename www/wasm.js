// The one place that knows where the module lies. `cargo xtask finish` writes in the real names and
// the integrity: WebKit checks that of a fetch, and does not check that of a preload.
import init, * as api from "./proofmark-app.js";

const url = new URL("./proofmark-app_bg.wasm", import.meta.url);
let loaded;

/** Fetches, compiles and starts the module once; gives back its exports, and the compiled module so
 *  that a worker, which hands it over as `given`, need not do it again. */
export function load(given) {
  loaded ??= start(given);
  return loaded;
}

async function start(given) {
  const compiled = given ?? (await module(url, "INTEGRITY"));
  await init({ module_or_path: compiled });
  return { ...api, module: compiled };
}

/** Fetches and compiles a module, if it is the one that was built. */
export async function module(url, integrity) {
  return compile(url, await fetch(url, { integrity }));
}

function compile(url, response) {
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  // Browsers compile while it arrives only under the right content type, which some hosts do not send.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
}
