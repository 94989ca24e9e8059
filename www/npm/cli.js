#!/usr/bin/env node
// `npx proofmark badge.png`: one report a line, as the native command prints them. Asks nobody.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { verify } from "./index.js";

const usage = "proofmark [--at RFC3339] [--recipient TEXT] FILE...";
let asked;
try {
  asked = parseArgs({ allowPositionals: true, options: { at: { type: "string" }, recipient: { type: "string" }, help: { type: "boolean" } } });
  if (asked.values.at !== undefined && Number.isNaN(Date.parse(asked.values.at))) throw new Error("--at is no moment");
} catch ({ message }) {
  console.error(`${message}\n${usage}`);
  process.exit(64);
}
const { values, positionals } = asked;
if (values.help || positionals.length === 0) {
  console.error(usage);
  process.exit(values.help ? 0 : 64);
}
/** The more serious of two exit codes: unreadable, invalid, open, not confirmed for that person, valid. */
const worse = (a, b) => [66, 1, 2, 3, 0].find((one) => one === a || one === b);
/** That of a credential and its members, each counted by itself. */
function code({ verdict, axes, members }) {
  const missed = values.recipient !== undefined && axes.recipient !== "passed";
  const own = { invalid: 1, indeterminate: 2 }[verdict] ?? (missed ? 3 : 0);
  return members.map(code).reduce(worse, own);
}
let worst = 0;
for (const name of positionals) {
  try {
    const report = await verify(await readFile(name), { name, at: values.at, recipient: values.recipient });
    console.log(JSON.stringify(report));
    worst = worse(worst, code(report));
  } catch ({ message }) {
    console.error(`${name}: ${message}`);
    worst = 66;
  }
}
process.exitCode = worst;
