import { describe, expect, it } from 'vitest';
import type { Channel } from '#recording';
import { rms, welch } from '#signal';
import { type Checkers, goldenFaults, goldensOf, kindsWithoutFile, type Pair } from '../base/check-golden.ts';
import {
  bandPower,
  type ContractionSignal,
  contractionIndices,
  contractionSignal,
  dimitrovIndex,
  featureIds,
  featureVector,
  type InstantaneousFrequencyOptions,
  inBand,
  instantaneousFrequency,
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

const checkers: Checkers = {
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
  'instantaneous-frequency': (c: {
    fs: number;
    x: Values;
    startS: number;
    endS: number;
    courses: readonly (Required<InstantaneousFrequencyOptions> & Record<'timesS' | 'IMNF' | 'IMDF', Values>)[];
  }) => {
    const signal = contraction(c.fs, c.x, [c.startS, c.endS]);
    return c.courses.flatMap((reference) => {
      const { IMNF, IMDF } = instantaneousFrequency(signal, reference);
      const name = `${reference.method}, ${reference.smoothingS} s`;
      return [
        [`timesS, ${name}`, IMNF.timesS, reference.timesS.map((timeS) => timeS + signal.startS)],
        [`IMNF, ${name}`, IMNF.values, reference.IMNF],
        [`IMDF, ${name}`, IMDF.values, reference.IMDF],
      ];
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

describe('golden/fatigue', () => {
  const goldens = goldensOf('fatigue');

  it('has a file for every checker', () => {
    expect(kindsWithoutFile(goldens, checkers)).toEqual([]);
  });

  it.each(goldens)('$file', (golden) => {
    expect(goldenFaults(golden, checkers)).toEqual([]);
  });
});
