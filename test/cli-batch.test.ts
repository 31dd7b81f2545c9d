import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSignalsText, simulatedRecordings, writeManifestStudy } from './cli-studies.ts';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();

beforeAll(() => {
  writeManifestStudy(user, 'study', 2);
  const [{ recording }] = simulatedRecordings(1);
  user.write('files/one.txt', openSignalsText(recording));
  user.write('files/notes.txt', 'not a recording\n');
});

describe('myofade analyze FOLDER', () => {
  it('writes one table of contractions and windows, twice, beside an overview with a report for each file', async () => {
    const { code, out, err } = await program.run(user.path, 'analyze', 'study', '--out', 'tables', '--window', '2');
    expect({ code, err: err.split('\n')[0] }).toEqual({ code: 0, err: expect.stringContaining('tables') });
    expect(out).toMatch(/^Analysed 4 channels of 4 files \(0 left out\): \d+ rows\. 1 of the channels SIMULATED\.\n$/);
    const [head, ...lines] = user.text('tables/indices.csv').trim().split('\n');
    const columns = head.split(',');
    for (const name of [
      'file',
      'subject',
      'state',
      'segment',
      'level',
      'good',
      'RMS',
      'MDF',
      'SampEn',
      'MDF_SLOPE_low',
    ]) {
      expect(columns).toContain(name);
    }
    const bytes = user.bytes('tables/indices.parquet');
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    expect(rows).toHaveLength(lines.length);
    expect(Object.keys(rows[0])).toEqual(columns);
    lines.forEach((line, i) => {
      const cells = line.split(',');
      expect(cells[columns.indexOf('subject')]).toBe(rows[i].subject);
      const mdf = cells[columns.indexOf('MDF')];
      expect(mdf === '' ? null : Number(mdf)).toBe(rows[i].MDF);
    });
    const wholes = rows.filter(({ level }) => level === 'contraction');
    expect(wholes.map(({ subject, state, segment }) => [subject, state, segment]).slice(0, 2)).toEqual([
      [rows[0].subject, 'fresh', 'hold'],
      [rows[0].subject, 'fresh', 'mvc'],
    ]);
    for (const { start_s, end_s, level } of rows) {
      if (level === 'window') expect(Number(end_s) - Number(start_s)).toBeCloseTo(2, 6);
    }
    const page = user.text('tables/report.html');
    expect(page).toContain('SIMULATED');
    const links = [...page.matchAll(/href="(recordings\/[^"]+)"/g)].map(([, link]) => decodeURIComponent(link));
    expect(links).toHaveLength(4);
    for (const link of links) expect(user.text(`tables/${link}`)).toMatch(/^<!doctype html>/i);
  });

  it('takes any folder of recordings, and lists what it left out with the reason', async () => {
    const { code, out, err } = await program.run(user.path, 'analyze', 'files');
    expect(code).toBe(0);
    expect(out).toContain('Analysed 1 channels of 2 files (1 left out)');
    expect(err).toContain('Left out notes.txt');
    expect(user.text('myofade-results/files-analysis/report.html')).toContain('notes.txt');
  });

  it('refuses what belongs to one recording, and a folder without any', async () => {
    const [report, empty] = await Promise.all([
      program.run(user.path, 'analyze', 'study', '--report', 'x.html'),
      program.run(user.path, 'analyze', 'myofade-results/files-analysis/recordings'),
    ]);
    expect([report.code, empty.code]).toEqual([2, 2]);
    expect(report.err).toContain('--report is for one recording, and study is a folder');
    expect(empty.err).toContain('holds no recordings');
  });
});

describe('what a user says about one recording', () => {
  it('replaces found segments, threshold and band, and the result says so', async () => {
    user.write('limits.csv', 'kind,startS,endS\nhold,17,25\nmvc,31,35\nrest,2,10\n');
    const run = async (...more: string[]) =>
      JSON.parse((await program.run(user.path, 'analyze', 'files/one.txt', '--json', ...more)).out);
    const given = await run('--segments', 'limits.csv');
    expect(given.search.isGiven).toBe(true);
    expect(given.segments.map(({ kind, startS }: { kind: string; startS: number }) => [kind, startS])).toEqual([
      ['rest', 2],
      ['hold', 17],
      ['mvc', 31],
    ]);
    const banded = await run('--band', '30-200', '--threshold', '0.05');
    expect(banded.search.threshold).toBe(0.05);
    expect(banded.indices[0].band).toEqual([30, 200]);
    const idsOf = ({ indices }: { indices: { id: string }[] }) => indices.map(({ id }) => id);
    // The rest is filtered alike, and powers of bands that are cut are not told.
    expect(idsOf(banded)).toContain('FInsm5_NR');
    expect(idsOf(banded)).not.toContain('BP_20_35');
    const narrow = await run('--band', '50-90');
    expect(idsOf(narrow)).not.toContain('LHR');
    expect(idsOf(narrow)).toContain('MDF');
    const beyond = await program.run(user.path, 'analyze', 'files/one.txt', '--window', '3');
    expect([beyond.code, beyond.err]).toEqual([2, expect.stringContaining('--window is for the tables of a folder')]);
    user.write('late.csv', 'kind,startS,endS\nrest,900,910\n');
    const late = await program.run(user.path, 'analyze', 'files/one.txt', '--segments', 'late.csv');
    expect([late.code, late.err]).toEqual([2, expect.stringContaining('The given rest of 900–910 s lies beyond')]);
    user.write('wrong.csv', 'kind,startS,endS\nhold,25,17\n');
    const { code, err } = await program.run(user.path, 'analyze', 'files/one.txt', '--segments', 'wrong.csv');
    expect(code).toBe(2);
    expect(err).toContain('Line 2 of wrong.csv is no segment: hold,25,17');
  });
});
