import { describe, expect, it } from 'vitest';
import { holm, pairedDifference } from '#signal';
import { sampleRecording, sampleRecordings } from './check-samples.ts';
import { pairedIndices } from './paired-indices.ts';

describe('pairedIndices', () => {
  it('compares each person with themselves', () => {
    const mdf = pairedIndices(sampleRecordings()).find(({ name }) => name === 'MDF, hold');
    expect(mdf).toMatchObject({ unit: 'Hz', falls: 3, rises: 2 });
    expect(mdf?.pairs.map(({ fresh, fatigued }) => fatigued - fresh)).toEqual([-5, -3, -1, 1, 3]);
    expect(mdf?.meanDifference).toBeCloseTo(-1, 12);
    const exact = pairedDifference([0, 0, 0, 0, 0], [-5, -3, -1, 1, 3]);
    expect(mdf?.comparison?.interval[0]).toBeCloseTo(exact.interval[0], 12);
    expect(mdf?.comparison?.dz).toBeCloseTo(exact.d?.value as number, 12);
  });

  it('corrects p for all quantities, and compares nobody where two people have both states', () => {
    const all = pairedIndices(sampleRecordings());
    const p = all.flatMap(({ comparison }) => comparison?.pValue ?? []);
    expect(p).toHaveLength(9);
    expect(all.map(({ comparison }) => comparison?.pHolm)).toEqual(holm(p));
    const two = pairedIndices(sampleRecordings().slice(0, 4));
    expect(two.map(({ pairs, comparison }) => [pairs.length, comparison])).toEqual(two.map(() => [2, null]));
  });

  it('names strength as what it is', () => {
    const strength = pairedIndices(sampleRecordings()).find(({ unit }) => unit === '%');
    expect(strength).toMatchObject({ name: 'EMG-derived %MVC', freshMean: 98, fatiguedMean: 72 });
  });

  it('leaves out excluded recordings, people with one state, and values in another unit', () => {
    const recordings = [
      sampleRecording('S01', 'fresh'),
      sampleRecording('S01', 'fatigued'),
      sampleRecording('S02', 'fresh'),
      sampleRecording('S02', 'fatigued', { excluded: 'No hold.' }),
      sampleRecording('S03', 'fresh'),
    ];
    expect(pairedIndices(recordings)[0].pairs.map(({ subject }) => subject)).toEqual(['S01']);
    const counts = sampleRecording('S04', 'fatigued');
    const indices = counts.indices.map((index) => (index.id === 'RMS' ? { ...index, unit: 'count' } : index));
    const mixed = [...recordings, sampleRecording('S04', 'fresh'), { ...counts, indices }];
    const paired = pairedIndices(mixed);
    expect(paired.find(({ name }) => name === 'RMS, hold')?.pairs).toHaveLength(1);
    expect(paired.find(({ name }) => name === 'MDF, hold')?.pairs).toHaveLength(2);
  });

  it('is empty where nobody can be compared', () => {
    expect(pairedIndices([sampleRecording('S01', 'fresh')])).toEqual([]);
  });
});
