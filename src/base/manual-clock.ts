import type { Clock } from './clock.ts';
import { stopIfCancelled } from './progress.ts';

/** A clock that stands still until it is told to go on: for tests, and for simulations that outrun the day. */
export interface ManualClock extends Clock {
  /** Lets time pass: whoever sleeps until then wakes in the order of time, and what they do next is waited for. */
  advance(durationS: number): Promise<void>;
}

interface Sleeper {
  readonly untilS: number;
  readonly wake: () => void;
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

const startMs = Date.UTC(2026, 0, 1, 9);

/** A clock at 0 s, on the first of January 2026 at nine. */
export function manualClock(): ManualClock {
  let timeS = 0;
  let sleepers: Sleeper[] = [];
  return {
    nowS: () => timeS,
    localTime: () => new Date(startMs + timeS * 1000).toISOString().slice(0, -1),
    async sleep(durationS, signal) {
      stopIfCancelled(signal, 'Waiting');
      const untilS = timeS + durationS;
      await new Promise<void>((resolve) => {
        const stopped = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          resolve();
        };
        const sleeper = {
          untilS,
          wake: () => {
            signal?.removeEventListener('abort', stopped);
            resolve();
          },
        };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', stopped);
      });
      stopIfCancelled(signal, 'Waiting');
    },
    async advance(durationS) {
      const endS = timeS + durationS;
      await settle();
      for (;;) {
        const due = sleepers.filter(({ untilS }) => untilS <= endS).sort((a, b) => a.untilS - b.untilS)[0];
        if (!due) break;
        sleepers = sleepers.filter((other) => other !== due);
        timeS = Math.max(timeS, due.untilS);
        due.wake();
        await settle();
      }
      timeS = endS;
    },
  };
}
