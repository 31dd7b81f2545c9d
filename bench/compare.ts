import { median } from '#signal';
import type { Peer } from './peer.ts';
import type { Comparison, Ready, Task } from './task.ts';

async function millisecondsOf({ run }: Ready): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Times a task and its peer in turn, A B A B …: the machine's speed drifts, so both sides see the same of it. */
export async function compare(task: Task, peer: Peer, rounds: number): Promise<Comparison> {
  const us = await task.prepare();
  const rival = await task.prepareRival?.();
  const timePeer = () => (rival === undefined ? peer.time(task.id) : millisecondsOf(rival));
  // Once each to warm up: pages of memory, compiled code, oneDNN's and ONNX Runtime's own preparations.
  await us.run();
  await timePeer();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await millisecondsOf(us));
    const ms = await timePeer();
    if (ms !== null) theirs.push(ms);
  }
  await us.release();
  await rival?.release();
  const rate = (ms: number): number => (task.amount * 1000) / ms;
  const hasPeer = theirs.length === rounds;
  return {
    name: task.id,
    ours: rate(median(ours)),
    peer: hasPeer ? rate(median(theirs)) : null,
    peerName: task.peerName,
    unit: task.unit,
    ratio: hasPeer ? median(theirs) / median(ours) : null,
    rounds,
    oursBest: rate(Math.min(...ours)),
    peerBest: hasPeer ? rate(Math.min(...theirs)) : null,
  };
}
