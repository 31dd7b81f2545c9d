import { describe, expect, it } from 'vitest';
import type { Channel } from '#recording';
import { rms, type WaveletName, welch } from '#signal';
import { type Checkers, goldenFaults, goldensOf, kindsWithoutFile, type Pair } from '../base/check-golden.ts';
import {
  bandPower,
  bandPowerRatio,
  type ContractionSignal,
  contractionIndices,
  contractionSignal,
  contractionSpectrum,
  dimitrovIndex,
  type ForceForm,
  featureIds,
  featureVector,
  fitEmgForce,
  forceFromEmg,
  type IndexValue,
  type InstantaneousFrequencyOptions,
  inBand,
  instantaneousFrequency,
  integratedEmg,
  kurtosis,
  mdfCourse,
  meanAbsoluteValue,
  meanFrequency,
  medianFrequency,
  peakFrequency,
  permutationEntropy,
  type Reliability,
  reliability,
  rmsCourse,
  type SpectrogramTensor,
  type Spectrum,
  sampleEntropy,
  slopeSignChanges,
  spectralEntropy,
  spectralMoment,
  spectrogramTensors,
  waveformLength,
  waveletScales,
  withoutNoise,
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

/** Our value of every index that the reference has. */
function indexPairs(ours: readonly IndexValue[], reference: Readonly<Record<string, number>>): Pair[] {
  const values = new Map(ours.map(({ id, value }) => [id, value]));
  return Object.entries(reference).map(([id, value]) => [id, [values.get(id) ?? Number.NaN], [value]]);
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
    return [
      ['samples', signal.samples, c.samples],
      ['course of MDF', mdfCourse(signal).values, c.courses.MDF],
      ['course of RMS', rmsCourse(signal).values, c.courses.RMS],
      ...indexPairs(contractionIndices(signal, c), c.indices),
    ];
  },
  indices: (c: { fs: number; x: Values; restS: Ends; holdS: Ends; indices: Record<string, number> }) => {
    const rest = contraction(c.fs, c.x, c.restS);
    const ours = contractionIndices(contraction(c.fs, c.x, c.holdS), {
      noiseLevel: rms(rest.samples),
      noiseSpectrum: contractionSpectrum(rest),
    });
    // No index without a reference, and none left out that has one.
    expect(ours.map(({ id }) => id).sort()).toEqual(Object.keys(c.indices).sort());
    return indexPairs(ours, c.indices);
  },
  'amplitude-shape': (c: { fs: number; threshold: number; x: Values } & Record<'iEMG' | 'SSC' | 'KURT', number>) => {
    const x = row(c.x);
    return [
      ['iEMG', [integratedEmg(x, c.fs)], [c.iEMG]],
      ['SSC', [slopeSignChanges(x, c.fs, c)], [c.SSC]],
      ['KURT', [kurtosis(x)], [c.KURT]],
    ];
  },
  'spectrum-shape': (
    c: { psd: Values; freqsHz: Values; ratios: readonly (readonly number[])[] } & Record<
      'PKF' | 'SpecEn' | 'FInsm2' | 'FInsm3' | 'FInsm4',
      number
    >,
  ) => {
    const spectrum: Spectrum = { psd: row(c.psd), freqsHz: row(c.freqsHz) };
    return [
      ['PKF', [peakFrequency(spectrum)], [c.PKF]],
      ['SpecEn', [spectralEntropy(spectrum)], [c.SpecEn]],
      ['FInsm2', [dimitrovIndex(spectrum, { order: 2 })], [c.FInsm2]],
      ['FInsm3', [dimitrovIndex(spectrum, { order: 3 })], [c.FInsm3]],
      ['FInsm4', [dimitrovIndex(spectrum, { order: 4 })], [c.FInsm4]],
      ...c.ratios.map(([a, b, over, to, value]): Pair => {
        return ['ratio', [bandPowerRatio(spectrum, [a, b], [over, to]) ?? Number.NaN], [value]];
      }),
    ];
  },
  'noise-rule': (c: Record<'freqsHz' | 'psd' | 'noise', Values> & { capHz: number | null; left: Values | null }) => {
    const freqsHz = row(c.freqsHz);
    const ours = withoutNoise({ psd: row(c.psd), freqsHz }, { psd: row(c.noise), freqsHz });
    expect(ours === null).toBe(c.capHz === null);
    return [
      ['capHz', ours ? [ours.capHz] : [], c.capHz === null ? [] : [c.capHz]],
      ['psd', ours?.spectrum.psd ?? [], c.left ?? []],
    ];
  },
  entropy: (c: {
    x: Values;
    sample: readonly (readonly [dimension: number, tolerance: number, value: number | null])[];
    permutation: readonly (readonly [order: number, delay: number, value: number])[];
  }) => [
    ...c.sample.map(([dimension, tolerance, value]): Pair => {
      const ours = sampleEntropy(row(c.x), { dimension, tolerance });
      expect(ours === null).toBe(value === null);
      return [`m = ${dimension}, r = ${tolerance}`, [ours ?? 0], [value ?? 0]];
    }),
    ...c.permutation.map(([order, delay, value]): Pair => {
      return [`order ${order}, delay ${delay}`, [permutationEntropy(row(c.x), { order, delay })], [value]];
    }),
  ],
  'wavelet-scales': (c: {
    wavelet: WaveletName;
    x: Values;
    energies: Values;
    lengths: Values;
    spectra: readonly Values[];
  }) => {
    const ours = waveletScales(row(c.x), { wavelet: c.wavelet, bandHz: [20, 450] });
    return [
      ['energies', ours.map(({ energy }) => energy()), c.energies],
      ['lengths', ours.map(({ length }) => length()), c.lengths],
      ...c.spectra.map((psd, i): Pair => [`PSD of level ${i + 1}`, ours[i].spectrum().psd, psd]),
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
  reliability: (c: {
    sessions: readonly (readonly number[])[];
    reliability: Partial<Record<keyof Reliability, number>>;
  }) => {
    const ours = reliability(c.sessions);
    return Object.entries(c.reliability).map(
      ([name, value]): Pair => [name, [ours[name as keyof Reliability]], [value]],
    );
  },
  'emg-force': (c: {
    form: ForceForm;
    priorWeight: number;
    prior: Values;
    sets: readonly { envelope: Values; force: Values }[];
    grid: Values;
    force: Values;
  }) => {
    const ones = (values: Values) => new Float64Array(values.length).fill(1);
    const sets = c.sets.map(({ envelope, force }) => ({
      envelope: row(envelope),
      force: row(force),
      mdfRatio: ones(force),
    }));
    const prior = { form: c.form, coefficients: c.prior, fatigueExponent: 0 };
    const model = fitEmgForce(sets, { form: c.form, prior, priorWeight: c.priorWeight });
    return [['force', forceFromEmg(model, { envelope: row(c.grid), mdfRatio: ones(c.grid) }), c.force]];
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
