import { describe, expect, it } from 'vitest';
import { analyze } from '#fatigue';
import { simulateStudy } from '#simulate';
import { methodsParagraph } from './methods-paragraph.ts';

describe('methodsParagraph', () => {
  const [{ recording }] = simulateStudy({ people: 1, seed: 7 }).recordings;
  const analysis = analyze(recording);

  it('says what was done with the numbers that were used, and leaves open what no file knows', () => {
    const text = methodsParagraph(recording, analysis, { software: 'Myofade 0.1.0' });
    for (const said of [
      `sampled at ${analysis.channel.fs} Hz`,
      `exceeded ${Number(analysis.threshold.toPrecision(3))} mV`,
      'Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end',
      'Hann 1.024 s, half overlap',
      'at 70 % of the maximum (EMG-derived %MVC, not a measurement of force)',
      '[type, material, size, inter-electrode distance]',
      `SHA-256 ${recording.provenance.sha256}`,
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/undefined|NaN|BP_/);
  });

  it('follows what was found: another band, no contraction', () => {
    const slow = { ...recording, channels: recording.channels.map((channel) => ({ ...channel, fs: 500 })) };
    expect(methodsParagraph(slow, analyze(slow))).toContain('20–225 Hz');
    const still = methodsParagraph(recording, { ...analysis, segments: [], indices: [], strength: null });
    expect(still).toContain('held no contraction');
    expect(still).not.toContain('Welch');
  });
});
