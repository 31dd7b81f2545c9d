import { describe, expect, it } from 'vitest';
import { StudyError } from '#base';
import { type Device, virtualCalibration } from '#device';
import { builtInProtocol } from '#protocol';
import { mean } from '#signal';
import { memoryStore, readKept, virtualTest } from './check-session.ts';
import { type LiveSession, liveSession } from './session.ts';
import { outcomesOf } from './session-outcomes.ts';

describe('liveSession', () => {
  it('leads a virtual person through the handgrip fatigue loop', async () => {
    const store = memoryStore();
    const notices: string[] = [];
    const session = liveSession({
      ...virtualTest(3),
      protocol: builtInProtocol('handgrip-fatigue'),
      store,
      isUnattended: true,
      onNotice: (notice) => notices.push(notice.kind),
    });
    const result = await session.run();
    expect(result.end).toBe('rule-met');
    expect(store.recordings.map(({ start }) => [start.name, start.state])).toEqual([
      ['between', null],
      ['fresh', 'fresh'],
      ['between', null],
      ['fatigued', 'fatigued'],
    ]);
    expect(store.recordings.every(({ end }) => end?.isComplete)).toBe(true);
    const read = await Promise.all(store.recordings.map(readKept));
    const lengths = read.map(({ channels }) => channels[0].samples.length);
    // The handle is watched for 2 s before the test begins.
    expect(lengths.reduce((sum, n) => sum + n, 0) / 1000).toBeCloseTo(result.durationS - 2, 1);
    expect(read[1].events.slice(0, 6).map(({ onsetS, durationS, label }) => [label, onsetS, durationS])).toEqual([
      ['rest', 0, 15],
      ['hold', 15, 10],
      ['rest', 25, 5],
      ['mvc', 30, 5],
      ['mvc accepted', 35, 0],
      ['rest', 35, 3],
    ]);
    const fatigued = store.recordings[3].end;
    expect(fatigued?.targetPercent).toBe(70);
    expect(fatigued?.lossPercent).toBeGreaterThan(30);
    expect(result.strength?.restedMvcN).toBeCloseTo(Number(result.guide.place.rested), 6);
    expect(notices.filter((kind) => kind === 'trial-judged')).toHaveLength(result.guide.trials.length);
  });

  it('goes on from its journal', async () => {
    const protocol = builtInProtocol('maximal-12x3');
    const first = memoryStore();
    const session = liveSession({
      ...virtualTest(5),
      protocol,
      store: first,
      isUnattended: true,
      onNotice: (notice) => {
        if (notice.kind === 'step-ended' && notice.step.index === 8) session.command({ kind: 'abort' });
      },
    });
    expect((await session.run()).end).toBe('aborted');
    expect(first.recordings[0].end?.isComplete).toBe(false);
    const outcomes = outcomesOf(first.journal);
    expect(outcomes).toHaveLength(9);
    const rest = liveSession({
      ...virtualTest(5),
      protocol,
      store: memoryStore(),
      isUnattended: true,
      guide: { outcomes },
    });
    const { guide, end } = await rest.run();
    expect(end).toBe('protocol-over');
    expect(guide.outcomes).toHaveLength(25);
    expect(guide.outcomes.slice(0, 9)).toEqual(outcomes);
  });

  it('accounts for every lost sample in the recordings, and keeps their time', async () => {
    const store = memoryStore();
    const { nLost, durationS } = await liveSession({
      ...virtualTest(7, { dropped: 0.01 }),
      protocol: builtInProtocol('maximal-12x3'),
      store,
      isUnattended: true,
    }).run();
    expect(nLost).toBeGreaterThan(200);
    const read = await Promise.all(store.recordings.map(readKept));
    const told = read.flatMap(({ events }) =>
      events.flatMap(({ label }) => Number(/^Lost (\d+) samples/.exec(label)?.[1] ?? 0)),
    );
    expect(told.reduce((sum, n) => sum + n, 0)).toBe(nLost);
    expect(store.recordings.reduce((sum, { end }) => sum + (end?.nLost ?? 0), 0)).toBe(nLost);
    expect(read.reduce((sum, one) => sum + one.channels[0].samples.length, 0) / 1000).toBeCloseTo(durationS - 2, 1);
  });

  it('ends with the first failure of the disk, and closes the device', async () => {
    let nRecords = 0;
    const store = memoryStore({
      fails: () => {
        if (++nRecords > 20) throw new StudyError('The disk is full.', 'Make room.');
      },
    });
    const { device, ...test } = virtualTest(7);
    let nClosed = 0;
    const watched = {
      ...device,
      close: () => {
        nClosed++;
        return device.close();
      },
    };
    const session = liveSession({
      ...test,
      device: watched,
      protocol: builtInProtocol('maximal-12x3'),
      store,
      isUnattended: true,
    });
    await expect(session.run()).rejects.toThrow('The disk is full.');
    expect(nClosed).toBe(1);
  });

  it('is stopped from outside', async () => {
    const controller = new AbortController();
    const store = memoryStore();
    const session = liveSession({
      ...virtualTest(7),
      protocol: builtInProtocol('maximal-12x3'),
      store,
      isUnattended: true,
      onUpdate: ({ atS }) => {
        if (atS > 30) controller.abort();
      },
    });
    await expect(session.run(controller.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(store.recordings[0].end).toMatchObject({ isComplete: false });
  });

  it('runs by EMG alone where the protocol can', async () => {
    const { roles, ...test } = virtualTest(3);
    const result = await liveSession({
      ...test,
      roles: { A1: roles.A1 },
      protocol: builtInProtocol('handgrip-fatigue'),
      store: memoryStore(),
      isUnattended: true,
    }).run();
    expect(['rule-met', 'time-out']).toContain(result.end);
    expect(result.strength).toBeNull();
    expect(result.guide.trials.every(({ trial }) => trial?.source === 'emg')).toBe(true);
  });

  it('takes the zero of the load cell anew, and records with it', async () => {
    const { roles, ...test } = virtualTest(7);
    const moved = { ...virtualCalibration, tareCounts: virtualCalibration.tareCounts - 20 };
    const store = memoryStore();
    const session = liveSession({
      ...test,
      roles: { ...roles, A2: { kind: 'force', calibration: moved } },
      protocol: builtInProtocol('maximal-12x3'),
      store,
      isUnattended: true,
    });
    const { cautions, guide } = await session.run();
    expect(cautions).toEqual([expect.stringMatching(/^The zero of A2 moved by 19\.\d N/)]);
    const [channel] = (await readKept(store.recordings[0])).channels.filter(({ name }) => name === 'A2');
    expect(mean(channel.samples.subarray(0, 5000))).toBeCloseTo(0, 0);
    const best = Math.max(...guide.trials.map(({ trial }) => trial?.value ?? 0));
    expect(Math.max(...channel.samples)).toBeGreaterThan(best);
    expect(Math.max(...channel.samples)).toBeLessThan(1.1 * best);
  });

  it('keeps the digital lines of the device as events', async () => {
    const { device, ...test } = virtualTest(7);
    const pressed: Device = {
      ...device,
      async acquire(options) {
        const running = await device.acquire(options);
        async function* events() {
          for await (const event of running.events) {
            const isOn = event.kind === 'samples' && event.firstIndex === 5000;
            yield isOn
              ? { ...event, digital: Uint8Array.from({ length: 20 }, (_, i) => (i >= 7 && i < 12 ? 8 : 0)) }
              : event;
          }
        }
        return { ...running, events: events() };
      },
    };
    const store = memoryStore();
    await liveSession({
      ...test,
      device: pressed,
      protocol: builtInProtocol('maximal-12x3'),
      store,
      isUnattended: true,
    }).run();
    const { events } = await readKept(store.recordings[0]);
    expect(events.filter(({ label }) => label.startsWith('I1')).map(({ label, onsetS }) => [label, onsetS])).toEqual([
      ['I1 on', 3.007],
      ['I1 off', 3.012],
    ]);
  });

  it('notes in the recording that a test was begun despite a bad light', async () => {
    const { device, ...test } = virtualTest(7);
    const hum = (n: number) => Math.round(150 * Math.sin((2 * Math.PI * 50 * n) / 1000));
    let session: LiveSession | undefined;
    const humming: Device = {
      ...device,
      async acquire(options) {
        const running = await device.acquire(options);
        async function* events() {
          for await (const event of running.events) {
            if (event.kind !== 'samples') continue;
            const [emg, ...others] = event.values;
            yield { ...event, values: [emg.map((value, i) => value + hum(event.firstIndex + i)), ...others] };
            if (event.firstIndex === 5000) session?.command({ kind: 'begin' });
            if (event.firstIndex === 9000) session?.command({ kind: 'pain' });
          }
        }
        return { ...running, events: events() };
      },
    };
    const store = memoryStore();
    session = liveSession({ ...test, device: humming, protocol: builtInProtocol('maximal-12x3'), store });
    await session.run();
    expect(store.journal).toContainEqual({ kind: 'begun-despite', lights: ['hum'], atS: 5.02 });
    const labels = (await Promise.all(store.recordings.map(readKept))).flatMap(({ events }) => events);
    expect(labels.map(({ label }) => label)).toContain('begun despite hum');
  });
});
