import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { analyze } from '#fatigue';
import type { Recording } from '#recording';
import { shapedNoise, simulateStudy } from '#simulate';
import { trendRows } from './trend-rows.ts';
import { trendsFigure } from './trends-figure.ts';
import { trendsTable } from './trends-table.ts';
import { waveletFigure } from './wavelet-figure.ts';
import { waveletViews } from './wavelet-view.ts';

const [{ recording }] = simulateStudy({ people: 1, seed: 7 }).recordings;
const analysis = analyze(recording);
const options = { id: 'f', simulated: true };

/** A minute of noise whose spectrum falls and whose size rises, after five seconds of rest. */
function tiring(): Recording {
  const fs = 1000;
  const random = seededRandom(3);
  const noise = shapedNoise(random, fs, { durationS: 60, lowHz: (t) => 60 - 0.4 * t, highHz: (t) => 120 - 0.8 * t });
  const samples = Float64Array.from({ length: 70 * fs }, (_, i) => {
    const t = i / fs - 5;
    return 0.004 * random.normal() + (t >= 0 && t < 60 ? (0.2 + 0.003 * t) * noise[Math.floor(t * fs)] : 0);
  });
  return { ...recording, channels: [{ name: 'A1', kind: 'emg', unit: 'mV', fs, samples }] };
}

describe('the trends of a recording', () => {
  const rows = trendRows(analyze(tiring()));
  const figure = trendsFigure(rows, 'mV', options).markup;

  it('are drawn with their epochs, lines and ellipse, inside the figure', () => {
    expect(rows).toHaveLength(1);
    const [{ mdf, jasa }] = rows;
    expect(jasa?.reading).toBe('fatigue');
    expect(figure.match(/<circle/g)?.length).toBe(2 * mdf.course.timesS.length + 1);
    expect(figure).toContain('<polygon');
    for (const word of ['fatigue', 'more force', 'recovery', 'less force', 'SIMULATED']) expect(figure).toContain(word);
    const xs = [...figure.matchAll(/ c?x1?="(-?[\d.]+)"/g)].map(([, x]) => Number(x));
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(960);
    expect(figure).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('are told with their intervals and what they say together', () => {
    const table = trendsTable(rows).markup;
    expect(table).toContain('Amplitude rises and frequency falls: the muscle tires.');
    expect(table).toMatch(/−0\.\d+ \[−[\d.]+ to −[\d.]+\]/);
  });
});

describe('the wavelet view of a recording', () => {
  const views = waveletViews(analysis);

  it('shows hold and squeeze on the axes of the recording', () => {
    expect(views.map(({ name }) => name)).toEqual(['hold', 'maximal squeeze']);
    const [{ timesS, freqsHz, db, imdf, coneS }] = views;
    expect([freqsHz.length, db.length]).toEqual([48, 48 * timesS.length]);
    expect(freqsHz[0]).toBeCloseTo(20, 9);
    expect(freqsHz[47]).toBeCloseTo(450, 9);
    expect(timesS[0]).toBe(analysis.hold?.startS);
    expect(Math.min(...imdf.timesS)).toBeGreaterThanOrEqual(timesS[0]);
    // Half a period of the slowest wavelet and more.
    expect(coneS[0]).toBeGreaterThan(coneS[47]);
    const row = (k: number): number =>
      db.subarray(k * timesS.length, (k + 1) * timesS.length).reduce((a, b) => a + b, 0);
    // sEMG has its power in the middle of the axis.
    expect(row(20)).toBeGreaterThan(row(46));
  });

  it('is drawn, and left out where there is nothing to show', () => {
    const figure = waveletFigure(views, options).markup;
    expect(figure.match(/<image/g)).toHaveLength(2);
    expect(figure).not.toMatch(/NaN|undefined|Infinity/);
    expect(waveletViews({ contractions: [] })).toEqual([]);
  });

  it('keeps names clear of each other and of the right edge, however short a contraction is', () => {
    const [hold, squeeze] = views;
    const short = { ...squeeze, timesS: squeeze.timesS.map((timeS) => timeS / 40) };
    /** Where each name begins and ends, at 7 px a letter. */
    const places = (...shown: typeof views) =>
      [
        ...waveletFigure(shown, options).markup.matchAll(
          /<text x="([\d.]+)" y="17"( text-anchor="end")?[^>]*>([^<]+)</g,
        ),
      ].map(([, x, end, name]) =>
        end ? [Number(x) - 7 * name.length, Number(x)] : [Number(x), Number(x) + 7 * name.length],
      );
    for (const shown of [places(hold, squeeze), places(hold, short), places(short, hold)]) {
      expect(shown).toHaveLength(2);
      expect(shown[0][1]).toBeLessThan(shown[1][0]);
      expect(shown[1][1]).toBeLessThanOrEqual(944);
    }
  });
});
