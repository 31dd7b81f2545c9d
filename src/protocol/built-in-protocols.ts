import { ArgumentError } from '#base';
import { type Protocol, type ProtocolPart, protocolKind, protocolVersion } from './protocol.ts';

const file = { kind: protocolKind, version: protocolVersion } as const;

const rest = (durationS: number): ProtocolPart => ({ kind: 'rest', durationS });
const maximal = (durationS: number): ProtocolPart => ({ kind: 'maximal', durationS });
const reference = (durationS: number): ProtocolPart => ({ kind: 'maximal', durationS, isReference: true });
const target = (targetPercent: number, durationS: number): ProtocolPart => ({
  kind: 'target',
  durationS,
  targetPercent,
});
const toFailure = (targetPercent: number, durationS: number): ProtocolPart => ({
  kind: 'target',
  durationS,
  targetPercent,
  // As `endurance` judges a recorded force.
  failure: { belowPercent: 95, forS: 2 },
});

/** Still, hold, relax, maximal squeeze, still: the recording that the classifiers of this product read. */
const handgripTest: readonly ProtocolPart[] = [rest(15), target(70, 10), rest(5), maximal(5), rest(3)];

const handgripFatigue: Protocol = {
  ...file,
  id: 'handgrip-fatigue',
  name: 'Handgrip fatigue loop',
  description:
    'A rested maximum and five minutes of rest; then 10 s at 70 %, 5 s to relax, a maximal squeeze of 5 s and 5 s to relax, again and again until the squeeze no longer exceeds the target. Recorded before the loop and after it.',
  source: 'Protocol of a handgrip study of 2024, after Wang et al. 2021, Appl Bionics Biomech 8817480',
  asks: { scale: 'borg-cr10', after: ['round', 'end'] },
  steps: [
    reference(5),
    rest(300),
    { kind: 'recording', name: 'fresh', state: 'fresh', steps: handgripTest },
    rest(30),
    {
      kind: 'repeat',
      times: 40,
      until: { rule: 'mvc-at-most', percent: 70 },
      steps: [target(70, 10), rest(5), maximal(5), rest(5)],
    },
    { kind: 'recording', name: 'fatigued', state: 'fatigued', steps: handgripTest },
  ],
};

const staticHold: Protocol = {
  ...file,
  id: 'static-hold',
  name: 'Static hold to failure',
  description:
    'The best of three maxima, five minutes of rest, then 40 % held until the force stays below 95 % of the target for more than 2 s; a maximal squeeze within 5 s shows what was lost.',
  asks: { scale: 'borg-cr10', after: ['end'] },
  steps: [
    { kind: 'repeat', times: 3, steps: [reference(3), rest(60)] },
    rest(240),
    { kind: 'recording', name: 'hold', steps: [rest(10), toFailure(40, 1200), rest(3), maximal(5), rest(5)] },
  ],
};

const intermittent: Protocol = {
  ...file,
  id: 'intermittent-5-5',
  name: 'Intermittent grip, 5 s on and 5 s off',
  description:
    'The best of three maxima, five minutes of rest, then 50 % for 5 s and rest for 5 s until a hold fails, for at most half an hour; a maximal squeeze ends it.',
  source: 'After Gonzales and Scheuermann 2007',
  // Once a minute.
  asks: { scale: 'borg-cr10', after: ['round', 'end'], everyRounds: 6 },
  steps: [
    { kind: 'repeat', times: 3, steps: [reference(3), rest(60)] },
    rest(240),
    {
      kind: 'recording',
      name: 'exercise',
      steps: [
        rest(10),
        { kind: 'repeat', times: 180, until: { rule: 'target-failed' }, steps: [toFailure(50, 5), rest(5)] },
        maximal(5),
        rest(5),
      ],
    },
  ],
};

const twelveMaximal: Protocol = {
  ...file,
  id: 'maximal-12x3',
  name: 'Twelve maximal squeezes of 3 s',
  description: 'Twelve squeezes as strong as possible, 3 s each, with 5 s of rest after each.',
  asks: { scale: 'borg-cr10', after: ['end'] },
  steps: [
    {
      kind: 'recording',
      name: 'exercise',
      steps: [rest(10), { kind: 'repeat', times: 12, steps: [maximal(3), rest(5)] }],
    },
  ],
};

const mvcOnly: Protocol = {
  ...file,
  id: 'mvc',
  name: 'Maximum only',
  description:
    'Maximal squeezes of 3 s with a minute of rest before each: three, and up to five until the best two differ by at most 5 %.',
  steps: [
    {
      kind: 'recording',
      name: 'mvc',
      steps: [
        {
          kind: 'repeat',
          times: 5,
          until: { rule: 'best-two-within', percent: 5, fewest: 3 },
          steps: [rest(60), reference(3)],
        },
        rest(5),
      ],
    },
  ],
};

const followUp = (name: string, waitS: number): Protocol['steps'] => [
  rest(waitS),
  { kind: 'recording', name, steps: [rest(5), maximal(3), rest(5)] },
];

const recovery: Protocol = {
  ...file,
  id: 'recovery',
  name: 'Recovery follow-up',
  description:
    'A rested maximum, then 50 % held to failure, a maximal squeeze at once, and one after 1, 2, 5 and 10 minutes: how fast strength comes back.',
  asks: { scale: 'borg-cr10', after: ['maximal'] },
  steps: [
    { kind: 'recording', name: 'rested', steps: [rest(5), reference(3), rest(5)] },
    rest(300),
    { kind: 'recording', name: 'hold', steps: [rest(10), toFailure(50, 600), rest(3), maximal(3), rest(5)] },
    // Each wait is what is left to the minute after the 13 s of the recordings on both sides.
    ...followUp('recovery-1-min', 50),
    ...followUp('recovery-2-min', 47),
    ...followUp('recovery-5-min', 167),
    ...followUp('recovery-10-min', 287),
  ],
};

/** The protocols that come with the program; plain data like those of a lab's own. */
export const builtInProtocols: readonly Protocol[] = [
  handgripFatigue,
  staticHold,
  intermittent,
  twelveMaximal,
  mvcOnly,
  recovery,
];

/**
 * A protocol that comes with the program.
 *
 * @throws ArgumentError for an unknown id.
 */
export function builtInProtocol(id: string): Protocol {
  const found = builtInProtocols.find((protocol) => protocol.id === id);
  if (found) return found;
  const ids = builtInProtocols.map((protocol) => protocol.id).join(', ');
  throw new ArgumentError(
    `There is no protocol '${id}' — in builtInProtocol.`,
    `Choose one of ${ids}, or the path of a JSON file.`,
  );
}
