import { describe, expect, it } from 'vitest';
import { sampleComparison } from './check-comparison.ts';
import { sampleForceView } from './check-force.ts';
import { samplePlan } from './check-plan.ts';
import { sampleEvaluation, sampleRecordings, sampleResult, sampleSpectrogram, sampleTrace } from './check-samples.ts';
import { comparisonFigure } from './comparison-figure.ts';
import { forceFigure } from './force-figure.ts';
import type { Html } from './html.ts';
import { metricIntervalsFigure } from './metric-intervals-figure.ts';
import { pairedIndices } from './paired-indices.ts';
import { pairedIndicesFigure } from './paired-indices-figure.ts';
import { planFigure } from './plan-figure.ts';
import { rocFigure } from './roc-figure.ts';
import { spectrogramFigure } from './spectrogram-figure.ts';
import { subjectProbabilitiesFigure } from './subject-probabilities-figure.ts';
import type { FigureOptions } from './svg-figure.ts';
import { traceFigure } from './trace-figure.ts';

const mdf = {
  hold: { timesS: Float64Array.of(9, 11, 13), values: Float64Array.of(80, 76, 71) },
  mvc: { timesS: Float64Array.of(17, 18), values: Float64Array.of(74, 72) },
};
const traceData = {
  file: 'S01_F.csv',
  durationS: 20,
  segments: [
    { kind: 'rest', channel: 'A1', startS: 0.5, endS: 7.5 },
    { kind: 'hold', channel: 'A1', startS: 8, endS: 14 },
    { kind: 'mvc', channel: 'A1', startS: 16, endS: 19 },
  ],
  trace: sampleTrace(),
} as const;

/** Every figure of this layer on invented data. Their snapshots are the gallery. */
const figures: Readonly<Record<string, (options: FigureOptions) => Html>> = {
  'metric-intervals': (options) => metricIntervalsFigure(sampleEvaluation(), options),
  roc: (options) => rocFigure(sampleEvaluation(), options),
  'subject-probabilities': (options) => subjectProbabilitiesFigure(sampleEvaluation().models[0], options),
  'paired-indices': (options) => pairedIndicesFigure(pairedIndices(sampleRecordings()), options),
  comparison: (options) => comparisonFigure(sampleComparison({ ids: ['MDF', 'MNF', 'FInsm5'] }), options),
  plan: (options) => planFigure(samplePlan(), options),
  force: (options) => forceFigure(sampleForceView({ measured: true }), options),
  trace: (options) => traceFigure(traceData, options),
  spectrogram: (options) => spectrogramFigure({ file: 'S01_F.csv', spectrogram: sampleSpectrogram, mdf }, options),
};

/** Names of tags that are opened and never closed, or closed without being open. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, slash, name, self] of markup.matchAll(/<(\/?)([a-zA-Z]+)(?:[^>"]|"[^"]*")*?(\/?)>/g)) {
    if (self) continue;
    if (!slash) open.push(name);
    else if (open.pop() !== name) faults.push(name);
  }
  return [...faults, ...open];
}

describe.each(Object.entries(figures))('the %s figure', (name, draw) => {
  const svg = draw({ id: 'fig', simulated: false }).markup;

  it('looks as it did', async () => {
    await expect(svg.replaceAll('><', '>\n<')).toMatchFileSnapshot(`__snapshots__/${name}.svg`);
  });

  it('is a closed picture with words for those who do not see it', () => {
    expect(unbalanced(svg)).toEqual([]);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="fig-title fig-desc"/);
    expect(svg).toMatch(/<title id="fig-title">[^<]{10,}<\/title><desc id="fig-desc">[^<]{20,}<\/desc>/);
  });

  it('has no id of its own making, and no number longer than needed', () => {
    for (const [, id] of svg.matchAll(/ id="([^"]*)"/g)) expect(id).toMatch(/^fig-/);
    for (const [, id] of svg.matchAll(/url\(#([^)]*)\)/g)) expect(svg).toContain(`id="${id}"`);
    expect(svg).not.toMatch(/zr\d|ecmeta|NaN|undefined|Infinity/);
    const tags = svg.replace(/href="data:[^"]*"/g, '').match(/<[^>]*>/g) ?? [];
    expect(tags.join('').match(/\d\.\d{4,}/g)).toBeNull();
  });

  it('is drawn the same every time', () => {
    expect(draw({ id: 'fig', simulated: false }).markup).toBe(svg);
  });

  it('says SIMULATED when nobody was measured, and only then', () => {
    expect(svg).not.toContain('SIMULATED');
    const marked = draw({ id: 'fig', simulated: true }).markup;
    expect(marked).toContain('>SIMULATED</text>');
    expect(marked).toMatch(/stroke-dasharray="2 4"/);
  });
});

describe('figures', () => {
  it('escape the names of people', () => {
    const hostile = '<script>alert(1)</script>';
    const result = sampleResult('features', { accuracy: 0.8, auc: 0.8 });
    const perRecording = result.perRecording.map((decision) => ({ ...decision, subject: hostile }));
    const svg = subjectProbabilitiesFigure({ ...result, perRecording }, { id: 'fig', simulated: false }).markup;
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script');
  });

  it('draw an empty trace and a person with one recording', () => {
    const empty = new Float32Array(0);
    const trace = { ...sampleTrace(), min: empty, max: empty, envelope: empty };
    expect(traceFigure({ ...traceData, trace, segments: [] }, { id: 'fig', simulated: false }).markup).not.toContain(
      'NaN',
    );
    const result = sampleResult('features', { accuracy: 0.8, auc: 0.8 });
    const alone = { ...result, perRecording: result.perRecording.slice(0, 3) };
    const svg = subjectProbabilitiesFigure(alone, { id: 'fig', simulated: false }).markup;
    expect(svg).toContain('S02: fresh 0.30, fatigued –');
    expect(svg).not.toContain('NaN');
  });

  it('join the bins of a long trace and keep its extremes', () => {
    const long = sampleTrace(12_000, 20);
    long.max[6001] = 5;
    const svg = traceFigure({ ...traceData, trace: long }, { id: 'fig', simulated: false }).markup;
    expect(svg.length).toBeLessThan(40_000);
    expect(svg.includes('>5</text>')).toBe(true);
  });
});
