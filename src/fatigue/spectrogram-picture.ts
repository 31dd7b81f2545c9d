import { type LogPowerStft, logPowerStft } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { atSpectrogramRate, spectrogramRateHz } from './spectrogram-rate.ts';
import {
  requireHoldPower,
  requireSpectrogramRate,
  type SpectrogramPair,
  type SpectrogramTensor,
  spectrogramBins,
  spectrogramFraming,
} from './spectrogram-tensor.ts';

const { first, last } = spectrogramBins;
const nBands = last - first + 1;
/** Of the power, in unit²/Hz: far below what a sensor can show in mV. */
const floor = 1e-20;

function framesOf({ samples, fs }: ContractionSignal): LogPowerStft {
  const x = atSpectrogramRate(samples, fs);
  return logPowerStft(x.samples, x.fs, { ...spectrogramFraming, floor });
}

/** Mean power of the bins used, in unit²/Hz. */
function meanPower({ db, nFrames, nFreqs }: LogPowerStft): number {
  let sum = 0;
  for (let frame = 0; frame < nFrames; frame++) {
    for (let bin = first; bin <= last; bin++) sum += 10 ** (db[frame * nFreqs + bin] / 10) - floor;
  }
  return sum / (nFrames * nBands);
}

/**
 * The spectrograms of {@link spectrogramTensors} with every bin, for pictures: in 32-bit floats, a tenth of the time. From
 * 40 dB below a frame's strongest bin on they are the same within 0.001 dB, a hundredth of a step of colour. What is
 * learned from or reported as a number comes from `spectrogramTensors`.
 *
 * @throws ArgumentError for a recording slower than 1000 Hz (less 0.1 %), or a silent hold.
 */
export function spectrogramPictures(hold: ContractionSignal, mvc: ContractionSignal): SpectrogramPair {
  requireSpectrogramRate(Math.min(hold.fs, mvc.fs), 'spectrogramPictures');
  const holdFrames = framesOf(hold);
  const reference = meanPower(holdFrames);
  // Silence gives the floor back, and what its rounding leaves.
  requireHoldPower(reference > floor ? reference : 0, 'spectrogramPictures');
  const referenceDb = 10 * Math.log10(reference);
  const binHz = spectrogramRateHz / spectrogramFraming.windowSamples;
  const freqsHz = Float64Array.from({ length: nBands }, (_, band) => binHz * (first + band));
  const picture = ({ db: all, nFrames, nFreqs, timesS }: LogPowerStft, startS: number): SpectrogramTensor => {
    const db = new Float32Array(nBands * nFrames);
    for (let band = 0; band < nBands; band++) {
      for (let frame = 0; frame < nFrames; frame++) {
        db[band * nFrames + frame] = all[frame * nFreqs + first + band] - referenceDb;
      }
    }
    return { db, nBands, nFrames, freqsHz, timesS: timesS.map((timeS) => timeS + startS) };
  };
  return { hold: picture(holdFrames, hold.startS), mvc: picture(framesOf(mvc), mvc.startS) };
}
