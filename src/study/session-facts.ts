import { z } from 'zod';
import { gripProtocols, type StrengthFacts, statedFacts } from '#fatigue';
import { checkedJson } from './checked-json.ts';
import { subjectField, timeField, wordsField } from './person-fields.ts';

/** What is asked once before a test and stored with it: a comparison with another session depends on it. */
export interface SessionFacts extends StrengthFacts {
  readonly kind: 'myofade session';
  readonly version: 1;
  readonly subject: string;
  readonly startedAt: string;
  /** Where the electrodes are, such as `finger flexors, a third of the way from the inner elbow to the wrist`. */
  readonly electrodeSite?: string;
  readonly interElectrodeMm?: number;
}

const hand = z.enum(['left', 'right']);

/** The form of {@link SessionFacts}. */
export const sessionFactsSchema = z.strictObject({
  kind: z.literal('myofade session'),
  version: z.literal(1),
  subject: subjectField,
  startedAt: timeField,
  protocol: z.exactOptional(z.enum(gripProtocols.map(({ id }) => id) as ['asht-2015', 'southampton-2011'])),
  posture: z.exactOptional(wordsField),
  handlePosition: z.exactOptional(wordsField),
  hand: z.exactOptional(hand),
  dominantHand: z.exactOptional(z.enum(['left', 'right', 'both'])),
  instructedBy: z.exactOptional(wordsField),
  encouragement: z.exactOptional(z.enum(['verbal', 'visual', 'both', 'none'])),
  electrodeSite: z.exactOptional(wordsField),
  interElectrodeMm: z.exactOptional(
    z.number({ error: 'must be a number in mm from 5 to 100' }).min(5).max(100, { error: 'must be at most 100 mm' }),
  ),
}) satisfies z.ZodType<SessionFacts>;

/** @throws FormatError for a text that is no stored session. */
export function parseSessionFacts(json: string, { file }: { readonly file: string }): SessionFacts {
  return checkedJson(json, sessionFactsSchema, { what: 'session', file });
}

/** Every fact of a session in words, one a line; what nobody wrote down says so. */
export function statedSessionFacts(facts: SessionFacts): string[] {
  const { electrodeSite = 'not recorded', interElectrodeMm } = facts;
  const distance = interElectrodeMm === undefined ? 'not recorded' : `${interElectrodeMm} mm`;
  return [...statedFacts(facts), `electrode site: ${electrodeSite}`, `distance between electrodes: ${distance}`];
}
