import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Channel } from '#recording';
import { rms, welch } from '#signal';
import {
  bandPower,
  type ContractionSignal,
  contractionIndices,
  contractionSignal,
  dimitrovIndex,
  featureIds,
  featureVector,
  inBand,
  mdfCourse,
  meanAbsoluteValue,
  meanFrequency,
  medianFrequency,
  rmsCourse,
  type SpectrogramTensor,
  type Spectrum,
  spectralMoment,
  spectrogramTensors,
  waveformLength,
  zeroCrossings,
} from './index.ts';

type Values = readonly number[];
type Ends = readonly [startS: number, endS: number];
type Band = readonly [lowHz: number, highHz: number];
/** What was computed here beside what SciPy wrote, with a name for the message. */
type Pair = readonly [name: string, ours: ArrayLike<number>, reference: ArrayLike<number>];
/** A piece of a channel with a hold and a maximal squeeze. */
type TwoContractions = { fs: number; x: Values; holdS: Ends; mvcS: Ends };
type Tensor = { nFrames: number; timesS: Values; freqsHz: Values; db: Values };

const row = (values: Values): Float64Array => Float64Array.from(values);

function contraction(fs: number, x: Values, [startS, endS]: Ends, kind: 'hold' | 'mvc' = 'hold'): ContractionSignal {
  const channel: Channel = { name: 'A1', kind: 'emg', unit: 'mV', fs, samples: row(x) };
  return contractionSignal(channel, { kind, channel: 'A1', startS, endS });
}

function indexPairs(ours: ReadonlyMap<string, number>, reference: Readonly<Record<string, number>>): Pair[] {
  expect([...ours.keys()].sort()).toEqual(Object.keys(reference).sort());
  return [...ours].map(([id, value]) => [id, [value], [reference[id]]]);
}

function tensorPairs(name: string, ours: SpectrogramTensor, reference: Tensor, startS: number): Pair[] {
  expect(ours.nFrames).toBe(reference.nFrames);
  return [
    [`${name} timesS`, ours.timesS, reference.timesS.map((timeS) => timeS + startS)],
    [`${name} freqsHz`, ours.freqsHz, reference.freqsHz],
    [`${name} db`, ours.db, reference.db],
  ];
}

/** One checker per kind of file; each knows the shape of its cases. */
const checkers: Record<string, (c: never) => readonly Pair[]> = {
  amplitude: (c: { fs: number; threshold: number; x: Values } & Record<'RMS' | 'MAV' | 'ZC' | 'WL', number>) => {
    const x = row(c.x);
    return [
      ['RMS', [rms(x)], [c.RMS]],
      ['MAV', [meanAbsoluteValue(x)], [c.MAV]],
      ['ZC', [zeroCrossings(x, c.fs, c)], [c.ZC]],
      ['WL', [waveformLength(x, c.fs)], [c.WL]],
    ];
  },
  spectrum: (
    c: { psd: Values; freqsHz: Values } & Record<'MNF' | 'MDF' | 'FInsm5', number> & {
        moments?: readonly (readonly [order: number, value: number])[];
        bandPowers?: readonly (readonly [lowHz: number, highHz: number, value: number])[];
      } & { x?: Values; fs: number; band: Band; windowSamples: number },
  ) => {
    const spectrum: Spectrum = c.x
      ? inBand(welch(row(c.x), c.fs, c), c.band)
      : { psd: row(c.psd), freqsHz: row(c.freqsHz) };
    return [
      ['psd', spectrum.psd, c.psd],
      ['freqsHz', spectrum.freqsHz, c.freqsHz],
      ['MNF', [meanFrequency(spectrum)], [c.MNF]],
      ['MDF', [medianFrequency(spectrum)], [c.MDF]],
      ['FInsm5', [dimitrovIndex(spectrum)], [c.FInsm5]],
      ...(c.moments ?? []).map(([order, value]): Pair => [`M${order}`, [spectralMoment(spectrum, order)], [value]]),
      ...(c.bandPowers ?? []).map(
        ([lowHz, highHz, value]): Pair => [`${lowHz}–${highHz} Hz`, [bandPower(spectrum, [lowHz, highHz])], [value]],
      ),
    ];
  },
  contraction: (c: {
    fs: number;
    x: Values;
    startS: number;
    endS: number;
    noiseLevel: number;
    samples: Values;
    courses: { MDF: Values; RMS: Values };
    indices: Record<string, number>;
  }) => {
    const signal = contraction(c.fs, c.x, [c.startS, c.endS]);
    const indices = contractionIndices(signal, c);
    return [
      ['samples', signal.samples, c.samples],
      ['course of MDF', mdfCourse(signal).values, c.courses.MDF],
      ['course of RMS', rmsCourse(signal).values, c.courses.RMS],
      ...indexPairs(new Map(indices.map(({ id, value }) => [id, value])), c.indices),
    ];
  },
  features: (c: TwoContractions & { features: Record<string, number> }) => {
    const ours = featureVector(contraction(c.fs, c.x, c.holdS), contraction(c.fs, c.x, c.mvcS, 'mvc'));
    expect(ours.length).toBe(featureIds.length);
    return featureIds.map((id, i): Pair => {
      expect(c.features[id], `golden/fatigue/generate.py does not compute the feature ${id}`).toBeDefined();
      return [id, [ours[i]], [c.features[id]]];
    });
  },
  'spectrogram-tensor': (
    c: TwoContractions & { tensors: readonly { nBands: number; hold: Tensor; mvc: Tensor }[] },
  ) => {
    const [hold, mvc] = [contraction(c.fs, c.x, c.holdS), contraction(c.fs, c.x, c.mvcS, 'mvc')];
    return c.tensors.flatMap((reference) => {
      const ours = spectrogramTensors(hold, mvc, reference);
      return [
        ...tensorPairs(`${reference.nBands} bands, hold`, ours.hold, reference.hold, hold.startS),
        ...tensorPairs(`${reference.nBands} bands, mvc`, ours.mvc, reference.mvc, mvc.startS),
      ];
    });
  },
};

/** max |difference| / max |reference|; the plain difference where the reference is all zeros. Other lengths: infinite. */
function relativeError([, ours, reference]: Pair): number {
  if (ours.length !== reference.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < reference.length; i++) {
    if (!Number.isFinite(ours[i])) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(ours[i] - reference[i]));
    size = Math.max(size, Math.abs(reference[i]));
  }
  return size === 0 ? difference : difference / size;
}

interface Golden {
  readonly file: string;
  readonly kind: string;
  readonly tolerance: number;
  readonly cases: readonly never[];
}

describe('golden/fatigue', () => {
  const folder = join(import.meta.dirname, '../../golden/fatigue');
  const goldens = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file): Golden => ({ file, ...JSON.parse(readFileSync(join(folder, file), 'utf8')) }));

  it('has a file for every checker', () => {
    const kinds = new Set(goldens.map(({ kind }) => kind));
    expect(Object.keys(checkers).filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it.each(goldens)('$file', ({ kind, tolerance, cases }) => {
    const check = checkers[kind];
    expect(check, `no checker for kind '${kind}'`).toBeDefined();
    expect(cases.length).toBeGreaterThan(0);
    const faults = cases.flatMap((c, i) =>
      check(c)
        .map((pair) => ({ where: `case ${i}, ${pair[0]}`, error: relativeError(pair) }))
        .filter(({ error }) => !(error <= tolerance)),
    );
    expect(faults).toEqual([]);
  });
});
