import { recordingWriter } from '#recording';

/** What is held after some hours of a recording whose bytes are thrown away. */
export interface HeldMemory {
  readonly hours: number;
  readonly bytes: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
  readonly rss: number;
}

const fs = 1000;
const hours = Number(process.argv[2] ?? 1);
const writer = recordingWriter({
  format: 'bdf',
  channels: Array.from({ length: 6 }, (_, i) => ({
    name: `A${i + 1}`,
    kind: 'emg',
    values: { unit: 'count', bits: 10 },
  })),
  fs,
});
let bytes = writer.header().length;
const take = (records: readonly Uint8Array[]): void => {
  for (const record of records) bytes += record.length;
};
const values = Array.from({ length: 6 }, (_, c) => Float64Array.from({ length: 50 }, (_, i) => (i * 37 + c) % 1024));

/** One hour at 1 kHz in pieces of 50 ms, with an event and a lost stretch now and then. */
function recordHour(): void {
  for (let piece = 0; piece < 3600 * 20; piece++) {
    if (piece % 97 === 0) take(writer.lost(50, 'dropped'));
    else take(writer.add(values));
    if (piece % 31 === 0) writer.event({ onsetS: writer.nSamples / fs, durationS: 0, label: `piece ${piece}` });
  }
}

const held: HeldMemory[] = [];
for (let hour = 1; hour <= hours; hour++) {
  recordHour();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  held.push({ hours: hour, bytes, heapUsed, arrayBuffers, rss });
}
process.stdout.write(`${JSON.stringify(held)}\n`);
