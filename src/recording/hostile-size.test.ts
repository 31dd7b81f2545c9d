import { describe, expect, it } from 'vitest';
import { bytesOf } from './check-bytes.ts';
import { makeEdf } from './check-edf-samples.ts';
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
