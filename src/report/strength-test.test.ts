import { describe, expect, it } from 'vitest';
import { type ForceRecording, type StrengthTestOptions, strengthTest } from '#fatigue';
import { forceTrace, squeezes } from '../fatigue/check-force-trace.ts';
import { strengthTestReport, strengthTestSummary, strengthTestText } from './index.ts';

const rested: ForceRecording = { file: 'rested.edf', force: forceTrace(squeezes([400, 392, 380]), { endS: 60 }) };
const jerk = forceTrace([...squeezes([300, 296]), { startS: 45, lengthS: 1, level: 600, rampS: 0.4 }], { endS: 60 });
const after: ForceRecording = { file: 'after.edf', force: jerk, offsetS: 600 };
const provenanceOf = (device?: string) => (file: string) => ({
  file,
  format: 'edf',
  sha256: 'ab',
  ...(device && { device }),
});

function view(recordings: readonly ForceRecording[], options: StrengthTestOptions = {}, device?: string) {
  const provenances = recordings.map(({ file }) => provenanceOf(device)(file));
  return { test: strengthTest(recordings, options), provenances };
}

describe('a strength test in words and pictures', () => {
  const shown = view([rested, after]);
  const page = strengthTestReport(shown, [rested, after], { software: 'myofade 1' });

  it('says maximum, loss, state, and why a squeeze does not count', () => {
    const text = strengthTestText(shown).replaceAll(/\s+/g, ' ');
    for (const said of [text, page]) {
      expect(said).toContain('The rested maximum is 400 N. Accepted: the best two differ by 2.0 %, within 5 %.');
      expect(said).toContain('Later 300 N: fatigued, 25.0 % lost.');
      expect(said).toContain('no plateau');
      expect(said).toContain('posture: not recorded');
      expect(said).not.toMatch(/NaN|undefined|null|SIMULATED/);
    }
  });

  it('draws every squeeze with its best half second, rejected ones in their own colour', () => {
    const pictures = page.match(/<svg .*?<\/svg>/gs) ?? [];
    expect(pictures).toHaveLength(2);
    const bars = (picture: string, colour: string) =>
      picture.match(new RegExp(`height="5" fill="${colour}"`, 'g'))?.length ?? 0;
    expect(pictures.map((picture) => [bars(picture, '#0072b2'), bars(picture, '#d55e00')])).toEqual([
      [3, 0],
      [2, 1],
    ]);
    expect(pictures[1]).toContain('rejected squeeze from 45');
    expect(pictures[0]).toContain('rested max.');
  });

  it('says of a hold below its target that somebody may have aimed low, and counts falls from the largest force', () => {
    const hold = (level: number) => ({
      file: 'hold.edf',
      force: forceTrace([{ startS: 5, lengthS: 30, level }], { endS: 60 }),
    });
    const said = (level: number, options = {}) =>
      strengthTestText(view([rested, hold(level)], options)).replaceAll(/\s+/g, ' ');
    expect(said(170, { targetPercent: 50 })).toMatch(/the whole hold is 8\d % of the target: whoever aimed low/);
    expect(said(205, { targetPercent: 50 })).not.toContain('aimed low');
    expect(said(205)).toMatch(/; from the largest force on FR75 \S+ s, FR50/);
  });

  it('marks simulated forces everywhere, and has a document with the same sentences', () => {
    const simulated = view([rested], {}, 'Simulated force task');
    expect(strengthTestText(simulated).split('\n')[0]).toContain('SIMULATED');
    const report = strengthTestReport(simulated, [rested]);
    for (const place of ['<title>SIMULATED', '>SIMULATED</text>', '<strong>SIMULATED</strong>']) {
      expect(report).toContain(place);
    }
    const summary = strengthTestSummary(simulated);
    expect(summary.simulated).toBe(true);
    expect(summary.statements[0]).toContain('does not exist');
  });

  it('has no unit where the file names none, and says so', () => {
    const unnamed = { file: 'a.csv', force: forceTrace(squeezes([400, 398, 396]), { endS: 60, unit: 'other' }) };
    const text = strengthTestText(view([unnamed])).replaceAll(/\s+/g, ' ');
    expect(text).toContain('The rested maximum is 400. Accepted');
    expect(text).toContain('names no unit of force');
  });
});
