import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { shapedNoise } from '../simulate/index.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { contractionIndices, momentRatio, strongestLevel, waveletScales } from './index.ts';

const bandHz = [20, 450] as const;
const tone = (hz: number): Float64Array =>
  Float64Array.from({ length: 3000 }, (_, i) => Math.sin((2 * Math.PI * hz * i) / 1000));

describe('waveletScales', () => {
  it.each([
    [350, 1],
    [180, 2],
    [90, 3],
    [45, 4],
  ])('finds a tone of %d Hz on level %d', (hz, level) => {
    for (const wavelet of ['sym5', 'db5'] as const) {
      expect(strongestLevel(waveletScales(tone(hz), { wavelet, bandHz }))).toBe(level);
    }
  });

  it('has lengths that follow the gain, energies its square, ratios not at all', () => {
    const x = colouredNoise(2000);
    const [usual, loud] = [1, 5].map((gain) =>
      waveletScales(
        x.map((value) => value * gain),
        { wavelet: 'db5', bandHz },
      ),
    );
    usual.forEach((scale, i) => {
      expect(loud[i].energy() / scale.energy()).toBeCloseTo(25, 8);
      expect(loud[i].length() / scale.length()).toBeCloseTo(5, 8);
    });
    const ratio = { slow: 4, fast: 2, order: 5 };
    expect(momentRatio(loud, ratio) / momentRatio(usual, ratio)).toBeCloseTo(1, 8);
  });
});

describe('wavelet indices', () => {
  it('rise as the spectrum falls, like FInsm5', () => {
    const indicesAt = (scale: number) => {
      const shape = { durationS: 20, lowHz: () => 60 * scale, highHz: () => 120 * scale };
      const found = contractionIndices(contractionOf(shapedNoise(seededRandom(5), 1000, shape)));
      return new Map(found.map(({ id, value }) => [id, value]));
    };
    const [fresh, tired] = [indicesAt(1), indicesAt(0.75)];
    for (const id of ['WIRM1452', 'WIRM1422', 'WIRE42', 'WIRW42', 'FInsm5', 'LHR']) {
      expect((tired.get(id) as number) / (fresh.get(id) as number), id).toBeGreaterThan(1.3);
    }
  });
});
