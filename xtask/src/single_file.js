// Everything lies in this file: scripts as functions below, other files as data in the head. What a
// script of the site asks for by `import`, `fetch` or `new Worker` is found there, and nowhere else. In a
// worker this is the whole script, after a line that says which one it is and brings its data.
var $worker, $data;
const $modules = {};
const $loaded = {};

function $load(name) {
  return $loaded[name] ??= (async () => {
    const exported = {};
    await $modules[name](exported);
    return exported;
  })();
}

const $name = (address) => String(address).replace("inside:/", "");

/** A file as it is carried: compressed, in base64. */
const $packed = (name) => $data?.[name] ?? globalThis.document?.head.children.namedItem(name)?.text;

async function fetch(address) {
  const name = $name(address), packed = $packed(name);
  if (packed === undefined) return new Response(null, { status: 404 });
  // Not by a blob: WebKit reads none in a worker of a file.
  const file = new Response($bytes(packed)).body.pipeThrough(new DecompressionStream("gzip"));
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(file, { headers: { "content-type": type } });
}

function $bytes(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** Chromium starts workers from inside a file only as classic scripts, which this one is too. */
function $script(name) {
  const data = {};
  for (const file of $files(name)) data[file] = $packed(file);
  const lines = `var $worker = ${JSON.stringify(name)}, $data = ${JSON.stringify(data)};\n`;
  const whole = document.querySelector("script[type=module]").text;
  return URL.createObjectURL(new Blob([lines, whole], { type: "text/javascript" }));
}

/** Where browsers start only trusted scripts, this policy makes some of this file and no other. */
const $policy = globalThis.trustedTypes?.createPolicy("inside", { createScriptURL: $script });

function Worker(address) {
  const name = $name(address);
  return new globalThis.Worker($policy ? $policy.createScriptURL(name) : $script(name));
}

/** The files that a script names, and those that the scripts it loads do. */
function $files(name, seen = new Set()) {
  if (seen.has(name) || !$modules[name]) return [];
  seen.add(name);
  const text = $modules[name].toString();
  const scripts = Array.from(text.matchAll(/\$load\("([^"]+)"\)/g), ([, script]) => script);
  const files = Array.from(text.matchAll(/"\.\/([^"]+)"/g), ([, file]) => file);
  return files.filter((file) => $packed(file) !== undefined)
    .concat(...scripts.map((script) => $files(script, seen)));
}
