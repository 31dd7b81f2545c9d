import type { CrossTalkTest } from '#recording';
import { fixed } from './number-format.ts';

/** What a test of cross-talk showed, in a sentence. */
export function crossTalkText({ ratio, isSelective, wanted, neighbour }: CrossTalkTest): string {
  const [own, other] = [wanted, neighbour].map(({ startS, endS }) => `${fixed(startS, 1)}–${fixed(endS, 1)} s`);
  const verdict = isSelective
    ? 'the electrodes see the wanted muscle well enough (2 is the least)'
    : 'below 2, so its neighbour may be in every index';
  return `Cross-talk test: the wanted muscle (${own}) gives ${fixed(ratio, 1)} times the amplitude of its neighbour (${other}), ${verdict}.`;
}
