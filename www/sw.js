// Keeps the page for use without a network: one cache for each version, whole or not at all.
// `cargo xtask finish` writes in the version and the files.
const version = "VERSION";
/** Every file of this version and its hash; the page itself has no name. */
const files = new Map([["FILES", ""]]);

const home = registration.scope;
const path = new URL(home).pathname;
// Caches belong to the whole host, and other sites of it, even other copies of this page, have theirs.
const mine = `proofmark-${path}-`;
const name = mine + version;
/** What other programs shared with this page, until it takes it (`offline.js`). */
const inbox = `${mine}shared`;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(takeOver(event));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What lies elsewhere is never ours to keep or to answer, above all what issuers say.
  if (url.origin !== location.origin || !url.pathname.startsWith(path)) return;
  const file = url.pathname.slice(path.length).replace(/^index\.html$/, "");
  if (request.method === "POST" && file === "share") event.respondWith(receive(request));
  if (request.method === "GET" && files.has(file)) event.respondWith(answer(file, request));
});

/** Brings every file; if one is missing or another than it should be, none is kept. */
async function install() {
  const known = await caches.has(name);
  const cache = await caches.open(name);
  try {
    await Promise.all(Array.from(files, async ([file, integrity]) => {
      const url = new URL(file, home).href;
      await cache.put(url, await bring(url, integrity));
    }));
  } catch (error) {
    // A version that is in use already stays.
    if (!known) await caches.delete(name);
    throw error;
  }
}

async function bring(url, integrity) {
  const ask = async (cache) => {
    const response = await fetch(url, { cache, integrity, redirect: "error" });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response;
  };
  // A name with a hash never changes its content: what the page has just fetched will do.
  return /-[0-9a-f]{16}[._]/.test(url) ? ask("default").catch(() => ask("reload")) : ask("reload");
}

async function activate() {
  const old = (key) => key !== name && key.startsWith(mine) && /^[0-9a-f]{16}$/.test(key.slice(mine.length));
  await Promise.all((await caches.keys()).filter(old).map((key) => caches.delete(key)));
  await clients.claim();
}

/** From this version's own cache and no other. A browser may have thrown it away, whole. */
async function answer(file, request) {
  const kept = await caches.match(new URL(file, home).href, { cacheName: name, ignoreVary: true });
  return kept ?? fetch(request);
}

/** Replaces the older version when the one page that asks is the only one open: another would be
 *  answered with parts of both. Tells how many others there are. */
async function takeOver({ source, ports: [asker] }) {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = open.filter(({ id, url }) => id !== source.id && url.startsWith(home)).length;
  asker.postMessage(others);
  if (others === 0) await skipWaiting();
}

/** Keeps what was shared until the page has been opened for it, a moment later. */
async function receive(request) {
  const form = await request.formData();
  const cache = await caches.open(inbox);
  const shared = form.getAll("file").filter((file) => file instanceof File);
  const words = ["url", "text", "title"].map((field) => form.get(field)).find((text) => text);
  if (shared.length === 0 && words) shared.push(new File([words], "shared text"));
  for (const [index, file] of shared.entries()) {
    const entry = new URL(`shared/${Date.now()}-${index}`, home);
    entry.searchParams.set("name", file.name);
    await cache.put(entry.href, new Response(file));
  }
  return Response.redirect(home, 303);
}
