import { z } from 'zod';
import { type Protocol, type ProtocolPart, protocolKind, protocolVersion } from './protocol.ts';

/** Longest step (s), most rounds of a repeat: what lies beyond is a slip of the keyboard, not a test of a hand. */
const longestStepS = 3600;
const mostRounds = 500;

function numberBetween(low: number, high: number, what: string) {
  const error = `must be ${what} from ${low} to ${high}`;
  return z.number({ error }).min(low, { error }).max(high, { error });
}

function wholeBetween(low: number, high: number) {
  const error = `must be a whole number from ${low} to ${high}`;
  return z.int({ error }).min(low, { error }).max(high, { error });
}

function text(longest: number) {
  const error = `must be a text of 1 to ${longest} characters`;
  return z.string({ error }).min(1, { error }).max(longest, { error });
}

function word() {
  const error = 'must be small letters, digits and hyphens, at most 40, and begin with a letter';
  return z.string({ error }).regex(/^[a-z][a-z0-9-]{0,39}$/, { error });
}

function oneOf(names: readonly string[]) {
  return { error: `must be one of ${names.join(', ')}` };
}

function list<T extends z.ZodType>(of: T, what: string) {
  const error = `must be a list of at least one ${what}`;
  return z.array(of, { error }).min(1, { error });
}

const seconds = numberBetween(0.1, longestStepS, 'a number of seconds');
const percent = (low: number, high: number) => numberBetween(low, high, 'a number in %');
const cue = z.exactOptional(text(200));

const rest = z.strictObject({ kind: z.literal('rest'), durationS: seconds, cue });

const target = z.strictObject({
  kind: z.literal('target'),
  durationS: seconds,
  targetPercent: percent(1, 100),
  failure: z.exactOptional(
    z.strictObject(
      { belowPercent: percent(1, 100), forS: numberBetween(0.1, 60, 'a number of seconds') },
      { error: 'must hold belowPercent and forS' },
    ),
  ),
  cue,
});

const maximal = z.strictObject({
  kind: z.literal('maximal'),
  // A shorter one is over before a person has reacted and gripped.
  durationS: numberBetween(1, 60, 'a number of seconds'),
  isReference: z.exactOptional(z.boolean({ error: 'must be true or false' })),
  cue,
});

const stopRule = z.discriminatedUnion(
  'rule',
  [
    z.strictObject({ rule: z.literal('mvc-at-most'), percent: percent(1, 100) }),
    z.strictObject({ rule: z.literal('best-two-within'), percent: percent(0.1, 100), fewest: wholeBetween(2, 20) }),
    z.strictObject({ rule: z.literal('target-failed') }),
  ],
  oneOf(['mvc-at-most', 'best-two-within', 'target-failed']),
);

const part: z.ZodType<ProtocolPart> = z.lazy(() =>
  z.discriminatedUnion('kind', [rest, target, maximal, repeat], oneOf(['rest', 'target', 'maximal', 'repeat'])),
);

const repeat = z.strictObject({
  kind: z.literal('repeat'),
  times: wholeBetween(1, mostRounds),
  until: z.exactOptional(stopRule),
  get steps() {
    return list(part, 'step');
  },
});

const recording = z.strictObject({
  kind: z.literal('recording'),
  name: word(),
  state: z.exactOptional(z.enum(['fresh', 'fatigued'], { error: 'must be fresh or fatigued, or be left out' })),
  steps: list(part, 'step'),
});

const asks = z.strictObject(
  {
    scale: z.enum(['borg-cr10', 'borg-6-20'], oneOf(['borg-cr10', 'borg-6-20'])),
    after: list(z.enum(['maximal', 'round', 'end'], oneOf(['maximal', 'round', 'end'])), 'moment'),
    everyRounds: z.exactOptional(wholeBetween(1, mostRounds)),
  },
  { error: 'must hold scale and after' },
);

/** The form of a protocol: every field, its type and its bounds. */
export const protocolSchema: z.ZodType<Protocol> = z.strictObject(
  {
    kind: z.literal(protocolKind, { error: `must be '${protocolKind}'` }),
    version: z.literal(protocolVersion, { error: `must be ${protocolVersion}, the one this program knows` }),
    id: word(),
    name: text(80),
    description: text(2000),
    source: z.exactOptional(text(400)),
    simulated: z.exactOptional(z.literal(true, { error: 'must be true, or be left out' })),
    asks: z.exactOptional(asks),
    steps: list(
      z.discriminatedUnion(
        'kind',
        [rest, target, maximal, repeat, recording],
        oneOf(['rest', 'target', 'maximal', 'repeat', 'recording']),
      ),
      'step',
    ),
  },
  { error: 'must be an object' },
);
