import { describe, expect, it } from 'vitest';
import { bytesOf } from './check-bytes.ts';
import { makeMat } from './check-mat-samples.ts';
import { formats, readRecording } from './formats.ts';
import { readMat } from './mat.ts';

const fs = { columns: [[1000]] };
const emg = { columns: [[1, 2, 3, 4]] };
const read = (...made: Parameters<typeof makeMat>) => readMat(makeMat(...made), { file: 'a.mat' });

describe('readMat', () => {
  it('guesses signals, rate and unit, and says so', () => {
    const { channels, issues } = read({ fs, unit: { text: 'V' }, emg, other: { columns: [[1, 2]] } });
    expect(channels).toMatchObject([{ name: 'emg', kind: 'emg', unit: 'mV', fs: 1000 }]);
    expect(channels[0]?.samples).toEqual(Float64Array.of(1e3, 2e3, 3e3, 4e3));
    expect(issues.map(({ code }) => code)).toEqual(['VARIABLES_GUESSED', 'SIGNALS_LEFT_OUT', 'VARIABLES_GUESSED']);
    expect(read({ fs, '': emg }).channels[0]?.name).toBe('channel 1');
    const raw = read({ fs, emg });
    expect(raw.channels).toMatchObject([{ kind: 'other', unit: 'count' }]);
    expect(raw.issues.at(-1)?.code).toBe('UNIT_UNKNOWN');
  });

  it('takes the rate from time stamps, with gaps', () => {
    const time = { columns: [[0, 0.002, 0.004, 0.006, 0.008, 0.01, 0.012, 0.014, 0.016, 0.018, 0.02, 0.03]] };
    const { channels, issues } = read({ time, emg: { columns: [time.columns[0] as number[]] } });
    expect(channels).toMatchObject([{ fs: 500, gapsAt: [11] }]);
    expect(issues.map(({ code }) => code)).toContain('DROPPED_SAMPLES');
  });

  it('goes by fs and by the mapping that CSV has', async () => {
    const bytes = makeMat({
      data: {
        fields: {
          emg: {
            columns: [
              [1, 2, 3, 4],
              [5, 6, 7, 8],
            ],
          },
        },
      },
    });
    expect(readMat(bytes, { file: 'a.mat', fs: 2000 }).channels[0]?.fs).toBe(2000);
    const mapping = { fs: 500, columns: [{ column: 'data.emg-2', name: 'FDS', unit: 'uV' }] } as const;
    const { channels, issues } = await readRecording(bytes, { file: 'a.mat', mapping });
    expect(channels).toMatchObject([{ name: 'FDS', kind: 'emg', unit: 'mV', fs: 500 }]);
    expect(channels[0]?.samples).toEqual(Float64Array.of(5e-3, 6e-3, 7e-3, 8e-3));
    expect(issues).toEqual([]);
    await expect(
      readRecording(bytes, { file: 'a.mat', mapping: { ...mapping, columns: [{ column: 'x', name: 'x' }] } }),
    ).rejects.toThrow("it has no series 'x', only 'data.emg-1', 'data.emg-2'");
  });

  it('refuses complex and sparse numbers, no rate, and what is damaged', () => {
    expect(() => read({ fs, emg: { ...emg, flags: 0x800 } })).toThrow("'emg' is complex");
    expect(() => read({ emg })).toThrow('nothing in it tells the sampling rate');
    expect(() => read({ fs })).toThrow('it holds no numeric array with samples');
    expect(() => read({ fs, emg: { columns: [[1, Number.NaN]] } })).toThrow("sample 1 of 'emg' is NaN");
    const packed = makeMat({ fs, emg }, { isPacked: true });
    packed[160] = (packed[160] as number) ^ 0xff;
    expect(() => readMat(packed, { file: 'a.mat' })).toThrow(/damaged/);
  });

  it('sends MAT 7.3 back with the export to use', async () => {
    const bytes = bytesOf(`${'MATLAB 7.3 MAT-file'.padEnd(124)}\x00\x02IM`.padEnd(600, '\0'));
    expect(formats.find(({ detect }) => detect(bytes, 'x'))?.id).toBe('mat');
    await expect(readRecording(bytes, { file: 'a.mat' })).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      fix: expect.stringContaining("'-v7'"),
    });
  });
});
