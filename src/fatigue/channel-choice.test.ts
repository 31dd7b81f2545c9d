import { describe, expect, it } from 'vitest';
import { type Channel, lowestRateHz, type Recording } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, emgChannel } from './check-contractions.ts';
import { chooseEmgChannel } from './index.ts';

const samples = colouredNoise(2000);
const emg = (name: string, fs = 1000): Channel => ({ ...emgChannel(samples, fs), name });
const other = (name: string): Channel => ({ ...emg(name), kind: 'other', unit: 'count', sensorName: 'EDA' });
const recordingOf = (...channels: Channel[]): Recording => ({
  channels,
  events: [],
  provenance: { file: 'S01.csv', format: 'test', sha256: '' },
  issues: [],
});

describe('chooseEmgChannel', () => {
  it('takes the first EMG channel and says when there were others', () => {
    const one = chooseEmgChannel(recordingOf(other('A1'), emg('A2')));
    expect([one.channel.name, one.issues]).toEqual(['A2', []]);
    const two = chooseEmgChannel(recordingOf(emg('A1'), other('A2'), emg('A3')));
    expect(two.channel.name).toBe('A1');
    expect(two.issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'CHANNEL_CHOSEN Of 2 EMG channels, A1 was analysed (also there: A3).',
    ]);
  });

  it('takes the named channel without a word', () => {
    const { channel, issues } = chooseEmgChannel(recordingOf(emg('A1'), emg('A3')), 'A3');
    expect([channel.name, issues]).toEqual(['A3', []]);
  });

  it('refuses an unknown name, naming what is there', () => {
    expect(refusal(() => chooseEmgChannel(recordingOf(emg('A1'), other('A2')), 'A9'))).toBe(
      "S01.csv has no channel 'A9'. It has A1 (emg, 1000 Hz), A2 (EDA, 1000 Hz). Pass one of these names with --channel.",
    );
  });

  it('refuses what is not EMG, saying how to name channel and sensor', () => {
    const advice = 'If A2 is EMG, say so: --channel A2 --sensor bitalino-emg';
    const raw = { ...other('A2'), sensorName: 'RAW' };
    expect(refusal(() => chooseEmgChannel(recordingOf(emg('A1'), other('A2')), 'A2'))).toContain(advice);
    expect(refusal(() => chooseEmgChannel(recordingOf(raw)))).toContain(advice);
    expect(refusal(() => chooseEmgChannel(recordingOf(other('A2'))))).toContain(
      'Choose a recording that has an EMG channel',
    );
  });

  it('takes a channel in mV for EMG when it is named, and says so', () => {
    const unlabelled: Channel = { ...emg('FDS'), kind: 'other' };
    expect(refusal(() => chooseEmgChannel(recordingOf(unlabelled)))).toContain('If FDS is EMG, say so: --channel FDS.');
    const { channel, issues } = chooseEmgChannel(recordingOf(unlabelled), 'FDS');
    expect([channel.kind, issues.map(({ code }) => code)]).toEqual(['emg', ['EMG_ASSUMED']]);
  });

  it('names the rate before anything else when no channel is fast enough', () => {
    expect(refusal(() => chooseEmgChannel(recordingOf({ ...other('EDA'), fs: 100 })))).toContain(
      'sampled at 100 Hz: too slow',
    );
  });

  it('refuses a rate below 400 Hz with the reason', () => {
    expect(chooseEmgChannel(recordingOf(emg('A1', lowestRateHz))).channel.fs).toBe(400);
    expect(refusal(() => chooseEmgChannel(recordingOf(emg('A1', 399))))).toBe(
      'Channel A1 of S01.csv was sampled at 399 Hz: too slow for fatigue analysis of surface EMG, whose power reaches 450 Hz. Record again at 1000 Hz or more; below 400 Hz the spectrum is lost and cannot be restored.',
    );
  });
});
