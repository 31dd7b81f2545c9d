import { expect, it } from 'vitest';
import { manualClock } from '#base';
import { readRecording } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import { deviceAt as deviceOf } from './device-address.ts';
import { readBytes } from './files.ts';

const readPlayed = async (file: string) => readRecording(await readBytes(file), { file });
const deviceAt = (address: string, clock: ReturnType<typeof manualClock>) => deviceOf(address, clock, { readPlayed });

it('knows virtual people and files', async () => {
  for (const address of ['virtual', 'virtual:seed=3,difficulty=textbook,speed=Infinity', 'file:rec.edf']) {
    expect(deviceAt(address, manualClock()).address).toBe(address);
  }
  expect(await deviceAt('virtual:index=4', manualClock()).open()).toMatchObject({ simulated: true });
  await expect(deviceAt('file:missing.edf', manualClock()).open()).rejects.toThrow('there is no such file');
});

it('refuses what a virtual person cannot be', () => {
  for (const address of [
    'virtual:sed=3',
    'virtual:difficulty=hard',
    'virtual:speed=0',
    'virtual:seed=',
    'virtual:seed=a',
  ]) {
    expect(refusal(() => deviceAt(address, manualClock()))).toContain(`of '${address}' cannot be understood`);
  }
  expect(refusal(() => deviceAt('virtual:seed=-1', manualClock()))).toContain('seed must be');
  expect(refusal(() => deviceAt('file:', manualClock()))).toContain('without a path');
});
