import { describe, expect, it } from 'vitest';
import { builtInProtocol } from '#protocol';
import { simulatePerson } from '#simulate';
import { type PlannedRecording, plannedPerson, recordingsOfPerson } from './index.ts';

const person = simulatePerson({
  seed: 7,
  index: 0,
  difficulty: 'textbook',
  protocol: builtInProtocol('handgrip-fatigue'),
});
const recordings = recordingsOfPerson(person) as PlannedRecording[];

describe('plannedPerson', () => {
  it('keeps the features of both states, which are not alike', () => {
    const { rows, excluded, subject } = plannedPerson('S01', recordings);
    expect([excluded, subject]).toEqual([null, 'S01']);
    expect(rows.map(({ fatigued }) => fatigued)).toEqual([false, true]);
    expect(rows[0].features.length).toBe(rows[1].features.length);
    expect(rows[0].features).not.toEqual(rows[1].features);
  });

  it('leaves out who lacks a state or a contraction, with the reason', () => {
    expect(plannedPerson('S01', []).excluded).toBe('No recording of theirs has a state at all.');
    expect(plannedPerson('S01', recordings.slice(0, 1)).excluded).toBe(
      'No recording of theirs has another state than fresh.',
    );
    const still = recordings.map(({ recording, ...one }) => ({
      ...one,
      recording: {
        ...recording,
        channels: recording.channels.map((channel) => ({ ...channel, samples: channel.samples.slice(0, 9000) })),
      },
    }));
    const { rows, excluded } = plannedPerson('S01', still);
    expect(rows).toEqual([]);
    expect(excluded).toMatch(/^No usable hold/);
  });
});
