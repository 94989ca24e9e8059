// Checks many files in a worker, so that the page stays free, and unfolds folders. Fetched when it is
// needed.
import { script } from "./trusted.js";
import { load } from "./wasm.js";

/** Starts the worker on a question, which is JSON; `told` hears what it says. `left` are the numbers of
 *  files that stopped an earlier one, and what that said; so many files, `spared`, were its own and come
 *  first. */
export function start(question, left, spared, told) {
  const worker = new Worker(script("./work.js"), { type: "module" });
  worker.onmessage = ({ data }) => told(data);
  worker.onerror = (event) => {
    event.preventDefault();
    told({ stopped: event.message ?? "" });
  };
  load().then(({ module }) => worker.postMessage({ begin: [module, question, left, spared] }))
    .catch((error) => told({ stopped: `${error}` }));
  return worker;
}

/** The files in folders and in folders within them, as pairs of path and file. */
export async function unfold(folders, most) {
  const found = [];
  const next = [...folders];
  for (let folder; found.length < most && (folder = next.shift()); ) {
    const reader = folder.createReader();
    for (let some; (some = await promised((...both) => reader.readEntries(...both))).length > 0; ) {
      for (const entry of some) {
        if (entry.isDirectory) next.push(entry);
        else found.push([entry.fullPath.slice(1), await file(entry)]);
      }
    }
  }
  return found.slice(0, most);
}

/** The file, or why it cannot be had: a code and a detail. */
function file(entry) {
  return promised((...both) => entry.file(...both)).catch(() => ["folder", entry.name]);
}

function promised(ask) {
  return new Promise(ask);
}
