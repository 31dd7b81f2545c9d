import { describe, expect, it } from 'vitest';
import { analyze } from '#fatigue';
import { readRecording, type Segment, writeEdf } from '#recording';
import { simulateStudy } from '#simulate';
import { traceOf } from '#study';
import { recordingReport } from './recording-report.ts';
import { isSimulated, recordingOutline, recordingView } from './recording-view.ts';
import { recordingSummary } from './text-summary.ts';

describe('recordingView', () => {
  const [{ recording }] = simulateStudy({ people: 1 }).recordings;
  const analysis = analyze(recording);
  const view = recordingView(recording, analysis, traceOf(analysis));

  it('holds every bin of the spectrogram and the course of MDF', () => {
    expect(view.spectrogram?.hold.nBands).toBe(111);
    expect(view.mdf?.hold.values.length).toBeGreaterThan(5);
    expect(view.channel).toBe('EMG');
  });

  it('has an outline with all that a text tells, and without what has to be drawn', () => {
    const outline = recordingOutline(recording, analysis, traceOf(analysis));
    expect(recordingSummary(outline)).toBe(recordingSummary(view));
    expect(['spectrogram', 'wavelets', 'mdf', 'methods'].filter((key) => key in outline)).toEqual([]);
  });

  it('makes a report of less than 200 kB with the line of MDF in it', () => {
    const page = recordingReport(view);
    expect(page.length).toBeLessThan(200_000);
    expect(page.match(/<polyline /g)).toHaveLength(8);
    expect(page.includes('White line: median frequency')).toBe(true);
  });

  it('knows a simulated recording by its format, and by the device in the file it was written to', async () => {
    expect(isSimulated(view)).toBe(true);
    const read = await readRecording(writeEdf(recording), { file: 'a.edf' });
    const again = recordingView(read, analyze(read), traceOf(analysis));
    expect(again.provenance?.format).toBe('edf');
    expect(recordingSummary(again)).toMatch(/^a\.edf {2}SIMULATED /);
    expect(recordingReport(again)).toContain('<title>SIMULATED – a.edf');
    const { device: _, ...unnamed } = read.provenance;
    expect(isSimulated({ ...again, provenance: unnamed })).toBe(false);
  });

  it('tells what a cross-talk test showed, and what to do where it failed', () => {
    const [hold, mvc] = ['hold', 'mvc'].map((kind) => analysis.segments.find((one) => one.kind === kind)) as Segment[];
    const tested = analyze(recording, { crossTalk: { wanted: hold, neighbour: mvc } });
    expect(tested.crossTalk?.isSelective).toBe(false);
    const shown = recordingView(recording, tested, traceOf(tested));
    for (const text of [recordingReport(shown), recordingSummary(shown).replaceAll(/\s+/g, ' ')]) {
      expect(text).toContain('CROSS_TALK');
      expect(text).toContain('Move the electrodes to the middle of the wanted muscle');
      expect(text).toContain('below 2, so its neighbour may be in every index');
    }
    expect(recordingSummary(view)).not.toContain('Cross-talk');
  });

  it('has no spectrogram where the squeeze is missing', () => {
    const { mvc: _, ...withoutMvc } = analysis;
    const partial = recordingView(recording, { ...withoutMvc, strength: null }, traceOf(analysis));
    expect(partial.spectrogram).toBeNull();
    expect(recordingReport(partial).includes('White line: median frequency (MDF)')).toBe(false);
  });
});
