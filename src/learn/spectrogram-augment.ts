import { ArgumentError, type Json, type Random, requireWhole } from '#base';
import type { Augment, Batch } from './batches.ts';
import { sizeOf } from './graph.ts';

/** The shape of one spectrogram: [channels, bands, frames], as a network's `inputShape`. */
type Shape = readonly [number, number, number];

/** Changes one spectrogram in place. */
type Change = (spectrogram: Float32Array, random: Random) => void;

/** An augmentation that copies the inputs once and changes each example by draws of its own. */
function eachExample(name: string, shape: Shape, options: { readonly [key: string]: Json }, change: Change): Augment {
  const size = sizeOf(shape);
  const augment = (batch: Batch, random: Random): Batch => {
    if (batch.inputs.length !== batch.weights.length * size) {
      throw new ArgumentError(
        `inputs hold ${batch.inputs.length / batch.weights.length} values per example, not the [${shape.join(', ')}] of ${name}.`,
        'Pass the inputShape of the network.',
      );
    }
    const inputs = batch.inputs.slice();
    for (let start = 0; start < inputs.length; start += size) change(inputs.subarray(start, start + size), random);
    return { ...batch, inputs };
  };
  return Object.assign(augment, { settings: { name, shape, ...options } });
}

function requireAtMost(name: string, value: number, most: number, where: string): void {
  requireWhole(name, value, 1, where);
  if (value > most) {
    throw new ArgumentError(`${name} must be at most ${most}, got ${value} — in ${where}.`, `Pass a smaller ${name}.`);
  }
}

/** Sets the cells [fromBand, toBand) × [fromFrame, toFrame) of every channel to that channel's own mean. */
function maskCells(
  spectrogram: Float32Array,
  [channels, bands, frames]: Shape,
  cells: Record<'bands' | 'frames', Span>,
) {
  const plane = bands * frames;
  for (let channel = 0; channel < channels; channel++) {
    const values = spectrogram.subarray(channel * plane, (channel + 1) * plane);
    const mean = values.reduce((sum, value) => sum + value, 0) / plane;
    for (let band = cells.bands.from; band < cells.bands.to; band++) {
      values.fill(mean, band * frames + cells.frames.from, band * frames + cells.frames.to);
    }
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** SpecAugment's draw: a width from 0 to `widest`, then a place where it fits, both uniform. */
function drawSpan(size: number, widest: number, random: Random): Span {
  const width = random.below(widest + 1);
  const from = random.below(size - width + 1);
  return { from, to: from + width };
}

/**
 * SpecAugment's frequency masking (Park et al. 2019): in every example, `masks` times, up to `maxBands` neighbouring bands of
 * all channels take the mean of their channel. Bands stay where they are: what moves or stretches the frequency
 * axis would forge the very shift that fatigue is seen by.
 *
 * @throws ArgumentError when an option is no whole number from 1 up, or wider than the spectrogram.
 */
export function maskFrequency(shape: Shape, { maxBands, masks = 1 }: { maxBands: number; masks?: number }): Augment {
  const [, bands, frames] = shape;
  requireAtMost('maxBands', maxBands, bands, 'maskFrequency');
  requireWhole('masks', masks, 1, 'maskFrequency');
  return eachExample('maskFrequency', shape, { maxBands, masks }, (spectrogram, random) => {
    for (let i = 0; i < masks; i++) {
      maskCells(spectrogram, shape, { bands: drawSpan(bands, maxBands, random), frames: { from: 0, to: frames } });
    }
  });
}

/**
 * SpecAugment's time masking: like {@link maskFrequency}, over up to `maxFrames` neighbouring frames.
 *
 * @throws ArgumentError when an option is no whole number from 1 up, or longer than the spectrogram.
 */
export function maskTime(shape: Shape, { maxFrames, masks = 1 }: { maxFrames: number; masks?: number }): Augment {
  const [, bands, frames] = shape;
  requireAtMost('maxFrames', maxFrames, frames, 'maskTime');
  requireWhole('masks', masks, 1, 'maskTime');
  return eachExample('maskTime', shape, { maxFrames, masks }, (spectrogram, random) => {
    for (let i = 0; i < masks; i++) {
      maskCells(spectrogram, shape, { bands: { from: 0, to: bands }, frames: drawSpan(frames, maxFrames, random) });
    }
  });
}

/**
 * Moves every example by a whole number of frames, uniform in ±maxFrames. The frame at the edge is repeated into the gap:
 * frames that leave at one end must not come back at the other, where the muscle was in another state.
 *
 * @throws ArgumentError when maxFrames is not a whole number from 1 to one below the number of frames.
 */
export function shiftTime(shape: Shape, { maxFrames }: { maxFrames: number }): Augment {
  const [channels, bands, frames] = shape;
  requireAtMost('maxFrames', maxFrames, frames - 1, 'shiftTime');
  return eachExample('shiftTime', shape, { maxFrames }, (spectrogram, random) => {
    const shift = random.below(2 * maxFrames + 1) - maxFrames;
    for (let row = 0; row < channels * bands; row++) {
      const values = spectrogram.subarray(row * frames, (row + 1) * frames);
      if (shift >= 0) values.copyWithin(shift, 0, frames - shift).fill(values[shift] as number, 0, shift);
      else values.copyWithin(0, -shift).fill(values[frames + shift - 1] as number, frames + shift);
    }
  });
}

/**
 * Adds to every example one level, uniform in ±maxDb: in dB, what another gain does. Where spectrograms are relative to the
 * recording's own hold the gain of skin and sensor is out already, and the level says how much stronger the squeeze was:
 * keep the jitter small there.
 *
 * @param options.dbPerUnit - how many dB one unit of the input is: the scale of the normalisation; default 1
 * @throws ArgumentError when a number is not above 0.
 */
export function jitterGain(shape: Shape, { maxDb, dbPerUnit = 1 }: { maxDb: number; dbPerUnit?: number }): Augment {
  if (!(maxDb > 0 && dbPerUnit > 0 && Number.isFinite(maxDb / dbPerUnit))) {
    throw new ArgumentError(
      `maxDb and dbPerUnit must be numbers above 0, got ${maxDb} and ${dbPerUnit} — in jitterGain.`,
      'Pass 1 dB, and the scale that the inputs were divided by.',
    );
  }
  return eachExample('jitterGain', shape, { maxDb, dbPerUnit }, (spectrogram, random) => {
    const level = ((2 * random.uniform() - 1) * maxDb) / dbPerUnit;
    for (let i = 0; i < spectrogram.length; i++) spectrogram[i] += level;
  });
}

/** Several augmentations, one after the other, all drawing from the one stream. */
export function composeAugments(...augments: readonly Augment[]): Augment {
  const composed = (batch: Batch, random: Random): Batch =>
    augments.reduce((changed, augment) => augment(changed, random), batch);
  return Object.assign(composed, { settings: augments.map(({ settings }) => settings ?? null) });
}
