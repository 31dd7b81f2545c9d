import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from './cli-program.ts';
import { openSignalsCsv, simulatedRecordings, writeBidsStudy } from './cli-studies.ts';
import { cliUser } from './cli-user.ts';

const { run, user } = cliUser();

beforeAll(() => {
  user.write('good.csv', openSignalsCsv(simulatedRecordings(1)[0].recording));
  writeBidsStudy(user, 'study', 3);
});

/** Refused as agreed: nothing on stdout, what and how to fix it on stderr. */
function expectRefused({ code, out, err }: Outcome, expected: { code: number; says: RegExp }): void {
  expect(err).toMatch(/^[^\n]+\n[^\n]+\n$/);
  expect(err).toMatch(expected.says);
  expect({ code, out }).toEqual({ code: expected.code, out: '' });
}

/** Runs several command lines at a time, as many as a small computer takes. */
async function expectAllRefused(code: number, cases: readonly (readonly [args: readonly string[], says: RegExp])[]) {
  for (let i = 0; i < cases.length; i += 4) {
    const some = cases.slice(i, i + 4);
    const outcomes = await Promise.all(some.map(([args]) => run(...args)));
    outcomes.forEach((outcome, j) => {
      expectRefused(outcome, { code, says: some[j][1] });
    });
  }
}

describe('wrong arguments end in exit code 2', () => {
  it('of the command line', () =>
    expectAllRefused(2, [
      [['nope'], /Unknown command 'nope'/],
      [['analyze'], /Missing required argument 'path'/],
      [['analyze', 'good.csv', '--chanel', 'A1'], /Did you mean --channel/],
      [['analyze', 'good.csv', '--target', '0'], /'0' is invalid/],
      [['analyze', 'good.csv', '--sensor', 'nose'], /bitalino-emg/],
      [['evaluate', 'study', '--seed', 'abc'], /'abc' is invalid/],
      [['evaluate', 'study', '--models', 'nope'], /no model 'nope'/],
      [['evaluate', 'study', '--split', 'random'], /kfold:5/],
    ]));

  it('of names that are not there, and results that have no place', () =>
    expectAllRefused(2, [
      [['analyze', 'missing.csv', '--json'], /missing\.csv: there is no such file/],
      [['analyze', 'good.csv', '--channel', 'A9'], /no channel 'A9', only A1/],
      [['analyze', 'good.csv', '--channel', 'A9', '--sensor', 'bitalino-emg'], /no channel 'A9', only A1/],
      [['analyze', 'good.csv', '--report', 'good.csv'], /would replace a recording/],
      [['evaluate', 'missing'], /there is no such folder/],
      [['evaluate', 'study', '--models', 'features', '--out', 'good.csv'], /Cannot write/],
      [['evaluate', 'study', '--models', 'features', '--split', 'kfold:9'], /3 subjects, got 9/],
      [['train', 'study', '--model', 'features', '--out', 'study'], /it is a folder/],
      [['classify', 'good.csv', '--model', 'missing.onnx'], /there is no such file/],
    ]));

  it('of a mapping that is none', async () => {
    user.write('mapping.json', JSON.stringify({ fs: 1000, columns: [null] }));
    const says = /mapping\.json: columns\[0\] must be an object, got null/;
    await expectAllRefused(2, [[['analyze', 'good.csv', '--mapping', 'mapping.json'], says]]);
  });
});

describe('data that cannot be used end in exit code 1', () => {
  it('of files', async () => {
    user.write(
      'binary.csv',
      Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 256),
    );
    user.write('nan.csv', `${'0,0,0,0,0,511\n'.repeat(100)}1,0,0,0,0,NaN\n2,0,0,0,0,511\n`);
    user.write('columns.csv', `EMG,force\n${'0.1,5\n'.repeat(3000)}`);
    user.write('recording.h5', Uint8Array.from([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10]));
    const device = { x: { column: ['nSeq', 'A1'], label: ['A1'], sensor: ['RAW'], 'sampling rate': 1000 } };
    const hostile = JSON.stringify(device).replace('RAW', '\\u001b[31mRAW\\nERROR\\u0007');
    user.write(
      'hostile.txt',
      `# OpenSignals Text File Format\n# ${hostile}\n# EndOfHeader\n${'0\t511\n'.repeat(3000)}`,
    );
    await expectAllRefused(1, [
      [['analyze', 'binary.csv', '--json'], /no known recording format/],
      [['analyze', 'nan.csv', '--json'], /line 101 holds 'NaN'/],
      [['analyze', 'columns.csv', '--json'], /--mapping columns\.json/],
      [['analyze', 'recording.h5', '--json'], /its header is cut off/],
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the refusal must not drive the terminal.
      [['analyze', 'hostile.txt', '--json'], /^[^\u001b\u0007]+$/],
    ]);
  });

  it('of CSV columns, unless a mapping explains them', async () => {
    const { samples, fs } = simulatedRecordings(1)[0].recording.channels[0];
    user.write('explained.csv', `EMG\n${samples.join('\n')}\n`);
    user.write('columns.json', JSON.stringify({ fs, columns: [{ column: 'EMG', name: 'FDS', unit: 'mV' }] }));
    const { code, out } = await run('analyze', 'explained.csv', '--mapping', 'columns.json', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).channels).toMatchObject([{ name: 'FDS', kind: 'emg', unit: 'mV', fs }]);
  });

  it('of models', async () => {
    await run('train', 'study', '--model', 'features', '--out', 'model.onnx');
    user.write('table.onnx', user.bytes('good.csv'));
    const whole = user.bytes('model.onnx');
    user.write('torn.onnx', whole.subarray(0, whole.length - 40));
    user.write(
      'foreign.onnx',
      Buffer.from(whole.toString('latin1').replace('myofade.model', 'another.model'), 'latin1'),
    );
    const cases = ['table', 'torn', 'foreign'].map(
      (name) =>
        [['classify', 'good.csv', '--json', '--model', `${name}.onnx`], new RegExp(`${name}\\.onnx: `)] as const,
    );
    await expectAllRefused(1, cases);
  });
});

describe('--verbose', () => {
  it('says where a refusal came from', async () => {
    const { code, out, err } = await run('analyze', 'missing.csv', '--verbose');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('ArgumentError');
    expect(err).toContain('ENOENT');
    expect(err).toMatch(/\n {4}at /);
  });
});
