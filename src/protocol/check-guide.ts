import type { GuideInput, GuideNotice, GuideState } from './index.ts';
import { advanceGuide, guideView } from './index.ts';

/** A person who grips: the next sample of their effort, given what they are asked for. */
export type Gripper = (state: GuideState) => number;

/** Square-ish efforts with a ramp of 0.3 s; what can be brought up falls with the time of efforts, as a share of the maximum. */
export function squareForce({ maximumN, lossPerS }: { maximumN: number; lossPerS: number }): () => Gripper {
  return () => {
    let effortS = 0;
    return ({ doing, settings }) => {
      if (!doing || doing.step.kind === 'rest') return 0;
      effortS += 1 / settings.fs;
      const most = Math.max(0.05, 1 - lossPerS * effortS) * maximumN;
      const wanted = doing.step.kind === 'maximal' ? most : (doing.target ?? 0.3 * maximumN);
      return Math.min(most, wanted) * Math.min(1, doing.nSamples / (0.3 * settings.fs));
    };
  };
}

/** Drives a test from its begin to its end; whoever is asked answers 5. `chunk` samples at a time, which a person does not see. */
export function drive(
  state: GuideState,
  person: () => Gripper,
  { chunk = 1, thin = false }: { chunk?: number; thin?: boolean } = {},
): { state: GuideState; notices: GuideNotice[] } {
  const grip = person();
  const all: GuideNotice[] = [];
  let now = state;
  const go = (from: GuideState, input: GuideInput): GuideState => {
    const next = advanceGuide(from, input);
    all.push(...next.notices);
    return next.state;
  };
  now = go(now, { kind: 'begin' });
  for (let i = 0; now.phase !== 'finished'; ) {
    // The person reacts to every sample; the guide is handed a chunk of what they did.
    const values: number[] = [];
    let shadow = now;
    while (values.length < chunk && shadow.phase === 'running') {
      values.push(grip(shadow));
      shadow = advanceGuide(shadow, { kind: 'effort', values: Float64Array.of(values[values.length - 1]) }).state;
      i++;
    }
    now = go(now, { kind: 'effort', values: Float64Array.from(values) });
    if (thin) now = JSON.parse(JSON.stringify(now)) as GuideState;
    if (guideView(now).ask && now.phase === 'asking') now = go(now, { kind: 'answer', value: 5 });
    if (i > 5e6) throw new Error('the test has no end');
  }
  return { state: now, notices: all };
}
