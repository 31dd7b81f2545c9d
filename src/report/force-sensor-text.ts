import type { Issue } from '#base';
import { convertForce, type ForceSensorCalibration, type ForceUnit } from '#recording';
import { byGravity } from './issue-list.ts';
import { textTable, wrapped } from './text-table.ts';

/** A unit of force as a scale shows it. */
const scaleNames: Readonly<Record<ForceUnit, string>> = { N: 'N', kgf: 'kg', lbf: 'lb' };

/** A force sensor's calibration for the terminal: its line, its loads with residuals, how well it fits, what is doubtful. */
export function forceSensorText(calibration: ForceSensorCalibration, issues: readonly Issue[]): string {
  const { device, channel, bits, date, unit, nPerCount, tareCounts, points, fit } = calibration;
  const name = scaleNames[unit];
  const perCount = convertForce(nPerCount, 'N', unit);
  const rows = points.map(({ counts, sdCounts, force, residual }) => [
    `${force} ${name}`,
    counts.toFixed(1),
    sdCounts === null ? 'not known' : `${(Math.abs(perCount) * sdCounts).toFixed(2)} ${name}`,
    `${residual < 0 ? '−' : '+'}${Math.abs(residual).toFixed(3)} ${name}`,
  ]);
  const quality = fit
    ? `RMS error ${fit.rmsError.toFixed(3)} ${name}, R² ${fit.r2.toFixed(5)}, largest residual ${fit.worstPercent.toFixed(2)} % of the loads' span.`
    : 'Two loads: their line has no residuals, and nothing shows whether the sensor is linear.';
  const range = [0, 2 ** bits - 1]
    .map((counts) => (nPerCount * (counts - tareCounts)).toFixed(0).replace('-', '−'))
    .join(' to ');
  return [
    `Force sensor on ${channel} of ${device}, ${date}.`,
    `force = ${perCount.toPrecision(5)} ${name} × (counts − ${tareCounts.toFixed(2)}); ${bits} bits show ${range} N.`,
    '',
    textTable([['load', 'counts', 'noise', 'fitted − load'], ...rows], ['right', 'right', 'right', 'right']),
    '',
    quality,
    ...byGravity(issues).map(({ severity, code, message, suggestion }) =>
      wrapped(`${severity} ${code}: ${message} ${suggestion}`, { bullet: '- ' }),
    ),
  ].join('\n');
}
