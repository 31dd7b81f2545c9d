import { ArgumentError, type Issue, issue } from '#base';
import { type CrossTalk, crossTalk } from './contraction-quality.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

/** A stretch of time, in seconds from the start of the recording: `[startS, endS)`. */
export type TimeStretch = Pick<Segment, 'startS' | 'endS'>;

/** When the wanted muscle worked alone, and when its neighbour did. */
export interface CrossTalkStretches {
  readonly wanted: TimeStretch;
  readonly neighbour: TimeStretch;
}

/** What the test says, and when it was made. */
export interface CrossTalkTest extends CrossTalk, CrossTalkStretches {}

const stretchText = ({ startS, endS }: TimeStretch): string => `${startS}–${endS} s`;

/** @throws ArgumentError when a stretch lies outside the channel, or over the other one. */
function requireStretches({ name, samples, fs }: Channel, { wanted, neighbour }: CrossTalkStretches): void {
  const lastS = samples.length / fs;
  const fix = 'Give the two stretches in seconds from the start of the recording, such as 2-5 and 8-11.';
  for (const stretch of [wanted, neighbour]) {
    if (stretch.startS >= 0 && stretch.startS < stretch.endS && stretch.endS <= lastS + 1 / fs) continue;
    throw new ArgumentError(
      `A stretch of the cross-talk test must begin before it ends, within the ${lastS.toFixed(1)} s of ${name}, got ${stretchText(stretch)} — in crossTalkTest.`,
      fix,
    );
  }
  if (wanted.endS <= neighbour.startS || neighbour.endS <= wanted.startS) return;
  throw new ArgumentError(
    `The two stretches of a cross-talk test must lie apart, got ${stretchText(wanted)} and ${stretchText(neighbour)} — in crossTalkTest.`,
    fix,
  );
}

/**
 * A cross-talk test on one channel, with the issue `CROSS_TALK` where the neighbour gives more than half of the amplitude
 * of the wanted muscle. It tells where the electrodes sit; of a single contraction it cannot tell whose signal it is.
 *
 * @throws ArgumentError when a stretch lies outside the channel or over the other one, or the neighbour gives no signal.
 */
export function crossTalkTest(
  channel: Channel,
  stretches: CrossTalkStretches,
  { file }: { readonly file: string },
): { readonly test: CrossTalkTest; readonly issues: readonly Issue[] } {
  requireStretches(channel, stretches);
  const { wanted, neighbour } = stretches;
  const [first, second] = [wanted, neighbour].map(
    ({ startS, endS }): Segment => ({ kind: 'contraction', channel: channel.name, startS, endS }),
  );
  const found = crossTalk(channel, first, second);
  if (!Number.isFinite(found.ratio)) {
    throw new ArgumentError(
      `The neighbour's stretch of ${stretchText(neighbour)} holds no signal at all — in crossTalkTest.`,
      'Give the stretch in which the neighbouring muscle worked alone.',
    );
  }
  const said = `The wanted muscle (${stretchText(wanted)}) gives only ${found.ratio.toFixed(1)} times the amplitude that its neighbour gives here (${stretchText(neighbour)}); 2 is the least.`;
  return {
    test: { ...found, wanted, neighbour },
    issues: found.isSelective ? [] : [issue('CROSS_TALK', said, { file, channel: channel.name, atS: wanted.startS })],
  };
}
