import type { ForceCalibration, ForceError, ForceEstimate } from '#fatigue';
import type { Channel, Provenance } from '#recording';
import { mean } from '#signal';
import { decimalsFor, fixed, seconds } from './number-format.ts';
import { isSimulatedSource } from './simulated-source.ts';
import { wrapped } from './text-table.ts';

/** An estimate of force with all that is said about it. */
export interface ForceView {
  readonly provenance: Provenance;
  /** Name of the calibration's file. */
  readonly calibrationFile: string;
  readonly calibration: ForceCalibration;
  readonly estimate: ForceEstimate;
  /** A force that was measured beside the EMG, and how far the estimate lies from it. */
  readonly measured?: { readonly force: Channel; readonly error: ForceError };
}

/** What an estimate of force is in numbers, as `force estimate --json` prints it. */
export interface ForceSummary {
  readonly file: string;
  readonly sha256: string;
  readonly simulated: boolean;
  readonly calibrationFile: string;
  readonly calibration: ForceCalibration;
  readonly startS: number;
  readonly endS: number;
  readonly n: number;
  /** In % of the calibration's largest force. */
  readonly percent: { readonly mean: number; readonly peak: number; readonly rmse: number };
  /** The same in the force's unit; null where the calibration's file names none. */
  readonly force: { readonly unit: string; readonly mean: number; readonly peak: number; readonly rmse: number } | null;
  readonly extrapolatedShare: number;
  /** Against the measured force, in %; null where none was named. */
  readonly measured: ForceError | null;
  readonly caution: string;
}

/** Why it is no measurement, and what fatigue does to it. */
const caution =
  'EMG-derived: this is not a measurement of force. The relation holds for this person, this electrode placement and a rested muscle. As a muscle tires it gives more EMG at the same force, so the estimate reads too high: a held force seems to rise, and a lost maximum seems to be there.';

/** The numbers of an estimate; its uncertainty is the calibration's own RMSE, which a new recording exceeds. */
export function forceSummaryOf({
  provenance,
  calibrationFile,
  calibration,
  estimate,
  measured,
}: ForceView): ForceSummary {
  const { percent: course, timesS, extrapolatedShare } = estimate;
  const percent = {
    mean: mean(course),
    peak: course.reduce((most, value) => Math.max(most, value), 0),
    rmse: calibration.residuals.rmse,
  };
  const { unit } = calibration.force;
  const inUnit = (value: number): number => (value / 100) * calibration.scale.mvcForce;
  return {
    file: provenance.file,
    sha256: provenance.sha256,
    simulated: isSimulatedSource(provenance),
    calibrationFile,
    calibration,
    startS: timesS[0],
    endS: timesS[timesS.length - 1],
    n: course.length,
    percent,
    force:
      unit === 'N' || unit === 'kgf' || unit === 'lbf'
        ? { unit, mean: inUnit(percent.mean), peak: inUnit(percent.peak), rmse: inUnit(percent.rmse) }
        : null,
    extrapolatedShare,
    measured: measured?.error ?? null,
    caution,
  };
}

/** `45.2 ± 3.4 % (167 ± 13 N)`. */
export function forceText(summary: ForceSummary, which: 'mean' | 'peak'): string {
  const { percent, force } = summary;
  const text = (value: number, rmse: number) => {
    const decimals = Math.min(1, decimalsFor(rmse, 2));
    return `${fixed(value, decimals)} ± ${fixed(rmse, decimals)}`;
  };
  const inUnit = force ? ` (${text(force[which], force.rmse)} ${force.unit})` : '';
  return `${text(percent[which], percent.rmse)} %${inUnit}`;
}

/** How well a relation fits, with n. */
export function errorText({ r2, rmse, bias }: ForceError): string {
  return `R² ${fixed(r2, 2)}, RMSE ${fixed(rmse, 1)} %, bias ${fixed(bias, 1)} %`;
}

/** Whether the stretch shares moments with the one that the relation was fitted to. */
function isOnCalibration({ sha256, startS, endS, calibration: { source, scale } }: ForceSummary): boolean {
  return sha256 === source.sha256 && startS - scale.delayS < source.endS && endS - scale.delayS > source.startS;
}

/** What an estimate says and what it does not, in sentences. */
export function forceStatements(summary: ForceSummary): readonly string[] {
  const { calibration, simulated, extrapolatedShare, measured, n } = summary;
  const { residuals, source, model, scale, force, emg } = calibration;
  return [
    ...(simulated ? ['SIMULATED. This signal was computed. The person does not exist.'] : []),
    summary.caution,
    `100 % is the best 0.5 s of the calibration: ${fixed(scale.mvcForce, decimalsFor(scale.mvcForce))} ${force.unit === 'other' || force.unit === 'count' ? '(no unit is named)' : force.unit}, perhaps not this person's maximum.`,
    `±: RMSE of the calibration on its own ${residuals.n} points (${errorText(residuals)}; ${seconds(source.endS - source.startS)} of ${source.file}${source.recordedAt === null ? '' : `, ${source.recordedAt}`}). It is the error of a single moment, and a new recording is further off. Points every ${scale.stepS} s follow each other closely and are not independent.`,
    ...(measured === null ? [] : [`Against the force measured beside it: ${errorText(measured)} (n = ${n} points).`]),
    ...(isOnCalibration(summary)
      ? ['This stretch was calibrated on: what is said of it here is no test of the calibration.']
      : []),
    ...(extrapolatedShare > 0
      ? [
          `${fixed(100 * extrapolatedShare, 1)} % of the time the EMG is stronger than any that was calibrated: there the force is extrapolated.`,
        ]
      : []),
    `Relation: ${model.form}, envelope of ${emg.channel} (${scale.bandHz.join('–')} Hz, RMS ${scale.windowS} s, low-pass ${scale.cutoffHz} Hz, no phase shift), force ${scale.delayS} s later.`,
    'For research and teaching. Not a medical device: it gives no diagnosis and no advice on treatment.',
  ];
}

/** An estimate for the terminal. */
export function forceEstimateText(view: ForceView): string {
  const summary = forceSummaryOf(view);
  return `${[
    `${summary.file}${summary.simulated ? '  SIMULATED' : ''} · EMG-derived force, ${seconds(summary.startS)} to ${seconds(summary.endS)}`,
    `mean ${forceText(summary, 'mean')}`,
    `peak ${forceText(summary, 'peak')}`,
    '',
    ...forceStatements(summary).map((sentence) => wrapped(sentence, { bullet: '- ' })),
  ].join('\n')}\n`;
}

/** A calibration for the terminal. */
export function forceCalibrationText({ source, emg, force, model, scale, residuals }: ForceCalibration): string {
  const { n, rmse, r2 } = residuals;
  const unit = force.unit === 'other' || force.unit === 'count' ? '' : ` ${force.unit}`;
  return `${[
    `Calibrated ${emg.channel} to ${force.channel} on ${fixed(source.startS, 1)}–${fixed(source.endS, 1)} s of ${source.file}: ${model.form}, 100 % = ${fixed(scale.mvcForce, decimalsFor(scale.mvcForce))}${unit}.`,
    `On these data themselves: R² ${fixed(r2, 2)}, RMSE ${fixed(rmse, 1)} % (n = ${n} points every ${scale.stepS} s, not independent). A new recording is further off.`,
  ].join('\n')}\n`;
}

/** Force over time as CSV: seconds, %, and the unit where there is one. */
export function forceCsv(view: ForceView): string {
  const { estimate, calibration } = view;
  const { force } = forceSummaryOf(view);
  const head = ['time_s', 'force_percent', ...(force ? [`force_${force.unit}`] : []), 'emg_derived'];
  const lines = Array.from(estimate.timesS, (time, i) =>
    [
      +time.toFixed(6),
      estimate.percent[i],
      ...(force ? [(estimate.percent[i] / 100) * calibration.scale.mvcForce] : []),
      true,
    ].join(','),
  );
  return `${[head.join(','), ...lines].join('\n')}\n`;
}
