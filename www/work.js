// A pile at work, in a worker: the page's own module, compiled only once.
import { load as loadKeys } from "./keys.js";
import { load } from "./wasm.js";

// How long it works before it hears what the page says, in milliseconds.
const SPELL = 40;

const files = [];
// What is wanted of files: `open` or `picture`, and a number.
const wants = [];
const turn = new MessageChannel();
let work;
let paused = false;
let running = false;
// How many messages that make work were followed: the page is done when that is how many it sent.
let heard = 0;
// How many files were taken, and how many of these an earlier worker had: none of them is given up, for
// the others would get their numbers.
let taken = 0;
let spared = 0;

// One thing after the other; nothing before the module is there, however long that takes.
let begin;
let last = new Promise((resolve) => { begin = resolve; });
onmessage = ({ data }) => {
  if (data.begin) return begin(start(...data.begin));
  last = last.then(() => follow(data)).catch(stop);
};

async function start(module, question, left, again) {
  const [api, keys] = await Promise.all([load(module), loadKeys().catch(() => {})]);
  api.take_keys(keys);
  work = new api.Work(question);
  for (const [number, detail] of left) work.leave(number, detail);
  spared = again;
}

/** Nothing in here is to be trusted any more; what was found before is, and the file that is to blame. */
function stop(error, rows, broken) {
  postMessage({ stopped: `${error}`, rows, broken });
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
    files.splice(Math.max(0, spared - taken));
    if (taken > spared) work.cancel();
    paused = false;
  }
  for (const url of forget ?? []) work.forget(url);
  for (const [url, body, about] of answers ?? []) work.answer(url, body, about);
  if (pause !== undefined) paused = pause;
  if (open !== undefined) wants.push(["open", open]);
  for (const picture of pictures ?? []) wants.push(["picture", picture]);
  if (evidence) postMessage({ used: work.used() });
  if (reports) postMessage({ reports: work.reports() });
  const works = question || put || forget || answers || cancel || pause !== undefined;
  if (works) heard += 1;
  // The page hears that there is nothing to do, too.
  if (works && !running && !paused) run().catch(stop);
  else serve(running || paused ? work.count() : Infinity);
}

/** Hands over what is wanted of files with a lower number: the others come yet. */
function serve(count) {
  for (let next = 0; next < wants.length; ) {
    const [what, number] = wants[next];
    if (number >= count) {
      next += 1;
      continue;
    }
    wants.splice(next, 1);
    const bytes = work.bytes(number);
    postMessage({ [what]: number, name: what === "open" ? work.name(number) : undefined, bytes }, [bytes.buffer]);
  }
}

async function run() {
  running = true;
  const isAlive = await workOff();
  running = false;
  if (!isAlive) return;
  serve(Infinity);
  if (!paused) {
    postMessage({ rows: "", done: work.done(), of: work.of(), idle: heard, count: work.count() });
  }
}

async function workOff() {
  while (!paused) {
    if (!work.is_busy() && files.length > 0) {
      await take(...files.shift());
      taken += 1;
    }
    if (!work.is_busy() && files.length === 0) break;
    const rows = check();
    if (rows === undefined) return false;
    postMessage({ rows, done: work.done(), of: work.of() + files.length });
    serve(work.count());
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
      return stop(error, rows, broken);
    }
  } while (work.is_busy() && Date.now() < end);
  return rows;
}

/** A file of the system is read only when it is its turn, and not at all when it is too large. */
async function take(name, content) {
  if (Array.isArray(content)) return work.put_refused(name, ...content);
  if (content.size > work.largest()) return work.put_too_large(name, content.size);
  let bytes = content;
  if (!(content instanceof Uint8Array)) {
    try {
      bytes = new Uint8Array(await content.arrayBuffer());
    } catch {
      return work.put_refused(name, "folder", name);
    }
  }
  work.put(name, bytes);
}
