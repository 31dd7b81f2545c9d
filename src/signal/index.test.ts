import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { noise } from './check-signals.ts';
import * as signal from './index.ts';

describe('#signal', () => {
  it('has these names', () => {
    expect(Object.keys(signal).sort()).toMatchInlineSnapshot(`
      [
        "butterworth",
        "correlation",
        "cwt",
        "detrend",
        "dwt",
        "exponentialTrend",
        "fft",
        "findPeaks",
        "holm",
        "ifft",
        "irfft",
        "istft",
        "leastForShape",
        "linearEnvelope",
        "linearFit",
        "linearTrend",
        "logPowerStft",
        "mannWhitney",
        "mean",
        "median",
        "movingRms",
        "noncentralTCdf",
        "normalCdf",
        "notch",
        "pairedDifference",
        "patternMatches",
        "powerSpectrogram",
        "quantile",
        "rankCorrelation",
        "resample",
        "resampleTo",
        "restingState",
        "rfft",
        "rms",
        "scalogram",
        "slopeInterval",
        "solvePositiveDefinite",
        "sosfilt",
        "sosfiltfilt",
        "standardDeviation",
        "steadyState",
        "stft",
        "studentTCdf",
        "studentTQuantile",
        "subtractMains",
        "theilSenTrend",
        "trendLine",
        "trendShape",
        "waveletNames",
        "waveletPart",
        "welch",
        "welchDifference",
        "wilcoxonSignedRank",
        "windowNames",
        "windowValues",
      ]
    `);
  });

  it('never changes its input', () => {
    const x = noise(400);
    const other = noise(400, 2);
    const sos = signal.butterworth(1000, { order: 2, type: 'lowpass', cutoffHz: 10 });
    const frames = { windowSamples: 64, hopSamples: 16, detrend: 'linear' } as const;
    const state = signal.steadyState(sos, 2);
    signal.sosfilt(sos, x, state);
    signal.sosfiltfilt(sos, x);
    signal.fft({ re: x, im: other });
    signal.ifft({ re: x, im: other });
    signal.irfft({ re: x, im: other }, 799);
    signal.rfft(x);
    signal.stft(x, 1000, frames);
    signal.powerSpectrogram(x, 1000, frames);
    signal.logPowerStft(x, 1000, { windowSamples: 64, hopSamples: 16 });
    signal.welch(x, 1000, { ...frames, average: 'median' });
    signal.cwt(x, 1000, { frequenciesHz: [100] });
    signal.scalogram(x, 1000, { frequenciesHz: [100], hopSamples: 10 });
    signal.movingRms(x, { windowSamples: 9 });
    signal.linearEnvelope(x, 1000);
    signal.resample(x, { up: 3, down: 2 });
    signal.detrend(x, { type: 'linear' });
    signal.median(x);
    signal.quantile(x, 0.1);
    signal.linearFit(other, x);
    const t = Float64Array.from(x, (_, i) => i);
    signal.linearTrend(t, x);
    signal.theilSenTrend(t, x);
    signal.trendShape(t, x);
    signal.pairedDifference(x, other);
    signal.welchDifference(x, other);
    signal.wilcoxonSignedRank(x);
    signal.mannWhitney(x, other);
    expect(x).toEqual(noise(400));
    expect(other).toEqual(noise(400, 2));
    expect(state).toEqual(signal.steadyState(sos, 2));
  });
});

describe('examples in doc comments', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const examples = files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    return [...text.matchAll(/@example\n((?: \* .*\n)+)/g)].map(([, body]) => ({
      file,
      code: body.replaceAll(/^ \* /gm, '').trim(),
    }));
  });

  it('exist for every public function', () => {
    const functions = Object.entries(signal).filter(([, value]) => typeof value === 'function');
    const shown = examples.map(({ code }) => code).join('\n');
    expect(functions.map(([name]) => name).filter((name) => !new RegExp(`\\b${name}\\(`).test(shown))).toEqual([]);
  });

  it.each(examples)('$file: $code', ({ code }) => {
    const [, before, last, said] = /^([\s\S]*?)(.*); \/\/ (.*)$/.exec(code) ?? [];
    expect(said, 'the last line says what it gives: expression; // value').toBeDefined();
    const run = new Function(...Object.keys(signal), `${before}\nreturn (${last});`);
    expect(inspect(run(...Object.values(signal)))).toBe(said);
  });
});
