// The one place that knows where the module lies. `cargo xtask finish` writes in the real names and
// the integrity: WebKit checks that of a fetch, and does not check that of a preload.
import init, * as api from "./proofmark.js";

const url = new URL("./proofmark_bg.wasm", import.meta.url);
let module;

/** Fetches and compiles once; gives back the exports, and the compiled module for a worker. */
export async function load(given) {
  module ??= given ? Promise.resolve(given) : compile(fetch(url, { integrity: "INTEGRITY" }));
  const compiled = await module;
  await init({ module_or_path: compiled });
  return { ...api, module: compiled };
}

async function compile(fetching) {
  const response = await fetching;
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  // Browsers compile while it arrives only under the right content type, which some hosts do not send.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
