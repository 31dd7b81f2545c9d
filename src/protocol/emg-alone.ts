import { ArgumentError } from '#base';
import type { Protocol, ProtocolPart, ProtocolRecording } from './protocol.ts';

type Part = ProtocolPart | ProtocolRecording;

function partsWithin(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => ('steps' in part ? [part, ...partsWithin(part.steps)] : [part]));
}

/** What whoever leads a test by EMG alone is told. */
export const emgAloneCaution =
  'No force is measured: targets and the stop rule compare EMG amplitudes, as the study of this protocol did. A tired muscle gives more EMG for the same force, so the load falls while the target stays, and the loop may end late or at its cap. It is no measurement of strength.';

/** Why a protocol needs a force; undefined where EMG alone can lead it. */
function needsForce({ steps }: Protocol): string | undefined {
  const parts = partsWithin(steps);
  const canFail = parts.some(
    (part) =>
      (part.kind === 'target' && part.failure !== undefined) ||
      (part.kind === 'repeat' && part.until?.rule === 'target-failed'),
  );
  if (canFail)
    return 'a hold fails when its force falls, and EMG rises while the force of a tiring muscle stays the same';
  const hasTarget = parts.some(({ kind }) => kind === 'target');
  const isDecline = !hasTarget && parts.some((part) => part.kind === 'maximal' && part.isReference !== true);
  return isDecline
    ? 'its result is how strength declines, and the EMG of a maximal squeeze falls far less than its force'
    : undefined;
}

/**
 * A protocol as it is led by EMG alone: loops that a falling maximum ends have a cap of rounds, as amplitudes may never
 * fall as a force does.
 *
 * @throws ArgumentError for a protocol with holds to failure, or whose result is a decline of strength.
 */
export function protocolForEmg(protocol: Protocol, { mostRounds }: { readonly mostRounds: number }): Protocol {
  const reason = needsForce(protocol);
  if (reason !== undefined) {
    throw new ArgumentError(
      `The protocol '${protocol.id}' needs a grip force, got EMG alone: ${reason} — in startGuide.`,
      "Add a force sensor, or choose 'handgrip-fatigue' or 'mvc', which can be led by EMG alone.",
    );
  }
  const capped = <T extends Part>(part: T): T => {
    if (!('steps' in part)) return part;
    const steps = part.steps.map(capped);
    const isCapped = part.kind === 'repeat' && part.until?.rule === 'mvc-at-most';
    return { ...part, steps, ...(isCapped && { times: Math.min(part.times, mostRounds) }) };
  };
  return { ...protocol, steps: protocol.steps.map(capped) };
}

/** Trials of the rested maximum that a protocol takes at least before its first target. */
export function earlyReferences({ steps }: Protocol): number {
  let n = 0;
  /** False once a target was met. */
  const count = (parts: readonly Part[]): boolean =>
    parts.every((part) => {
      if (part.kind === 'target') return false;
      if (part.kind === 'maximal' && part.isReference) n++;
      if (part.kind === 'recording') return count(part.steps);
      if (part.kind !== 'repeat') return true;
      const before = n;
      if (!count(part.steps)) return false;
      const rule = part.until;
      const rounds = rule === undefined ? part.times : rule.rule === 'best-two-within' ? rule.fewest : 1;
      n = before + (n - before) * Math.min(part.times, rounds);
      return true;
    });
  count(steps);
  return n;
}
