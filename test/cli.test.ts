import { beforeAll, describe, expect, it } from 'vitest';
import { metricIds } from '#study';
import { openSignalsCsv, openSignalsText, simulatedRecordings, writeBidsStudy } from './cli-studies.ts';
import { cliUser } from './cli-user.ts';

const { program, run, user } = cliUser();

beforeAll(async () => {
  writeBidsStudy(user, 'study', 3);
  const [fresh, fatigued] = simulatedRecordings(1);
  user.write('fresh hand.txt', openSignalsText(fresh.recording));
  user.write('unnamed.txt', openSignalsText(fresh.recording, 'RAW'));
  user.write('fatigued.csv', openSignalsCsv(fatigued.recording));
});

const keysOf = (value: object): string[] => Object.keys(value);

describe('myofade', () => {
  it('shows its commands, examples and exit codes, asked or not', async () => {
    const [bare, asked] = await Promise.all([run(), run('--help')]);
    expect(bare).toEqual(asked);
    expect(bare).toMatchObject({ code: 0, err: '' });
    for (const word of ['analyze', 'evaluate', 'train', 'classify', 'strength', 'start', 'Examples:', 'Exit codes:']) {
      expect(bare.out).toContain(word);
    }
  });

  it('explains the options of a command', async () => {
    const { code, out, err } = await run('evaluate', '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const option of ['--models', '--split', '--seed', '--swaps', '--controls', '--out', '--json']) {
      expect(out).toContain(option);
    }
  });
});

describe('myofade analyze', () => {
  it('tells a person what it found', async () => {
    const { code, out, err } = await run('analyze', 'fresh hand.txt', '--report', 'reports/one.html');
    expect(code).toBe(0);
    expect(out).toContain('fresh hand.txt · A1 · 1000 Hz · mV');
    expect(out).toMatch(/Found a hold of \S+ s and a maximal squeeze of \S+ s/);
    expect(out).toContain('EMG-derived');
    expect(err).toContain('one.html');
    expect(user.text('reports/one.html')).toMatch(/^<!doctype html>/i);
  });

  it('prints one JSON document and nothing else', async () => {
    const { code, out, err } = await run('analyze', 'fatigued.csv', '--json', '--target', '60');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const found = JSON.parse(out);
    const keys = [
      'file',
      'simulated',
      'durationS',
      'fs',
      'channels',
      'issues',
      'search',
      'segments',
      'indices',
      'contractions',
    ];
    const further = ['repetitions', 'strength', 'crossTalk', 'methods'];
    expect(keysOf(found)).toEqual([...keys, ...further]);
    expect(found.contractions.map(({ segment }: { segment: string }) => segment)).toEqual(['hold', 'mvc']);
    expect(found.contractions[0].courses.MDF.trend.interval).toHaveLength(2);
    const [{ instantaneous, courses }] = found.contractions;
    expect(instantaneous.timesS).toEqual(courses.MDF.timesS);
    expect(instantaneous.IMDF).toHaveLength(courses.MDF.timesS.length);
    expect(found.crossTalk).toBeNull();
    expect(found.methods).toContain('Butterworth order 4');
    expect(found).toMatchObject({ file: 'fatigued.csv', fs: 1000, strength: { targetPercent: 60 } });
    expect(keysOf(found.strength).sort()).toEqual(['percentMvcEmg', 'targetPercent']);
    expect(found.segments.map(({ kind }: { kind: string }) => kind)).toEqual(['rest', 'hold', 'mvc']);
    for (const segment of found.segments) expect(keysOf(segment)).toEqual(['kind', 'channel', 'startS', 'endS']);
    for (const index of found.indices) {
      const indexKeys = ['band', 'group', 'id', 'method', 'name', 'segment', 'source', 'unit', 'value', 'window'];
      const ofSlope = index.id.endsWith('_SLOPE') ? ['interval'] : [];
      expect(keysOf(index).sort()).toEqual([...indexKeys, ...ofSlope].sort());
      expect(index.value).toEqual(expect.any(Number));
    }
    for (const issue of found.issues) {
      expect(keysOf(issue)).toEqual(['code', 'severity', 'message', 'suggestion', 'where']);
    }
  });

  it('takes the user’s word for what a raw channel is', async () => {
    const [unknown, named, only] = await Promise.all([
      run('analyze', 'unnamed.txt', '--json'),
      run('analyze', 'unnamed.txt', '--channel', 'A1', '--sensor', 'bitalino-emg', '--json'),
      run('analyze', 'unnamed.txt', '--sensor', 'bitalino-emg', '--json'),
    ]);
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain('--channel A1 --sensor bitalino-emg');
    expect(named.code).toBe(0);
    expect(only).toEqual(named);
  });

  it('resolves paths where the user stands, not where npm does', async () => {
    const { code } = await program.start('/', ['analyze', 'fatigued.csv'], { INIT_CWD: user.path }).ended;
    expect(code).toBe(0);
  });

  it('ends quietly when nobody reads on', async () => {
    const { child, ended } = program.start(user.path, ['analyze', 'fatigued.csv', '--json']);
    child.stdout?.destroy();
    expect(await ended).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('myofade evaluate', () => {
  it('prints one JSON document, whole however long, and no progress bar', async () => {
    const args = ['evaluate', 'study', '--models', 'features,cnn', '--swaps', '100', '--controls', '1', '--json'];
    const { code, out, err } = await run(...args);
    expect(code).toBe(0);
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(/^Report: .*report\.html$/)]);
    expect(out.length).toBeGreaterThan(100_000);
    const found = JSON.parse(out);
    const required = ['study', 'digest', 'seed', 'subjects', 'recordings', 'models'];
    const beyond = ['simulated', 'split', 'confounds', 'excluded', 'issues', 'software', 'command'];
    expect(keysOf(found).sort()).toEqual([...required, ...beyond].sort());
    expect(found).toMatchObject({ simulated: true, seed: 1, subjects: 3, recordings: 6 });
    const ids = found.models.map(({ model }: { model: string }) => model);
    expect(ids).toEqual(['chance', 'nuisance', 'shuffled', 'shuffled:cnn', 'features', 'cnn']);
    for (const model of found.models) {
      const parts = ['model', 'split', 'n', ...metricIds, 'confusion', 'intervals', 'perRecording'];
      expect(keysOf(model)).toEqual(expect.arrayContaining(parts));
      expect(keysOf(model.intervals)).toEqual([...metricIds]);
      expect(model.confusion.flat()).toHaveLength(4);
      for (const decision of model.perRecording) {
        expect(keysOf(decision)).toEqual(expect.arrayContaining(['subject', 'file', 'truth', 'probability']));
      }
    }
    expect(JSON.parse(user.text('study/derivatives/myofade/evaluation.json'))).toEqual(found);
  });

  it('tells a person the same, and says that the people are simulated', async () => {
    const { code, out } = await run('evaluate', 'study', '--models', 'features', '--split', 'kfold:2', '--swaps', '2');
    expect(code).toBe(0);
    expect(out).toContain('SIMULATED');
    expect(out).toContain('Nuisance only');
  });
});

describe('myofade train and classify', () => {
  it('write a model and judge recordings by it', async () => {
    const trained = await run('train', 'study', '--model', 'features', '--out', 'models/my model.onnx');
    expect(trained).toMatchObject({ code: 0, err: '' });
    expect(trained.out).toContain('6 recordings of 3 SIMULATED people');

    const args = ['classify', 'fresh hand.txt', 'fatigued.csv', '--model', 'models/my model.onnx'];
    const [spoken, printed] = await Promise.all([run(...args), run(...args, '--json')]);
    expect(spoken).toMatchObject({ code: 0, err: '' });
    expect(spoken.out).toContain('SIMULATED');
    expect(spoken.out).toMatch(/fresh hand\.txt: (fresh|fatigued), probability of fatigued 0\.\d\d/);
    expect(printed).toMatchObject({ code: 0, err: '' });
    const found = JSON.parse(printed.out);
    expect(keysOf(found)).toEqual(['model', 'results']);
    expect(found.model).toMatchObject({ id: 'features', training: { simulated: true, subjects: 3 } });
    const keys = ['file', 'probability', 'verdict', 'simulated', 'issues'];
    for (const result of found.results) expect(keysOf(result)).toEqual(keys);
    expect(found.results.map(({ file }: { file: string }) => file)).toEqual(['fresh hand.txt', 'fatigued.csv']);
  });

  it('are undecided where too few people were set aside, and say so', async () => {
    const calibrated = ['--calibration-share', '0.6', '--error-level', '0.2', '--licence', 'CC0-1.0'];
    const trained = await run('train', 'study', '--model', 'cnn', '--out', 'calibrated.onnx', ...calibrated);
    expect(trained.code).toBe(0);
    expect(trained.err).toMatch(/Calibrated on 2 people set aside: temperature \d/);
    expect(trained.err).toContain('Too few people for an error level of 0.2: 4 are needed');
    const args = ['classify', 'fatigued.csv', '--model', 'calibrated.onnx'];
    const [spoken, printed] = await Promise.all([run(...args), run(...args, '--json')]);
    expect(spoken.out).toContain('Every verdict is undecided: at most 20 % of new people wrong needs 4 people');
    expect(spoken.out).toMatch(/fatigued\.csv: undecided, probability of fatigued 0\.\d\d/);
    const { model, results } = JSON.parse(printed.out);
    expect(results[0]).toMatchObject({ verdict: 'undecided', probability: expect.any(Number) });
    expect(model).toMatchObject({ licence: 'CC0-1.0', calibration: { people: 2, conformal: { threshold: null } } });
    expect(model.dataCard).toContain('6 recordings of 3 people (3 fresh, 3 fatigued)');
    expect(model.trainingDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('go on after a file that is refused', async () => {
    await run('train', 'study', '--model', 'cnn', '--out', 'cnn.onnx');
    user.write('empty.csv', '');
    const args = ['classify', 'empty.csv', 'fatigued.csv', '--model', 'cnn.onnx'];
    const [spoken, printed] = await Promise.all([run(...args), run(...args, '--json')]);
    expect(spoken.code).toBe(1);
    expect(spoken.err).toMatch(/^Cannot read empty\.csv: .*\n.*\n$/);
    expect(spoken.out).toContain('fatigued.csv: ');
    expect(printed).toMatchObject({ code: 1, err: spoken.err });
    const { results } = JSON.parse(printed.out);
    expect(results[0]).toMatchObject({ file: 'empty.csv', probability: null, verdict: null, issues: [] });
    expect(results[0].refused.message).toContain('empty');
    expect(results[1].probability).toEqual(expect.any(Number));
  });
});
