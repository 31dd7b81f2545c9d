import { describe, expect, it } from 'vitest';
import { manualClock } from '#base';
import { type Channel, calibrate, type Recording } from '#recording';
import type { DeviceEvent } from './device.ts';
import { recordingSource } from './recording-source.ts';
import { sourceAtRate } from './sample-source.ts';
import { virtualDevice } from './virtual-device.ts';
import { virtualPersonSource } from './virtual-person-source.ts';

const counts = Float64Array.from({ length: 1010 }, (_, i) => (i * 37) % 1024);
const raw: Channel = { name: 'EMG', kind: 'other', unit: 'count', fs: 1000, samples: counts, range: [0, 1023] };
const force: Channel = { name: 'Force', kind: 'force', unit: 'N', fs: 500, samples: counts.slice(0, 505) };
const recording: Recording = {
  channels: [calibrate(raw, 'bitalino-emg'), force],
  events: [],
  provenance: { file: 'rec.edf', format: 'edf', sha256: '' },
  issues: [],
};
const played = () =>
  virtualDevice({ source: recordingSource(recording), clock: manualClock(), speed: Infinity, address: 'file:rec.edf' });

async function read(events: AsyncIterable<DeviceEvent>): Promise<DeviceEvent[]> {
  const all: DeviceEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
const joined = (events: readonly DeviceEvent[], c: number) =>
  events.flatMap((event) => (event.kind === 'samples' ? [...event.values[c]] : []));

describe('a recording that is played', () => {
  it('gives back the exact counts, and ends', async () => {
    const device = played();
    expect((await device.open()).model).toBe('rec.edf');
    const { format, events } = await device.acquire();
    expect(format).toEqual({
      fs: 1000,
      channels: [
        { name: 'EMG', kind: 'emg', unit: 'count', bits: 10 },
        { name: 'Force', kind: 'force', unit: 'N' },
      ],
    });
    const all = await read(events);
    expect(joined(all, 0)).toEqual([...counts]);
    expect(joined(all, 1).slice(0, 4)).toEqual([0, 0, 37, 37]);
    const again = await read((await device.acquire({ channels: ['Force'] })).events);
    expect(joined(again, 0).length).toBe(1010);
  });

  it('can begin again for ever', () => {
    const source = recordingSource(recording, { loop: true });
    source.next(1000);
    expect([...source.next(20)[0]]).toEqual([...counts.slice(1000), ...counts.slice(0, 10)]);
  });

  it('is looked at less often for a lower rate, however it is cut', () => {
    const whole = sourceAtRate(recordingSource(recording), 100).next(100)[0];
    expect(whole[1]).toBe(counts[10]);
    const cut = sourceAtRate(recordingSource(recording), 100);
    expect([1, 2, 3, 94].flatMap((n) => [...cut.next(n)[0]])).toEqual([...whole]);
    const faster = sourceAtRate(recordingSource(recording), 2000);
    expect([3, 3, 3].flatMap((n) => [...faster.next(n)[0]])).toEqual([0, 0, 37, 37, 74, 74, 111, 111, 148]);
  });

  it('refuses a channel or a rate that it has not', async () => {
    const device = played();
    await expect(device.acquire()).rejects.toThrow('is not open');
    await device.open();
    await expect(device.acquire({ channels: ['A9'] })).rejects.toThrow("There is no channel 'A9'");
    await expect(device.acquire({ fs: 300 })).rejects.toThrow('fs must divide 1000 Hz, got 300');
  });
});

describe('a virtual person as a device', () => {
  it('sends blocks of 20 ms by the clock, times the speed, until it is stopped', async () => {
    const clock = manualClock();
    const device = virtualDevice({ source: virtualPersonSource({ seed: 1 }), clock, speed: 2 });
    await device.open();
    const acquisition = await device.acquire({ channels: ['A2', 'A1'] });
    const events: DeviceEvent[] = [];
    const reading = (async () => {
      for await (const event of acquisition.events) events.push(event);
    })();
    await clock.advance(0.0501);
    expect(events.map((event) => event.kind === 'samples' && [event.firstIndex, event.arrivedS])).toEqual([
      [0, 0.01],
      [20, 0.02],
      [40, 0.03],
      [60, 0.04],
      [80, 0.05],
    ]);
    expect(acquisition.format.channels.map(({ name }) => name)).toEqual(['A1', 'A2']);
    await acquisition.setOutputs?.({ o1: true, o2: false });
    await clock.advance(0.01);
    expect(events.at(-1)).toMatchObject({ digital: new Uint8Array(20).fill(2) });
    await acquisition.stop();
    await reading;
    expect(events.length).toBe(6);
    await device.close();
  });

  it('tells every sample once, delivered or lost', async () => {
    const source = virtualPersonSource({ seed: 1 });
    const device = virtualDevice({ source, clock: manualClock(), speed: Infinity, dropped: { share: 0.2, seed: 5 } });
    await device.open();
    const acquisition = await device.acquire();
    let next = 0;
    let nLost = 0;
    for await (const event of acquisition.events) {
      if (event.kind === 'link') continue;
      expect(event.firstIndex).toBe(next);
      next += event.kind === 'lost' ? event.nSamples : event.values[0].length;
      if (event.kind === 'lost') nLost += event.nSamples;
      if (next >= 10_000) await acquisition.stop();
    }
    expect(nLost / next).toBeGreaterThan(0.1);
    expect(nLost / next).toBeLessThan(0.3);
  });
});
