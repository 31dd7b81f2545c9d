import { describe, expect, it } from 'vitest';
import { manualClock } from './manual-clock.ts';

describe('manualClock', () => {
  it('wakes sleepers in the order of time', async () => {
    const clock = manualClock();
    const heard: string[] = [];
    const sleeper = async (name: string, timesS: readonly number[]) => {
      for (const timeS of timesS) {
        await clock.sleep(timeS);
        heard.push(`${name} ${clock.nowS()}`);
      }
    };
    const both = Promise.all([sleeper('a', [2, 2]), sleeper('b', [3, 0.5])]);
    await clock.advance(1);
    expect(heard).toEqual([]);
    await clock.advance(3);
    await both;
    expect(heard).toEqual(['a 2', 'b 3', 'b 3.5', 'a 4']);
    expect(clock.localTime()).toBe('2026-01-01T09:00:04.000');
  });

  it('ends a sleep that is cancelled', async () => {
    const clock = manualClock();
    const controller = new AbortController();
    const slept = clock.sleep(10, controller.signal);
    await clock.advance(1);
    controller.abort();
    await expect(slept).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(clock.sleep(1, controller.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
