import { describe, expect, it } from 'vitest';
import { analyze } from '#fatigue';
import { builtInProtocol, builtInProtocols } from '#protocol';
import { durationS, findContractions } from '#recording';
import { mean } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { simulateHandgripTest, simulatePerson } from './index.ts';

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

  it('does the test of simulateHandgripTest, of which people were fitted', () => {
    for (const { traits, session } of people.slice(0, 4)) {
      const { cycles, fatigued, mvcN } = simulateHandgripTest(traits);
      const rounds = Math.max(...session.steps.map(({ step }) => step.rounds[0] ?? 0));
      // Both draw their own reaction times and sway.
      expect(Math.abs(rounds - cycles.length)).toBeLessThanOrEqual(1);
      expect(Math.abs((session.restedMvcN ?? 0) / mvcN - 1)).toBeLessThan(0.02);
      expect(Math.abs(session.recordings[1].truth.mvcLoss[0] - fatigued.truth.mvcLoss[0])).toBeLessThan(0.06);
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
