// A pile at work, in a worker: the page's own module, compiled only once.
import { load as loadKeys } from "./keys.js";
import { load } from "./wasm.js";

// How long it works before it hears what the page says, in milliseconds.
const SPELL = 40;

const files = [];
const turn = new MessageChannel();
let work;
let paused = false;
let running = false;

// One thing after the other; nothing before the module is there, however long that takes.
let begin;
let last = new Promise((resolve) => { begin = resolve; });
onmessage = ({ data }) => {
  if (data.begin) return begin(start(...data.begin));
  last = last.then(() => follow(data)).catch(stop);
};

async function start(module, question, left) {
  const [api, keys] = await Promise.all([load(module), loadKeys().catch(() => {})]);
  api.take_keys(keys);
  work = new api.Work(question);
  for (const [number, detail] of left) work.leave(number, detail);
}

function stop(error) {
  postMessage({ stopped: `${error}` });
  // Nothing in there is to be trusted any more.
  close();
}

async function follow({ question, put, forget, answers, pause, cancel, open, pictures, evidence, reports }) {
  if (question) work.ask(question);
  if (put) {
    files.push(...put);
    // Whoever halted it wants these all the same.
    paused = false;
  }
  if (cancel) {
    files.length = 0;
    work.cancel();
    paused = false;
  }
  for (const url of forget ?? []) work.forget(url);
  for (const [url, body, about] of answers ?? []) work.answer(url, body, about);
  if (pause !== undefined) paused = pause;
  if (open !== undefined) postMessage({ open, name: work.name(open), bytes: work.bytes(open) });
  for (const picture of pictures ?? []) {
    const bytes = work.bytes(picture);
    postMessage({ picture, bytes }, [bytes.buffer]);
  }
  if (evidence) postMessage({ used: work.used() });
  if (reports) postMessage({ reports: work.reports() });
  // The page hears that there is nothing to do, too.
  if (!running && (question || put || forget || answers || cancel || pause === false)) run().catch(stop);
}

async function run() {
  running = true;
  const isAlive = await workOff();
  running = false;
  if (isAlive && !paused) postMessage({ rows: "", done: work.done(), of: work.of(), idle: true });
}

async function workOff() {
  while (!paused) {
    if (!work.is_busy() && files.length > 0) await take(...files.shift());
    if (!work.is_busy() && files.length === 0) break;
    const rows = check();
    if (rows === undefined) return false;
    postMessage({ rows, done: work.done(), of: work.of() + files.length });
    await new Promise((next) => {
      turn.port1.onmessage = next;
      turn.port2.postMessage(0);
    });
  }
  return true;
}

/** Checks files for a spell, one at least, and gives lines of JSON; a file that stops it is named. */
function check() {
  const end = Date.now() + SPELL;
  let rows = "";
  do {
    const broken = work.next();
    try {
      rows += work.step();
    } catch (error) {
      postMessage({ rows, stopped: `${error}`, broken });
      return close();
    }
  } while (work.is_busy() && Date.now() < end);
  return rows;
}

/** A file of the system is read only when it is its turn, and not at all when it is too large. */
async function take(name, content) {
  if (Array.isArray(content)) return work.put_refused(name, ...content);
  if (content.size > work.largest()) return work.put_too_large(name, content.size);
  try {
    const bytes = content instanceof Uint8Array ? content : new Uint8Array(await content.arrayBuffer());
    work.put(name, bytes);
  } catch {
    work.put_refused(name, "folder", name);
  }
}
