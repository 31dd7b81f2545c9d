import { describe, expect, it } from 'vitest';
import { CancelledError } from '#base';
import { contractionSignal, contractionSpectrum, medianFrequency } from '#fatigue';
import { findContractions, type Recording, type Segment } from '#recording';
import { mean, rms } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { type SimulatedTask, simulateTask } from './simulate-task.ts';
import type { TaskStep } from './task-steps.ts';
import { virtualParticipant } from './virtual-participant.ts';

const participant = virtualParticipant({ seed: 1, index: 0, difficulty: 'textbook' });
const rest = (durationS: number, record = true): TaskStep => ({ kind: 'rest', durationS, record });
const hold = (durationS: number, targetShare: number, record = true): TaskStep => ({
  kind: 'target',
  durationS,
  targetShare,
  record,
});
const maximal = (durationS: number, record = true): TaskStep => ({ kind: 'maximal', durationS, record });
const test = [rest(8), hold(10, 0.7), rest(5), maximal(5), rest(3)];
const task = simulateTask({ participant, steps: test, recordForce: true });
const recording = task.recording as Recording;

function partOf({ recording: made, truth }: SimulatedTask, fromS: number, toS: number) {
  const [startS] = truth.recordedS as readonly [number, number];
  const segment: Segment = { kind: 'hold', channel: 'EMG', startS: fromS - startS, endS: toS - startS };
  return contractionSignal((made as Recording).channels[0], segment);
}

describe('simulateTask', () => {
  it('gives the same bits for the same arguments, and others for another seed', () => {
    const again = simulateTask(structuredClone({ participant, steps: test, recordForce: true }));
    expect(again).toEqual(task);
    const other = simulateTask({ participant, steps: test, recordForce: true, seed: 5 });
    expect(other.recording?.channels[0].samples).not.toEqual(recording.channels[0].samples);
    expect(structuredClone(task)).toEqual(task);
  });

  it('records whole counts of a BITalino in mV, and force in N, for as long as was asked', () => {
    const [emg, force] = recording.channels;
    expect([emg.kind, emg.unit, emg.calibration?.sensor, force.kind, force.unit]).toEqual([
      'emg',
      'mV',
      'bitalino-emg',
      'force',
      'N',
    ]);
    expect([emg.samples.length, force.samples.length]).toEqual([31_000, 31_000]);
    const lsbMv = 3300 / 1009 / 1024;
    const counts = emg.samples.map((mv) => mv / lsbMv + 512);
    expect(counts.every((count) => Math.abs(count - Math.round(count)) < 1e-6 && count > -0.5 && count < 1023.5)).toBe(
      true,
    );
    expect(mean(emg.samples.subarray(0, 7000)) / lsbMv).toBeGreaterThan(-8);
  });

  it('holds the force that was asked for, and shows it in the force channel', () => {
    const { timesS, forceN } = task.truth;
    const inside = forceN.filter((_, k) => timesS[k] > 10 && timesS[k] < 17);
    expect(Math.abs(mean(inside) / participant.mvcN / 0.7 - 1)).toBeLessThan(0.02);
    const recorded = recording.channels[1].samples.subarray(10_000, 17_000);
    expect(Math.abs(mean(recorded) / mean(inside) - 1)).toBeLessThan(0.005);
  });

  it('knows when efforts began and ended: a contraction finder finds them there', () => {
    const { contractions } = task.truth;
    expect(contractions.map(({ kind, step, failedAtS }) => [kind, step, failedAtS])).toEqual([
      ['hold', 1, null],
      ['mvc', 3, null],
    ]);
    const [held] = contractions;
    expect(held.startS).toBeGreaterThan(8.1);
    expect(held.endS).toBeGreaterThan(18.1);
    const found = findContractions(recording.channels[0]).segments.filter(({ kind }) => kind !== 'rest');
    expect(found.map(({ kind }) => kind)).toEqual(['hold', 'mvc']);
    found.forEach((segment, i) => {
      expect(Math.abs(segment.startS - contractions[i].startS)).toBeLessThan(0.25);
      expect(Math.abs(segment.endS - contractions[i].endS)).toBeLessThan(0.25);
    });
    expect(recording.events.map(({ label }) => label)).toEqual(['rest', 'hold', 'mvc']);
  });

  it('states the MDF and the RMS that the recording shows', () => {
    // One hold scatters by 2 to 3 %; the mean of twelve people by less than 1 %.
    const ratios = Array.from({ length: 12 }, (_, index) => {
      const person = virtualParticipant({ seed: 4, index, difficulty: 'textbook' });
      const one = simulateTask({ participant: person, steps: [rest(2), hold(12, 0.5)] });
      const part = partOf(one, 4, 14);
      const { timesS, mdfHz, rmsMv } = one.truth.emg as NonNullable<typeof one.truth.emg>;
      const between = (values: Float64Array) => mean(values.filter((_, k) => timesS[k] > 4.5 && timesS[k] < 13.5));
      return {
        mdf: medianFrequency(contractionSpectrum(part)) / between(mdfHz),
        rms: rms(part.samples) / between(rmsMv),
      };
    });
    expect(Math.abs(mean(ratios.map(({ mdf }) => mdf)) - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean(ratios.map((one) => one.rms)) - 1)).toBeLessThan(0.02);
  });

  it('simulates force alone where nothing is recorded, and goes on from where it ended', () => {
    const loop = [hold(10, 0.7, false), rest(5, false), maximal(5, false), rest(5, false)];
    const first = simulateTask({ participant, steps: loop });
    expect([first.recording, first.truth.emg, first.truth.recordedS]).toEqual([null, null, null]);
    const second = simulateTask({ participant, steps: loop, state: structuredClone(first.state) });
    const best = [first, second].map(({ truth }) => truth.contractions[1].bestN);
    expect(best[1]).toBeLessThan(best[0] * 0.98);
    expect(second.state.timeS).toBeCloseTo(50, 6);
    expect(second.truth.mvcLoss[0]).toBeGreaterThan(0.03);
  });

  it('makes other noise in every task of a series', () => {
    const first = simulateTask({ participant, steps: [rest(2)] });
    const second = simulateTask({ participant, steps: [rest(2)], state: first.state });
    expect(second.recording?.channels[0].samples).not.toEqual(first.recording?.channels[0].samples);
    expect(second.recording?.provenance.file).toBe('simulated-S01-2s');
  });

  it('cuts a recording out of a longer task', () => {
    const partly = simulateTask({ participant, steps: [rest(4, false), rest(2), hold(5, 0.4), rest(20, false)] });
    expect(partly.truth.recordedS?.map((timeS) => Math.round(timeS * 1000))).toEqual([4000, 11_000]);
    expect(partly.recording?.channels[0].samples.length).toBe(7000);
    expect(partly.recording?.events.map(({ label }) => label)).toEqual(['rest', 'hold']);
    expect(partly.truth.timesS.length).toBe(310);
  });

  it('ends a step when the force is lost, and says when', () => {
    const steps: TaskStep[] = [{ ...hold(600, 0.5), untilFailure: true } as TaskStep, rest(5)];
    const { truth } = simulateTask({ participant, steps: steps.map((step) => ({ ...step, record: false })) });
    const [step] = truth.steps;
    expect(step.failedAtS).toBe(step.endS);
    expect(step.endS).toBeGreaterThan(20);
    expect(step.endS).toBeLessThan(300);
    expect(truth.contractions[0].failedAtS).toBe(step.failedAtS);
    const atEnd = truth.mvcLoss[Math.floor(step.endS * 10) - 1];
    expect(atEnd).toBeGreaterThan(0.5);
    expect(truth.mvcLoss[truth.mvcLoss.length - 1]).toBeLessThan(atEnd);
  });

  it('refuses what it cannot do', () => {
    expect(refusal(() => simulateTask({ participant, steps: [] }))).toContain('steps must hold at least one step');
    expect(refusal(() => simulateTask({ participant, steps: [rest(0)] }))).toContain(
      'durationS must be a number above 0, got 0',
    );
    expect(refusal(() => simulateTask({ participant, steps: [hold(5, Number.NaN)] }))).toContain('targetShare must be');
    expect(refusal(() => simulateTask({ participant, steps: test, fs: 500 }))).toContain('fs must be at least 1000 Hz');
    expect(refusal(() => simulateTask({ participant, steps: [rest(1), rest(1, false), rest(1)] }))).toContain(
      'Recorded steps must follow one another, got recorded steps 0, 2',
    );
    expect(refusal(() => simulateTask({ participant, steps: [rest(20_000, false)] }))).toContain('at most 14400 s');
    expect(() => simulateTask({ participant, steps: test }, { signal: { aborted: true } as AbortSignal })).toThrow(
      CancelledError,
    );
  });
});

describe('a hold of 40 % to failure', () => {
  const tasks = [0, 1, 2, 3].map((index) => {
    const person = virtualParticipant({ seed: 3, index, difficulty: 'textbook' });
    const until: TaskStep = { kind: 'target', durationS: 900, targetShare: 0.4, untilFailure: true, record: true };
    return simulateTask({ participant: person, steps: [rest(2), until] });
  });
  const changes = tasks.map((one) => {
    const [{ startS, endS }] = one.truth.contractions;
    const [first, last] = [partOf(one, startS + 1, startS + 11), partOf(one, endS - 10, endS)];
    const mdf = [first, last].map((part) => medianFrequency(contractionSpectrum(part)));
    return { mdf: mdf[1] / mdf[0] - 1, rms: rms(last.samples) / rms(first.samples) };
  });

  it('lowers MDF by 15 to 30 % and raises RMS 1.3 to 1.8 times in the mean', () => {
    const mdf = mean(changes.map((change) => change.mdf));
    expect(mdf).toBeLessThan(-0.15);
    expect(mdf).toBeGreaterThan(-0.3);
    const rise = mean(changes.map((change) => change.rms));
    expect(rise).toBeGreaterThan(1.3);
    expect(rise).toBeLessThan(1.8);
  });

  it('lowers MDF and raises RMS in each of them', () => {
    for (const { mdf, rms: rise } of changes) {
      expect(mdf).toBeLessThan(-0.08);
      expect(rise).toBeGreaterThan(1.05);
    }
  });
});
