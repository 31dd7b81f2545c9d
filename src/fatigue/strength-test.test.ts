import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
// Simulation is a layer above this one; a test may look up.
import { simulateForceTask } from '../simulate/index.ts';
import { forceTrace, squeezes } from './check-force-trace.ts';
import { type ForceRecording, gripNorms, type StrengthTestOptions, strengthTest } from './index.ts';

const one = (force: ForceRecording['force'], more: Partial<ForceRecording> = {}): ForceRecording => ({
  file: 'a.edf',
  force,
  ...more,
});
const rested = one(forceTrace(squeezes([400, 392, 380]), { endS: 60 }));

/** Three rested squeezes, a hold at 40 % of 60 s that falls at 50 s, and squeezes right after, 5 and 10 minutes later. */
const session = (): ForceRecording[] => [
  rested,
  one(forceTrace([{ startS: 5, lengthS: 60, level: 160 }, ...squeezes([300, 290, 296], 80)], { endS: 130 }), {
    offsetS: 300,
  }),
  one(forceTrace(squeezes([340, 335, 338]), { endS: 60 }), { offsetS: 300 + 65 + 300 - 2 }),
  one(forceTrace(squeezes([390, 386, 388]), { endS: 60 })),
];

describe('strengthTest', () => {
  it('takes the noise of a recording of rest for no effort', () => {
    const random = seededRandom(5);
    const still = forceTrace([], { endS: 30 });
    const rest = one({ ...still, samples: still.samples.map(() => 0.5 + 0.3 * random.normal()) });
    const [first, ...others] = session();
    const without = strengthTest([first, ...others]);
    const withRest = strengthTest([first, rest, ...others]);
    expect(withRest.holds.map(({ meanForce }) => meanForce)).toEqual(without.holds.map(({ meanForce }) => meanForce));
    expect(withRest.blocks.map(({ mvc }) => mvc.value)).toEqual(without.blocks.map(({ mvc }) => mvc.value));
  });

  it('has maximum, loss with its label, and recovery of a whole session', () => {
    const test = strengthTest(session(), { targetPercent: 40 });
    expect(test.unit).toBe('N');
    expect(test.rested.value).toBeCloseTo(400, 6);
    expect(test.rested.reason).toBe('Accepted: the best two differ by 2.0 %, within 5 %.');
    expect(test.blocks.map(({ isRested }) => isRested)).toEqual([true, false, false, false]);
    expect(test.blocks.map(({ loss }) => loss && [loss.state, Math.round(loss.lossPercent)])).toEqual([
      null,
      ['fatigued', 25],
      ['grey', 15],
      ['fresh', 3],
    ]);
    expect(test.blocks.map(({ recovery }) => recovery && +recovery.toFixed(6))).toEqual([null, null, 0.4, 0.9]);
    // The hold ends at 65 s; the last recording does not say when it began.
    const [, after, later, unknown] = test.blocks.map(({ minutes }) => minutes);
    expect(after).toBeCloseTo(15 / 60, 2);
    expect(later).toBeCloseTo(5, 2);
    expect(unknown).toBeNull();
    const [hold] = test.holds;
    expect(hold).toMatchObject({ recording: 1, allOut: null, endurance: { target: 160, hasFailed: true } });
    expect(hold.endurance?.enduranceS).toBeCloseTo(59.4, 0);
    expect(hold.endurance?.startS).toBeCloseTo(5.3, 1);
    expect(test.issues).toEqual([]);
  });

  it('moves the label with its limits, and says the rule', () => {
    const { blocks, rule } = strengthTest(session(), { label: { fatiguedFrom: 30, freshBelow: 20 } });
    expect(blocks.map(({ loss }) => loss?.state)).toEqual([undefined, 'grey', 'fresh', 'fresh']);
    expect(rule).toContain('fatigued from 30 % loss');
  });

  it('takes a given maximum for the rested one, and none from squeezes after a hold', () => {
    const after = one(
      forceTrace([{ startS: 1, lengthS: 20, level: 200 }, ...squeezes([300, 298, 299], 30)], { endS: 80 }),
    );
    const alone = strengthTest([after]);
    expect(alone.rested).toMatchObject({ value: null, reason: expect.stringContaining('come after a hold') });
    expect(alone.blocks[0]).toMatchObject({ isRested: false, loss: null, recovery: null });
    const known = strengthTest([after], { restedMvc: 400, targetPercent: 50 });
    expect(known.blocks[0].loss?.lossPercent).toBeCloseTo(25, 6);
    expect(known.holds[0].endurance?.target).toBe(200);
    expect(refusal(() => strengthTest([after], { targetPercent: 50 }))).toContain('needs a rested maximum');
  });

  it('tells why a squeeze is rejected, and asks for another', () => {
    const cut = forceTrace([...squeezes([400]), { startS: 30, lengthS: 40, level: 380, rampS: 15 }], { endS: 40 });
    const test = strengthTest([one(cut)], { holdFromS: 12 });
    expect(test.blocks[0].trials.map(({ isAccepted }) => isAccepted)).toEqual([true, false]);
    expect(test.rested.reason).toContain('Another trial, please: 1 squeeze counts');
    expect(test.issues.map(({ code }) => code)).toEqual(['MVC_REJECTED', 'MVC_SUBMAXIMAL']);
    for (const { where } of test.issues) expect(where.atS).toBe(test.blocks[0].segments[1].startS);
  });

  it('has fatigue indices of repeated maxima and critical force of an intermittent test', () => {
    const levels = [400, 380, 360, 340, 320, 300, 280, 260, 250, 250, 250, 250, 250, 250];
    const efforts = levels.map((level, i) => ({ startS: 1 + 10 * i, lengthS: 5, level, rampS: 0.1 }));
    const force = forceTrace(efforts, { endS: 142 });
    const test = strengthTest([one(force)], { intermittent: { contractionS: 5, restS: 5 } });
    const { repeated } = test.blocks[0];
    expect(repeated?.firstLastPercent).toBeCloseTo(37.5, 6);
    expect(repeated?.fi3Percent).toBeCloseTo((100 * (380 - 250)) / 380, 6);
    expect(repeated?.state.state).toBe('fatigued');
    expect(repeated?.declinePercentPerMin).toBeGreaterThan(10);
    expect(test.intermittent).toMatchObject({ n: 14, nLast: 6 });
    // A ramp of 0.1 s at each end takes 2 % of the mean of 5 s.
    expect(test.intermittent?.criticalForce).toBeCloseTo(0.98 * 250, -1);
    const wrong = { intermittent: { contractionS: 5, restS: 10 } };
    expect(refusal(() => strengthTest([one(force)], wrong))).toContain('come every 10.0 s and not every 15 s');
    expect(refusal(() => strengthTest([rested], wrong))).toContain('more than 6 squeezes');
    expect(strengthTest([rested]).blocks[0].repeated).toBeNull();
  });

  it('has static indices and times of falling of an all-out hold', () => {
    const random = seededRandom(1);
    const falling = forceTrace([{ startS: 1, lengthS: 31, level: 400, left: 0.2, rampS: 0.1 }], { endS: 33 });
    const noisy = { ...falling, samples: falling.samples.map((value) => value + 4 * random.normal()) };
    const [{ allOut, endurance }] = strengthTest([one(noisy)]).holds;
    expect(endurance).toBeNull();
    // A straight fall from 100 to 20 %: half and a quarter of the range are passed at known times.
    expect(allOut?.fall.FR75).toBeCloseTo((30.8 * 0.25) / 0.8, 0);
    expect(allOut?.fall.FR50).toBeCloseTo((30.8 * 0.5) / 0.8, 0);
    expect(allOut?.fall.FR25).toBeCloseTo((30.8 * 0.75) / 0.8, 0);
    expect(allOut?.fromStart.percent).toBeGreaterThan(37);
    expect(allOut?.fromStart.percent).toBeLessThan(42);
  });

  it('puts norms, the other hand and an earlier session beside it', () => {
    const kgf = (levels: number[]) => one(forceTrace(squeezes(levels), { endS: 60, unit: 'kgf' }));
    const options: StrengthTestOptions = {
      person: { sex: 'female', ageYears: 22 },
      facts: { protocol: 'southampton-2011', hand: 'right', dominantHand: 'right' },
      otherHand: [kgf([36, 35.5, 35])],
      earlier: { mvc: 46, sem: 1 },
    };
    const test = strengthTest([kgf([40, 39, 38])], options);
    const { norms } = gripNorms({
      value: 39,
      unit: 'kgf',
      ageYears: 22,
      sex: 'female',
      hands: ['right', 'dominant'],
    });
    expect(test.norms?.norms.map(({ z, source }) => [+z.toFixed(9), source])).toEqual(
      norms.map(({ z, source }) => [+z.toFixed(9), source]),
    );
    expect(test.hands?.asymmetry?.percent).toBeCloseTo(10, 9);
    expect(test.score).toMatchObject({ isComplete: true });
    expect(test.score?.value).toBeCloseTo(40, 9);
    expect(test.change?.noise).toMatchObject({ isDetectable: true });
    expect(test.change?.noise?.inMdc).toBeCloseTo(-6 / (1.959963984540054 * Math.SQRT2), 9);
    const old = strengthTest([kgf([40, 39, 38])], { ...options, person: { sex: 'male', ageYears: 65 } });
    expect(old.norms).toMatchObject({ norms: [], none: expect.stringContaining('no norm for this age') });
    const unknown = strengthTest([kgf([40, 39, 38])], { otherHand: [kgf([36, 35, 34])], earlier: { mvc: 46 } });
    expect(unknown.hands).toMatchObject({ asymmetry: null, none: expect.stringContaining('which hand') });
    expect(unknown.change).toMatchObject({ noise: null });
    expect(unknown.norms).toBeNull();
    const byMdc = strengthTest([kgf([40, 39, 38])], { earlier: { mvc: 46, mdc95: 12 } });
    expect(byMdc.change?.noise?.inMdc).toBeCloseTo(-0.5, 9);
    expect(byMdc.change?.noise?.isDetectable).toBe(false);
  });

  it('finds the truth of a simulated person, with the EMG of each squeeze, SIMULATED', () => {
    const { force, emg, parts, truth } = simulateForceTask({ seed: 7, index: 0 });
    const segments = parts
      .filter(({ percentMvc, phase }) => percentMvc === 100 || phase === 'tiring')
      .map(({ segment }) => segment);
    const test = strengthTest([one(force, { emg, segments })], { targetPercent: 40, fewestTrials: 2 });
    expect(test.rested.value).toBeCloseTo(truth.mvcN, 6);
    expect(test.blocks[0].trials[0].emgRmsMv).toBeCloseTo(truth.mvcRmsMv, 1);
    expect(test.holds[0].endurance?.enduranceS).toBeGreaterThan(59);
  });

  it('refuses what is no test', () => {
    const kgf = one(forceTrace(squeezes([40]), { endS: 10, unit: 'kgf' }));
    expect(refusal(() => strengthTest([]))).toContain('got no recording');
    expect(refusal(() => strengthTest([rested, kgf]))).toContain('one unit, got N and kgf');
    expect(refusal(() => strengthTest([rested], { restedMvc: 0 }))).toContain('restedMvc must be a number above 0');
    expect(refusal(() => strengthTest([rested], { earlier: { mvc: 400, sem: 1, mdc95: 2 } }))).toContain(
      'Either a SEM',
    );
    expect(refusal(() => strengthTest([rested], { earlier: { mvc: -1 } }))).toContain('earlier maximum');
  });
});
