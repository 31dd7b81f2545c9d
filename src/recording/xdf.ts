import { type Issue, issue, sha256Hex } from '#base';
import { cannotRead, fileName, quoted } from './cannot-read.ts';
import { fastestHz } from './fastest-rate.ts';
import type { Recording, RecordingEvent } from './recording.ts';
import { startTimeOf } from './start-time.ts';
import { requireStoredRate } from './stored-rate.ts';
import { uniqueNames } from './unique-names.ts';
import { alignedPieces, orderedStretches, pieceAxis, sharedTime, type XdfPiece } from './xdf-align.ts';
import { type XdfChunk, xdf, xdfChunks, xdfTags } from './xdf-chunks.ts';
import { counterGaps, hasEmg, xdfChannelInfos, xdfChannels } from './xdf-signals.ts';
import { readXdfStreams, type XdfStream } from './xdf-streams.ts';
import { effectiveRate, steadyStretches, syncedTimes, type XdfStretch } from './xdf-times.ts';
import { readXml, xmlText } from './xml-elements.ts';

/** What {@link readXdf} needs beside the bytes. */
export interface XdfOptions {
  readonly file: string;
  /** Sampling rate (Hz) that the caller expects; XDF stores its rates, so another one is an error. */
  readonly fs?: number;
}

/** A stream of steady rate on the recorder's clock. */
interface TimedStream {
  readonly stream: XdfStream;
  readonly stretches: readonly XdfStretch[];
  /** Rate (Hz) of its channels: the nominal one, or the measured one where that is clearly another. */
  readonly fs: number;
  /** Rate (Hz) by its time stamps. */
  readonly measuredHz: number;
}

/** A measured rate is another than the nominal one from this share on, if it also moves the end by `shiftS`. */
const rateShare = 1e-3;
const shiftS = 0.02;

function timed(stream: XdfStream, file: string, issues: Issue[]): TimedStream {
  const found = steadyStretches(syncedTimes(stream), stream.fs);
  const measured = effectiveRate(found, stream.fs);
  const measuredHz = measured > 0 && measured <= fastestHz ? measured : stream.fs;
  const n = stream.timesS.length;
  const isOther =
    Math.abs(measuredHz - stream.fs) > rateShare * stream.fs && Math.abs(n / measuredHz - n / stream.fs) > shiftS;
  if (isOther) {
    const message = `Stream ${quoted(stream.name)} states ${stream.fs} Hz, and its time stamps show ${Number(measuredHz.toPrecision(6))} Hz.`;
    issues.push(issue('RATE_DIFFERS', message, { file }));
  }
  const { ordered, isUnordered } = orderedStretches(found);
  if (isUnordered) {
    const message = `The time stamps of stream ${quoted(stream.name)} step back.`;
    issues.push(issue('RECORDS_UNORDERED', message, { file }));
  }
  return { stream, stretches: ordered, fs: isOther ? measuredHz : stream.fs, measuredHz };
}

function secondsOf({ stretches }: TimedStream): number {
  return stretches.reduce((sum, { n, stepS }) => sum + n * stepS, 0);
}

/** The longest stream with EMG, or else the longest: the one whose time the recording is on. */
function referenceOf(streams: readonly TimedStream[]): TimedStream {
  const withEmg = streams.filter(({ stream }) => hasEmg(stream));
  const candidates = withEmg.length > 0 ? withEmg : streams;
  return candidates.reduce((best, one) => (secondsOf(one) > secondsOf(best) ? one : best));
}

function alignmentIssues(streams: readonly TimedStream[], pieces: readonly XdfPiece[][], file: string): Issue[] {
  const issues: Issue[] = [];
  const [first] = streams as [TimedStream];
  streams.forEach((one, i) => {
    const held = one.stretches.reduce((sum, { n }) => sum + n, 0);
    const taken = pieces[i]?.reduce((sum, { n }) => sum + n, 0) ?? 0;
    const name = quoted(one.stream.name);
    if (held - taken > one.fs * shiftS) {
      const message = `${held - taken} samples (${Number(((held - taken) / one.fs).toFixed(3))} s) of stream ${name} have no partner in the other streams.`;
      issues.push(issue('UNEVEN_DEVICES', message, { file }));
    }
    const driftS = (taken / one.fs) * (one.fs / one.measuredHz - first.fs / first.measuredHz);
    if (Math.abs(driftS) <= shiftS) return;
    const message = `At the end, stream ${name} and stream ${quoted(first.stream.name)} are ${Number(Math.abs(driftS).toFixed(3))} s apart.`;
    issues.push(issue('STREAMS_DRIFT', message, { file }));
  });
  return issues;
}

/** Texts, and single numbers that come at no steady rate, are markers. */
function isMarkers({ fs, values, texts }: XdfStream): boolean {
  return texts.length > 0 || (fs === 0 && values.length === 1);
}

function eventsOf(streams: readonly XdfStream[], onAxis: (timeS: number) => number): RecordingEvent[] {
  const events = streams.filter(isMarkers).flatMap((stream) => {
    const timesS = syncedTimes(stream);
    const labels = stream.texts.length > 0 ? stream.texts : Array.from(stream.values[0] ?? [], String);
    return labels.map((label, i) => ({ onsetS: Number(onAxis(timesS[i]).toFixed(9)), durationS: 0, label }));
  });
  return events.filter(({ label }) => label !== '').sort((a, b) => a.onsetS - b.onsetS);
}

function startedAtOf(bytes: Uint8Array, chunks: readonly XdfChunk[]): string | undefined {
  const head = chunks.find(({ tag }) => tag === xdfTags.fileHeader);
  if (!head) return undefined;
  const text = xmlText(readXml(new TextDecoder('utf-8').decode(bytes.subarray(head.from, head.to))), 'datetime');
  const [, ...parts] = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)/.exec(text) ?? [];
  return parts.length === 0 ? undefined : startTimeOf(parts.slice(0, 3).map(Number), parts.slice(3).map(Number));
}

/**
 * Reads an XDF file: streams of numbers at a steady rate become channels, texts become events, both on the recorder's
 * clock (offsets by a robust line, jitter taken out as pyxdf does). Channels of one recording begin together, so only the
 * time that all streams share is kept; one that shares less than half of the EMG's time is left out. Streams stand side by
 * side to half a sample where that time begins and after each gap; from there on they drift apart as their clocks do,
 * which is an issue from 20 ms on. Clocks that are set anew during the recording are not told from jitter.
 *
 * Proved by `golden/recording/xdf.json`, read by pyxdf.
 *
 * @throws FormatError when a stream is damaged or none has a steady rate.
 * @throws ArgumentError for a rate that is not the one that the file stores.
 */
export function readXdf(bytes: Uint8Array, options: XdfOptions): Recording {
  const file = fileName(options.file);
  const { chunks, isCut } = xdfChunks(bytes, file);
  const streams = readXdfStreams(bytes, chunks, file);
  const issues: Issue[] = [];
  const steady = streams
    .filter(({ fs, values }) => fs > 0 && values.length > 0)
    .filter((stream) => xdfChannelInfos(stream).some(({ isCounter }) => !isCounter))
    .map((stream) => timed(stream, file, issues));
  if (steady.length === 0) {
    const what = 'it holds no stream of numbers at a steady rate';
    throw cannotRead(file, what, xdf, 'Choose a recording with an EMG stream whose nominal rate is set.');
  }
  const reference = referenceOf(steady);
  const kept = steady.filter((one) => one === reference || sharedTime(reference, one) >= 0.5);
  const nLeftOut = steady.length - kept.length;
  const nIrregular = streams.filter((s) => s.fs === 0 && s.values.length > 1).length;
  const left = (n: number, why: string) => {
    if (n > 0) issues.push(issue('SIGNALS_LEFT_OUT', `${n} of ${streams.length} streams ${why}.`, { file }));
  };
  left(nLeftOut, 'share less than half of the time of the others');
  left(nIrregular, 'have several channels and no steady rate');
  const rates = kept.map(({ fs }) => fs);
  const pieces = alignedPieces(kept, rates);
  if (pieces[0]?.length === 0) throw cannotRead(file, 'its streams share no time', xdf, 'Export one stream alone.');
  requireStoredRate(options.fs, rates, file, 'readXdf');
  const labels = kept.map(({ stream }) => xdfChannelInfos(stream).filter(({ isCounter }) => !isCounter));
  const names = uniqueNames(labels.flatMap((infos) => infos.map(({ label }) => label)));
  const made = kept.map(({ stream, fs }, i) => {
    const own = names.splice(0, labels[i]?.length);
    return xdfChannels({ stream, fs, pieces: pieces[i] ?? [], lost: counterGaps(stream) }, own, file);
  });
  issues.push(...made.flatMap((one) => one.issues), ...alignmentIssues(kept, pieces, file));
  if (isCut || streams.some(({ isClosed }) => !isClosed)) {
    issues.push(issue('INCOMPLETE_FILE', 'The file was not closed.', { file }));
  }
  const onAxis = pieceAxis(pieces[kept.indexOf(reference)] ?? [], reference.fs);
  const startedAt = startedAtOf(bytes, chunks);
  const about = { file, format: 'xdf', sha256: sha256Hex(bytes), device: reference.stream.name };
  return {
    channels: made.flatMap((one) => one.channels),
    events: eventsOf(streams, onAxis),
    provenance: { ...about, ...(startedAt !== undefined && { startedAt }) },
    issues,
  };
}
