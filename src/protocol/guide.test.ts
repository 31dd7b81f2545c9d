import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { drive, squareForce } from './check-guide.ts';
import {
  advanceGuide,
  builtInProtocol,
  builtInProtocols,
  type GuideInput,
  type GuideNotice,
  type GuideState,
  guideView,
  nextStep,
  type Protocol,
  startGuide,
} from './index.ts';

const loop = builtInProtocol('handgrip-fatigue');
const fs = 50;
const protocolOf = (steps: Protocol['steps']): Protocol => {
  const { asks: _, ...plain } = loop;
  return { ...plain, steps };
};
const reference = { kind: 'maximal', durationS: 3, isReference: true } as const;
const rest = (durationS: number) => ({ kind: 'rest', durationS }) as const;
const kinds = (notices: readonly GuideNotice[]) => notices.map(({ kind }) => kind);
const level = (value: number, seconds: number) => new Float64Array(Math.round(seconds * fs)).fill(value);
/** A squeeze of 3 s that rises within 0.2 s. */
const squeeze = (value: number, seconds = 3) =>
  Float64Array.from({ length: seconds * fs }, (_, i) => value * Math.min(1, i / 10) * (1 - 0.0001 * i));

function run(state: GuideState, ...inputs: (GuideInput | Float64Array)[]) {
  const notices: GuideNotice[] = [];
  let now = state;
  for (const input of inputs) {
    const next = advanceGuide(now, input instanceof Float64Array ? { kind: 'effort', values: input } : input);
    now = next.state;
    notices.push(...next.notices);
  }
  return { state: now, notices };
}
const begin = { kind: 'begin' } as const;

describe('a guided test', () => {
  it.each(builtInProtocols.map((one) => [one.id, one] as const))('leads through %s to its end', (_, protocol) => {
    const { state, notices } = drive(startGuide(protocol, { fs }), squareForce({ maximumN: 400, lossPerS: 0.004 }));
    expect(state.phase).toBe('finished');
    expect(nextStep(protocol, state.outcomes)).toBeNull();
    expect(state.end).toBe(protocol.id === 'maximal-12x3' ? 'protocol-over' : 'rule-met');
    const opened = notices.flatMap((one) => (one.kind === 'recording-opened' ? [one.name] : []));
    const closed = notices.flatMap((one) => (one.kind === 'recording-closed' && one.isComplete ? [one.name] : []));
    const names = protocol.steps.flatMap((one) => (one.kind === 'recording' ? [one.name] : []));
    expect([opened, closed]).toEqual([names, names]);
    const references = state.trials.filter(({ isReference }) => isReference).length;
    expect(references).toBe({ 'static-hold': 3, 'intermittent-5-5': 3, mvc: 3, 'maximal-12x3': 0 }[protocol.id] ?? 2);
    if (protocol.asks) expect(state.ratings.length).toBeGreaterThan(0);
  });

  it('ends the loop by the rule that judges the squeezes', () => {
    const { state } = drive(startGuide(loop, { fs }), squareForce({ maximumN: 400, lossPerS: 0.004 }));
    const squeezes = state.trials.filter(({ rounds }) => rounds.length > 0).map(({ trial }) => trial?.value ?? 0);
    const most = 0.7 * (state.place.rested ?? 0);
    expect(squeezes.at(-1)).toBeLessThanOrEqual(most);
    expect(Math.min(...squeezes.slice(0, -1))).toBeGreaterThan(most);
  });

  it('is the same whatever the samples are cut into, and keeps in JSON', () => {
    const values = squareForce({ maximumN: 300, lossPerS: 0.01 });
    const states = [1, 7, 500].map(
      (chunk) => drive(startGuide(loop, { fs }), values, { chunk, thin: chunk === 7 }).state,
    );
    expect(states[1]).toEqual(states[0]);
    expect(states[2]).toEqual(states[0]);
  });

  it('goes on from stored outcomes at the step that was broken off', () => {
    const { state } = drive(startGuide(loop, { fs }), squareForce({ maximumN: 400, lossPerS: 0.004 }));
    for (const n of [0, 1, 5, 9, state.outcomes.length - 1]) {
      const again = startGuide(loop, { fs, outcomes: state.outcomes.slice(0, n) });
      const { notices } = run(again, begin);
      const started = notices.find((one) => one.kind === 'step-started');
      expect(started).toMatchObject({ step: nextStep(loop, state.outcomes.slice(0, n)) });
    }
    expect(run(startGuide(loop, { fs, outcomes: state.outcomes }), begin).state.phase).toBe('asking');
  });
});

describe('trials of the rested maximum', () => {
  const one = protocolOf([reference, rest(10), { kind: 'target', durationS: 5, targetPercent: 50 }]);

  it('are taken until two agree, though the protocol asks for one', () => {
    const { state, notices } = run(
      startGuide(one, { fs }),
      begin,
      squeeze(300),
      level(0, 60),
      squeeze(400),
      level(0, 60),
      squeeze(390),
    );
    expect(state.trials.map(({ words }) => words)).toEqual([
      'Good. One more after a rest.',
      'The best two differ by 25 %. One more, as hard as you can.',
      'That is your maximum.',
    ]);
    const best = Math.max(...state.trials.map(({ trial }) => trial?.value ?? 0));
    expect(state.outcomes).toEqual([{ mvcN: best }]);
    expect(notices.findLast(({ kind }) => kind === 'reference')).toMatchObject({ value: best, unit: 'N' });
    expect(run(state, level(0, 10)).notices.at(-1)).toMatchObject({ kind: 'step-started', target: best / 2 });
  });

  it('end after five that do not agree, and say so', () => {
    const inputs = [200, 240, 290, 350, 420].flatMap((force) => [squeeze(force), level(0, 60)]);
    const { state } = run(startGuide(one, { fs }), begin, ...inputs);
    expect(state.trials).toHaveLength(5);
    expect(state.outcomes[0].mvcN).toBeCloseTo(420, -1);
    expect(state.issues.at(-1)?.message).toContain('after 5 trials the best two differ');
  });

  it('are taken again where the peak came at the end or nothing arrived', () => {
    const rising = Float64Array.from({ length: 3 * fs }, (_, i) => 2 * (i + 1));
    const { state } = run(startGuide(one, { fs, fewestReferenceTrials: 1 }), begin, rising, level(0, 60), level(0, 3));
    expect(state.trials.map(({ words }) => words)).toEqual([
      'That peak came at the very end. Once more, and hold it.',
      'No squeeze arrived. Check the sensor, then once more.',
    ]);
    expect(guideView(state).cue).toMatchObject({ word: 'rest', durationS: 60, isAdded: true });
    const { state: known } = run(state, level(0, 60), squeeze(300));
    expect(known.outcomes[0].mvcN).toBeCloseTo(300, -1);
    // A better value that was rejected does not count.
    expect(known.outcomes[0].mvcN).toBe(known.trials[2].trial?.value);
    const lost = run(startGuide(one, { fs }), begin, ...[1, 2, 3].flatMap(() => [level(Number.NaN, 3), level(0, 60)]));
    expect([lost.state.end, lost.state.trials[0].words]).toEqual([
      'no-signal',
      'Samples were lost during the squeeze. Once more.',
    ]);
  });
});

describe('commands', () => {
  const test = protocolOf([
    reference,
    reference,
    rest(20),
    {
      kind: 'recording',
      name: 'hold',
      steps: [{ kind: 'target', durationS: 5, targetPercent: 50 }, { kind: 'maximal', durationS: 3 }, rest(10)],
    },
  ]);
  const atHold = run(startGuide(test, { fs }), begin, squeeze(400), squeeze(398), level(0, 20)).state;
  const hold = level(atHold.doing?.target as number, 5);

  it('pause a rest where it is, and take an effort again', () => {
    const resting = run(startGuide(test, { fs }), begin, squeeze(400), squeeze(398), level(0, 8)).state;
    const paused = run(resting, { kind: 'pause' }, level(0, 30)).state;
    expect(guideView(paused)).toMatchObject({ phase: 'paused', timeS: 44, cue: { leftS: 12 } });
    expect(kinds(run(paused, { kind: 'resume' }, level(0, 12)).notices)).toEqual([
      'resumed',
      'step-ended',
      'recording-opened',
      'step-started',
    ]);
    const held = run(atHold, hold.subarray(0, 100), { kind: 'pause' }, { kind: 'resume' });
    expect(held.notices.find(({ kind }) => kind === 'step-ended')).toMatchObject({ isBrokenOff: true, outcome: null });
    const again = run(held.state, level(0, 5), hold);
    expect(again.state.outcomes.at(-1)?.inBandPercent).toBe(100);
    expect(again.notices.find(({ kind }) => kind === 'step-started')).toMatchObject({ added: 'again' });
  });

  it('take the last squeeze again, and only within its recording', () => {
    const squeezed = run(atHold, hold, squeeze(300), level(0, 4)).state;
    expect(guideView(squeezed).lossPercent).toBeCloseTo(25, 0);
    const again = run(squeezed, { kind: 'repeat' }, level(0, 5), squeeze(360)).state;
    expect(guideView(again).lossPercent).toBeCloseTo(10, 0);
    expect(again.trials.map(({ isCounted }) => isCounted)).toEqual([true, true, false, true]);
    expect(again.outcomes).toHaveLength(5);
    // The second reference once more: the rest that followed it is done again as well.
    const rested = run(startGuide(test, { fs }), begin, squeeze(400), squeeze(300), level(0, 8), { kind: 'repeat' });
    expect(rested.state.outcomes).toHaveLength(1);
    expect(run(rested.state, level(0, 60), squeeze(420)).state.place.rested).toBeCloseTo(420, -1);
  });

  it('cut a rest short and note it, but nothing else', () => {
    const { state } = run(startGuide(test, { fs }), begin, squeeze(400), squeeze(398), { kind: 'skip' });
    expect(state.outcomes.at(-1)).toEqual({ isCutShort: true });
    expect(run(state, { kind: 'skip' }).notices).toMatchObject([{ kind: 'refused', command: 'skip' }]);
  });

  it('stop at once for pain, for good', () => {
    const { state, notices } = run(atHold, { kind: 'pain' });
    expect(kinds(notices)).toEqual(['step-ended', 'recording-closed', 'finished']);
    expect(notices).toMatchObject([{ isBrokenOff: true }, { isComplete: false }, { why: 'pain' }]);
    expect(run(state, level(100, 5)).state).toBe(state);
    expect(run(state, begin).notices).toMatchObject([{ kind: 'refused', reason: 'The test is over.' }]);
  });

  it('practise first when asked to', () => {
    const { notices } = run(startGuide(test, { fs, practise: true }), begin, level(0, 26));
    const started = notices.flatMap((one) => (one.kind === 'step-started' ? [one.cue] : []));
    expect(started).toHaveLength(5);
    expect([started[0], started[4]]).toEqual(['Squeeze easily, just to feel it.', 'As hard as you can, and hold it!']);
  });

  it('answer what was asked, and wait for it at the end only', () => {
    const asked = run(
      startGuide({ ...test, asks: { scale: 'borg-cr10', after: ['maximal', 'end'] } }, { fs }),
      begin,
      squeeze(400),
      squeeze(398),
      level(0, 20),
      hold,
      squeeze(300),
    );
    expect(guideView(asked.state).ask?.highest).toBe(10);
    expect(run(asked.state, { kind: 'answer', value: 11 }).notices).toMatchObject([{ kind: 'refused' }]);
    const { state } = run(asked.state, { kind: 'answer', value: 5.5 }, level(0, 10));
    expect(state.phase).toBe('asking');
    expect(run(state, level(0, 60)).state).toMatchObject({ phase: 'finished', end: 'protocol-over' });
    const said = run(state, { kind: 'answer', value: 7 }).state;
    expect([said.end, said.ratings.map(({ value }) => value)]).toEqual(['protocol-over', [5.5, 7]]);
  });

  it('never break it, at whatever moment they come', () => {
    const command = fc.oneof(
      fc
        .constantFrom<GuideInput['kind']>('begin', 'pause', 'resume', 'repeat', 'skip')
        .map((kind) => ({ kind }) as GuideInput),
      fc.record({ kind: fc.constant('answer' as const), value: fc.option(fc.integer({ min: -1, max: 21 })) }),
      fc
        .tuple(
          fc.constantFrom(0, 5, 100, 200, 280, 400, Number.NaN, Number.POSITIVE_INFINITY),
          fc.integer({ min: 1, max: 3000 }),
        )
        .map(([value, n]): GuideInput => ({ kind: 'effort', values: new Float64Array(n).fill(value) })),
      fc.constant<GuideInput>({ kind: 'effort', values: squeeze(300, 5) }),
    );
    const end = fc.constantFrom<GuideInput>({ kind: 'pain' }, { kind: 'abort' });
    fc.assert(
      fc.property(
        fc.constantFrom(...builtInProtocols, test),
        fc.boolean(),
        fc.array(command, { maxLength: 60 }),
        end,
        (protocol, practise, inputs, last) => {
          let state = startGuide(protocol, { fs, practise, trialRestS: 5 });
          let open: string | undefined;
          let timeS = 0;
          for (const input of [begin, ...inputs, last, ...inputs.slice(0, 3)]) {
            const next = advanceGuide(JSON.parse(JSON.stringify(state)), input);
            expect(next.state.nSamples).toBeGreaterThanOrEqual(state.nSamples);
            if (state.phase === 'finished') expect(next.state).toEqual(state);
            for (const notice of next.notices) {
              expect(notice.atS).toBeGreaterThanOrEqual(timeS);
              timeS = notice.atS;
              if (notice.kind === 'recording-opened') {
                expect(open).toBeUndefined();
                open = notice.name;
              }
              if (notice.kind === 'recording-closed') {
                expect(open).toBe(notice.name);
                open = undefined;
              }
            }
            state = next.state;
            const place = nextStep(protocol, state.outcomes);
            expect(place?.index).toBe(place ? state.outcomes.length : undefined);
            const { left } = guideView(state);
            expect(left.atLeastS).toBeLessThanOrEqual(left.atMostS + 1e-9);
          }
          expect(state.phase).toBe('finished');
          expect(open).toBeUndefined();
        },
      ),
      { numRuns: 150, seed: 3 },
    );
  });
});

describe('by EMG alone', () => {
  it('leads the loop by amplitudes, with a caution and a cap', () => {
    const steady = drive(
      startGuide(loop, { fs, effort: 'emg', mostRoundsByEmg: 4 }),
      squareForce({ maximumN: 0.3, lossPerS: 0 }),
    );
    expect(steady.state.end).toBe('time-out');
    expect(Math.max(...steady.state.trials.map(({ rounds }) => rounds[0] ?? 0))).toBe(4);
    expect(steady.notices[0]).toMatchObject({ kind: 'caution' });
    expect(guideView(steady.state)).toMatchObject({ unit: 'mV' });
    expect(steady.state.outcomes.some(({ mvcN }) => mvcN !== undefined)).toBe(false);
    const falling = drive(startGuide(loop, { fs, effort: 'emg' }), squareForce({ maximumN: 0.3, lossPerS: 0.006 }));
    expect(falling.state.end).toBe('rule-met');
    expect(nextStep(falling.state.protocol, falling.state.outcomes)).toBeNull();
  });

  it('refuses what needs a force, with the reason', () => {
    const ids = builtInProtocols.filter((protocol) => {
      try {
        startGuide(protocol, { fs, effort: 'emg' });
        return true;
      } catch {
        return false;
      }
    });
    expect(ids.map(({ id }) => id)).toEqual(['handgrip-fatigue', 'mvc']);
    expect(refusal(() => startGuide(builtInProtocol('static-hold'), { fs, effort: 'emg' }))).toContain(
      "The protocol 'static-hold' needs a grip force, got EMG alone: a hold fails when its force falls",
    );
    expect(refusal(() => startGuide(builtInProtocol('maximal-12x3'), { fs, effort: 'emg' }))).toContain(
      'its result is how strength declines',
    );
  });
});
