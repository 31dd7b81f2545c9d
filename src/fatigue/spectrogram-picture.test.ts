import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { spectrogramPictures, spectrogramTensors } from './index.ts';

describe('spectrogramPictures', () => {
  it.each([1000, 2000])('are what a network would see with every bin, to the eye (%i Hz)', (fs) => {
    const [hold, mvc] = [contractionOf(colouredNoise(11 * fs), fs), contractionOf(colouredNoise(5 * fs, 2), fs)];
    const exact = spectrogramTensors(hold, mvc, { nBands: 111 });
    const seen = spectrogramPictures(hold, mvc);
    for (const kind of ['hold', 'mvc'] as const) {
      const { db, ...axes } = seen[kind];
      const { db: truth, ...trueAxes } = exact[kind];
      expect(axes).toEqual(trueAxes);
      // Colours end at −30 dB.
      const away = db.map((value, i) => (truth[i] < -30 && value < -29.9 ? 0 : Math.abs(value - truth[i])));
      expect(Math.max(...away)).toBeLessThan(0.01);
    }
  });

  it('refuse what has no spectrogram', () => {
    const [slow, silent] = [contractionOf(colouredNoise(3000), 500), contractionOf(new Float64Array(3000))];
    expect(refusal(() => spectrogramPictures(slow, slow))).toContain('got 500 Hz — in spectrogramPictures');
    expect(refusal(() => spectrogramPictures(silent, silent))).toContain('The hold is silent');
  });
});
