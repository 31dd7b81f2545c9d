import type { Protocol, ProtocolPart } from '#protocol';

/** How one person, and whoever leads their test, keep to a protocol. */
export interface ProtocolKeeping {
  /** Loss of strength (share) at which a loop ends that should end at a loss of 30 %. */
  readonly stopLoss: number;
  /** What passes between such a loop and what follows it (s). */
  readonly restBeforeLastS: number;
}

/** The loss that `stopLoss` is told for. */
const toldFor = 0.3;

function asKept(part: Protocol['steps'][number], { stopLoss, restBeforeLastS }: ProtocolKeeping): Protocol['steps'] {
  if (part.kind === 'recording') {
    const steps = part.steps.flatMap((one) => asKept(one, { stopLoss, restBeforeLastS }) as readonly ProtocolPart[]);
    return [{ ...part, steps }];
  }
  if (part.kind !== 'repeat' || part.until?.rule !== 'mvc-at-most') return [part];
  const loss = (100 - part.until.percent) * (stopLoss / toldFor);
  const until = { ...part.until, percent: Math.min(100, Math.max(1, 100 - loss)) };
  return [{ ...part, until }, ...(restBeforeLastS > 0 ? [{ kind: 'rest' as const, durationS: restBeforeLastS }] : [])];
}

/**
 * A protocol as one simulated person keeps to it: loops that end at a loss of strength end at more or less of it, and some
 * time passes before what follows. All else stays as written.
 */
export function protocolAsKept(protocol: Protocol, keeping: ProtocolKeeping): Protocol {
  return { ...protocol, steps: protocol.steps.flatMap((part) => asKept(part, keeping)) };
}
