// Times one program under a peer from npm, for bench/run --peers DIR:
//
//     node bench/peers.mjs DIR pyodide|monty PROGRAM TIMES
//
// prints {"ms": of TIMES calls of main() less those of one}. DIR holds node_modules.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [directory, peer, program, times] = process.argv.slice(2);
const text = readFileSync(program, 'utf8');
const require = createRequire(`${directory}/package.json`);
const load = async (name) => {
  const loaded = await import(pathToFileURL(require.resolve(name)).href);
  return loaded.default ?? loaded;
};

async function measured(run) {
  const spent = async (count) => {
    const begin = process.cpuUsage();
    await run(count);
    const used = process.cpuUsage(begin);
    return (used.user + used.system) / 1000;
  };
  const one = await spent(1);
  return (await spent(Number(times) + 1)) - one;
}

const peers = {
  async pyodide() {
    const { loadPyodide } = await load('pyodide');
    const python = await loadPyodide();
    python.runPython(text);
    return measured((count) => python.runPython(`for _ in range(${count}): main()`));
  },
  async monty() {
    const { Monty } = await load('@pydantic/monty');
    return measured((count) => new Monty(`${text}\n\nfor _ in range(${count}):\n    main()\n`).run());
  },
};

console.log(JSON.stringify({ ms: await peers[peer]() }));
