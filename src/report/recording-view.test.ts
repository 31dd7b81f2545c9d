import { describe, expect, it } from 'vitest';
import { analyze } from '#fatigue';
import { simulateStudy } from '#simulate';
import { traceOf } from '#study';
import { recordingReport } from './recording-report.ts';
import { recordingView } from './recording-view.ts';

describe('recordingView', () => {
  const [{ recording }] = simulateStudy({ people: 1 }).recordings;
  const analysis = analyze(recording);
  const view = recordingView(recording, analysis, traceOf(analysis));

  it('holds every bin of the spectrogram and the course of MDF', () => {
    expect(view.spectrogram?.hold.nBands).toBe(111);
    expect(view.mdf?.hold.values.length).toBeGreaterThan(5);
    expect(view.channel).toBe('EMG');
  });

  it('makes a report of less than 120 kB with the line of MDF in it', () => {
    const page = recordingReport(view, { simulated: true });
    expect(page.length).toBeLessThan(120_000);
    expect(page.match(/<polyline /g)).toHaveLength(4);
    expect(page.includes('White line: median frequency')).toBe(true);
  });

  it('has no spectrogram where the squeeze is missing', () => {
    const { mvc: _, ...withoutMvc } = analysis;
    const partial = recordingView(recording, { ...withoutMvc, strength: null }, traceOf(analysis));
    expect(partial.spectrogram).toBeNull();
    expect(recordingReport(partial).includes('White line')).toBe(false);
  });
});
