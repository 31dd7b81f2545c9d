import { availableParallelism, cpus } from 'node:os';
import packageJson from '../package.json' with { type: 'json' };
import { compare } from './compare.ts';
import { measureFootprint } from './footprint.ts';
import { measureFormulations } from './formulations.ts';
import { measureGrowth } from './growth.ts';
import { measureHour } from './hour.ts';
import { learnTasks } from './learn-tasks.ts';
import { measureLive } from './live.ts';
import { startPeer } from './peer.ts';
import { runtime, threads } from './runtime.ts';
import { signalTasks } from './signal-tasks.ts';
import { comparisonLine, footprintLines, formulationsTable, growthTable, hourTable, liveTable } from './tables.ts';
import type { Comparison, Task } from './task.ts';

const suites: Readonly<Record<string, readonly Task[]>> = { signal: signalTasks, learn: learnTasks };
const rounds = 7;

const parts = ['growth', 'formulations', 'footprint', 'hour', 'live'];

/** Length of a run at the pace of its samples (s): `--seconds 3600` for an hour. */
const secondsAt = process.argv.indexOf('--seconds');
const seconds = secondsAt < 0 ? 60 : Number(process.argv[secondsAt + 1]);
const words = process.argv
  .slice(2)
  .filter((word, i) => word !== '--json' && (secondsAt < 0 || (i + 2 !== secondsAt && i + 2 !== secondsAt + 1)));
const names = [...Object.entries(suites).flatMap(([suite, tasks]) => [suite, ...tasks.map(({ id }) => id)]), ...parts];
const unknown = words.find((word) => !names.includes(word));
if (!(seconds >= 30)) {
  console.error(`--seconds must be 30 or more, got ${process.argv[secondsAt + 1]}.`);
  process.exit(2);
}
if (unknown !== undefined) {
  console.error(`There is no bench '${unknown}'.\nChoose from ${names.join(', ')}, or none for all.`);
  process.exit(2);
}
const asJson = process.argv.includes('--json');
const isChosen = (...of: readonly string[]): boolean => words.length === 0 || of.some((name) => words.includes(name));
const chosen = Object.entries(suites).flatMap(([suite, tasks]) =>
  tasks.filter(({ id }) => isChosen(suite, id)).map((task) => ({ suite, task })),
);
const say = (text: string): void => {
  if (!asJson) console.log(text);
};

// The footprint starts peers of its own; their versions are these.
const peerSuites = [...chosen.map(({ suite }) => suite), ...(isChosen('footprint') ? ['learn'] : [])];
const peer = startPeer([...new Set(peerSuites)]);
const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  threads,
  node: process.version,
  onnxruntime: packageJson.dependencies['onnxruntime-node'],
  peer: await peer.versions(),
};
say(`${JSON.stringify(machine)}, ${rounds} rounds in turn; rates as median (best); above 1 we are faster`);
const results: Comparison[] = [];
for (const { task } of chosen) {
  const result = await compare(task, peer, rounds);
  results.push(result);
  say(comparisonLine(result));
}
peer.close();

let document: object = { machine, results };
if (isChosen('learn', 'growth')) {
  const growth = await measureGrowth(runtime);
  say(`\n${growthTable(growth)}`);
  document = { ...document, ...growth };
}
if (isChosen('learn', 'formulations')) {
  const formulations = await measureFormulations(runtime);
  say(`\n${formulationsTable(formulations)}`);
  document = { ...document, formulations };
}
if (isChosen('learn', 'footprint')) {
  const footprint = await measureFootprint();
  say(`\n${footprintLines(footprint)}`);
  document = { ...document, footprint };
}
if (isChosen('signal', 'hour')) {
  const hour = measureHour();
  say(`\n${hourTable(hour)}`);
  document = { ...document, ...hour };
}
if (isChosen('live')) {
  const live = measureLive(seconds);
  say(`\n${liveTable(live)}`);
  document = { ...document, ...live };
}
if (asJson) console.log(JSON.stringify(document, null, 2));
