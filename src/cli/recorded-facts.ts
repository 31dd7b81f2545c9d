import { readFile } from 'node:fs/promises';
import type { StrengthFacts } from '#fatigue';
import { parseSessionFacts } from '#study';
import { userPath } from './paths.ts';

/**
 * What `record` asked once before a test and wrote beside a recording, in its `_emg.json`; nothing for a recording that has
 * no such facts. A file that holds other things under these names is not ours, and is left alone.
 */
export async function recordedFacts(path: string): Promise<StrengthFacts> {
  const sidecar = userPath(path).replace(/\.(edf|bdf)$/i, '.json');
  try {
    const { SessionFacts: facts } = JSON.parse(await readFile(sidecar, 'utf8')) as { SessionFacts?: object };
    if (facts === undefined) return {};
    const whole = { kind: 'myofade session', version: 1, subject: 'X', startedAt: '2026-01-01', ...facts };
    const { protocol, posture, handlePosition, hand, dominantHand, instructedBy, encouragement } = parseSessionFacts(
      JSON.stringify(whole),
      { file: sidecar },
    );
    const known = { protocol, posture, handlePosition, hand, dominantHand, instructedBy, encouragement };
    return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as StrengthFacts;
  } catch {
    return {};
  }
}
