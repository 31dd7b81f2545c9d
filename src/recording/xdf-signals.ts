import { type Issue, issue } from '#base';
import type { Channel } from './recording.ts';
import { bitalinoCycle, cyclicGaps, runningGaps, type SequenceGaps } from './sequence.ts';
import { isCalledEmg } from './signal-unit.ts';
import { unitChannel } from './unit-channel.ts';
import type { XdfPiece } from './xdf-align.ts';
import { xdf } from './xdf-chunks.ts';
import type { XdfStream } from './xdf-streams.ts';
import { type XmlElement, xmlAt, xmlText } from './xml-elements.ts';

/** What a stream's header says about one of its channels. */
export interface XdfChannelInfo {
  readonly label: string;
  readonly unit: string;
  /** Label with the channel's type, or else the stream's: what may call it EMG. */
  readonly about: string;
  /** Whether it is the frame counter of OpenSignals and no signal. */
  readonly isCounter: boolean;
}

/** Labels, types and units of a stream's channels [nChannels]. */
export function xdfChannelInfos({ header, name, nChannels }: XdfStream): XdfChannelInfo[] {
  const isChannel = (element: XmlElement) => element.name === 'channel';
  const infos = xmlAt(header, 'desc', 'channels')?.children.filter(isChannel) ?? [];
  return Array.from({ length: nChannels }, (_, i) => {
    const info = infos[i];
    const sensor = xmlText(info, 'sensor');
    const own = xmlText(info, 'label') || sensor;
    const label = own || (nChannels === 1 ? name : `${name} ${i + 1}`);
    const type = xmlText(info, 'type') || xmlText(header, 'type');
    // OpenSignals sends its counter first, whatever it is called.
    const isCounter = /^nseq$/i.test(own) || (name === 'OpenSignals' && i === 0 && own === '');
    return { label, unit: xmlText(info, 'unit'), about: `${label} ${sensor} ${type}`, isCounter };
  });
}

/** Whether a stream holds something called EMG. */
export function hasEmg(stream: XdfStream): boolean {
  return xdfChannelInfos(stream).some(({ about }) => isCalledEmg(about));
}

const highestOfCycle = bitalinoCycle - 1;

/** What a stream's frame counter tells about lost samples; undefined without a counter. */
export function counterGaps(stream: XdfStream): SequenceGaps | undefined {
  const counter = stream.values[xdfChannelInfos(stream).findIndex(({ isCounter }) => isCounter)];
  if (!counter) return undefined;
  return counter.every((value) => value <= highestOfCycle) ? cyclicGaps(counter, bitalinoCycle) : runningGaps(counter);
}

/** A stream that becomes channels: its samples are those of `pieces`, which begin anew at each of them. */
export interface PlacedStream {
  readonly stream: XdfStream;
  readonly fs: number;
  readonly pieces: readonly XdfPiece[];
  readonly lost: SequenceGaps | undefined;
}

/** Samples before which others were lost: where pieces meet, and where the counter jumps. */
function gapsOf({ pieces, lost }: PlacedStream): number[] {
  const gaps = new Set<number>();
  let before = 0;
  let k = 0;
  const counted = lost?.gapsAt ?? [];
  for (const { first, n } of pieces) {
    if (before > 0) gaps.add(before);
    while (k < counted.length && counted[k] <= first) k++;
    for (; k < counted.length && counted[k] < first + n; k++) gaps.add(before + counted[k] - first);
    before += n;
  }
  return [...gaps].sort((a, b) => a - b);
}

function takenOf(values: Float64Array, pieces: readonly XdfPiece[]): Float64Array {
  const samples = new Float64Array(pieces.reduce((sum, { n }) => sum + n, 0));
  let at = 0;
  for (const { first, n } of pieces) {
    samples.set(values.subarray(first, first + n), at);
    at += n;
  }
  return samples;
}

/** Channels of a placed stream, called by `names`: one for each channel that is no counter. */
export function xdfChannels(
  placed: PlacedStream,
  names: readonly string[],
  file: string,
): { channels: Channel[]; issues: Issue[] } {
  const { stream, fs, pieces, lost } = placed;
  const gapsAt = gapsOf(placed);
  const signals = xdfChannelInfos(stream)
    .map((info, i) => ({ ...info, values: stream.values[i] as Float64Array }))
    .filter(({ isCounter }) => !isCounter);
  const made = signals.map(({ values, unit, about }, i) => {
    const signal = { name: names[i] as string, about, unit, fs, samples: takenOf(values, pieces) };
    return unitChannel(signal, { file, formatName: xdf });
  });
  const channels = made.map(({ channel }) => (gapsAt.length > 0 ? { ...channel, gapsAt } : channel));
  const issues = made.flatMap((one) => one.issues);
  const [firstGap] = gapsAt;
  if (firstGap !== undefined) {
    const steps = pieces.slice(1).map(({ startS, first }, k) => {
      const { startS: from, n, stepS } = pieces[k];
      return first >= pieces[k].first + n ? Math.max(0, Math.round((startS - from - n * stepS) / stepS)) : 0;
    });
    const missing = steps.reduce((sum, n) => sum + n, 0) + (lost?.missing ?? 0);
    const where = { file, sample: firstGap, atS: firstGap / fs, channel: channels[0]?.name };
    const message = `${missing} samples are missing in ${gapsAt.length} gaps of stream ${stream.name.slice(0, 40)}.`;
    issues.push(issue('DROPPED_SAMPLES', message, where));
  }
  return { channels, issues };
}
