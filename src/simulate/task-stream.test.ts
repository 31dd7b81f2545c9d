import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractionSignal, contractionSpectrum, medianFrequency } from '#fatigue';
import { countsToMv, type Recording } from '#recording';
import { mean, rms } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { simulateTask } from './simulate-task.ts';
import { simulatedSensor } from './simulated-sensor.ts';
import { type TaskCue, taskStream } from './task-stream.ts';
import { virtualParticipant } from './virtual-participant.ts';

const participant = virtualParticipant({ seed: 1, index: 0, difficulty: 'textbook' });
const hold = (targetShare: number): TaskCue => ({ kind: 'target', targetShare });
const rest: TaskCue = { kind: 'rest' };
const maximal: TaskCue = { kind: 'maximal' };

describe('taskStream', () => {
  it('gives the same samples however it is cut, and others for another seed', () => {
    const whole = taskStream({ participant });
    const before = whole.next(1000);
    whole.cue(hold(0.5));
    const after = whole.next(3000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 }), (cuts) => {
        const pieces = taskStream({ participant });
        const first = pieces.next(1000);
        pieces.cue(hold(0.5));
        expect(first).toEqual(before);
        let at = 0;
        for (const n of cuts.filter((_, i) => cuts.slice(0, i + 1).reduce((a, b) => a + b) <= 3000)) {
          const piece = pieces.next(n);
          expect(piece.emgCounts).toEqual(after.emgCounts.slice(at, at + n));
          expect(piece.forceN).toEqual(after.forceN.slice(at, at + n));
          at += n;
        }
      }),
      { numRuns: 10 },
    );
    expect(taskStream({ participant, seed: 9 }).next(1000).emgCounts).not.toEqual(before.emgCounts);
  });

  it('holds what it was told, without a dip, for longer than any task', () => {
    const stream = taskStream({ participant });
    stream.cue(hold(0.2));
    stream.next(1500);
    const { forceN } = stream.next(20_000);
    const asked = 0.2 * participant.mvcN;
    expect(Math.abs(mean(forceN) / asked - 1)).toBeLessThan(0.02);
    const tenths = Array.from({ length: 200 }, (_, k) => mean(forceN.subarray(100 * k, 100 * (k + 1))));
    expect(Math.min(...tenths)).toBeGreaterThan(0.93 * asked);
    expect(Math.max(...tenths)).toBeLessThan(1.07 * asked);
  });

  it('passes from one effort into the next without letting go', () => {
    const stream = taskStream({ participant });
    stream.cue(hold(0.5));
    stream.next(2000);
    stream.cue(maximal);
    const { forceN } = stream.next(2000);
    expect(Math.min(...forceN)).toBeGreaterThan(0.47 * participant.mvcN);
    expect(Math.max(...forceN)).toBeGreaterThan(0.95 * participant.mvcN);
    const jumps = forceN.map((value, i) => Math.abs(value - (forceN[i - 1] ?? value)));
    expect(Math.max(...jumps)).toBeLessThan(6);
  });

  it('reacts after a quarter of a second, once for cues that come in a row', () => {
    const stream = taskStream({ participant });
    stream.next(500);
    stream.cue(maximal);
    stream.cue(hold(0.3));
    const { forceN } = stream.next(3000);
    expect(Math.max(...forceN.subarray(0, 150))).toBeLessThan(5);
    expect(mean(forceN.subarray(1200)) / participant.mvcN).toBeCloseTo(0.3, 1);
    stream.cue(hold(0.3));
    stream.cue(rest);
    expect(mean(stream.next(2000).forceN.subarray(1200))).toBeLessThan(5);
  });

  it('finishes a movement before the next one begins', () => {
    for (const nSamples of [250, 300, 350, 400]) {
      const stream = taskStream({ participant });
      stream.cue(maximal);
      stream.next(nSamples);
      stream.cue(rest);
      const { forceN } = stream.next(2500);
      const steps = Array.from({ length: 124 }, (_, k) => mean(forceN.subarray(20 * k, 20 * k + 20)));
      const jumps = steps.map((value, k) => Math.abs(value - (steps[k - 1] ?? value)) / participant.mvcN);
      expect(Math.max(...jumps)).toBeLessThan(0.25);
      expect(mean(forceN.subarray(2000))).toBeLessThan(5);
    }
  });

  it('tires as the same task does in one piece, and shows the same sEMG', () => {
    const rounds = Array.from({ length: 5 });
    const stream = taskStream({ participant });
    const best = rounds.map(() => {
      const told = (cue: TaskCue, nSamples: number) => {
        stream.cue(cue);
        return stream.next(nSamples);
      };
      const held = told(hold(0.7), 10_000);
      told(rest, 5000);
      const squeezed = told(maximal, 5000);
      told(rest, 5000);
      return { held, mvcN: Math.max(...squeezed.forceN) };
    });
    const steps = rounds.flatMap(() => [
      { kind: 'target' as const, targetShare: 0.7, durationS: 10, record: true },
      { kind: 'rest' as const, durationS: 5, record: true },
      { kind: 'maximal' as const, durationS: 5, record: true },
      { kind: 'rest' as const, durationS: 5, record: true },
    ]);
    const whole = simulateTask({ participant, steps });
    expect(stream.state().timeS).toBeCloseTo(whole.state.timeS, 0);
    const left = (forces: Float64Array) => forces.reduce((a, b) => a + b, 0);
    expect(left(stream.state().unitForces) / left(whole.state.unitForces)).toBeCloseTo(1, 1);
    const maxima = whole.truth.contractions.filter(({ kind }) => kind === 'mvc').map(({ bestN }) => bestN);
    expect(best[4].mvcN).toBeLessThan(0.9 * best[0].mvcN);
    best.forEach(({ mvcN }, k) => {
      expect(Math.abs(mvcN / maxima[k] - 1)).toBeLessThan(0.03);
    });
    const [channel] = (whole.recording as Recording).channels;
    const levels = [channel, { ...channel, samples: countsToMv(best[0].held.emgCounts, simulatedSensor) }].map(
      (one) => {
        const part = contractionSignal(one, { kind: 'hold', channel: 'EMG', startS: 1, endS: 9.5 });
        return { mdfHz: medianFrequency(contractionSpectrum(part)), rmsMv: rms(part.samples) };
      },
    );
    expect(Math.abs(levels[1].rmsMv / levels[0].rmsMv - 1)).toBeLessThan(0.05);
    expect(Math.abs(levels[1].mdfHz / levels[0].mdfHz - 1)).toBeLessThan(0.05);
  });

  it('refuses what it cannot stream', () => {
    expect(refusal(() => taskStream({ participant, fs: 1024 }))).toContain('fs must be a multiple of 50 Hz');
    expect(refusal(() => taskStream({ participant: { ...participant, ecgMv: 0.1 } }))).toContain('ecgMv must be 0');
    expect(refusal(() => taskStream({ participant }).cue(hold(0)))).toContain('targetShare must be');
  });
});
