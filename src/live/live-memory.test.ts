import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { samplesEvent, simulatedTest } from './check-live.ts';
import { liveAnalysis } from './live-analysis.ts';

setFlagsFromString('--expose_gc');
const collect: () => void = runInNewContext('gc');

it('holds no more after an hour than after ten minutes, a hold of twenty minutes within it', () => {
  const { recording, format } = simulatedTest();
  const [emg, force] = recording.channels;
  const hold = [emg.samples.subarray(10_000, 17_000), force.samples.subarray(10_000, 17_000)];
  const channels = [
    { kind: 'emg', name: emg.name },
    { kind: 'force', name: force.name },
  ] as const;
  const live = liveAnalysis({ format, channels });
  const marks = [0, 5, 15, 20, 40].map((minutes) => 60 * minutes);
  let nWindows = 0;
  const heap: number[] = [];
  for (let second = 0; second < 3600; second++) {
    if (marks.includes(second)) live.mark({ atS: second, kind: marks.indexOf(second) % 2 === 1 ? 'target' : 'rest' });
    const at = 1000 * (second % 7);
    nWindows += live.push({ ...samplesEvent(hold, at, at + 1000), firstIndex: 1000 * second }).windows.length;
    if (second % 600 !== 599) continue;
    collect();
    heap.push(process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers);
  }
  expect(nWindows).toBe(7199);
  // The least of the later ones: what waits for another collection is not held.
  expect(Math.min(...heap.slice(3)) - heap[0]).toBeLessThan(1e6);
}, 120_000);
