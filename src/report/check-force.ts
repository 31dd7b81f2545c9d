import type { ForceCalibration } from '#fatigue';
import type { ForceView } from './force-words.ts';

/** A calibration of nobody. */
export const sampleCalibration: ForceCalibration = {
  kind: 'myofade force calibration',
  version: 1,
  source: { file: 'steps.edf', sha256: 'ab'.repeat(32), recordedAt: null, startS: 0, endS: 30 },
  emg: { channel: 'EMG', unit: 'mV', fs: 1000 },
  force: { channel: 'Force', unit: 'N' },
  model: { form: 'linear', coefficients: [100], fatigueExponent: 0 },
  scale: {
    mvcForce: 400,
    mvcEnvelope: 0.3,
    restEnvelope: 0.01,
    bandHz: [20, 450],
    windowS: 0.25,
    cutoffHz: 1.5,
    delayS: 0.1,
    stepS: 0.05,
  },
  residuals: { rmse: 6, bias: 0.4, r2: 0.9, n: 598 },
  largestEnvelope: 1.1,
};

/** An estimate of 5 s that goes up and down; measured beside it where asked for. */
export function sampleForceView({ simulated = false, measured = false, unit = 'N' as 'N' | 'other' } = {}): ForceView {
  const timesS = Float64Array.from({ length: 100 }, (_, i) => 2.1 + 0.05 * i);
  const percent = timesS.map((time) => 50 + 40 * Math.sin(2 * (time - 2.1)));
  const samples = Float64Array.from({ length: 800 }, (_, i) => 200 + 150 * Math.sin(2 * (i / 100 - 2.1)));
  return {
    provenance: {
      file: 'later.edf',
      format: 'edf',
      sha256: 'cd'.repeat(32),
      ...(simulated && { device: 'Simulated' }),
    },
    calibrationFile: 'calibration.json',
    calibration: { ...sampleCalibration, force: { channel: 'Force', unit } },
    estimate: { timesS, percent, extrapolatedShare: 0.12 },
    ...(measured && {
      measured: {
        force: { name: 'Force', kind: 'force', unit: 'N', fs: 100, samples },
        error: { rmse: 7.25, bias: 1, r2: 0.81 },
      },
    }),
  };
}
