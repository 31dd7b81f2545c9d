import { expect, it } from 'vitest';
import type { DeviceEvent, SamplesEvent } from './device.ts';
import { EventQueue } from './event-queue.ts';

const samples = (firstIndex: number, n: number): SamplesEvent => ({
  kind: 'samples',
  firstIndex,
  values: [new Float64Array(n)],
  arrivedS: 0,
});

async function all(queue: EventQueue): Promise<DeviceEvent[]> {
  const events: DeviceEvent[] = [];
  for await (const event of queue) events.push(event);
  return events;
}

it('delivers in order, and waits for what comes later', async () => {
  const queue = new EventQueue(100);
  const reading = all(queue);
  queue.push(samples(0, 3));
  await Promise.resolve();
  queue.push(samples(3, 2));
  queue.end();
  queue.push(samples(5, 2));
  expect(await reading).toEqual([samples(0, 3), samples(3, 2)]);
});

it('tells as lost what nobody reads', async () => {
  const queue = new EventQueue(10);
  for (let i = 0; i < 5; i++) queue.push(samples(4 * i, 4));
  queue.end();
  const lost = { kind: 'lost', firstIndex: 8, nSamples: 12, cause: 'dropped', isEstimated: false };
  expect(await all(queue)).toEqual([samples(0, 4), samples(4, 4), lost]);
});

it('throws its failure after the last event', async () => {
  const queue = new EventQueue(10);
  queue.push(samples(0, 1));
  queue.fail(new Error('gone'));
  await expect(all(queue)).rejects.toThrow('gone');
});
