import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMat } from './mat.ts';

interface Golden {
  readonly cases: readonly {
    readonly name: string;
    readonly base64: string;
    readonly fs: number;
    readonly channels: readonly { readonly name: string; readonly values: readonly number[] }[];
  }[];
}

const path = join(import.meta.dirname, '../../golden/recording/mat.json');
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as Golden;

describe('MAT-5 files of SciPy', () => {
  it.each(cases)('$name', ({ base64, fs, channels }) => {
    const recording = readMat(new Uint8Array(Buffer.from(base64, 'base64')), { file: 'golden.mat' });
    expect(recording.channels.map(({ name }) => name)).toEqual(channels.map(({ name }) => name));
    channels.forEach(({ values }, i) => {
      expect(recording.channels[i]).toMatchObject({ fs });
      expect(recording.channels[i]?.samples).toEqual(Float64Array.from(values));
    });
  });
});
