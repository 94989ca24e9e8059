// Verifies the same files with the module and with the peers, one after the other in one page, and gives
// back a line for each set and library: set, library, 5th percentile, median, 95th, per second, valid.
const FILES = 200;
const SETS = ["full", "ecdsa", "jwt", "png"];

export async function compare({ file, evidence, context, verify }) {
  const [now, listUrl, list] = evidence().split("\n");
  const { peers } = await import("./peers.js");
  const rivals = peers(context, listUrl, list, now);
  const rows = [];
  for (const set of SETS) {
    const files = Array.from({ length: FILES }, (_, n) => file(set, n));
    const altered = (bytes) => {
      const other = bytes.slice();
      // A letter of what is signed, in every container.
      const at = set === "jwt" ? Math.floor(other.length / 2) : find(other, "Jane Doe");
      other[at] = other[at] === 0x4b ? 0x4a : 0x4b;
      return other;
    };
    for (const { name, verify: peer } of [{ name: "Proofmark", verify }, rivals[set]]) {
      // Who accepts what was altered is no peer.
      if (await safe(peer, altered(files[0]))) throw new Error(`${name} accepts an altered ${set}`);
      // Warms up: browsers compile twice, and better the second time.
      for (const bytes of files) await safe(peer, bytes);
      const times = [];
      let valid = 0;
      const begin = performance.now();
      for (const bytes of files) {
        const start = performance.now();
        if (await safe(peer, bytes)) valid += 1;
        times.push(performance.now() - start);
      }
      const rate = (1000 * FILES) / (performance.now() - begin);
      times.sort((a, b) => a - b);
      const at = (share) => times[Math.floor(share * FILES)].toFixed(4);
      rows.push([set, name, at(0.05), at(0.5), at(0.95), rate.toFixed(0), valid].join("\t"));
    }
  }
  return rows.join("\n");
}

/// Peers say no by throwing, too.
async function safe(verify, bytes) {
  try {
    return await verify(bytes);
  } catch {
    return false;
  }
}

function find(bytes, text) {
  const wanted = new TextEncoder().encode(text);
  const at = bytes.findIndex((_, start) => wanted.every((byte, n) => bytes[start + n] === byte));
  if (at < 0) throw new Error(`no ${text} in the file`);
  return at;
}
