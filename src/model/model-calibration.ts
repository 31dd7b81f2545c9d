import { type Json, ModelError } from '#base';
import { type Calibration, calibrate, withTemperature } from './calibration.ts';
import { type Conformal, conformalOf } from './conformal.ts';
import type { Judged } from './judged.ts';

/** What a model learned about its own probabilities from people set aside: its temperature, and when it may decide. */
export interface ModelCalibration extends Calibration {
  /** On probabilities after the temperature. */
  readonly conformal: Conformal;
}

/**
 * Temperature and threshold from the same people: a temperature changes no verdict (see {@link conformalOf}), so none has
 * to be set aside twice.
 *
 * @throws StudyError when there are fewer than two people.
 * @throws ArgumentError when the level is not between 0 and 1.
 */
export function modelCalibration(judged: readonly Judged[], errorLevel: number): ModelCalibration {
  const calibration = calibrate(judged);
  const scaled = judged.map((one) => ({
    ...one,
    probability: withTemperature(one.probability, calibration.temperature),
  }));
  return { ...calibration, conformal: conformalOf(scaled, errorLevel) };
}

/** The calibration as JSON, for a model file. */
export function calibrationJson({ ece, brier, conformal, ...rest }: ModelCalibration): Json {
  return { ...rest, ece: { ...ece }, brier: { ...brier }, conformal: { ...conformal } };
}

/**
 * The calibration of a model file.
 *
 * @throws ModelError when a number that decides a verdict is missing or impossible.
 */
export function readCalibration(json: unknown): ModelCalibration {
  const calibration = json as ModelCalibration;
  const { temperature, conformal } = (calibration ?? {}) as Partial<ModelCalibration>;
  const { errorLevel, threshold, people } = (conformal ?? {}) as Partial<Conformal>;
  const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;
  const isRight =
    Number.isFinite(temperature) &&
    (temperature as number) > 0 &&
    isShare(errorLevel) &&
    Number.isInteger(people) &&
    (threshold === null || (isShare(threshold) && threshold >= 0.5));
  if (isRight) return calibration;
  throw new ModelError(
    `The calibration of the model is not one of ours: ${JSON.stringify(json)?.slice(0, 120)}.`,
    'Train the model again.',
  );
}
