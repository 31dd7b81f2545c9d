import { availableParallelism, cpus } from 'node:os';
import { compare } from './compare.ts';
import { learnTasks } from './learn-tasks.ts';
import { startPeer } from './peer.ts';
import { signalTasks } from './signal-tasks.ts';
import type { Comparison, Task } from './task.ts';

const suites: Readonly<Record<string, readonly Task[]>> = { signal: signalTasks, learn: learnTasks };
const rounds = 7;

const words = process.argv.slice(2).filter((word) => word !== '--json');
const unknown = words.find((word) => !(word in suites));
if (unknown !== undefined) {
  console.error(`There is no bench '${unknown}'.\nChoose from ${Object.keys(suites).join(', ')}, or none for all.`);
  process.exit(2);
}
const asJson = process.argv.includes('--json');
const tasks = Object.entries(suites).flatMap(([name, suite]) =>
  words.length === 0 || words.includes(name) ? suite : [],
);

const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  node: process.version,
};

function line({ name, ours, oursBest, peer, peerBest, peerName, unit, ratio }: Comparison): string {
  const rates = (median: number, best: number): string => `${median.toPrecision(3)} (${best.toPrecision(3)})`;
  const against =
    peer === null || peerBest === null || ratio === null
      ? `${peerName} absent`
      : `${peerName} ${rates(peer, peerBest)}  ratio ${ratio.toFixed(2)}`;
  return `${name.padEnd(24)} ${rates(ours, oursBest).padEnd(20)} ${unit.padEnd(15)} ${against}`;
}

if (!asJson)
  console.log(`${JSON.stringify(machine)}, ${rounds} rounds in turn; rates as median (best); above 1 we are faster`);
const peer = startPeer();
const results: Comparison[] = [];
for (const task of tasks) {
  const result = await compare(task, peer, rounds);
  results.push(result);
  if (!asJson) console.log(line(result));
}
peer.close();
if (asJson) console.log(JSON.stringify({ machine, results }, null, 2));
