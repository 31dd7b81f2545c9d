import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseForceSensor } from '#recording';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();

const calibrate = (...args: readonly string[]) => program.run(user.path, 'calibrate-force', ...args);

it('fits loads that were measured, and writes a file that can be read', async () => {
  const { code, out, err } = await calibrate('--points', '102:0,142:5,183:10,262:20', '--out', 'grip.json');
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^Calibration: .*grip\.json\n$/) });
  expect(out).toMatch(/force = 0\.12\d+ kg × \(counts − 10\d\.\d+\)/);
  const calibration = parseForceSensor(user.text('grip.json'), { file: 'grip.json' });
  expect(calibration).toMatchObject({ channel: 'A2', unit: 'kgf', bits: 10, device: 'not told' });
  expect(calibration.nPerCount).toBeCloseTo(9.80665 / 8, 1);
});

it('refuses what it cannot do', async () => {
  const asked = await calibrate('--device', 'virtual', '--out', 'other.json');
  expect(asked).toMatchObject({ code: 2, err: expect.stringMatching(/there is no terminal[\s\S]*--points/) });
  const nothing = await calibrate('--out', 'other.json');
  expect(nothing).toMatchObject({ code: 2, err: expect.stringMatching(/needs a device or loads/) });
  const points = await calibrate('--points', '102', '--out', 'other.json');
  expect(points).toMatchObject({ code: 2, err: expect.stringMatching(/counts and loads, such as 512:0,600:5/) });
  const same = await calibrate('--points', '102:0,102:5', '--out', 'other.json');
  expect(same).toMatchObject({ code: 2, err: expect.stringMatching(/shows 102 counts under every load/) });
  expect(existsSync(join(user.path, 'other.json'))).toBe(false);
});
