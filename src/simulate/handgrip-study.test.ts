import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import { checkQuality, durationS, findContractions, type Segment } from '#recording';
import { mean, rms } from '#signal';
import { holdMdf, simulateHandgrip } from './handgrip.ts';
import { simulateStudy } from './handgrip-study.ts';
import { longestHoldS } from './handgrip-timing.ts';
import { simulatedParticipant } from './participant.ts';
import { possibleMdfHz } from './spectrum-shape.ts';

const study = simulateStudy();
const segmentOf = (segments: readonly Segment[], kind: Segment['kind']) =>
  segments.find((segment) => segment.kind === kind) as Segment;

describe('simulateStudy', () => {
  it('holds each person fresh, then fatigued', () => {
    expect(study.recordings.map(({ subject, state }) => `${subject} ${state}`).slice(0, 4)).toEqual([
      'S01 fresh',
      'S01 fatigued',
      'S02 fresh',
      'S02 fatigued',
    ]);
    expect(study.recordings).toHaveLength(24);
  });

  it('says that it is simulated, wherever its name or device is shown', () => {
    expect(study.simulated).toBe(true);
    expect(study.name).toMatch(/simulated/i);
    for (const { recording } of study.recordings) {
      expect(recording.provenance.device).toMatch(/simulated/i);
      expect(recording.provenance.format).toBe('simulated');
      expect(recording.provenance.file).toMatch(/simulated/i);
    }
  });

  it('is decided by its seed', () => {
    const one = simulateStudy({ people: 1 });
    const { recording, truth } = one.recordings[0];
    expect(recording.provenance.sha256).toBe(study.recordings[0]?.recording.provenance.sha256);
    expect(truth).toEqual(study.recordings[0]?.truth);
    const other = simulateStudy({ people: 1, seed: 8 });
    expect(other.recordings[0]?.recording.provenance.sha256).not.toBe(study.recordings[0]?.recording.provenance.sha256);
  });

  it('has no two recordings alike', () => {
    const digests = study.recordings.map(({ recording }) => recording.provenance.sha256);
    expect(new Set(digests).size).toBe(24);
  });

  it('shows its hold and its squeeze to the contraction finder, within 0.5 s, in every recording', () => {
    for (const { recording, truth } of study.recordings) {
      const { file } = recording.provenance;
      const { segments, issues } = findContractions(recording.channels[0], { file });
      expect(issues).toEqual([]);
      for (const kind of ['hold', 'mvc'] as const) {
        const found = segmentOf(segments, kind);
        const real = segmentOf(truth.segments, kind);
        expect(Math.abs(found.startS - real.startS), file).toBeLessThan(0.5);
        expect(Math.abs(found.endS - real.endS), file).toBeLessThan(0.5);
      }
    }
  });

  it('lets neither onset nor length depend on the state', () => {
    const meanOf = (state: string, measure: (recording: (typeof study.recordings)[number]) => number) =>
      mean(Float64Array.from(study.recordings.filter((one) => one.state === state).map(measure)));
    const onset = (one: (typeof study.recordings)[number]) => segmentOf(one.truth.segments, 'hold').startS;
    expect(Math.abs(meanOf('fresh', onset) - meanOf('fatigued', onset))).toBeLessThan(1);
    const length = (one: (typeof study.recordings)[number]) => durationS(one.recording);
    expect(Math.abs(meanOf('fresh', length) - meanOf('fatigued', length))).toBeLessThan(2);
  });

  it('has people whom every seed can give', () => {
    // One of these twelve tires so steeply from so low a median that the spectrum would leave the band.
    expect(simulateStudy({ people: 12, seed: 17 }).recordings).toHaveLength(24);
  });

  it('refuses a study of nobody', () => {
    expect(() => simulateStudy({ people: 0 })).toThrow('people must be a whole number of at least 1, got 0');
  });
});

describe('simulateHandgrip', () => {
  const { recording, truth } = study.recordings[0];
  const [channel] = recording.channels;

  it('gives whole ADC counts of a calibrated sensor', () => {
    for (const { recording: one } of study.recordings) {
      const [{ calibration, samples, range, unit }] = one.channels;
      expect(calibration).toEqual({ sensor: 'bitalino-emg', supplyV: 3.3, gain: 1009, bits: 10 });
      expect(unit).toBe('mV');
      const stepMv = 3300 / 1009 / 1024;
      // The distance from a whole number of steps, at most rounding noise.
      const off = samples.reduce((most, mv) => Math.max(most, Math.abs(mv / stepMv - Math.round(mv / stepMv))), 0);
      expect(off).toBeLessThan(1e-9);
      expect(range?.[0]).toBeCloseTo(-1.635, 2);
      expect(range?.[1]).toBeCloseTo(1.632, 2);
    }
  });

  it('keeps the true level', () => {
    const { startS, endS } = segmentOf(truth.segments, 'mvc');
    const inner = channel.samples.slice(Math.round((startS + 0.5) * channel.fs), Math.round((endS - 0.5) * channel.fs));
    const level = mean(inner);
    // 4.5 s of noise scatter by 2 %.
    expect(Math.abs(rms(inner.map((mv) => mv - level)) / truth.mvcRmsMv - 1)).toBeLessThan(0.06);
  });

  it('is a recording without defects', () => {
    expect(recording.issues).toEqual([]);
    expect(checkQuality(recording, { channel: 'EMG' })).toEqual([]);
    expect(channel.muscle).toBe('FDS');
    expect(channel.side).toMatch(/^(left|right)$/);
  });

  it('tells its segments as events', () => {
    expect(recording.events.map(({ label }) => label)).toEqual(['rest', 'hold', 'mvc']);
    expect(recording.events[1]?.onsetS).toBe(segmentOf(truth.segments, 'hold').startS);
  });

  it('works at other sampling rates', () => {
    const participant = simulatedParticipant(7, 0);
    const fast = simulateHandgrip({ seed: 7, participant, state: 'fresh', fs: 2000 });
    expect(fast.recording.channels[0].samples.length).toBe(2 * channel.samples.length);
    expect(fast.truth).toEqual(truth);
  });

  it('refuses a rate or a state that does not exist', () => {
    const participant = simulatedParticipant(7, 0);
    expect(() => simulateHandgrip({ seed: 7, participant, state: 'fresh', fs: 0 })).toThrow(ArgumentError);
    expect(() => simulateHandgrip({ seed: 7, participant, state: 'tired' as 'fresh' })).toThrow(
      "state must be one of fresh, fatigued; got 'tired'",
    );
  });
});

describe('simulatedParticipant', () => {
  const people = Array.from({ length: 400 }, (_, index) => simulatedParticipant(7, index));
  const statistics = (values: readonly number[]) => {
    const average = mean(Float64Array.from(values));
    return { average, sd: rms(Float64Array.from(values, (value) => value - average)) };
  };

  it('differs from person to person as people do', () => {
    const { average, sd } = statistics(people.map(({ efforts }) => efforts.fresh.holdMdfHz));
    expect(Math.abs(average - 75)).toBeLessThan(2);
    expect(Math.abs(sd - 13)).toBeLessThan(2);
  });

  it('tires with scatter: most people by the expected amount, some not at all', () => {
    const mdf = statistics(people.map(({ efforts: { fresh, fatigued } }) => fatigued.holdMdfHz / fresh.holdMdfHz - 1));
    expect(mdf.average).toBeCloseTo(-0.06, 1);
    expect(mdf.sd).toBeCloseTo(0.04, 1);
    const ratios = people.map(
      ({ efforts: { fresh, fatigued } }) =>
        Math.log(fatigued.mvcRmsMv / fatigued.holdRmsMv) - Math.log(fresh.mvcRmsMv / fresh.holdRmsMv),
    );
    expect(Math.abs(statistics(ratios).average + 0.3)).toBeLessThan(0.04);
    expect(Math.abs(statistics(ratios).sd - 0.2)).toBeLessThan(0.04);
    expect(ratios.filter((ratio) => ratio > 0).length).toBeGreaterThan(10);
  });

  it('keeps every median, to the end of the longest hold, where a spectrum can have it', () => {
    const effortsOf = (seed: number) =>
      Array.from({ length: 12 }, (_, index) => Object.entries(simulatedParticipant(seed, index).efforts)).flat();
    let bounded = 0;
    for (let seed = 0; seed < 300; seed++) {
      for (const [state, effort] of effortsOf(seed)) {
        const [start, end] = holdMdf(effort, longestHoldS);
        const all = [start, effort.holdMdfHz, end, effort.mvcMdfHz];
        expect(Math.min(...all), `${seed} ${state}`).toBeGreaterThanOrEqual(possibleMdfHz[0] - 1e-9);
        expect(Math.max(...all), `${seed} ${state}`).toBeLessThanOrEqual(possibleMdfHz[1]);
        if (state === 'fatigued') expect(end).toBeLessThan(start);
        if (Math.abs(end - possibleMdfHz[0]) < 1e-9) bounded++;
      }
    }
    // Few: the bound is an exception.
    expect(bounded).toBeGreaterThan(0);
    expect(bounded).toBeLessThan(36);
  });

  it('refuses a person who is not counted', () => {
    expect(() => simulatedParticipant(7, -1)).toThrow(ArgumentError);
  });
});
