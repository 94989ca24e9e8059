// The reader of QR codes, in a worker. `cargo xtask finish` writes in the real names and the integrity.
import init, { read, read_grey } from "./proofmark-qr.js";
import { serve } from "./serve.js";

const url = new URL("./proofmark-qr_bg.wasm", import.meta.url);

serve(init({ module_or_path: fetch(url, { integrity: "INTEGRITY" }) }), ({ width, height, rgba, grey }) =>
  [rgba ? read(width, height, rgba) : read_grey(width, height, grey), []]);
