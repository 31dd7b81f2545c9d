import { cannotRead, quoted } from './cannot-read.ts';
import { fastestHz } from './fastest-rate.ts';
import { type XdfChunk, xdf, xdfLength, xdfTags } from './xdf-chunks.ts';
import { readXml, type XmlElement, xmlText } from './xml-elements.ts';

/** Reads one value of a numeric stream, and how many bytes it has. */
interface ValueFormat {
  readonly size: number;
  readonly get: (view: DataView, at: number) => number;
}

const valueFormats: { readonly [format: string]: ValueFormat } = {
  int8: { size: 1, get: (view, at) => view.getInt8(at) },
  int16: { size: 2, get: (view, at) => view.getInt16(at, true) },
  int32: { size: 4, get: (view, at) => view.getInt32(at, true) },
  int64: { size: 8, get: (view, at) => Number(view.getBigInt64(at, true)) },
  float32: { size: 4, get: (view, at) => view.getFloat32(at, true) },
  double64: { size: 8, get: (view, at) => view.getFloat64(at, true) },
};

/** One stream of an XDF file. */
export interface XdfStream {
  readonly id: number;
  readonly header: XmlElement;
  readonly name: string;
  readonly nChannels: number;
  /** Nominal rate (Hz); 0 for a stream without a steady one. */
  readonly fs: number;
  /** Time stamps [nSamples] in seconds on the stream's own clock, as stored or counted on from the last one. */
  readonly timesS: Float64Array;
  /** Values of each channel [nChannels][nSamples]; none for a stream of texts. */
  readonly values: readonly Float64Array[];
  /** Texts of the first channel [nSamples]; none for a stream of numbers. */
  readonly texts: readonly string[];
  /** When the offset to the recorder's clock was measured (s), and what was found (s). */
  readonly clock: readonly { readonly timeS: number; readonly offsetS: number }[];
  readonly isClosed: boolean;
}

interface FoundStream {
  header: XmlElement;
  samples: XdfChunk[];
  clock: { timeS: number; offsetS: number }[];
  isClosed: boolean;
}

const fix = 'Record or copy the file again.';

/** Sorts chunks by their stream. A chunk of a stream without header is passed over. */
function chunksByStream(bytes: Uint8Array, view: DataView, chunks: readonly XdfChunk[]): Map<number, FoundStream> {
  const streams = new Map<number, FoundStream>();
  for (const { tag, from, to } of chunks) {
    if (to - from < 4 || tag === xdfTags.fileHeader) continue;
    const id = view.getUint32(from, true);
    if (tag === xdfTags.streamHeader) {
      const header = readXml(new TextDecoder('utf-8').decode(bytes.subarray(from + 4, to)));
      if (header && !streams.has(id)) streams.set(id, { header, samples: [], clock: [], isClosed: false });
    }
    const stream = streams.get(id);
    if (!stream) continue;
    if (tag === xdfTags.samples) stream.samples.push({ tag, from: from + 4, to });
    if (tag === xdfTags.streamFooter) stream.isClosed = true;
    if (tag === xdfTags.clockOffset && to - from >= 20) {
      const [timeS, offsetS] = [view.getFloat64(from + 4, true), view.getFloat64(from + 12, true)];
      if (Number.isFinite(timeS) && Number.isFinite(offsetS)) stream.clock.push({ timeS, offsetS });
    }
  }
  return streams;
}

function readStream(bytes: Uint8Array, view: DataView, id: number, found: FoundStream, file: string): XdfStream {
  const { header, samples, clock, isClosed } = found;
  const name = xmlText(header, 'name') || `stream ${id}`;
  const fault = (what: string, at?: number) =>
    cannotRead(file, what, `${xdf}, stream ${quoted(name)}${at === undefined ? '' : `, byte ${at}`}`, fix);
  const formatText = xmlText(header, 'channel_format');
  const format = valueFormats[formatText];
  if (!format && formatText !== 'string') throw fault(`its values are of the unknown kind ${quoted(formatText)}`);
  const nChannels = Number(xmlText(header, 'channel_count'));
  const fs = Number(xmlText(header, 'nominal_srate'));
  if (!Number.isInteger(nChannels) || nChannels < 1) throw fault('its header gives no number of channels');
  if (!(fs >= 0 && fs <= fastestHz))
    throw fault(`its header gives the rate ${quoted(xmlText(header, 'nominal_srate'))}`);
  // What a sample takes at least: whatever the chunks claim, no more is made room for than their bytes can hold.
  const least = 1 + nChannels * (format?.size ?? 2);
  const parts = samples.map(({ from, to }) => {
    const length = xdfLength(view, from, to);
    if (!length || length.value * least > to - length.next)
      throw fault('a chunk claims more samples than it holds', from);
    return { n: length.value, at: length.next, to };
  });
  const nSamples = parts.reduce((sum, { n }) => sum + n, 0);
  const timesS = new Float64Array(nSamples);
  const values = format && nSamples > 0 ? Array.from({ length: nChannels }, () => new Float64Array(nSamples)) : [];
  const texts: string[] = [];
  const utf8 = new TextDecoder('utf-8');
  const stepS = fs > 0 ? 1 / fs : 0;
  let lastS = 0;
  let i = 0;
  for (const { n, at: start, to } of parts) {
    let at = start;
    for (const end = i + n; i < end; i++) {
      const width = at < to ? view.getUint8(at++) : -1;
      const isStamped = width === 8;
      if ((width !== 0 && !isStamped) || at + width > to) throw fault('a sample breaks off', at);
      lastS = isStamped ? view.getFloat64(at, true) : lastS + stepS;
      if (!Number.isFinite(lastS)) throw fault(`sample ${i} has no usable time`, at);
      at += width;
      timesS[i] = lastS;
      if (format) {
        if (at + nChannels * format.size > to) throw fault('a sample breaks off', at);
        for (const channel of values) {
          channel[i] = format.get(view, at);
          at += format.size;
        }
        continue;
      }
      for (let c = 0; c < nChannels; c++) {
        const length = xdfLength(view, at, to);
        if (!length || length.next + length.value > to) throw fault('a text breaks off', at);
        at = length.next + length.value;
        if (c === 0) texts.push(utf8.decode(bytes.subarray(length.next, at)));
      }
    }
  }
  return { id, header, name, nChannels, fs, timesS, values, texts, clock, isClosed };
}

/** Reads all streams of an XDF file, in the order of their headers. */
export function readXdfStreams(bytes: Uint8Array, chunks: readonly XdfChunk[], file: string): XdfStream[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [...chunksByStream(bytes, view, chunks)].map(([id, found]) => readStream(bytes, view, id, found, file));
}
