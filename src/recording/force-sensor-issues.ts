import { type Issue, type IssueCode, issue } from '#base';
import type { ForceSensorCalibration, ForceSensorPoint } from './force-sensor.ts';

/**
 * What a calibration must keep to. Hand dynamometers in clinical use are held to about 2 % of full scale; a span of 5 %
 * of the ADC is 51 of 1024 counts, of which half a count is 1 %.
 */
export const forceSensorLimits = { worstPercent: 2, spanPercent: 5, spanOverNoise: 20 } as const;

/** Standard deviations that a point keeps from the ADC's ends: nearer, its noise is cut off and its mean is off. */
const railSds = 3;

function isCutOff({ counts, sdCounts }: ForceSensorPoint, top: number): boolean {
  const reach = railSds * (sdCounts ?? 0);
  return counts - reach <= 0 || counts + reach >= top;
}

/**
 * What is doubtful about a calibration: a point at the ADC's end, loads too close to tell a slope, a line that its loads
 * do not follow, or too few to tell whether they do. `file` is that of the calibration.
 */
export function forceSensorIssues(calibration: ForceSensorCalibration, file: string): Issue[] {
  const { points, bits, fit, channel, unit } = calibration;
  const top = 2 ** bits - 1;
  const found: Issue[] = [];
  const say = (code: IssueCode, message: string) => found.push(issue(code, message, { file, channel }));
  for (const point of points.filter((one) => isCutOff(one, top))) {
    say('FORCE_POINT_CLIPPED', `Under ${point.force} ${unit}, ${channel} lies at the end of its range (0 to ${top}).`);
  }
  const counts = points.map((point) => point.counts);
  const span = Math.max(...counts) - Math.min(...counts);
  const noise = Math.max(...points.map(({ sdCounts }) => sdCounts ?? 0));
  const { spanPercent, spanOverNoise, worstPercent } = forceSensorLimits;
  if (span < (spanPercent / 100) * top || span < spanOverNoise * noise) {
    const beside = noise > 0 ? `, at a noise of ${noise.toFixed(1)}` : '';
    say('FORCE_POINTS_CLOSE', `The loads move ${channel} by ${span.toFixed(1)} of ${top} counts${beside}.`);
  }
  if (new Set(points.map(({ force }) => force)).size < 3) {
    say('FORCE_LINE_UNPROVED', `${channel} was calibrated with two loads, through which every line goes.`);
  } else if (fit && fit.worstPercent > worstPercent) {
    say(
      'FORCE_NOT_LINEAR',
      `The line of ${channel} misses a load by ${fit.worstPercent.toFixed(1)} % of their span (limit ${worstPercent} %).`,
    );
  }
  return found;
}
