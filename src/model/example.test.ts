import { describe, expect, it } from 'vitest';
import { UnsupportedError } from '#base';
import { analyze, contractionSignal, featureIds } from '#fatigue';
// Simulation is a layer above this one; a test may look up.
import { simulatedParticipant, simulateHandgrip } from '../simulate/index.ts';
import { exampleOf } from './index.ts';

const { recording } = simulateHandgrip({ seed: 3, participant: simulatedParticipant(3, 0), state: 'fresh' });
const analysis = analyze(recording);
const refused = (change: object): string => {
  try {
    exampleOf({ ...analysis, ...change }, 'S01.csv');
  } catch (error) {
    if (error instanceof UnsupportedError) return `${error.message} ${error.fix}`;
    throw error;
  }
  throw new Error('The call was accepted.');
};

describe('exampleOf', () => {
  it('gives features and spectrograms of an analysed recording', () => {
    const { features, spectrogram } = exampleOf(analysis, 'S01.csv');
    expect(features.length).toBe(featureIds.length);
    for (const { db, nBands } of [spectrogram.hold, spectrogram.mvc]) {
      expect(nBands).toBe(25);
      expect(db.every(Number.isFinite)).toBe(true);
    }
  });

  it('holds nothing of what lies outside the limits of the contractions', () => {
    const { samples, fs } = analysis.channel;
    const { hold, mvc } = analysis;
    const parts = [hold, mvc].filter((part) => part !== undefined);
    const isInside = (i: number) =>
      parts.some(({ segment }) => i >= Math.round(segment.startS * fs) && i < Math.round(segment.endS * fs));
    const channel = { ...analysis.channel, samples: samples.map((mv, i) => (isInside(i) ? mv : 7 - 3 * mv)) };
    const [otherHold, otherMvc] = parts.map(({ segment }) => contractionSignal(channel, segment));
    const other = { ...analysis, channel, hold: otherHold, mvc: otherMvc };
    expect(exampleOf(other, 'S01.csv')).toEqual(exampleOf(analysis, 'S01.csv'));
    const inside = { ...analysis.channel, samples: samples.map((mv, i) => (isInside(i) ? -2 * mv : mv)) };
    const [changed] = parts.map(({ segment }) => contractionSignal(inside, segment));
    expect(exampleOf({ ...analysis, hold: changed }, 'S01.csv')).not.toEqual(exampleOf(analysis, 'S01.csv'));
  });

  it('says what is missing', () => {
    expect(refused({ hold: undefined, mvc: undefined })).toContain(
      'No usable hold and no maximal squeeze was found in S01.csv.',
    );
    expect(refused({ mvc: undefined })).toContain('No usable maximal squeeze was found');
    expect(refused({ hold: undefined })).toContain('No usable hold was found');
  });

  it('refuses raw counts', () => {
    expect(refused({ channel: { ...analysis.channel, unit: 'count' } })).toContain('is in raw counts');
  });

  it('refuses a squeeze that is shorter than one crop', () => {
    const { mvc } = analysis;
    const short = mvc && { ...mvc, samples: mvc.samples.slice(0, 2000), endS: mvc.startS + 2 };
    expect(refused({ mvc: short })).toBe(
      'The steady part of the maximal squeeze in S01.csv lasts 2.0 s. Classifying needs 2.2 s or more: squeeze for about 5 s.',
    );
  });
});
