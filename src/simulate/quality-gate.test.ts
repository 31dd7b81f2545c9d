import { describe, expect, it } from 'vitest';
import { type IssueCode, issueCatalogue } from '#base';
import { type Analysis, analyze, contractionIndices } from '#fatigue';
import { crossTalkTest, type Recording, type WindowFault } from '#recording';
import { mean } from '#signal';
import {
  clipping,
  type FaultMaker,
  type FaultTime,
  lostContact,
  lostSamples,
  mainsHum,
  motion,
  spikes,
  standstill,
} from './check-faults.ts';
import { simulateTask } from './simulate-task.ts';
import type { TaskStep } from './task-steps.ts';
import { type VirtualParticipant, virtualParticipant } from './virtual-participant.ts';

/** The gate on people made of motor units: whoever changes a limit or a threshold sees here what it finds and loses. */

const steps: readonly TaskStep[] = [
  { kind: 'rest', durationS: 8, record: true },
  { kind: 'target', targetShare: 0.5, durationS: 12, record: true },
  { kind: 'rest', durationS: 4, record: true },
  { kind: 'maximal', durationS: 5, record: true },
  { kind: 'rest', durationS: 2, record: true },
];

/** Person `index`, recorded without mains, unless something is changed about them. */
function recordingOf(index: number, change: Partial<VirtualParticipant> = {}): Recording {
  const participant = { ...virtualParticipant({ seed: 77, index }), mainsMv: 0, ...change };
  return simulateTask({ participant, steps }).recording as Recording;
}

const clean = Array.from({ length: 20 }, (_, index) => recordingOf(index));
const cleanAnalyses = clean.map((recording) => analyze(recording));
const holdOf = (analysis: Analysis) => analysis.contractions[0];
const indexValue = (analysis: Analysis, id: string): number =>
  holdOf(analysis)?.indices.find((index) => index.id === id)?.value ?? Number.NaN;
const holdRms = cleanAnalyses.map((analysis) => indexValue(analysis, 'RMS'));
const codesOf = ({ issues }: Analysis): IssueCode[] => issues.map(({ code }) => code);

describe('the gate on clean recordings of 20 people', () => {
  // 0 of 300 windows: with 95 % confidence fewer than 1 in 100 are lost. Of 150 other people it was 0 of 2400.
  it('loses no window', () => {
    const windows = cleanAnalyses.flatMap(({ contractions }) => contractions.flatMap(({ quality }) => quality.windows));
    expect(windows.length).toBeGreaterThanOrEqual(290);
    expect(windows.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('finds hold and squeeze, and warns of nothing that is not there', () => {
    for (const { segments } of cleanAnalyses) expect(segments.map(({ kind }) => kind)).toEqual(['rest', 'hold', 'mvc']);
    // The strongest squeezes do reach the ends of the sensor's range.
    const codes = cleanAnalyses.flatMap(codesOf);
    expect(codes.filter((code) => code !== 'RANGE_TOUCHED')).toEqual([]);
    expect(codes.length).toBeLessThanOrEqual(3);
  });
});

interface FaultCase {
  readonly code: WindowFault;
  readonly time: FaultTime;
  /** The maker for a hold of this RMS (mV). */
  readonly maker: (rmsMv: number) => FaultMaker;
  /** What checkQuality says of the whole recording; most short faults are too little of it. */
  readonly ofRecording?: IssueCode;
  /** How far a fault may reach into a window that is kept (s). */
  readonly reachS: number;
  /** Largest change of MDF, MNF and RMS of the hold against the clean recording, over all people. */
  readonly within: readonly [mdf: number, mnf: number, rms: number];
  /** Whether the indices would be further off with the bad windows; what costs them little is left out all the same. */
  readonly isWorseKept: boolean;
  /** Whose recordings: where a fault can show at all. */
  readonly people?: readonly number[];
}

const twoSeconds: FaultTime = { startS: 13, endS: 15 };
const firstEight = [0, 1, 2, 3, 4, 5, 6, 7];
// In a sensor with ends at 1.6 mV no spike stands 8 SD out of a hold above 0.19 mV.
const spikesCanShow = firstEight.filter((k) => holdRms[k] < 0.17);
const cases: readonly (readonly [string, FaultCase])[] = [
  [
    'two seconds at ten times the gain',
    {
      code: 'CLIPPED',
      time: twoSeconds,
      maker: (rmsMv) => clipping(1.6 / rmsMv),
      ofRecording: 'CLIPPED',
      reachS: 0.2,
      // What reaches less than a fifth of a second into a window stays, at ten times the amplitude.
      isWorseKept: true,
      within: [0.05, 0.03, 0.6],
    },
  ],
  [
    'mains with harmonics, as strong as the sEMG',
    {
      code: 'MAINS_HUM',
      time: twoSeconds,
      maker: (rmsMv) => mainsHum(rmsMv),
      reachS: 0.35,
      isWorseKept: true,
      within: [0.05, 0.03, 0.05],
    },
  ],
  [
    'the same at 60 Hz',
    {
      code: 'MAINS_HUM',
      time: twoSeconds,
      maker: (rmsMv) => mainsHum(rmsMv, 60),
      reachS: 0.35,
      isWorseKept: true,
      within: [0.05, 0.03, 0.05],
    },
  ],
  [
    'cables that swing by 20 mV',
    {
      code: 'MOTION_ARTEFACT',
      time: twoSeconds,
      maker: () => motion(20),
      ofRecording: 'BASELINE_DRIFT',
      reachS: 0.25,
      isWorseKept: true,
      within: [0.05, 0.03, 0.05],
    },
  ],
  [
    'a standstill of 0.7 s',
    {
      code: 'SIGNAL_GAP',
      time: { startS: 13.2, endS: 13.9 },
      maker: () => standstill,
      ofRecording: 'SIGNAL_GAP',
      reachS: 0.1,
      isWorseKept: false,
      within: [0.03, 0.02, 0.03],
    },
  ],
  [
    'spikes of 1.5 mV in a hold below 0.17 mV',
    {
      code: 'SPIKES',
      time: twoSeconds,
      maker: () => spikes(2),
      reachS: 0.5,
      isWorseKept: true,
      within: [0.05, 0.03, 0.05],
      people: spikesCanShow,
    },
  ],
  [
    '50 lost samples',
    {
      code: 'DROPPED_SAMPLES',
      time: { startS: 13.4, endS: 13.45 },
      maker: () => lostSamples,
      reachS: 0.05,
      isWorseKept: false,
      within: [0.03, 0.02, 0.03],
    },
  ],
];

describe.each(cases)(
  'the gate finds %s',
  (_, { code, time, maker, ofRecording, reachS, within, isWorseKept, people }) => {
    const own = people ?? firstEight;
    const analyses = own.map((k) => analyze(maker(holdRms[k])(clean[k], time)));

    it('in the windows where it is and in no other, with what helps against it', () => {
      analyses.forEach((analysis, n) => {
        const who = `person ${own[n]}`;
        const { windows } = holdOf(analysis).quality;
        const shared = windows.map(({ startS, endS }) => Math.min(endS, time.endS) - Math.max(startS, time.startS));
        expect(Math.max(...shared), who).toBeGreaterThan(0);
        windows.forEach(({ startS, faults }, i) => {
          const codes = faults.map((fault) => fault.code);
          if (shared[i] > reachS) expect(codes, `${who} at ${startS} s`).toContain(code);
          if (shared[i] <= 0) expect(codes, `${who} at ${startS} s`).toEqual([]);
        });
        const excluded = analysis.issues.find((one) => one.code === 'WINDOWS_EXCLUDED');
        expect(excluded?.suggestion, who).toBe(issueCatalogue[code].suggestion);
      });
    });

    it(`says of the recording ${ofRecording ?? 'nothing'}`, () => {
      const usual: readonly IssueCode[] = ['WINDOWS_EXCLUDED', 'RANGE_TOUCHED', 'SEGMENTS_UNSURE'];
      analyses.forEach((analysis, n) => {
        const said = analysis.issues.filter((one) => !usual.includes(one.code));
        expect(
          said.map((one) => one.code),
          `person ${own[n]}`,
        ).toEqual(ofRecording ? [ofRecording] : []);
        // A drift is a share of the whole recording and has no place.
        if (said[0]?.where.atS !== undefined) {
          expect(said[0].where.atS).toBeGreaterThanOrEqual(time.startS);
          expect(said[0].where.atS).toBeLessThan(time.endS);
        }
      });
    });

    it('and the indices of the other windows are near those of the clean recording', () => {
      (['MDF', 'MNF', 'RMS'] as const).forEach((id, i) => {
        const change = (value: (analysis: Analysis) => number): number =>
          Math.max(...analyses.map((one, n) => Math.abs(value(one) / indexValue(cleanAnalyses[own[n]], id) - 1)));
        const kept = change((analysis) => indexValue(analysis, id));
        expect(kept, id).toBeLessThan(within[i]);
        if (!isWorseKept) return;
        const all = change(
          (analysis) => contractionIndices(holdOf(analysis).signal).find((one) => one.id === id)?.value ?? Number.NaN,
        );
        expect(all, id).toBeGreaterThan(1.5 * kept);
      });
    });
  },
);

describe('an electrode that comes off', () => {
  const time = { startS: 13, endS: 14.5 };
  const off = firstEight.map((k) => lostContact(0.005)(clean[k], time));

  it('ends the hold for the finder, which says that it is unsure', () => {
    for (const recording of off) {
      const analysis = analyze(recording);
      expect(analysis.segments.length).toBeGreaterThan(3);
      expect(codesOf(analysis).some((code) => ['HOLD_MISSING', 'SEGMENTS_UNSURE'].includes(code))).toBe(true);
    }
  });

  it('is a weak window where the limits of the hold are given', () => {
    off.forEach((recording, k) => {
      const analysis = analyze(recording, { segments: cleanAnalyses[k].segments });
      for (const { startS, endS, faults } of holdOf(analysis).quality.windows) {
        const shared = Math.min(endS, time.endS) - Math.max(startS, time.startS);
        const codes = faults.map(({ code }) => code);
        if (shared > 0.999) expect(codes).toEqual(['LOW_SNR']);
        if (shared <= 0) expect(codes).toEqual([]);
      }
    });
  });
});

describe('faults of a whole recording', () => {
  const saidOf = (code: IssueCode, change: Partial<VirtualParticipant>): number =>
    firstEight.filter((k) => codesOf(analyze(recordingOf(k, change))).includes(code)).length;

  it.each([
    ['NOISY_REST', { noiseMv: 0.02 }],
    ['MAINS_HUM', { mainsMv: 0.01 }],
  ] as const)('%s is said of all eight', (code, change) => {
    expect(saidOf(code, change)).toBe(8);
  });

  // In a slightly longer test it was 10 of 20 at 0.05 mV, 19 at 0.1, 20 at 0.2 and 19 at 0.4: what the sensor's high-pass
  // leaves of 0.1 mV and less comes near to the noise of some people.
  it.each([
    [0.1, 5],
    [0.2, 7],
    [0.4, 7],
  ])('heart beats of %s mV at the electrodes are seen in at least %i of 8', (ecgMv, least) => {
    expect(saidOf('ECG_SEEN', { ecgMv })).toBeGreaterThanOrEqual(least);
  });

  it('a muscle that hardly passes the noise is never measured in silence', () => {
    for (const k of firstEight) {
      const analysis = analyze(recordingOf(k, { mvcRmsMv: 0.008 }));
      const codes = codesOf(analysis);
      const isSaid = ['NO_CONTRACTION', 'SEGMENTS_UNSURE', 'CONTRACTION_UNUSABLE'].some((code) =>
        codes.includes(code as IssueCode),
      );
      expect(isSaid, `person ${k}: ${codes}`).toBe(true);
    }
  });
});

describe('the test of cross-talk on two muscles', () => {
  // One after the other, each with the electrodes of the first: what the second muscle gives there is its share.
  const [wanted, neighbour] = [4, 6].map((index) => virtualParticipant({ seed: 77, index }));
  const effort = (participant: VirtualParticipant) => {
    const { recording, truth } = simulateTask({ participant, steps });
    const [{ startS, endS }] = truth.contractions;
    const { timesS, rmsMv } = truth.emg as NonNullable<typeof truth.emg>;
    const inside = rmsMv.filter((_, k) => timesS[k] > startS + 1 && timesS[k] < endS - 1);
    return { samples: (recording as Recording).channels[0].samples, startS, endS, rmsMv: mean(inside) };
  };
  const [first, second] = [effort(wanted), effort(neighbour)];

  it.each([
    [4, []],
    [2.4, []],
    [1.7, ['CROSS_TALK']],
    [1, ['CROSS_TALK']],
  ] as const)('at a true ratio of %s says %s', (trueRatio, codes) => {
    const scale = first.rmsMv / (trueRatio * second.rmsMv);
    const n = first.samples.length;
    const samples = Float64Array.from({ length: 2 * n }, (_, i) =>
      i < n ? first.samples[i] : scale * second.samples[i - n],
    );
    const channel = { ...clean[0].channels[0], samples };
    const shiftS = n / channel.fs;
    const stretches = {
      wanted: { startS: first.startS + 1, endS: first.endS - 1 },
      neighbour: { startS: shiftS + second.startS + 1, endS: shiftS + second.endS - 1 },
    };
    const { test, issues } = crossTalkTest(channel, stretches, { file: 'two muscles' });
    expect(Math.abs(test.ratio / trueRatio - 1)).toBeLessThan(0.1);
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });
});
