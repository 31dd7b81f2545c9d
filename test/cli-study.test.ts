import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeBidsStudy, writeManifestStudy } from './cli-studies.ts';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();
let rows: string[];

beforeAll(() => {
  rows = writeManifestStudy(user, 'Meine Studie', 3);
  writeBidsStudy(user, 'bids', 3);
});

const evaluate = (study: string, ...more: string[]) =>
  program.run(user.path, 'evaluate', study, '--models', 'features', '--swaps', '2', '--json', ...more);

const foldFile = /\/[0-9a-f]{64}\/(swap-\d+\/)?[^/]+\.json$/;
/** When each stored fold was written. */
const foldTimes = () =>
  user.files().flatMap((file) => (foldFile.test(file) ? [`${file} ${statSync(join(user.path, file)).mtimeMs}`] : []));
const leftovers = () => user.files().filter((file) => file.endsWith('.tmp'));

describe('a study with a manifest', () => {
  it('is evaluated from a folder that is read-only, and again without computing anything', async () => {
    const study = join(user.path, 'Meine Studie');
    const before = user.files().filter((file) => file.startsWith('Meine'));
    chmodSync(study, 0o555);
    const first = await evaluate('Meine Studie');
    const folds = foldTimes();
    const second = await evaluate('Meine Studie');
    chmodSync(study, 0o755);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ study: 'Meine Studie', subjects: 3, recordings: 6, excluded: [] });
    expect(JSON.parse(first.out).command).toContain("evaluate 'Meine Studie' --models features");
    expect(user.files().filter((file) => file.startsWith('Meine'))).toEqual(before);
    expect(user.files()).toContain('myofade-results/Meine Studie/report.html');

    // Model, nuisance baseline and two swaps, with a fold for each of three people.
    expect(folds).toHaveLength(4 * 3);
    expect(second).toEqual(first);
    expect(foldTimes()).toEqual(folds);
    expect(leftovers()).toEqual([]);
  });

  it('goes on without a broken file, and says why', async () => {
    const copy = writeManifestStudy(user, 'partly', 3);
    user.write('partly/broken.csv', `${'0,0,0,0,0,511\n'.repeat(50)}what\n0,0,0,0,0,511\n`);
    user.write('partly/recordings.csv', `subject,state,file\n${copy.join('\n')}\nS04,fresh,broken.csv\n`);
    const { code, out, err } = await evaluate('partly');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      recordings: 6,
      excluded: [{ subject: 'S04', file: 'broken.csv', reason: expect.stringMatching(/line 51/) }],
    });
    expect(err).toMatch(/^Left out broken\.csv: .*line 51.*\nReport: .*\n$/);
    const trained = await program.run(user.path, 'train', 'partly', '--model', 'features', '--out', 'm.onnx');
    expect(trained).toMatchObject({ code: 0, err: expect.stringMatching(/^Left out broken\.csv: .*line 51/) });
    expect(trained.out).toContain('(1 left out)');
  });

  it('is refused when its manifest is not right', async () => {
    const head = 'subject,state,file';
    user.write('outside/recordings.csv', `${head}\nS01,fresh,../secret.csv\n`);
    user.write('tiny/S.csv', user.bytes(`Meine Studie/${rows[0].split(',')[2]}`));
    user.write('tiny/recordings.csv', `${head}\nS01,fresh,S.csv\n`);
    user.write('no study/S.csv', '');
    const cases = [
      ['outside', /\.\.\/secret\.csv/],
      ['tiny', /at least 3 subjects/],
      ['no study', /neither recordings\.csv nor dataset_description\.json/],
    ] as const;
    const outcomes = await Promise.all(cases.map(([study]) => evaluate(study)));
    outcomes.forEach(({ code, out, err }, i) => {
      expect(err).toMatch(cases[i][1]);
      expect(err).toMatch(/^[^\n]+\n[^\n]+\n$/);
      expect({ code, out }).toEqual({ code: 1, out: '' });
    });
  });

  it('does not follow links out of its folder', async () => {
    user.write('secret.csv', '0,0,0,0,0,511\n');
    user.write('linked/recordings.csv', 'subject,state,file\nS01,fresh,inside.csv\n');
    symlinkSync(join(user.path, 'secret.csv'), join(user.path, 'linked', 'inside.csv'));
    const { code, err } = await evaluate('linked');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/leads out of the study folder/) });
  });

  it('keeps its results apart from those of another folder of its name', async () => {
    for (const place of ['one', 'two']) {
      writeManifestStudy(user, `${place}/data`, 3);
      expect((await evaluate(`${place}/data`)).code).toBe(0);
    }
    const reports = user.files().filter((file) => /^myofade-results\/data-[0-9a-f]{6}\/report.html$/.test(file));
    expect(reports).toHaveLength(2);
  });

  it('names missing files by their place in the study alone', async () => {
    const copy = writeManifestStudy(user, 'gaps', 3);
    user.write('gaps/recordings.csv', `subject,state,file\n${copy.join('\n')}\nS04,fresh,gone.csv\n`);
    const [{ reason }] = JSON.parse((await evaluate('gaps')).out).excluded;
    expect(reason).toBe('Cannot read gone.csv: there is no such file. Check the file and its permissions.');
  });

  it('is not replaced by a model', async () => {
    const file = rows[0].split(',')[2];
    const args = ['train', 'Meine Studie', '--model', 'features', '--out'];
    const { code, err } = await program.run(user.path, ...args, `Meine Studie/${file}`);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/would replace a recording/) });
  });
});

describe('a study in BIDS form', () => {
  it('is refused before any work when its results have no place', async () => {
    writeBidsStudy(user, 'closed', 3);
    user.write('closed/derivatives', 'a file');
    const refused = await evaluate('closed');
    expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^Cannot write .*\n.*--out.*\n$/) });
    expect((await evaluate('closed', '--out', 'elsewhere')).code).toBe(0);
    expect(user.files()).toContain('elsewhere/evaluation.json');
  });

  it('stops when asked, keeps finished folds and goes on from there', async () => {
    mkdirSync(join(user.path, 'kept'));
    const args = ['evaluate', 'bids', '--models', 'cnn', '--swaps', '1', '--json', '--out', 'kept'];
    const folds = () => foldTimes().filter((fold) => fold.startsWith('kept'));
    const { child, ended } = program.start(user.path, args);
    const watch = setInterval(() => {
      if (folds().length === 0) return;
      // Once is asking; a second time would end it at once.
      clearInterval(watch);
      child.kill('SIGINT');
    }, 10);
    const stopped = await ended.finally(() => clearInterval(watch));
    expect(stopped).toMatchObject({ code: 130, out: '' });
    expect(stopped.err).toMatch(/cancelled\.\nRun the same command again: finished parts are kept\.\n$/);
    const kept = folds();
    expect(kept.length).toBeGreaterThan(0);
    expect(leftovers()).toEqual([]);
    expect(user.files()).not.toContain('kept/evaluation.json');

    const resumed = await program.run(user.path, ...args);
    expect(resumed.code).toBe(0);
    expect(folds()).toEqual(expect.arrayContaining(kept));
    expect(folds().length).toBeGreaterThan(kept.length);
    const straight = await program.run(user.path, ...args.slice(0, -1), 'straight');
    expect(straight.out).toBe(resumed.out);
  });
});

describe('a residual network', () => {
  const residual = (...more: string[]) =>
    program.start(user.path, [
      'evaluate',
      'Meine Studie',
      '--models',
      'resnet18',
      '--input',
      '32',
      '--out',
      'deep',
      ...more,
    ]);

  it('is evaluated without a control, goes on where it was stopped, and says how it was made', {
    timeout: 120_000,
  }, async () => {
    const first = residual('--json');
    // Stopped as soon as one person's fold is stored.
    while (!user.files().some((file) => file.startsWith('deep/') && foldFile.test(`/${file}`))) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    const stored = foldTimes().filter((fold) => fold.startsWith('deep/'));
    const { code, out } = await residual('--json').ended;
    expect(code).toBe(0);
    const { models, command } = JSON.parse(out);
    expect(models.map(({ model }: { model: string }) => model)).toEqual(['chance', 'nuisance', 'resnet18']);
    expect(models[2].settings.architecture).toEqual({ kind: 'resnet', depth: 18, inputSize: 32 });
    expect(command).toContain('--models resnet18 --split loso --seed 1 --swaps 20 --input 32');
    expect(foldTimes().filter((fold) => stored.includes(fold))).toEqual(stored);
  });
});
