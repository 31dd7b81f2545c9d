import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import { analyze, contractionSignal } from '#fatigue';
import { type Example, exampleOf, type OpenModel } from '#model';
import { mvToCounts, nToCounts, type Segment } from '#recording';
import { played, samplesEvent, simulatedTest } from './check-live.ts';
import { type LiveAnalysis, liveAnalysis } from './live-analysis.ts';
import type { LiveChannel } from './live-channel.ts';

const { recording, marks, format } = simulatedTest();
const signals = recording.channels.map(({ samples }) => samples);
const channels: readonly LiveChannel[] = [
  { kind: 'emg', name: recording.channels[0].name },
  { kind: 'force', name: recording.channels[1].name },
];
const started = (): LiveAnalysis => liveAnalysis({ format, channels });

/** A model that tells how it was asked. */
function fakeModel(answer: (example: Example) => Promise<number>): OpenModel {
  return {
    card: { id: 'fake', preprocessing: null, training: { simulated: true } },
    apply: answer,
    applyByCrop: async (example) => {
      const probability = await answer(example);
      return { probability, crops: Float64Array.of(probability - 0.1, probability, probability + 0.1) };
    },
    verdict: (probability) => (probability >= 0.5 ? 'fatigued' : 'fresh'),
    release: async () => undefined,
  };
}

describe('liveAnalysis', () => {
  it('gives the same windows, efforts and readings however the stream is cut', () => {
    const told = (blockOf: (index: number) => number) => {
      const updates = played(started(), signals, marks, blockOf);
      return {
        windows: updates.flatMap(({ windows }) => windows),
        readings: updates.flatMap(({ readings }) => readings),
        emg: updates.flatMap(({ effort }) => [...effort[0].values]),
        force: updates.flatMap(({ effort }) => [...effort[1].values]),
      };
    };
    const once = told(() => 100);
    expect(once.force.length).toBe(Math.floor(signals[0].length / 10));
    expect(once.windows.map(({ phase }) => phase)).toContain('maximal');
    expect(told((i) => [1, 7, 130, 61, 499][i % 5])).toEqual(once);
  });

  it('sees a tiring hold fall as the analysis of its recording does', () => {
    const long = simulatedTest({ holdS: 60, targetShare: 0.5 });
    const emg = long.recording.channels[0];
    const live = liveAnalysis({ format: long.format, channels });
    const updates = played(
      live,
      long.recording.channels.map(({ samples }) => samples),
      long.marks,
    );
    const reading = updates
      .flatMap(({ readings }) => readings)
      .filter(({ endS }) => endS < 69)
      .at(-1);
    const segments = [{ kind: 'hold', channel: emg.name, startS: 8.5, endS: 68 }] as const;
    const [offline] = analyze(long.recording, { channel: emg.name, segments }).contractions;
    const trends = [reading?.mdf.trend?.slopePercentPerS, offline?.mdf.trend?.slopePercentPerS] as [number, number];
    expect(trends[0]).toBeLessThan(-0.15);

    // What the order of filters, the grid of windows and the limits of the hold change: stated in docs/live.md.
    expect(Math.abs(trends[0] - trends[1])).toBeLessThan(0.05);
    expect(reading?.jasa?.reading).toBe(offline?.jasa?.reading);
    const meanOf = (values?: Float64Array) =>
      (values as Float64Array).reduce((a, b) => a + b, 0) / (values?.length ?? 1);
    expect(Math.abs(meanOf(reading?.mdf.course.values) - meanOf(offline?.mdf.course.values))).toBeLessThan(0.7);
    expect(meanOf(reading?.rms.course.values) / meanOf(offline?.rms.course.values)).toBeCloseTo(1, 1);
  });

  it('asks the model during and after a squeeze, and gives what the recording with the same limits gives', async () => {
    const asked: Example[] = [];
    const model = fakeModel(async (example) => {
      asked.push(example);
      return 0.7;
    });
    let nowS = 0;
    const clock = { nowS: () => nowS++ };
    const live = liveAnalysis({ format, channels, classifier: { model, clock } });
    const judgements = [];
    const waiting = [...marks];
    for (let from = 0; from < signals[0].length; from += 100) {
      while (waiting.length > 0 && waiting[0].atS * 1000 < from + 100) live.mark(waiting.shift() as (typeof marks)[0]);
      const { judgement } = live.push(samplesEvent(signals, from, Math.min(signals[0].length, from + 100)));
      if (judgement) judgements.push(judgement);
      await live.idle();
    }
    expect(judgements.map(({ isComplete }) => isComplete)).toEqual([false, false, false, true]);
    const last = judgements[judgements.length - 1];
    expect(last).toMatchObject({
      probability: 0.7,
      verdict: 'fatigued',
      isOfSimulated: true,
      model: 'fake',
      latencyS: 1,
    });
    expect(last.crops).toEqual({ low: expect.closeTo(0.62, 9), high: expect.closeTo(0.78, 9), n: 3 });
    expect(last.undecided).toBeNull();
    const [emg] = recording.channels;
    const signalOf = (kind: 'hold' | 'mvc') => contractionSignal(emg, { kind, channel: emg.name, ...last[kind] });
    const offline = exampleOf({ channel: emg, hold: signalOf('hold'), mvc: signalOf('mvc') }, 'same');
    expect(asked[asked.length - 1].features).toEqual(offline.features);
    expect(asked[asked.length - 1].spectrogram.mvc.db).toEqual(offline.spectrogram.mvc.db);
    const { segments } = analyze(recording, { channel: emg.name });
    const [hold, mvc] = ['hold', 'mvc'].map((kind) => segments.find((one) => one.kind === kind) as Segment);
    expect(Math.abs(last.hold.startS - hold.startS)).toBeLessThan(0.2);
    expect(Math.abs(last.mvc.startS - mvc.startS)).toBeLessThan(0.2);
    // The guide's word ends an effort here; in the recording, the hand lets go a reaction time later.
    expect(last.mvc.endS).toBeCloseTo(marks[4].atS, 1);
    expect(mvc.endS - last.mvc.endS).toBeLessThan(0.7);
    expect(asked[asked.length - 1].spectrogram.mvc.nFrames).toBeGreaterThan(asked[0].spectrogram.mvc.nFrames);
  });

  it('never has more than one question waiting', async () => {
    let answer: (() => void) | undefined;
    let nAsked = 0;
    const model = fakeModel(async () => {
      nAsked++;
      if (nAsked === 1) await new Promise<void>((done) => (answer = done));
      return 0.5;
    });
    const live = liveAnalysis({ format, channels, classifier: { model } });
    const waiting = [...marks];
    for (let from = 0; from < signals[0].length; from += 100) {
      while (waiting.length > 0 && waiting[0].atS * 1000 < from + 100) live.mark(waiting.shift() as (typeof marks)[0]);
      live.push(samplesEvent(signals, from, Math.min(signals[0].length, from + 100)));
      await new Promise((done) => setImmediate(done));
    }
    expect(nAsked).toBe(1);
    expect(live.droppedJudgements()).toBe(2);
    answer?.();
    await live.idle();
    expect(nAsked).toBe(2);
    const { judgement } = live.push({ kind: 'link', state: 'lost', atIndex: signals[0].length, message: '' });
    expect(judgement).toMatchObject({ isComplete: true, probability: 0.5, latencyS: null });
  });

  it('judges a squeeze with which the test ends', async () => {
    const live = liveAnalysis({ format, channels, classifier: { model: fakeModel(async () => 0.4) } });
    const end = Math.round(marks[4].atS * 1000);
    const updates = played(
      live,
      signals.map((samples) => samples.subarray(0, end)),
      marks.slice(0, 4),
    );
    expect(updates.some(({ judgement }) => judgement?.isComplete)).toBe(false);
    live.mark({ atS: end / 1000, kind: 'none' });
    const last = await live.finish();
    expect(last).toMatchObject({ isComplete: true, probability: 0.4, verdict: 'fresh' });
    expect(last?.mvc.endS).toBeCloseTo(end / 1000, 0);
    expect(await live.finish()).toBeUndefined();
  });

  it('counts what was lost, keeps time, and refuses events out of order', () => {
    const live = started();
    live.push(samplesEvent(signals, 0, 500));
    const lost = live.push({ kind: 'lost', firstIndex: 500, nSamples: 300, cause: 'dropped', isEstimated: false });
    expect(lost).toMatchObject({ atS: 0.8, nLost: 300 });
    expect(lost.effort.map(({ values }) => values.length)).toEqual([30, 30]);
    expect(() => live.push(samplesEvent(signals, 500, 600))).toThrow(ArgumentError);
    expect(() => live.push({ ...samplesEvent(signals, 800, 900), values: [signals[0]] })).toThrow(ArgumentError);
    const { windows } = live.push(samplesEvent(signals, 800, 1000));
    expect(windows[0].faults.map(({ code }) => code)).toContain('DROPPED_SAMPLES');
  });

  it('tells strength from the squeezes so far', () => {
    const live = started();
    expect(live.squeezed({ atS: 5, mvcN: 380, isReference: true })).toMatchObject({ restedMvcN: 380 });
    live.squeezed({ atS: 70, mvcN: 400, isReference: true });
    live.squeezed({ atS: 100, mvcN: 360, isReference: false });
    const strength = live.squeezed({ atS: 160, mvcN: 320, isReference: false });
    expect(strength.restedMvcN).toBe(400);
    expect(strength.squeezes.map(({ lossPercent }) => lossPercent)).toEqual([5, 0, 10, 20]);
    expect(strength.declinePercentPerMin).toBeCloseTo(10, 9);
    expect(() => live.squeezed({ atS: 160, mvcN: 320, isReference: false })).toThrow(ArgumentError);
  });

  it('takes counts with their sensor and calibration as it takes mV and N', () => {
    const [transfer, line] = [
      { supplyV: 3.3, gain: 1009, bits: 10 },
      { nPerCount: 0.98, tareCounts: 40 },
    ];
    const counts = [mvToCounts(signals[0], transfer), nToCounts(signals[1], line)];
    const [{ name: emg }, { name: force }] = channels;
    const counting = liveAnalysis({
      format: { fs: 1000, channels: [emg, force].map((name) => ({ name, unit: 'count', bits: 10 })) },
      channels: [
        { kind: 'emg', name: emg, transfer },
        { kind: 'force', name: force, line },
      ],
    });
    const end = (live: LiveAnalysis, values: readonly Float64Array[]) => live.push(samplesEvent(values, 0, 12_000));
    const [own, told] = [end(started(), signals), end(counting, counts)];
    expect(told.windows.map(({ rmsMv }) => rmsMv)).toEqual(own.windows.map(({ rmsMv }) => expect.closeTo(rmsMv, 9)));
    expect([...told.effort[1].values]).toEqual([...own.effort[1].values].map((n) => expect.closeTo(n, 6)));
  });

  it('refuses channels that do not fit the device', () => {
    const wrong = (one: readonly LiveChannel[]) => () => liveAnalysis({ format, channels: one });
    expect(wrong([{ kind: 'emg', name: 'nothing' }])).toThrow(ArgumentError);
    expect(wrong([channels[0], channels[0]])).toThrow(ArgumentError);
    const transfer = { supplyV: 3.3, gain: 1009, bits: 10 };
    expect(wrong([{ kind: 'emg', name: channels[0].name, transfer }])).toThrow('comes in mV');
    expect(wrong([{ kind: 'force', name: channels[0].name }])).toThrow('comes in mV');
    const model = fakeModel(async () => 0.5);
    expect(() => liveAnalysis({ format, channels: [channels[1]], classifier: { model } })).toThrow(ArgumentError);
  });
});
