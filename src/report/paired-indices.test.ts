import { describe, expect, it } from 'vitest';
import { sampleRecording, sampleRecordings } from './check-samples.ts';
import { bootstrapMean, pairedIndices } from './paired-indices.ts';

describe('pairedIndices', () => {
  it('compares each person with themselves', () => {
    const mdf = pairedIndices(sampleRecordings()).find(({ name }) => name === 'MDF, hold');
    expect(mdf).toMatchObject({ unit: 'Hz', falls: 3, rises: 2 });
    expect(mdf?.pairs.map(({ fresh, fatigued }) => fatigued - fresh)).toEqual([-5, -3, -1, 1, 3]);
    expect(mdf?.meanDifference).toBeCloseTo(-1, 12);
    const [lo, hi] = mdf?.interval ?? [0, 0];
    expect(lo).toBeGreaterThan(-5);
    expect(lo).toBeLessThan(-1);
    expect(hi).toBeGreaterThan(-1);
    expect(hi).toBeLessThan(3);
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

describe('bootstrapMean', () => {
  it('is the same every time, and absent for fewer than three values', () => {
    expect(bootstrapMean([1, 2, 3, 4])).toEqual(bootstrapMean([1, 2, 3, 4]));
    expect(bootstrapMean([1, 2])).toBeNull();
    expect(bootstrapMean([2, 2, 2])).toEqual([2, 2]);
  });
});
