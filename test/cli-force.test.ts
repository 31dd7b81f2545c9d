import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeEdf } from '#recording';
import { simulateForceTask } from '#simulate';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();

const task = simulateForceTask({ seed: 7, index: 0 });
const tiring = task.parts.find(({ phase }) => phase === 'tiring')?.segment ?? { startS: 0, endS: 0 };

beforeAll(() => {
  const provenance = { file: 'task', format: 'simulated', sha256: '', device: 'Simulated force task' };
  user.write('task.edf', writeEdf({ channels: [task.emg, task.force], events: [], issues: [], provenance }));
  const slow = { ...task.emg, fs: 2000 };
  user.write('fast.edf', writeEdf({ channels: [slow], events: [], issues: [], provenance }));
});

const force = (...args: readonly string[]) => program.run(user.path, 'force', ...args);
const channels = ['--emg', 'EMG', '--force', 'Force'];
const calibrate = (...more: string[]) =>
  force('calibrate', 'task.edf', ...channels, '--to', String(tiring.startS - 1), '--out', 'c.json', ...more);
const estimate = (...more: string[]) =>
  force('estimate', 'task.edf', '--emg', 'EMG', '--calibration', 'c.json', ...more);

describe('myofade force, SIMULATED', () => {
  it('calibrates a rested muscle, and reads too high where it tires', async () => {
    const made = await calibrate();
    expect(made).toMatchObject({ code: 0, err: expect.stringMatching(/^Calibration: .*c\.json\n$/) });
    expect(made.out).toMatch(/^Calibrated EMG to Force on 0\.0–\S+ s of task\.edf: quadratic, 100 % = \d+ N\.\n/);
    const calibration = JSON.parse(user.text('c.json'));
    expect(calibration).toMatchObject({
      kind: 'myofade force calibration',
      version: 1,
      source: { file: 'task.edf', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), startS: 0 },
      emg: { channel: 'EMG', unit: 'mV', fs: 1000 },
      force: { channel: 'Force', unit: 'N' },
      model: { form: 'quadratic' },
      scale: { bandHz: [20, 450], windowS: 0.25 },
    });
    expect(calibration.residuals.r2).toBeGreaterThan(0.9);

    const stretch = ['--from', String(tiring.endS - 20), '--to', String(tiring.endS)];
    const { code, out, err } = await estimate(
      ...stretch,
      '--force',
      'Force',
      '--json',
      '--out',
      'f.csv',
      '--report',
      'f.html',
    );
    expect(code).toBe(0);
    const said = JSON.parse(out);
    expect(said).toMatchObject({ file: 'task.edf', simulated: true, calibrationFile: 'c.json', force: { unit: 'N' } });
    expect(said.percent.rmse).toBe(calibration.residuals.rmse);
    // Held at 40 %: fatigue makes it look like more.
    expect(said.measured.bias).toBeGreaterThan(5);
    expect(said.percent.mean).toBeGreaterThan(45);
    expect(said.caution).toContain('reads too high');
    expect(err).toMatch(/^Force over time: .*f\.csv\nReport: .*f\.html\n$/);
    expect(user.text('f.csv').trimEnd().split('\n')).toHaveLength(said.n + 1);
    expect(user.text('f.html')).toContain('<strong>SIMULATED</strong>');

    const read = await estimate('--to', '10');
    expect(read.out).toMatch(/^task\.edf {2}SIMULATED · EMG-derived force/);
    expect(read.out).toMatch(/^mean \S+ ± \S+ % \(\S+ ± \S+ N\)$/m);
  });

  it('refuses in plain words, in two lines', async () => {
    await calibrate();
    user.write('old.json', user.text('c.json').replace('"version": 1', '"version": 9'));
    user.write('uv.json', user.text('c.json').replace('"unit": "mV"', '"unit": "count"'));
    user.write('name.json', user.text('c.json').replace('"channel": "EMG"', '"channel": "FDS"'));
    const fast = ['estimate', 'fast.edf', '--emg', 'EMG', '--calibration', 'c.json'];
    const by = (file: string) => ['estimate', 'task.edf', '--emg', 'EMG', '--calibration', file];
    const cases = [
      [by('old.json'), 1, /version 9, and this program knows 1.*\n.*force calibrate/],
      [by('uv.json'), 1, /unit of the EMG must be that of the calibration, count; got mV/],
      [by('name.json'), 1, /channel of the EMG must be that of the calibration, FDS; got EMG/],
      [fast, 1, /rate of the EMG must be that of the calibration, 1000 Hz; got 2000 Hz/],
      [by('task.edf'), 1, /not JSON/],
      [['estimate', 'task.edf', '--emg', 'Force', '--calibration', 'c.json'], 2, /'Force' .* kind force, not emg/],
      [['estimate', 'task.edf', '--emg', 'A9', '--calibration', 'c.json'], 2, /has no channel 'A9'/],
      [[...by('c.json'), '--from', '900'], 2, /must begin before it ends/],
      [['calibrate', 'task.edf', ...channels, '--out', 'task.edf'], 2, /would replace a recording/],
      [['calibrate', 'task.edf', '--emg', 'EMG', '--force', 'EMG', '--out', 'x.json'], 2, /kind emg, not force/],
      [
        ['calibrate', 'task.edf', ...channels, '--out', 'x.json', '--to', '1'],
        2,
        /Force must rise above 0.*\n.*several levels/,
      ],
      [['calibrate', 'task.edf', ...channels], 2, /--out.*\nSee: npm run -s myofade -- force calibrate --help/],
    ] as const;
    const outcomes = await Promise.all(cases.map(([args]) => force(...args)));
    outcomes.forEach(({ code, out, err }, i) => {
      expect(err).toMatch(cases[i][2]);
      expect(err).toMatch(/^[^\n]+\n[^\n]+\n$/);
      expect({ code, out }, err).toEqual({ code: cases[i][1], out: '' });
    });
    expect(user.files()).not.toContain('x.json');
  });
});

const grasps = join(import.meta.dirname, '../../shared/data/grip-force/GraspForce.csv');
const hasData = existsSync(grasps);
if (!hasData) console.log('No recorded data beside this clone: force commands are tested on simulated data only.');

describe.skipIf(!hasData)('myofade force on graded grasps of one person', () => {
  it('estimates the second half from the first', async () => {
    const columns = [
      { column: 'Finger_Flexor', name: 'EMG', unit: 'mV' },
      // The file names no units.
      { column: 'Force', name: 'Force', kind: 'force', unit: 'other' },
    ];
    user.write('grasps.json', JSON.stringify({ fs: 1000, columns }));
    const mapping = ['--mapping', 'grasps.json'];
    const made = await force(
      'calibrate',
      grasps,
      ...mapping,
      ...channels,
      '--from',
      '0.05',
      '--to',
      '9.2',
      '--out',
      'g.json',
    );
    expect(made.code, made.err).toBe(0);
    const args = ['--emg', 'EMG', '--calibration', 'g.json', '--force', 'Force', '--from', '9.2', '--json'];
    const { code, out, err } = await force('estimate', grasps, ...mapping, ...args);
    expect(code, err).toBe(0);
    const { measured, force: inUnit, simulated, n } = JSON.parse(out);
    console.log(
      `grip-force, second half from the first: R² ${measured.r2.toFixed(3)}, RMSE ${measured.rmse.toFixed(1)} % (n = ${n} points, one person)`,
    );
    expect({ inUnit, simulated }).toEqual({ inUnit: null, simulated: false });
    expect(measured.r2).toBeGreaterThan(0.85);
    expect(measured.rmse).toBeLessThan(13);
  });
});
