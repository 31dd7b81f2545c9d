import { describe, expect, it } from 'vitest';
import { channelsTsv, emgJson, eventsTsv } from './bids-sidecars.ts';
import type { Channel, Recording } from './recording.ts';
import { calibrate } from './sensors.ts';

const raw: Channel = {
  name: 'A1',
  kind: 'other',
  unit: 'count',
  fs: 1000,
  samples: new Float64Array(2500).fill(512),
  range: [0, 1023],
  muscle: 'FDS',
  side: 'right',
};
const force: Channel = { name: 'grip', kind: 'force', unit: 'N', fs: 100, samples: new Float64Array(250) };

function recordingOf(...channels: Channel[]): Recording {
  return {
    channels,
    events: [],
    provenance: { file: 'a.txt', format: 'test', sha256: '', device: 'BITalino' },
    issues: [],
  };
}

describe('emgJson', () => {
  const required = [
    'TaskName',
    'EMGPlacementScheme',
    'EMGReference',
    'SamplingFrequency',
    'PowerLineFrequency',
    'SoftwareFilters',
  ];

  it('tells what the sensor catalogue knows', () => {
    const text = emgJson(recordingOf(calibrate(raw, 'bitalino-emg'), force), {
      taskName: 'handgrip',
      powerLineHz: 50,
      placement: 'A third of the way from the medial epicondyle to the wrist.',
    });
    const fields = JSON.parse(text);
    expect(fields).toMatchObject({
      TaskName: 'handgrip',
      EMGPlacementScheme: 'Other',
      EMGPlacementSchemeDescription: 'A third of the way from the medial epicondyle to the wrist.',
      EMGReference: 'bipolar',
      SamplingFrequency: 1000,
      PowerLineFrequency: 50,
      EMGChannelCount: 1,
      RecordingDuration: 2.5,
      ManufacturersModelName: 'BITalino',
    });
    expect(fields.HardwareFilters).toEqual({
      'BITalino (r)evolution EMG': { 'High-pass cutoff (Hz)': 25, 'Low-pass cutoff (Hz)': 480 },
    });
  });

  it('writes n/a where nothing is known, and every required key', () => {
    const fields = JSON.parse(emgJson(recordingOf(raw), { taskName: 'handgrip' }));
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(required));
    expect(fields.EMGPlacementScheme).toBe('Other');
    for (const key of ['EMGPlacementSchemeDescription', 'EMGReference', 'PowerLineFrequency', 'HardwareFilters']) {
      expect(fields[key], key).toBe('n/a');
    }
  });
});

describe('channelsTsv', () => {
  it('has a row per channel in their order, in the units of the file', () => {
    expect(channelsTsv(recordingOf(calibrate(raw, 'bitalino-emg'), force)).split('\n')).toEqual([
      'name\ttype\tunits\tdescription\tsampling_frequency\ttarget_muscle\tlow_cutoff\thigh_cutoff',
      'A1\tEMG\tuV\tright side\t1000\tFDS\t25\t480',
      'grip\tMISC\tN\tn/a\t100\tn/a\tn/a\tn/a',
      '',
    ]);
  });

  it('keeps a name with tabs and line ends on its line', () => {
    const text = channelsTsv(recordingOf({ ...raw, name: 'A1\tleft\r\nEMG' }));
    expect(text.split('\n')[1]).toMatch(/^A1 left EMG\tMISC\tn\/a\t/);
  });
});

describe('eventsTsv', () => {
  it('lists events in the order of time, without the noise of binary fractions', () => {
    const events = [
      { onsetS: 30.1, durationS: 0.1 + 0.2, label: 'mvc' },
      { onsetS: 0, durationS: 0, label: '' },
    ];
    expect(eventsTsv(events)).toBe('onset\tduration\ttrial_type\n0\t0\tn/a\n30.1\t0.3\tmvc\n');
  });
});
