import { describe, expect, it } from 'vitest';
import type { Channel, Recording } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import { forceChannel } from './index.ts';

const channel = (name: string, kind: Channel['kind'], unit: Channel['unit']): Channel => ({
  name,
  kind,
  unit,
  fs: 10,
  samples: Float64Array.of(2, 2, 2, 2, 12, 12),
});
const recordingOf = (...channels: Channel[]): Recording => ({
  channels,
  events: [],
  issues: [],
  provenance: { file: 'a.csv', format: 'csv', sha256: '' },
});
const emg = channel('FDS', 'emg', 'mV');
const grip = channel('Grip', 'force', 'kgf');
const cell = channel('Cell', 'other', 'other');

describe('forceChannel', () => {
  it('takes the only force, tared and in the unit asked for', () => {
    expect(forceChannel(recordingOf(emg, grip))).toEqual(grip);
    const shown = forceChannel(recordingOf(emg, grip), { tare: { startS: 0, endS: 0.4 }, showIn: 'N' });
    expect(shown).toMatchObject({ kind: 'force', unit: 'N' });
    expect([...shown.samples.slice(0, 4)]).toEqual([0, 0, 0, 0]);
    expect(shown.samples[5]).toBeCloseTo(98.0665, 9);
  });

  it('takes a channel for a force where its unit is said', () => {
    const force = forceChannel(recordingOf(emg, cell), { name: 'Cell', unit: 'N', scale: -2 });
    expect(force).toMatchObject({ kind: 'force', unit: 'N' });
    expect(force.samples[5]).toBe(-24);
  });

  it('says why EMG takes the place of no force', () => {
    const said = refusal(() => forceChannel(recordingOf(emg)));
    expect(said).toContain('a.csv has no force channel, only FDS (emg, mV).');
    expect(said).toContain('It is no measurement of strength');
    expect(said).toContain('analyze');
    expect(refusal(() => forceChannel(recordingOf(emg, grip), { name: 'FDS', unit: 'N' }))).toContain(
      'EMG is no force',
    );
  });

  it('refuses what it cannot tell', () => {
    const both = recordingOf(grip, { ...grip, name: 'Left' });
    expect(refusal(() => forceChannel(both))).toContain('2 force channels: Grip, Left');
    expect(refusal(() => forceChannel(both, { name: 'Right' }))).toContain("no channel 'Right'");
    expect(refusal(() => forceChannel(recordingOf(cell), { name: 'Cell' }))).toContain('--force-unit N, kgf or lbf');
    expect(refusal(() => forceChannel(recordingOf(grip), { scale: 0 }))).toContain('scale');
    expect(refusal(() => forceChannel(recordingOf(grip), { tare: { startS: 0, endS: 1 } }))).toContain(
      'within the 0.6 s',
    );
    const unknown = recordingOf({ ...grip, unit: 'other' });
    expect(refusal(() => forceChannel(unknown, { showIn: 'N' }))).toContain('does not say the unit');
  });
});
