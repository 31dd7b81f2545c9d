import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '#base';
import { mutated, readFaults } from './check-format.ts';
import { type FormatSample, formatSamples } from './check-format-samples.ts';
import { readEdf } from './edf.ts';
import { writeEdf } from './edf-writer.ts';
import { formats, readRecording } from './formats.ts';

/** Inputs per reader: a few thousand in every run (of HDF5, which takes milliseconds each, a quarter), more with MYOFADE_FUZZ=200000. */
const nInputs = Number(process.env.MYOFADE_FUZZ ?? 2000);
/** Characters that all text formats are made of: random text of these gets further than random bytes. */
const alphabet = '0123456789.,;\t\n\r +-eE#{}[]":EndOfHeader\x14\x15\0nSeqA1';

function randomBytes(random: Random): Uint8Array {
  const length = random.below(2 ** random.below(11));
  const isText = random.below(2) === 0;
  return Uint8Array.from({ length }, () =>
    isText ? alphabet.charCodeAt(random.below(alphabet.length)) : random.below(256),
  );
}

const headerWidths = [8, 80, 80, 8, 8, 8, 44, 8, 8, 4];
const hostileNumbers = [
  '-1',
  '0',
  '99999999',
  '1e308',
  '-1e308',
  '1e-300',
  '0.000001',
  '65536',
  '32767',
  'x',
  '',
  '1,5',
];

/** Overwrites one whole header field: a fixed one, or one of the number fields of a signal. */
function withHeaderField(bytes: Uint8Array, random: Random): Uint8Array {
  const out = bytes.slice();
  const nSignals = Number(String.fromCharCode(...bytes.subarray(252, 256)));
  const field = random.below(headerWidths.length);
  const isFixed = random.below(2) === 0;
  const fixedAt = headerWidths.slice(0, field).reduce((sum, width) => sum + width, 0);
  const numberFields = [96, 104, 112, 120, 128, 216].map((before) => 256 + before * nSignals);
  const at = isFixed ? fixedAt : (numberFields[random.below(6)] as number) + 8 * random.below(nSignals);
  const width = isFixed ? (headerWidths[field] as number) : 8;
  const text = (hostileNumbers[random.below(hostileNumbers.length)] as string).padEnd(width).slice(0, width);
  for (let i = 0; i < width && at + i < out.length; i++) out[at + i] = text.charCodeAt(i);
  return out;
}

const hostileJson = [
  'null',
  '[]',
  '{}',
  '-1',
  '0',
  '1e400',
  '"x"',
  '[null]',
  '[1e9]',
  '[[]]',
  'true',
  '""',
  '["A1","A1"]',
  '[10,-3]',
];

/** Gives a field of an OpenSignals header, which is JSON, a value that it should not have. */
function withJsonField(bytes: Uint8Array, random: Random): Uint8Array {
  const text = String.fromCharCode(...bytes);
  const keys = [...text.matchAll(/"([a-z ]+)":/gi)].map((match) => match[1] as string);
  const key = keys[random.below(keys.length)] as string;
  const value = hostileJson[random.below(hostileJson.length)] as string;
  const changed = text.replace(new RegExp(`"${key}":("[^"]*"|\\[[^\\]]*\\]|[-\\d.]+)`), `"${key}":${value}`);
  return Uint8Array.from(changed, (character) => character.charCodeAt(0));
}

/** Overwrites words of 8 bytes in a binary file, by chance addresses and lengths, with something hostile or with another one. */
function withHdf5Words(bytes: Uint8Array, random: Random): Uint8Array {
  const out = bytes.slice();
  for (let times = 1 + random.below(3); times > 0; times--) {
    let at = 8 * random.below(Math.floor(bytes.length / 8));
    // Most of a file is zeros that nothing reads.
    while (bytes.subarray(at, at + 8).every((byte) => byte === 0)) at = (at + 8) % (bytes.length & ~7);
    const other = 8 * random.below(Math.floor(bytes.length / 8));
    const ways = [
      () => out.fill(0, at, at + 8),
      () => out.fill(0xff, at, at + 1 + random.below(8)),
      () => out.copyWithin(at, other, other + 8),
      () => out.fill(random.below(256), at, at + 1 + random.below(3)),
    ];
    ways[random.below(ways.length)]?.();
  }
  return out;
}

function hostileInput(samples: readonly FormatSample[], formatId: string, random: Random): Uint8Array {
  const valid = () => (samples[random.below(samples.length)] as FormatSample).bytes;
  switch (random.below(5)) {
    case 0:
      return randomBytes(random);
    case 1: {
      const [a, b] = [valid(), valid()];
      return Uint8Array.from([...a.subarray(0, random.below(a.length)), ...b.subarray(random.below(b.length))]);
    }
    case 2: {
      const a = valid();
      return Uint8Array.from([...a.subarray(0, random.below(a.length)), ...randomBytes(random)]);
    }
    case 3:
      if (formatId === 'opensignals-text') return withJsonField(valid(), random);
      if (formatId === 'opensignals-hdf5') return withHdf5Words(valid(), random);
      return formatId === 'edf'
        ? mutated(withHeaderField(valid(), random), random)
        : mutated(mutated(valid(), random), random);
    default:
      return formatId === 'edf' ? withHeaderField(valid(), random) : mutated(valid(), random);
  }
}

describe('any bytes', () => {
  it.each(formats)(
    'give a recording or a clear error: $id',
    async (format) => {
      await format.prepare?.();
      const samples = formatSamples[format.id] ?? [];
      const written = samples.map(({ name, bytes, mapping }) => {
        const recording = format.read(bytes, { file: name, ...(mapping && { mapping }) });
        return { name, bytes: writeEdf(recording, { format: format.id === 'bdf' ? 'bdf' : 'edf' }) };
      });
      const pool = format.id === 'edf' || format.id === 'bdf' ? [...samples, ...written] : samples;
      const random = seededRandom(20240607);
      let slowestMs = 0;
      let nRead = 0;
      const n = format.id === 'opensignals-hdf5' ? Math.ceil(nInputs / 4) : nInputs;
      for (let i = 0; i < n; i++) {
        const bytes = hostileInput(pool, format.id, random);
        const mapping = samples[i % samples.length]?.mapping;
        const before = performance.now();
        const { recording, faults } = readFaults(format, bytes, { file: 'fuzz.bin', ...(mapping && { mapping }) });
        slowestMs = Math.max(slowestMs, performance.now() - before);
        if (faults.length > 0) expect.fail(`input ${i}: ${faults.join('; ')}\n${JSON.stringify([...bytes])}`);
        if (recording) nRead++;
      }
      if (process.env.MYOFADE_FUZZ) {
        console.log(`${format.id}: ${n} inputs, ${nRead} read, slowest ${slowestMs.toFixed(1)} ms`);
      }
      // An input that is never accepted tests nothing but the first check.
      expect(nRead).toBeGreaterThan(n / 50);
      expect(nRead).toBeLessThan(n);
    },
    3_600_000,
  );

  it('find a reader or are refused', async () => {
    const random = seededRandom(7);
    const all = Object.entries(formatSamples).flatMap(([, samples]) => samples);
    for (let i = 0; i < nInputs; i++) {
      const bytes = hostileInput(
        all.filter(({ mapping }) => !mapping),
        'any',
        random,
      );
      const settled = await readRecording(bytes, { file: 'fuzz.edf' }).then(
        (recording) => () => recording,
        (error) => () => {
          throw error;
        },
      );
      const format = { id: '', name: '', extensions: [], detect: () => true, read: settled };
      const { faults } = readFaults(format, bytes, { file: 'fuzz.edf' });
      expect(faults.filter((fault) => !fault.startsWith('provenance names the format'))).toEqual([]);
    }
  }, 3_600_000);

  it('that a reader accepts can be written as EDF and read again', () => {
    const random = seededRandom(11);
    const samples = formatSamples.edf ?? [];
    let nRead = 0;
    for (let i = 0; i < nInputs / 10; i++) {
      const { recording } = readFaults(formats[1] as (typeof formats)[number], hostileInput(samples, 'edf', random), {
        file: 'a',
      });
      if (!recording) continue;
      nRead++;
      const again = readEdf(writeEdf(recording, { recordDurationS: recordS(recording.channels[0]?.fs ?? 1) }), {
        file: 'a',
      });
      expect(again.channels.map(({ samples: { length } }) => length)).toEqual(
        recording.channels.map(({ samples: { length } }) => length),
      );
    }
    expect(nRead).toBeGreaterThan(0);
  });
});

function recordS(fs: number): number {
  return 20 / fs;
}
