import { describe, expect, it } from 'vitest';
import { contractionSignal, mdfCourse } from '#fatigue';
import { mean, rms } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { simulateForceTask } from './index.ts';

const task = simulateForceTask({ seed: 7, index: 0 });
const { emg, force, parts, truth } = task;

const cut = (samples: Float64Array, startS: number, endS: number) =>
  samples.slice(Math.round(startS * 1000), Math.round(endS * 1000));

describe('simulateForceTask', () => {
  it('holds the force that it states, later than the EMG', () => {
    for (const { segment, percentMvc } of parts) {
      const inside = cut(force.samples, segment.startS + truth.delayS, segment.endS);
      const level = (truth.mvcN * percentMvc) / 100;
      expect(inside.every((value) => Math.abs(value - level) < 1e-9)).toBe(true);
    }
    expect(Math.max(...force.samples)).toBeCloseTo(truth.mvcN, 9);
    expect(force.samples[0]).toBe(0);
    // 0.1 s after the middle of a ramp of the EMG the force is at half.
    const [{ segment }] = parts;
    expect(force.samples[Math.round((segment.startS - 0.25 + 0.1) * 1000)]).toBeCloseTo(truth.mvcN / 8, 9);
  });

  it('raises RMS and lowers MDF at the same force by what it states', () => {
    const of = (phase: string, percent: number) =>
      parts.find((part) => part.phase === phase && part.percentMvc === percent)
        ?.segment as (typeof parts)[number]['segment'];
    const [fresh, tired] = [of('calibration', 50), of('tired', 50)];
    const level = (segment: typeof fresh) => rms(cut(emg.samples, segment.startS, segment.endS));
    expect(level(fresh) / (truth.mvcRmsMv * 0.5 ** truth.exponent)).toBeCloseTo(1, 0);
    const many = Array.from({ length: 12 }, (_, index) => simulateForceTask({ seed: 3, index }));
    const ratios = many.map((one) => {
      const rmsOf = ({ startS, endS }: typeof fresh) => rms(cut(one.emg.samples, startS, endS));
      const mdfOf = (segment: typeof fresh) => mean(mdfCourse(contractionSignal(one.emg, segment)).values);
      return [
        rmsOf(tired) / rmsOf(fresh) / (1 + one.truth.rmsRise),
        mdfOf(tired) / mdfOf(fresh) / (1 - one.truth.mdfFall),
      ];
    });
    expect(Math.abs(mean(ratios.map(([rise]) => rise)) - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean(ratios.map(([, fall]) => fall)) - 1)).toBeLessThan(0.05);
  });

  it('gives the same person for the same seed, and another for another', () => {
    const again = simulateForceTask({ seed: 7, index: 0 });
    expect(again.emg.samples.every((value, i) => value === emg.samples[i])).toBe(true);
    expect(simulateForceTask({ seed: 7, index: 1 }).truth).not.toEqual(truth);
    expect(simulateForceTask({ seed: 8, index: 0 }).truth).not.toEqual(truth);
    expect([task.id, emg.kind, force.unit]).toEqual(['S01', 'emg', 'N']);
  });

  it('refuses half a person', () => {
    expect(refusal(() => simulateForceTask({ seed: 7, index: 0.5 }))).toContain('index must be a whole number');
  });
});
