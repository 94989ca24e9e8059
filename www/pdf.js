// The reader of PDF files, in a worker. `cargo xtask finish` writes in the real names and the integrity.
import init, { Opened } from "./proofmark-pdf.js";
import { serve } from "./serve.js";

const url = new URL("./proofmark-pdf_bg.wasm", import.meta.url);
let opened;

serve(init({ module_or_path: fetch(url, { integrity: "INTEGRITY" }) }), ({ open, page }) => {
  if (open) {
    opened?.free();
    opened = undefined;
    opened = Opened.open(open);
    const names = opened.names();
    const files = names.map((_, index) => opened.file(index));
    return [{ names, files, signed: opened.signed() }, files.map(({ buffer }) => buffer)];
  }
  if (page >= opened.pages()) return [undefined, []];
  const shown = Array.from({ length: opened.turn_to(page) }, (_, index) => {
    const [width, height] = opened.size(index);
    const bytes = opened.bytes(index);
    return width ? { width, height, grey: bytes } : { jpeg: bytes };
  });
  return [shown, shown.map(({ grey, jpeg }) => (grey ?? jpeg).buffer)];
});
