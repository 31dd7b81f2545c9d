import { describe, expect, it } from 'vitest';
import { analyze, contractionSignal, contractionSpectrum, dimitrovIndex, meanFrequency } from '#fatigue';
import { builtInProtocol, builtInProtocols } from '#protocol';
import { durationS, findContractions } from '#recording';
import { mean, pairedDifference, rms } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { type SessionRecording, simulatePerson } from './index.ts';

const protocol = builtInProtocol('handgrip-fatigue');
const person = (index: number, difficulty: 'textbook' | 'realistic' = 'textbook') =>
  simulatePerson({ seed: 7, index, difficulty, protocol });
const people = Array.from({ length: 8 }, (_, index) => person(index));

describe('simulatePerson', () => {
  it('does the whole test: fatigued is recorded once strength has fallen to the target', () => {
    for (const { session } of people) {
      expect(session.recordings.map(({ name }) => name)).toEqual(['fresh', 'fatigued']);
      const squeezes = session.steps.flatMap(({ step, outcome }) =>
        step.rounds.length > 0 ? (outcome.mvcN ?? []) : [],
      );
      expect((squeezes.at(-1) ?? 0) / (session.restedMvcN ?? 0)).toBeLessThanOrEqual(0.7 + 1e-8);
      expect((squeezes.at(-2) ?? 1e9) / (session.restedMvcN ?? 0)).toBeGreaterThan(0.7);
      const [fresh, fatigued] = session.recordings.map(({ truth }) => truth.mvcLoss[0]);
      expect(fresh).toBeLessThan(0.05);
      expect(fatigued).toBeGreaterThan(0.2);
    }
  });

  it('needs fewer rounds the faster it tires', () => {
    const rounds = people.map(({ session }) => Math.max(...session.steps.map(({ step }) => step.rounds[0] ?? 0)));
    const byPace = people
      .map(({ traits }, i) => ({ pace: Number(traits.fatigability), rounds: rounds[i] }))
      .sort((a, b) => a.pace - b.pace);
    byPace.slice(1).forEach((one, i) => {
      expect(one.rounds).toBeLessThanOrEqual(byPace[i].rounds);
    });
    expect(byPace[0].rounds).toBeGreaterThan(byPace[7].rounds);
  });

  it('gives recordings that the analysis reads, with the true MDF and events where efforts are', () => {
    for (const { session } of people.slice(0, 4)) {
      for (const { recording, truth } of session.recordings) {
        const { segments, issues } = findContractions(recording.channels[0], { file: recording.provenance.file });
        expect(issues).toEqual([]);
        for (const kind of ['hold', 'mvc'] as const) {
          const found = segments.find((one) => one.kind === kind);
          const real = recording.events.find(({ label }) => label === kind);
          expect(Math.abs((found?.startS ?? 0) - (real?.onsetS ?? 0))).toBeLessThan(0.5);
        }
        const { emg, contractions } = truth;
        const hold = contractions.find(({ kind }) => kind === 'hold');
        const inHold = emg?.mdfHz.filter(
          (_, i) => emg.timesS[i] > (hold?.startS ?? 0) && emg.timesS[i] < (hold?.endS ?? 0),
        );
        const mdf = analyze(recording).indices.find(({ id, segment }) => id === 'MDF' && segment === 'hold');
        // One hold of 10 s knows its MDF to about 2 %.
        expect(Math.abs((mdf?.value ?? 0) / mean(inHold ?? []) - 1)).toBeLessThan(0.08);
        expect(durationS(recording)).toBeCloseTo(truth.forceN.length / 10, 6);
      }
    }
  });

  it('is decided by seed, index and difficulty', () => {
    const digests = (one: (typeof people)[number]) =>
      one.session.recordings.map(({ recording }) => recording.provenance.sha256);
    expect(digests(person(1))).toEqual(digests(people[1]));
    expect(digests(person(1, 'realistic'))).not.toEqual(digests(people[1]));
    expect(new Set(people.flatMap(digests)).size).toBe(16);
    expect(person(1, 'realistic').traits.mvcN).toBe(people[1].traits.mvcN);
  });

  it('can do every built-in protocol', () => {
    for (const one of builtInProtocols) {
      const { session } = simulatePerson({ seed: 1, index: 0, difficulty: 'realistic', protocol: one });
      expect(session.recordings.length).toBeGreaterThan(0);
      for (const { recording } of session.recordings) expect(recording.provenance.device).toMatch(/^Simulated/);
    }
  });

  it('refuses an unknown difficulty', () => {
    const options = { seed: 7, index: 0, difficulty: 'easy' as 'textbook', protocol };
    expect(refusal(() => simulatePerson(options))).toContain(
      "difficulty must be one of textbook, realistic; got 'easy'",
    );
  });
});

/** MNF and FInsm5 of the hold, RMS of the maximum, and the ratio of both RMS. */
function featuresOf({ recording, truth }: SessionRecording) {
  const part = (kind: 'hold' | 'mvc') => {
    const effort = truth.contractions.find((one) => one.kind === kind);
    const ends = { startS: effort?.startS ?? 0, endS: effort?.endS ?? 0 };
    return contractionSignal(recording.channels[0], { kind, channel: 'EMG', ...ends });
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
    const [fresh, fatigued] = person(index, 'realistic').session.recordings.map(featuresOf);
    return { fresh, fatigued };
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
