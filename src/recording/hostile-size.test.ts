import { describe, expect, it } from 'vitest';
import { bytesOf } from './check-bytes.ts';
import { makeC3d } from './check-c3d-samples.ts';
import { makeEdf } from './check-edf-samples.ts';
import { makeMat } from './check-mat-samples.ts';
import { makeXdf, steadyTimes } from './check-xdf-samples.ts';
import { formats, readRecording } from './formats.ts';
import { readMappedCsv } from './mapped-csv.ts';

/** Tens of thousands of one thing: what takes quadratic time or much memory is felt on these. */
const n = 60_000;

async function outcome(text: string, file: string): Promise<string> {
  try {
    return (await readRecording(bytesOf(text), { file })).provenance.format;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('large hostile files', () => {
  it('of one endless line, of blank lines, of separators, of header lines', async () => {
    const text = '# OpenSignals Text File Format\n';
    const device = (columns: string[], labels: string[]) =>
      `${text}# ${JSON.stringify({ a: { column: columns, label: labels, 'sampling rate': 1000, device: 'bitalino' } })}\n# EndOfHeader\n`;
    const head = device(['nSeq', 'A1'], ['A1']);
    for (const row of [
      '1'.repeat(n),
      '\n'.repeat(n),
      '\t'.repeat(n),
      '1\t'.repeat(n),
      '\r\n'.repeat(n),
      ' '.repeat(n),
    ]) {
      expect(await outcome(head + row, 'a.txt')).toBe('FORMAT');
    }
    const wobbling = device(['nSeq', 'I1', 'A1'], ['A1']);
    expect(await outcome(wobbling + '0\t0\t1\n1\t1\t1\n'.repeat(5 * n), 'a.txt')).toBe('opensignals-text');
    expect(await outcome(text + '#\n'.repeat(n), 'a.txt')).toBe('FORMAT');
    expect(await outcome(`${text}# ${'['.repeat(n)}`, 'a.txt')).toBe('FORMAT');
    expect(await outcome(`${text}# {"a":${'['.repeat(n)}${']'.repeat(n)}}\n# EndOfHeader\n`, 'a.txt')).toBe('FORMAT');
    const many = new Array<string>(n).fill('A1');
    expect(await outcome(`${device(many, many)}${'1\t'.repeat(n)}\n`, 'a.txt')).toBe('opensignals-text');
    expect(await outcome(`0,0,0,0,0,511\n${','.repeat(n)}`, 'a.csv')).toBe('FORMAT');
    expect(await outcome('0,0,0,0,0,511\n'.repeat(n / 10), 'a.csv')).toBe('opensignals-csv');
  });

  it('of quotes and delimiters', () => {
    const mapping = { fs: 1, columns: [{ column: 0, name: 'x' }] };
    for (const piece of ['"', '"a"x', '","', '1,', '\n', '"\n', '1;']) {
      const bytes = bytesOf(piece.repeat(n));
      expect(() =>
        readMappedCsv(bytes, { file: 'a.csv', ...mapping, columns: [{ column: 'no', name: 'x' }] }),
      ).toThrow();
    }
  });

  it('of thousands of equal signals, annotations and gaps', async () => {
    const signals = Array.from({ length: 2000 }, () => ({ label: 'EMG', perRecord: 1, values: [1] }));
    expect((await readRecording(makeEdf(signals, 1), { file: 'a.edf' })).channels.at(-1)?.name).toBe('EMG-2000');
    const notes = { label: 'EDF Annotations', perRecord: n, values: [`+0\x14\x14\0${'+1\x14a\x14\0'.repeat(n / 3)}`] };
    const emg = { label: 'EMG', perRecord: 1, values: [1] };
    expect((await readRecording(makeEdf([emg, notes], 1), { file: 'a.edf' })).events.length).toBeGreaterThan(n / 4);
    const starts = Array.from({ length: 3000 }, (_, i) => `+${i * 5}\x14\x14\0+${i}\x14a\x14\0`);
    const gaps = { label: 'EDF Annotations', perRecord: 20, values: starts };
    const recording = await readRecording(makeEdf([{ ...emg, values: starts.map(() => 1) }, gaps], 3000), {
      file: 'a.edf',
    });
    expect(recording.events).toHaveLength(3000);
    expect(recording.issues).toHaveLength(1);
  });

  it('of headers that claim more samples than there are bytes', async () => {
    const refusal = (bytes: Uint8Array) =>
      readRecording(bytes, { file: 'a' }).then(
        () => 'read',
        (error) => (error as { code: string }).code,
      );
    const rows = Array.from({ length: 10 }, (_, i) => [i]);
    const stream = {
      name: 'EMG',
      fs: 1000,
      format: 'float32',
      channels: [{}],
      rows,
      times: steadyTimes(10, 1000, 0),
    } as const;
    const xdf = makeXdf([stream]);
    // The last chunk but the footer begins with its stream and the count, which here becomes one of eight bytes: 2 ** 40.
    const at = xdf.findLastIndex((byte, i) => byte === 1 && xdf[i + 1] === 10 && xdf[i + 2] === 8);
    const many = Uint8Array.from(xdf);
    many.set([8, 0, 0, 0, 0, 0, 1, 0, 0], at);
    expect(await refusal(many)).toBe('FORMAT');
    const text = String.fromCharCode(...xdf).replace('<channel_count>1</', '<channel_count>9</');
    expect(await refusal(bytesOf(text))).toBe('FORMAT');
    for (const piece of ['<', '<a', '<a>', '&#', '<!--']) {
      const header = [1, 0, 0, 0, ...bytesOf(piece.repeat(n))];
      const size = new Uint8Array(new Uint32Array([header.length + 2]).buffer);
      expect(await refusal(Uint8Array.from([...bytesOf('XDF:'), 4, ...size, 2, 0, ...header]))).toBe('FORMAT');
    }

    const emg = { columns: [rows.flat()] };
    const fs = { columns: [[1000]] };
    const mat = makeMat({ fs, emg });
    const dims = mat.length - 8 * 10 - 8 - 8 - 8;
    new DataView(mat.buffer).setUint32(dims, 2 ** 31 - 1, true);
    expect(await refusal(mat)).toBe('FORMAT');
    const sparse = makeMat({ fs, emg: { ...emg, flags: 0x800 } });
    new DataView(sparse.buffer).setUint32(dims, 2 ** 31 - 1, true);
    new DataView(sparse.buffer).setUint32(dims + 4, 2 ** 31 - 1, true);
    expect(await refusal(sparse)).toBe('FORMAT');
    // Four hundred kilobytes of zeros in a few are what deflate can hold.
    const zeros = makeMat({ fs, emg: { columns: [new Array<number>(5e4).fill(0)] } }, { isPacked: true });
    expect(zeros.length).toBeLessThan(4000);
    expect(await refusal(zeros)).toBe('read');

    const c3d = makeC3d({
      ...{ processor: 84, perFrame: 1, frameHz: 1000, analog: [rows.flat()] },
      parameters: { 'ANALOG:USED': 1, 'TRIAL:ACTUAL_START_FIELD': [1, 0], 'TRIAL:ACTUAL_END_FIELD': [-1, -1] },
    });
    const { channels, issues } = await readRecording(c3d, { file: 'a.c3d' });
    expect(channels[0]?.samples).toHaveLength(10);
    expect(issues.map(({ code }) => code)).toEqual(['INCOMPLETE_FILE']);
  });

  it('are read by every format that there is', () => {
    expect(formats.map(({ id }) => id)).toEqual([
      'opensignals-text',
      'edf',
      'bdf',
      'opensignals-csv',
      'opensignals-hdf5',
      'xdf',
      'c3d',
      'mat',
      'mapped-csv',
    ]);
  });
});
