import { FormatError } from '#base';
import type { ForceCalibration } from './force-calibration.ts';

type Check = (value: unknown) => boolean;

const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isPositive: Check = (value) => isNumber(value) && (value as number) > 0;
const isNotNegative: Check = (value) => isNumber(value) && (value as number) >= 0;
const isText: Check = (value) => typeof value === 'string' && value !== '';
const isTextOrNull: Check = (value) => value === null || isText(value);
const isNumberOrNull: Check = (value) => value === null || isNumber(value);
const areNumbers =
  (from: number, to: number): Check =>
  (value) =>
    Array.isArray(value) && value.length >= from && value.length <= to && value.every(isNotNegative);

/** Every field of a calibration by its path. */
const fields: Readonly<Record<string, Check>> = {
  'source.file': isText,
  'source.sha256': isText,
  'source.recordedAt': isTextOrNull,
  'source.startS': isNotNegative,
  'source.endS': isPositive,
  'emg.channel': isText,
  'emg.unit': isText,
  'emg.fs': isPositive,
  'force.channel': isText,
  'force.unit': isText,
  'model.form': (value) => value === 'linear' || value === 'quadratic' || value === 'power',
  'model.coefficients': areNumbers(1, 2),
  'model.fatigueExponent': isNotNegative,
  'scale.mvcForce': isPositive,
  'scale.mvcEnvelope': isPositive,
  'scale.restEnvelope': isNotNegative,
  'scale.bandHz': areNumbers(2, 2),
  'scale.windowS': isPositive,
  'scale.cutoffHz': isPositive,
  'scale.delayS': isNotNegative,
  'scale.stepS': isPositive,
  'residuals.rmse': isNotNegative,
  'residuals.bias': isNumber,
  'residuals.r2': isNumberOrNull,
  'residuals.n': isPositive,
  largestEnvelope: isPositive,
};

const anew = 'Write it anew with `myofade force calibrate`.';

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}

/**
 * A calibration from the text of its file, checked field by field.
 *
 * @throws FormatError when it is not JSON, no calibration, of another version, or a field is missing or wrong.
 */
export function forceCalibrationOf(text: string, file: string): ForceCalibration {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FormatError(`Cannot read the calibration ${file}: it is not JSON.`, anew, { cause });
  }
  const [kind, version] = [at(value, 'kind'), at(value, 'version')];
  if (kind !== 'myofade force calibration') {
    throw new FormatError(`${file} is no calibration: its kind is ${JSON.stringify(kind) ?? 'missing'}.`, anew);
  }
  if (version !== 1) {
    throw new FormatError(
      `Cannot read the calibration ${file}: it has version ${JSON.stringify(version)}, and this program knows 1.`,
      anew,
    );
  }
  const wrong = Object.keys(fields).find((path) => !fields[path](at(value, path)));
  if (wrong !== undefined) {
    throw new FormatError(
      `Cannot read the calibration ${file}: ${wrong} is ${JSON.stringify(at(value, wrong)) ?? 'missing'}.`,
      anew,
    );
  }
  const { bandHz } = (value as ForceCalibration).scale;
  const { model } = value as ForceCalibration;
  if (model.coefficients.length !== (model.form === 'linear' ? 1 : 2) || bandHz[0] >= bandHz[1]) {
    throw new FormatError(`Cannot read the calibration ${file}: its model or band contradicts itself.`, anew);
  }
  return value as ForceCalibration;
}
