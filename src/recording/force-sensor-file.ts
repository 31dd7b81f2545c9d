import { z } from 'zod';
import { FormatError } from '#base';
import { calibrateForceSensor, type ForceSensorCalibration } from './force-sensor.ts';
import { mostBits } from './sensors.ts';

const most = 1e9;

function number(error: string, least = -most) {
  return z.number({ error }).min(least, { error }).max(most, { error });
}

const text = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' }).max(200, {
  error: 'must be a text of at most 200 characters',
});
const isBits = { error: `must be a whole number from 1 to ${mostBits}` };
const finite = number('must be a number');

const schema = z.strictObject(
  {
    kind: z.literal('myofade force sensor', { error: `must be 'myofade force sensor'` }),
    version: z.literal(1, { error: 'must be 1, the only version this program knows' }),
    device: text,
    channel: text,
    bits: z.int(isBits).min(1, isBits).max(mostBits, isBits),
    date: text.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?$/, {
      error: 'must be a date and time like 2026-01-31T09:00:00',
    }),
    unit: z.enum(['N', 'kgf', 'lbf'], { error: 'must be one of N, kgf, lbf' }),
    nPerCount: finite,
    tareCounts: finite,
    points: z
      .array(
        z.strictObject(
          {
            counts: number('must be a number from 0', 0),
            sdCounts: z.nullable(number('must be null or a number from 0', 0)),
            force: finite,
            residual: finite,
          },
          { error: 'must be an object' },
        ),
        { error: 'must be a list' },
      )
      .min(2, { error: 'must hold at least two points' })
      .max(1000, { error: 'must hold at most 1000 points' }),
    fit: z.nullable(
      z.strictObject(
        { rmsError: finite, r2: finite, worstPercent: finite },
        { error: 'must be null or hold rmsError, r2 and worstPercent' },
      ),
    ),
    retared: z.exactOptional(
      z.strictObject({ counts: finite, movedN: finite }, { error: 'must hold counts and movedN' }),
    ),
  },
  { error: 'must be an object' },
);

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(1e-3, Math.abs(one), Math.abs(other));
}

/**
 * Reads a force sensor's calibration from the text of its JSON file, and fits its points again: what the file says of its
 * line must follow from them.
 *
 * @throws FormatError when the text is not JSON, a field is missing, unknown or wrong, or the line is not that of the points.
 */
export function parseForceSensor(json: string, { file }: { readonly file: string }): ForceSensorCalibration {
  const refusal = (fault: string, cause?: unknown) =>
    new FormatError(
      `Cannot read the force sensor's calibration ${file}: ${fault}.`,
      'Write it anew with `myofade calibrate-force`; docs/force-sensor.md lists all fields.',
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw refusal('it is not JSON', cause);
  }
  const read = schema.safeParse(value);
  if (!read.success) {
    const [fault] = read.error.issues;
    const path = fault.path.length === 0 ? 'the file' : fault.path.map(String).join('.');
    throw refusal(
      fault.code === 'unrecognized_keys' ? `${path} has no field '${fault.keys[0]}'` : `${path} ${fault.message}`,
    );
  }
  const stored = read.data;
  let fitted: ForceSensorCalibration;
  try {
    fitted = calibrateForceSensor(stored.points, stored);
  } catch (cause) {
    throw refusal('its points give no line', cause);
  }
  if (!isNear(stored.nPerCount, fitted.nPerCount) || !isNear(stored.tareCounts, fitted.tareCounts)) {
    throw refusal(
      `nPerCount ${stored.nPerCount} and tareCounts ${stored.tareCounts} are not those of its points (${fitted.nPerCount} and ${fitted.tareCounts})`,
    );
  }
  return stored.retared === undefined ? fitted : { ...fitted, retared: stored.retared };
}
