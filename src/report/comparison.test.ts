import { describe, expect, it } from 'vitest';
import { sampleComparison } from './check-comparison.ts';
import { sampleRecording, sampleRecordings } from './check-samples.ts';
import { comparisonHeadline, comparisonStatements } from './comparison-words.ts';
import { comparisonCsv, comparisonReport, comparisonSummary } from './index.ts';

const apart = () =>
  sampleRecordings().filter(({ entry }) => (entry.state === 'fresh') === ['S01', 'S02', 'S03'].includes(entry.subject));

describe('a comparison in words', () => {
  it('names what differs, with n, interval and correction, and says when nothing does', () => {
    const comparison = sampleComparison();
    const rms = comparison.rows.find(({ id }) => id === 'RMS');
    // Every person's RMS rises by the same 0.01 mV, up to rounding: as certain as can be.
    expect(rms?.pHolm).toBeLessThan(1e-6);
    expect(comparisonHeadline(comparison)).toMatch(
      /^Fatigued against fresh, 1 of 4 indices of the hold differs \(5 people, each in both states; Holm-corrected p below 0\.05\): RMS higher, g /,
    );
    expect(comparisonHeadline(sampleComparison({ ids: ['MDF'] }))).toBe(
      'No difference is shown between fresh and fatigued in 1 index of the hold (5 people, each in both states; Holm-corrected p from 0.519). That does not show that there is none.',
    );
  });

  it('warns of few people and wide intervals, first', () => {
    const said = comparisonStatements(sampleComparison());
    expect(said[0]).toMatch(/^Few people: only 5 pairs\./);
    expect(said[1]).toMatch(/^Wide intervals: the effect size of RMS, MDF, MNF, log10 FInsm5 is known to no better/);
    expect(said.join(' ')).toContain("corrected for the 4 indices of this table by Holm's method");
  });

  it('of different people says so', () => {
    const comparison = sampleComparison({ recordings: apart(), test: 'rank' });
    expect(comparison.design).toBe('unpaired');
    expect(comparisonHeadline(comparison)).toContain('3 fresh and 2 fatigued people');
    const summary = comparisonSummary(comparison);
    expect(summary).toContain('Mann-Whitney');
    expect(summary).not.toContain('dz');
    expect(comparisonReport(comparison)).not.toContain('>dz<');
  });

  it('counts people with one state, and recordings that give nothing', () => {
    const recordings = [
      ...sampleRecordings(),
      sampleRecording('S06', 'fresh'),
      sampleRecording('S07', 'fresh', { indices: [] }),
    ];
    const comparison = sampleComparison({ recordings });
    expect(comparison.people).toEqual({ both: 5, firstOnly: 1, secondOnly: 0 });
    expect(comparison.excluded).toMatchObject([{ subject: 'S07' }]);
    const said = comparisonStatements(comparison).join(' ');
    expect(said).toContain('1 person has one state only and is in no row.');
    expect(said).toContain('1 recording gives no number here.');
    expect(comparisonReport(comparison)).toContain('Recordings that give no number');
  });
});

describe('a comparison by another column', () => {
  it('names its values and what it cannot tell, and no state', () => {
    const shown = { ...sampleComparison(), by: 'session', conditions: ['1', '2, later'] as const };
    for (const text of [comparisonReport(shown), comparisonSummary(shown).replaceAll(/\s+/g, ' ')]) {
      expect(text).toContain('Session 2, later against session 1');
      expect(text).toContain('5 people, each in both conditions');
      expect(text).toContain('not that session is the cause');
      expect(text).not.toMatch(/fatigued (against|less)|when fatigued|By the protocol/);
    }
    expect(comparisonReport(shown)).toContain('higher in session 2, later');
    expect(comparisonCsv(shown).split('\n')[1]).toContain('session,1,"2, later"');
    const some = { ...shown, where: [{ column: 'sex', value: 'F' }] };
    expect(comparisonHeadline(some)).toContain('each in both conditions, only sex F');
  });
});

describe('the files of a comparison', () => {
  it('mark simulated people everywhere', () => {
    const comparison = sampleComparison({ simulated: true });
    const report = comparisonReport(comparison);
    for (const place of ['<title>SIMULATED', '>SIMULATED</text>', '<strong>SIMULATED</strong>', 'SIMULATED people.']) {
      expect(report).toContain(place);
    }
    expect(comparisonSummary(comparison).split('\n')[0]).toContain('SIMULATED');
    expect(
      comparisonCsv(comparison)
        .trimEnd()
        .split('\n')
        .slice(1)
        .every((line) => line.endsWith(',true')),
    ).toBe(true);
    expect(comparisonReport(sampleComparison())).not.toContain('SIMULATED');
  });

  it('hold one CSV row per index with as many cells as columns', () => {
    const comparison = sampleComparison();
    const [head, ...rows] = comparisonCsv(comparison)
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows.map(([index]) => index)).toEqual(['RMS', 'MDF', 'MNF', 'log10 FInsm5']);
    for (const row of rows) expect(row).toHaveLength(head.length);
    const [, mdf] = comparison.rows;
    expect(rows[1][head.indexOf('hedges_g')]).toBe(String(mdf.g));
    expect(rows[1][head.indexOf('p_holm')]).toBe(String(mdf.pHolm));
  });

  it('leave out an effect size where nothing varies', () => {
    const still = sampleRecordings().map((recording) => ({
      ...recording,
      indices: recording.indices.map((index) => ({ ...index, value: 1 })),
    }));
    const comparison = sampleComparison({ recordings: still });
    expect(comparison.rows.every(({ g }) => g === null)).toBe(true);
    expect(comparisonStatements(comparison).join(' ')).toContain('Nothing varies in RMS, MDF, MNF, log10 FInsm5');
    for (const text of [comparisonReport(comparison), comparisonSummary(comparison), comparisonCsv(comparison)]) {
      expect(text).not.toMatch(/NaN|null|undefined/);
    }
  });
});
