import { describe, expect, it } from 'vitest';
import { pairedDifference } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { compareStudy, conditionValues, isComparedAsLog, type Study, type StudyRecording } from './index.ts';

const software = { name: 'myofade', version: '0', build: 'test' };
const study: Study = { name: 'Invented', form: 'manifest', simulated: false, entries: [] };

/** Values of a person as id → value in the hold; nothing else of a recording is looked at. */
function recording(
  subject: string,
  state: 'fresh' | 'fatigued',
  values: Readonly<Record<string, number>>,
  segment = 'hold',
): StudyRecording {
  const indices = Object.entries(values).map(([id, value]) => ({
    id,
    value,
    unit: id === 'MDF' ? 'Hz' : 'Hz^-6',
    segment,
  }));
  const entry = { subject, state, file: `${subject}-${state}.csv` };
  return { entry, sha256: subject, indices, excluded: 'models cannot use it' } as unknown as StudyRecording;
}
const compare = (recordings: readonly StudyRecording[], options = {}) =>
  compareStudy(study, { recordings, refused: [] }, { software, command: '', ...options });

const fresh = [70, 75, 82, 66, 90];
const fatigued = [68, 70, 83, 60, 81];
const paired = fresh.flatMap((value, i) => [
  recording(`S${i}`, 'fresh', { MDF: value, FInsm5: 10 ** (-12 - i) }),
  recording(`S${i}`, 'fatigued', { MDF: fatigued[i], FInsm5: 10 ** (-12 - i + (i % 2) + 1) }),
]);

describe('conditionValues', () => {
  it('takes the segment asked for, several of a kind too, and ratios as log10', () => {
    const rows = [
      recording('A', 'fresh', { MDF: 70, FInsm5: 1e-12 }),
      recording('A', 'fresh', { MDF: 72 }, 'hold 2'),
      recording('A', 'fresh', { MDF: 99 }, 'mvc'),
      recording('A', 'fresh', { MDF: 50 }, 'contraction'),
    ];
    const values = conditionValues(rows, { ids: ['FInsm5', 'MDF'], segment: 'hold' });
    expect(values.map(({ id, value, unit }) => [id, value, unit])).toEqual([
      ['FInsm5', -12, 'log10(Hz^-6)'],
      ['MDF', 70, 'Hz'],
      ['MDF', 72, 'Hz'],
    ]);
    expect(conditionValues(rows, { ids: ['MDF'], segment: 'contraction' }).map(({ value }) => value)).toEqual([50]);
    expect(conditionValues([recording('A', 'fresh', { FInsm5: 0 })], { ids: ['FInsm5'], segment: 'hold' })).toEqual([]);
  });

  it('takes powers, moments and their ratios as log10, and nothing else', () => {
    for (const id of ['BP_20_35', 'M0', 'FInsm2', 'FInsm5_NR', 'LHR', 'WIRM1452', 'WIRE42']) {
      expect(isComparedAsLog(id), id).toBe(true);
    }
    for (const id of ['RMS', 'MDF', 'MNF', 'MAV', 'SampEn', 'MDF_SLOPE']) expect(isComparedAsLog(id), id).toBe(false);
  });
});

describe('compareStudy', () => {
  it('compares people with themselves, also in recordings that models cannot use', () => {
    const { design, rows, people, correctedFor } = compare(paired, { ids: ['MDF', 'FInsm5'] });
    expect({ design, people, correctedFor }).toEqual({
      design: 'paired',
      people: { both: 5, firstOnly: 0, secondOnly: 0 },
      correctedFor: 2,
    });
    const exact = pairedDifference(fresh, fatigued);
    expect(rows[0]).toMatchObject({ id: 'MDF', n: [5, 5], interval: exact.interval, g: exact.g?.value });
    expect(rows[1].difference).toBeCloseTo((1 + 2 + 1 + 2 + 1) / 5, 12);
  });

  it('compares different people only where nobody has both states', () => {
    const apart = paired.filter((_, i) => i < 6 === (i % 2 === 0));
    expect(compare(apart, { ids: ['MDF'] })).toMatchObject({
      design: 'unpaired',
      people: { both: 0, firstOnly: 3, secondOnly: 2 },
    });
    const mixed = compare([...paired, recording('S9', 'fresh', { MDF: 500 })], { ids: ['MDF'] });
    expect(mixed).toMatchObject({ design: 'paired', people: { both: 5, firstOnly: 1 } });
    expect(mixed.rows).toEqual(compare(paired, { ids: ['MDF'] }).rows);
  });

  describe('by another column', () => {
    // Sessions 1 and 2 of five people, all fresh; women and men; a third session that nobody compares.
    const rows = fresh.flatMap((value, i) => [
      recording(`S${i}`, 'fresh', { MDF: value }),
      recording(`S${i}`, 'fatigued', { MDF: fatigued[i] }),
    ]);
    const entries = rows.map(({ entry }) => entry);
    const facts = Object.fromEntries(
      entries.map(({ file, subject, state }) => [
        file,
        { session: state === 'fresh' ? '1' : '2', sex: Number(subject[1]) < 3 ? 'F' : 'M', site: 'n/a' },
      ]),
    );
    const told: Study = { ...study, entries, facts };
    const by = (options: object) =>
      compareStudy(told, { recordings: rows, refused: [] }, { software, command: '', ids: ['MDF'], ...options });

    it('compares people with themselves where they have both values', () => {
      const found = by({ by: 'session' });
      expect(found).toMatchObject({ by: 'session', conditions: ['1', '2'], design: 'paired', people: { both: 5 } });
      expect(found.rows).toEqual(by({}).rows);
      const back = by({ by: 'session', between: ['2', '1'] });
      expect(back.rows[0].difference).toBeCloseTo(-found.rows[0].difference, 12);
      expect(new Set([found, back, by({})].map(({ digest }) => digest)).size).toBe(3);
    });

    it('compares groups of people, each by the mean of its recordings, or only some of them', () => {
      const found = by({ by: 'sex' });
      expect(found).toMatchObject({ design: 'unpaired', people: { both: 0, firstOnly: 3, secondOnly: 2 } });
      const own = fresh.map((value, i) => (value + fatigued[i]) / 2);
      expect(found.rows[0].difference).toBeCloseTo((own[3] + own[4]) / 2 - (own[0] + own[1] + own[2]) / 3, 12);
      const only = by({ by: 'sex', where: [{ column: 'state', value: 'fresh' }] });
      expect(only.rows[0].means[1]).toBe((fresh[3] + fresh[4]) / 2);
      expect(only.excluded).toEqual([]);
    });

    it('says which recordings are in no row', () => {
      const third = { ...rows[0], entry: { ...rows[0].entry, file: 'third.csv' } };
      const unknown = { ...rows[0], entry: { ...rows[0].entry, file: 'unknown.csv' } };
      const more: Study = {
        ...told,
        entries: [...entries, third.entry, unknown.entry],
        facts: { ...facts, 'third.csv': { session: '3' } },
      };
      const { excluded } = compareStudy(
        more,
        { recordings: [...rows, third, unknown], refused: [] },
        { software, command: '', ids: ['MDF'], by: 'session', between: ['1', '2'] },
      );
      expect(excluded.map(({ file, reason }) => [file, reason])).toEqual([
        ['third.csv', 'Its session is 3, which is not compared.'],
        ['unknown.csv', 'Nothing says its session.'],
      ]);
    });

    it('refuses columns and values that are not there', () => {
      expect(refusal(() => by({ by: 'age' }))).toContain(
        "no column 'age' — in compareStudy. Choose one of state, session, sex;",
      );
      expect(refusal(() => by({ where: [{ column: 'age', value: '3' }] }))).toContain("no column 'age'");
      expect(refusal(() => by({ by: 'site' }))).toContain('site has no value');
      expect(refusal(() => by({ by: 'session', between: ['1', '9'] }))).toContain('session has the values 1, 2');
      expect(refusal(() => by({ by: 'session', where: [{ column: 'session', value: '1' }] }))).toContain(
        'Two values are needed',
      );
    });
  });

  it('has a digest of what decides the numbers', () => {
    const digest = (options: object, rows = paired) => compare(rows, options).digest;
    expect(digest({ ids: ['MDF'] })).toBe(digest({ ids: ['MDF'] }));
    const others = [
      digest({ ids: ['FInsm5'] }),
      digest({ ids: ['MDF'], test: 'rank' }),
      digest({ ids: ['MDF'] }, paired.slice(2)),
    ];
    expect(new Set([digest({ ids: ['MDF'] }), ...others]).size).toBe(4);
  });

  it('refuses what cannot be compared', () => {
    expect(refusal(() => compare(paired, { ids: ['MFD'] }))).toContain("There is no index 'MFD'");
    expect(refusal(() => compare(paired, { ids: [] }))).toContain('At least one index');
    expect(refusal(() => compare(paired, { ids: ['MDF', 'MDF'] }))).toContain("'MDF' is named twice");
    expect(() => compare(paired.slice(0, 4), { ids: ['MDF'] })).toThrow(
      'Too few people to compare: Invented has 2 with a measured hold in both states, 0 fresh only and 0 fatigued only.',
    );
    expect(() => compare(paired, { segment: 'mvc' })).toThrow('has 0 with a measured mvc in both states');
  });
});
