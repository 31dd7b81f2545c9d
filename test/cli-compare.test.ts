import { beforeAll, describe, expect, it } from 'vitest';
import { writeBidsStudy, writeManifestStudy } from './cli-studies.ts';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();

beforeAll(() => {
  writeBidsStudy(user, 'bids', 3);
  writeManifestStudy(user, 'Meine Studie', 3);
});

const compare = (...args: string[]) => program.run(user.path, 'compare', ...args);

describe('myofade compare', () => {
  it('prints one JSON document and writes report and table beside a BIDS study', async () => {
    const { code, out, err } = await compare('bids', '--indices', 'MDF, RMS', '--segment', 'hold', '--json');
    expect(code).toBe(0);
    const said = JSON.parse(out);
    expect(said).toMatchObject({
      simulated: true,
      segment: 'hold',
      conditions: ['fresh', 'fatigued'],
      design: 'paired',
      correctedFor: 2,
      people: { both: 3, firstOnly: 0, secondOnly: 0 },
      excluded: [],
    });
    expect(said.rows.map(({ id, n }: { id: string; n: number[] }) => [id, n])).toEqual([
      ['MDF', [3, 3]],
      ['RMS', [3, 3]],
    ]);
    for (const row of said.rows) {
      expect(row.interval[0]).toBeLessThan(row.interval[1]);
      expect(row.gInterval[0]).toBeLessThan(row.g);
      expect(row.pHolm).toBeGreaterThanOrEqual(row.pValue);
    }
    expect(said.command).toBe("npm run -s myofade -- compare bids --indices 'MDF, RMS' --segment hold --test t");
    expect(err).toMatch(/^Report: .*comparison\.html\n$/);
    const report = user.text('bids/derivatives/myofade/comparison.html');
    expect(report).toContain('<strong>SIMULATED</strong>');
    expect(report).toContain('Few people: only 3 pairs.');
    const csv = user.text('bids/derivatives/myofade/comparison.csv').trimEnd().split('\n');
    expect(csv).toHaveLength(3);
    expect(csv[1]).toMatch(/^MDF,Hz,hold,paired,state,fresh,fatigued,3,3,.*,paired t,.*,2,true$/);
  });

  it('prints a table for a person, by ranks, into the folder asked for', async () => {
    const { code, out } = await compare('bids', '--segment', 'mvc', '--test', 'rank', '--out', 'elsewhere');
    expect(code).toBe(0);
    expect(out).toMatch(/SIMULATED · maximal squeeze · 3 people, each in both states · Wilcoxon signed-rank/);
    expect(out).toMatch(/^index +unit +pairs +fresh +fatigued +difference \[95 %\] +dz/m);
    expect(out).toMatch(/^log10 FInsm5/m);
    expect(user.files()).toEqual(expect.arrayContaining(['elsewhere/comparison.csv', 'elsewhere/comparison.html']));
  });

  it('goes on without recordings that cannot be read, and compares different people where nobody has both states', async () => {
    const rows = writeManifestStudy(user, 'apart', 4).filter((_, i) => i < 4 === (i % 2 === 0));
    user.write('apart/broken.csv', 'no numbers\n');
    user.write('apart/recordings.csv', `subject,state,file\n${rows.join('\n')}\nS09,fresh,broken.csv\n`);
    const { code, out, err } = await compare('apart', '--indices', 'MDF', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      design: 'unpaired',
      people: { both: 0, firstOnly: 2, secondOnly: 2 },
      excluded: [{ subject: 'S09', file: 'broken.csv' }],
    });
    expect(err).toMatch(/^Left out broken\.csv: /);
  });

  it('compares by any column of the tables, paired or between groups of people', async () => {
    const rows = writeManifestStudy(user, 'columns', 4).map((row, i) => `${row},${(i % 2) + 1},${i < 4 ? 'F' : 'M'}`);
    user.write('columns/recordings.csv', `subject,state,file,session,sex\n${rows.join('\n')}\n`);
    const [session, sex, bids] = await Promise.all([
      compare('columns', '--by', 'session', '--between', '2,1', '--indices', 'MDF', '--json'),
      compare('columns', '--by', 'sex', '--where', 'state=fresh', '--indices', 'MDF,RMS', '--json', '--out', 'sex'),
      compare('bids', '--by', 'run', '--indices', 'MDF', '--out', 'run'),
    ]);
    expect(JSON.parse(session.out)).toMatchObject({
      by: 'session',
      conditions: ['2', '1'],
      design: 'paired',
      people: { both: 4 },
      command: 'npm run -s myofade -- compare columns --by session --between 2,1 --indices MDF --segment hold --test t',
    });
    expect(JSON.parse(sex.out)).toMatchObject({
      conditions: ['F', 'M'],
      where: [{ column: 'state', value: 'fresh' }],
      design: 'unpaired',
      people: { both: 0, firstOnly: 2, secondOnly: 2 },
      excluded: [],
    });
    expect(user.text('sex/comparison.html')).toContain('Sex M against sex F');
    expect(bids.out).toMatch(/^index +unit +pairs +run 1 +run 2 +difference/m);
  });

  it('needs a state only where states are compared', async () => {
    const rows = writeManifestStudy(user, 'stateless', 3).map((row, i) => {
      const [subject, , file] = row.split(',');
      return `${subject},${(i % 2) + 1},${file}`;
    });
    user.write('stateless/recordings.csv', `subject,session,file\n${rows.join('\n')}\n`);
    const [session, state] = await Promise.all([
      compare('stateless', '--by', 'session', '--indices', 'MDF', '--json'),
      compare('stateless', '--indices', 'MDF', '--json'),
    ]);
    expect(JSON.parse(session.out)).toMatchObject({ conditions: ['1', '2'], people: { both: 3 }, excluded: [] });
    expect(state).toMatchObject({ code: 1, out: '', err: expect.stringContaining('it has no column state') });
  });

  it('refuses in plain words, in two lines', async () => {
    const two = writeManifestStudy(user, 'two', 2);
    user.write('two/recordings.csv', `subject,state,file\n${two.join('\n')}\n`);
    const cases = [
      [['bids', '--indices', 'MDF,WAVE'], 2, /There is no index 'WAVE'.*\n.*Choose from RMS/],
      [['bids', '--indices', 'MDF,MDF'], 2, /'MDF' is named twice/],
      [['bids', '--by', 'age'], 2, /has no column 'age'.*\n.*state, .*task, run/],
      [['bids', '--by', 'task'], 2, /task has the values handgrip/],
      [['bids', '--segment', 'rest'], 2, /hold, mvc/],
      [['two'], 1, /Too few people to compare: two has 2 .*\n.*At least 3 people in both states/],
      [['gone'], 2, /gone/],
    ] as const;
    const outcomes = await Promise.all(cases.map(([args]) => compare(...args)));
    outcomes.forEach(({ code, out, err }, i) => {
      expect(err).toMatch(cases[i][2]);
      expect(err).toMatch(/^[^\n]+\n[^\n]+\n$/);
      expect({ code, out }).toEqual({ code: cases[i][1], out: '' });
    });
  });
});
