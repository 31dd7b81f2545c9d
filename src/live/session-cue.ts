import type { DeviceCue } from '#device';
import type { GuideNotice } from '#protocol';

/** What a virtual person is told when a step begins. By EMG alone nobody knows the force: a share of the person's own maximum stands for it. */
export function sessionCue(
  { step, target }: Extract<GuideNotice, { kind: 'step-started' }>,
  isForce = true,
): DeviceCue {
  if (step.kind !== 'target') return { kind: step.kind };
  if (isForce && target !== undefined) return { kind: 'target', forceN: target };
  return { kind: 'target', percent: step.targetPercent ?? 20 };
}
