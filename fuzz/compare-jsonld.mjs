// Holds canonical forms against those of the npm package `jsonld`, where it is installed:
//
//   PROOFMARK_FUZZ=jsonld PROOFMARK_CANONICAL=target/fuzz/corpus/jsonld target/fuzz/build/…/fuzz > canonical.jsonl
//   node fuzz/compare-jsonld.mjs target/fuzz/corpus/jsonld canonical.jsonl node_modules
//
// Only documents count that both take: ours refuses more, and gives up earlier.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, lines, modules] = process.argv.slice(2);
const jsonld = createRequire(join(resolve(modules), "x.js"))("jsonld");
const contexts = new URL("../src/jsonld/contexts/", import.meta.url);
const known = new Map();
for (const { url, file } of JSON.parse(readFileSync(new URL("manifest.json", contexts), "utf8"))) {
  // Of a text that was changed in place the first is the newest.
  if (!known.has(url)) known.set(url, JSON.parse(readFileSync(new URL(file, contexts), "utf8")));
}
async function documentLoader(url) {
  const document = known.get(url);
  if (!document) throw new Error(`not bundled: ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}

let same = 0, refused = 0;
const different = [];
for (const line of readFileSync(lines, "utf8").split("\n").filter(Boolean)) {
  const { file, canonical } = JSON.parse(line);
  if (canonical === null) continue;
  let theirs;
  try {
    const document = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const options = { algorithm: "RDFC-1.0", format: "application/n-quads", documentLoader, safe: false };
    theirs = await Promise.race([jsonld.canonize(document, options), new Promise((_, no) => setTimeout(no, 5_000))]);
  } catch {
    refused += 1;
    continue;
  }
  if (theirs === canonical) same += 1;
  else different.push(file);
}
console.log(`${same} the same, ${refused} that only ours takes, ${different.length} different`);
for (const file of different) console.log(`different: ${join(folder, file)}`);
process.exitCode = different.length ? 1 : 0;
