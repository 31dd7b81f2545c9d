import { describe, expect, it } from 'vitest';
import { StudyError } from '#base';
import { builtInProtocol } from '#protocol';
import { memoryStore, readKept, virtualTest } from './check-session.ts';
import { liveSession } from './session.ts';
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
    expect(lengths.reduce((sum, n) => sum + n, 0) / 1000).toBeCloseTo(result.durationS, 1);
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
    expect(read.reduce((sum, one) => sum + one.channels[0].samples.length, 0) / 1000).toBeCloseTo(durationS, 1);
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
});
