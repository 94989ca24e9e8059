// Times every benchmark of the module and posts the table: a name, the median and the least time in
// milliseconds on each line, with tabs between; after an empty line what compare.js gives, where there are
// peers; or one line that starts with "error".
import init, * as module from "./bench_module.js";
import { compare } from "./compare.js";

const { names, prepare, run } = module;

const SAMPLES = 41;
// Long against the steps of performance.now(), 0.1 ms.
const SAMPLE_MS = 20;

function measure(name) {
  prepare(name);
  const timed = (times) => {
    const start = performance.now();
    run(times);
    return performance.now() - start;
  };
  // Warms up, too: browsers compile twice, and better the second time.
  let times = 1;
  for (let spent = 0; spent < 500; ) {
    const time = timed(times);
    spent += time;
    if (time < SAMPLE_MS) times *= 2;
  }
  const samples = Array.from({ length: SAMPLES }, () => timed(times) / times).sort((a, b) => a - b);
  return [name, samples[SAMPLES >> 1].toFixed(5), samples[0].toFixed(5)].join("\t");
}

let table;
try {
  await init({ module_or_path: new URL("./bench_module_bg.wasm", import.meta.url) });
  // First: its page is as fresh as the peers find it.
  const compared = location.search === "?peers" ? await compare(module) : "";
  table = `${names().split("\n").map(measure).join("\n")}\n\n${compared}`;
} catch (error) {
  table = `error\t${error}`;
}
await fetch("./result", { method: "POST", body: table });
