// The verifier as a library: the same module as the page, without the page (docs/embedding.md).
import startProgram, { take_keys, verify_bytes } from "./program.js";
import startKeys, { accepts, addresses, verify as verifySignature } from "./keys.js";

/** The largest answer that is taken, in bytes, and how often answers may lead to more questions. */
const LARGEST = 5 << 20, ROUNDS = 8;

let ready;

/** Brings both modules, once: those beside this file, or compiled ones where nothing may be compiled. */
export function load({ program, keys } = {}) {
  ready ??= settled([
    startProgram({ module_or_path: program ?? bytes(new URL("./program_bg.wasm", import.meta.url)) }),
    startKeys({ module_or_path: keys ?? bytes(new URL("./keys_bg.wasm", import.meta.url)) }),
  ]).then(() => take_keys({ accepts, addresses, verify: verifySignature }));
  ready.catch(() => { ready = undefined; });
  return ready;
}

/** Both, or the first fault when neither is on its way any more: whoever tries again begins anew. */
const settled = (all) => Promise.allSettled(all).then(() => Promise.all(all));

async function bytes(url) {
  if (url.protocol !== "file:") return fetch(url);
  // Bundlers for browsers need not look for it.
  const files = "node:fs/promises";
  return (await import(/* @vite-ignore */ /* webpackIgnore: true */ files)).readFile(url);
}

/** Verifies a badge; promises the report of the first credential in it. */
export async function verify(badge, options = {}) {
  const [report] = await reports(badge, options, await packed(options.resources));
  if (!report) throw new TypeError("There is no badge in it.");
  return report;
}

/** Verifies several; what one of them had to ask for serves all. `null` stands where there was no badge. */
export async function verifyMany(badges, options = {}) {
  const known = await packed(options.resources);
  const found = [];
  for (const badge of badges) found.push((await reports(badge, options, known))[0] ?? null);
  return found;
}

async function reports(badge, { at = new Date(), name = "badge", recipient, fetch }, known) {
  await load();
  const content = contentOf(badge);
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) throw new RangeError(`${at} is no moment`);
  const refused = new Set();
  for (let round = 0; ; round++) {
    const evidence = JSON.stringify({ resources: known });
    const lines = verify_bytes(name, content, moment.toISOString(), evidence, recipient);
    const found = lines.split("\n").filter(Boolean).map((line) => JSON.parse(line));
    const open = new Set(wanted(found));
    const urls = [...open].filter((url) => !(url in known) && !refused.has(url));
    if (!fetch || urls.length === 0 || round === ROUNDS) return found;
    await Promise.all(urls.map(async (url) => {
      const answer = isPublic(url) ? await ask(url, fetch).catch(() => undefined) : undefined;
      if (answer) known[url] = answer;
      else refused.add(url);
    }));
  }
}

/** Every address that a report, or one inside it, wants. */
function wanted(value) {
  if (Array.isArray(value)) return value.flatMap(wanted);
  if (value === null || typeof value !== "object") return [];
  const { wanted: own = [], members, endorsements, newer } = value;
  return [...own.map(({ url }) => url), ...wanted(members), ...wanted(endorsements), ...wanted(newer)];
}

/** A badge must not make a server knock at doors inside its own network. */
function isPublic(address) {
  const { protocol, hostname, username, password } = new URL(address);
  const last = hostname.split(".").at(-1);
  return protocol === "https:" && !username && !password && hostname.includes(".") && !hostname.startsWith("[")
    && !/^\d+$/.test(last) && !["local", "localhost", "internal"].includes(last);
}

async function ask(url, fetch) {
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", redirect: "error", signal: AbortSignal.timeout(10_000) });
  const { status } = response;
  if (status === 404 || status === 410) return { status };
  if (!response.ok) return undefined;
  const body = new Uint8Array(await response.arrayBuffer());
  if (body.length > LARGEST) return undefined;
  return {
    status: 200,
    body: base64(body),
    mediaType: response.headers.get("content-type") ?? undefined,
    finalUrl: response.url || url,
    fetchedAt: new Date().toISOString(),
  };
}

/** What the caller knows, as an evidence pack has it. The caller answers for it. */
async function packed(resources = {}) {
  const known = {};
  for (const [url, given] of Object.entries(resources)) {
    const entry = typeof given === "string" || isBytes(given) ? { body: given } : { ...given };
    if (entry.body !== undefined) entry.body = base64(contentOf(entry.body));
    if (entry.fetchedAt instanceof Date) entry.fetchedAt = entry.fetchedAt.toISOString();
    known[url] = entry;
  }
  return known;
}

const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

function contentOf(badge) {
  if (typeof badge === "string") return new TextEncoder().encode(badge);
  if (ArrayBuffer.isView(badge)) return new Uint8Array(badge.buffer, badge.byteOffset, badge.byteLength);
  if (badge instanceof ArrayBuffer) return new Uint8Array(badge);
  throw new TypeError("A badge is a text or bytes.");
}

function base64(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}
