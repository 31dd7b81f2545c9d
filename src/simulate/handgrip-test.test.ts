import { describe, expect, it } from 'vitest';
import { contractionSignal, contractionSpectrum, dimitrovIndex, meanFrequency } from '#fatigue';
import type { Recording } from '#recording';
import { mean, pairedDifference, rms } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { simulateHandgripTest } from './handgrip-test.ts';
import type { SimulatedTask } from './simulate-task.ts';
import { virtualParticipant } from './virtual-participant.ts';

describe('simulateHandgripTest', () => {
  const participant = virtualParticipant({ seed: 2, index: 1, difficulty: 'textbook' });
  const test = simulateHandgripTest(participant);

  it('goes on until the maximum has fallen by the stop rule, and no further', () => {
    expect(test.stopped).toBe(true);
    expect(test.cycles[test.cycles.length - 1]).toBeLessThanOrEqual(0.7);
    expect(Math.min(1, ...test.cycles.slice(0, -1))).toBeGreaterThan(0.7);
  });

  it('records the same task before and after, of a weaker muscle', () => {
    const bests = [test.fresh, test.fatigued].map(({ recording, truth }) => {
      expect(recording?.channels[0].samples.length).toBe(38_000);
      expect(truth.contractions.map(({ kind }) => kind)).toEqual(['hold', 'mvc']);
      return truth.contractions[1].bestN;
    });
    expect(bests[1]).toBeLessThan(0.85 * bests[0]);
    expect(test.fresh.recording?.provenance.file).toBe('simulated-S02-fresh');
  });

  it('is stopped by a cancellation', () => {
    const signal = { aborted: true } as AbortSignal;
    expect(refusal(() => simulateHandgripTest(participant, { signal }))).toContain('The simulation was cancelled');
  });
});

/** MNF and FInsm5 of the hold, RMS of the maximum, and the ratio of both RMS. */
function featuresOf({ recording, truth }: SimulatedTask) {
  const [startS] = truth.recordedS as readonly [number, number];
  const part = (kind: 'hold' | 'mvc') => {
    const effort = truth.contractions.find((one) => one.kind === kind);
    const ends = { startS: (effort?.startS ?? 0) - startS, endS: (effort?.endS ?? 0) - startS };
    return contractionSignal((recording as Recording).channels[0], { kind, channel: 'EMG', ...ends });
  };
  const [hold, mvc] = [part('hold'), part('mvc')];
  const spectrum = contractionSpectrum(hold);
  return {
    mnf: meanFrequency(spectrum),
    logFinsm5: Math.log10(dimitrovIndex(spectrum)),
    mvcRms: rms(mvc.samples),
    lnRatio: Math.log(rms(hold.samples) / rms(mvc.samples)),
  };
}

// `npm run simulation` measures this on 200 people; here are enough to see that nothing has moved far.
describe('a realistic cohort', () => {
  const tests = Array.from({ length: 40 }, (_, index) => {
    const { fresh, fatigued } = simulateHandgripTest(virtualParticipant({ seed: 7, index, difficulty: 'realistic' }));
    return { fresh: featuresOf(fresh), fatigued: featuresOf(fatigued) };
  });

  it('has the rested MNF of real people, within one of their SDs', () => {
    expect(Math.abs(mean(tests.map(({ fresh }) => fresh.mnf)) - 91.6)).toBeLessThan(15.2);
  });

  // A dz of 40 people is known to about 0.35 at two standard errors; the fit itself may miss by 0.25.
  it.each([
    ['mnf', -0.57],
    ['logFinsm5', 0.64],
    ['mvcRms', -0.61],
    ['lnRatio', 0.63],
  ] as const)('shows the effect of fatigue on %s that real people show, %d', (feature, real) => {
    const column = (state: 'fresh' | 'fatigued') => tests.map((test) => test[state][feature]);
    const dz = pairedDifference(column('fresh'), column('fatigued')).d?.value ?? 0;
    expect(Math.abs(dz - real)).toBeLessThan(0.45);
  });
});
