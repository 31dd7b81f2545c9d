import type { Protocol, ProtocolPart, Repeat, StopRule } from './protocol.ts';
import { mostSteps, protocolDuration } from './protocol-duration.ts';

/** Longest protocol (s) and deepest nesting of repeats: more is a slip of the keyboard. */
const longestS = 6 * 3600;
const deepestRepeats = 3;
const largestNumberOfSteps = 5000;

/** What contradicts itself in a protocol, and where. */
export interface ProtocolFault {
  /** Path in the protocol, such as `steps[2].until`. */
  readonly path: string;
  readonly what: string;
  readonly fix: string;
}

/** Whether a step of some kind stands among parts, at any depth. */
function holds(parts: readonly ProtocolPart[], is: (part: ProtocolPart) => boolean): boolean {
  return parts.some((part) => is(part) || (part.kind === 'repeat' && holds(part.steps, is)));
}

function ruleFault(rule: StopRule, { steps, times }: Repeat): Omit<ProtocolFault, 'path'> | undefined {
  if (rule.rule === 'target-failed') {
    return holds(steps, (part) => part.kind === 'target' && part.failure !== undefined)
      ? undefined
      : {
          what: 'waits for a failed target, and no target of the repeat can fail',
          fix: 'Give a target of the repeat a failure, such as { "belowPercent": 95, "forS": 2 }.',
        };
  }
  if (!holds(steps, ({ kind }) => kind === 'maximal')) {
    return {
      what: `needs a maximal squeeze in each round (${rule.rule}), and the repeat has none`,
      fix: 'Add a step of kind maximal to the repeat, or choose another rule.',
    };
  }
  if (rule.rule === 'best-two-within' && rule.fewest > times) {
    return {
      what: `asks for at least ${rule.fewest} squeezes in ${times} rounds`,
      fix: 'Lower fewest or raise times.',
    };
  }
  return undefined;
}

/** Faults of parts in the order in which they are done; `known.reference` turns true once a rested maximum was taken. */
function partFaults(
  parts: readonly ProtocolPart[],
  at: string,
  known: { reference: boolean },
  depth: number,
): ProtocolFault[] {
  return parts.flatMap((part, i) => {
    const path = `${at}[${i}]`;
    const isUnreferenced = !known.reference;
    if (part.kind === 'maximal') known.reference ||= part.isReference === true;
    if (part.kind === 'target' && isUnreferenced) {
      return [
        {
          path,
          what: 'is a share of the rested maximum, which no step before it takes',
          fix: 'Put a step { "kind": "maximal", "isReference": true, … } before the first target.',
        },
      ];
    }
    if (part.kind !== 'repeat') return [];
    if (depth === deepestRepeats) {
      return [{ path, what: `is a repeat inside ${depth} others`, fix: `Nest at most ${deepestRepeats} repeats.` }];
    }
    const inner = partFaults(part.steps, `${path}.steps`, known, depth + 1);
    const fault = part.until && ruleFault(part.until, part);
    const isLost = part.until?.rule === 'mvc-at-most' && !known.reference;
    return [
      ...inner,
      ...(fault ? [{ path: `${path}.until`, ...fault }] : []),
      ...(isLost
        ? [
            {
              path: `${path}.until`,
              what: 'compares with the rested maximum, which no step before it takes',
              fix: 'Mark the maximal squeeze of the rested muscle with "isReference": true.',
            },
          ]
        : []),
    ];
  });
}

/** What no field tells alone: rules without what they judge, targets without a maximum, names that stand twice, no end. */
export function protocolFaults({ steps }: Protocol): ProtocolFault[] {
  const known = { reference: false };
  const names: string[] = [];
  const faults = steps.flatMap((part, i): ProtocolFault[] => {
    const path = `steps[${i}]`;
    if (part.kind !== 'recording') {
      return partFaults([part], 'steps', known, 0).map((fault) => ({
        ...fault,
        path: fault.path.replace('steps[0]', path),
      }));
    }
    const isTwice = names.includes(part.name);
    names.push(part.name);
    return [
      ...(isTwice
        ? [{ path: `${path}.name`, what: `is '${part.name}' again`, fix: 'Give each recording a name of its own.' }]
        : []),
      ...partFaults(part.steps, `${path}.steps`, known, 0),
    ];
  });
  if (faults.length > 0) return faults;
  const n = mostSteps(steps);
  if (n > largestNumberOfSteps) {
    return [
      { path: 'steps', what: `can become ${n} steps`, fix: `Repeat less: at most ${largestNumberOfSteps} in all.` },
    ];
  }
  const { longestS: longest } = protocolDuration({ steps });
  if (longest <= longestS) return [];
  return [
    {
      path: 'steps',
      what: `can last ${(longest / 3600).toFixed(1)} h`,
      fix: `Shorten it: at most ${longestS / 3600} h in all.`,
    },
  ];
}
