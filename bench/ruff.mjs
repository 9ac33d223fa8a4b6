// Times ruff-wasm (npm: @astral-sh/ruff-wasm-nodejs) over files, for bench/run --peers DIR:
//
//     node bench/ruff.mjs DIR < LIST      DIR holds node_modules, LIST names one file a line
//
// prints {"bytes": N, "version": V, "rounds": [cpu seconds]}. Default settings; the first round, in which
// the engine still compiles the module, is left out.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/package.json`);
const { Workspace, PositionEncoding } = require('@astral-sh/ruff-wasm-nodejs');
const workspace = new Workspace(Workspace.defaultSettings(), PositionEncoding.Utf16);
const texts = readFileSync(0, 'utf8').split('\n').filter(Boolean).map((path) => readFileSync(path, 'utf8'));
const rounds = [];
for (let round = 0; round < 4; ++round) {
  const begin = process.cpuUsage();
  for (const text of texts) {
    try {
      workspace.check(text);
    } catch {
      // A text that it cannot read costs what it costs.
    }
  }
  const used = process.cpuUsage(begin);
  if (round > 0) rounds.push((used.user + used.system) / 1e6);
}
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
console.log(JSON.stringify({ bytes, version: Workspace.version(), rounds }));
