import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cueOfOutputs, outputsOfCue } from './bitalino-cue.ts';

it('tells cues by outputs, and reads them back', () => {
  expect(outputsOfCue({ kind: 'target', forceN: 400 })).toEqual({ lines: 1, level: 100 });
  for (const cue of [{ kind: 'rest' }, { kind: 'maximal' }] as const) {
    expect(cueOfOutputs(outputsOfCue(cue))).toEqual(cue);
  }
  fc.assert(
    fc.property(
      fc.double({ min: 4, max: 1020, noNaN: true }),
      fc.double({ min: 1, max: 100, noNaN: true }),
      (forceN, percent) => {
        const force = cueOfOutputs(outputsOfCue({ kind: 'target', forceN }));
        const share = cueOfOutputs(outputsOfCue({ kind: 'target', percent }));
        expect('forceN' in force && Math.abs(force.forceN - forceN)).toBeLessThanOrEqual(2 + 1e-9);
        expect('percent' in share && Math.abs(share.percent - percent)).toBeLessThanOrEqual(0.2);
      },
    ),
  );
});
