import { type ColumnsHead, type LiveMessage, type LiveState, packFloats, type SignalHead } from '#api';
import type { DeviceEvent, DeviceFormat } from '#device';
import { spectrogramRecipe } from '#fatigue';
import { type ChannelRoles, inOwnUnit, type LiveUpdate, placedChannels, sessionChannels } from '#live';
import type { GuideNotice } from '#protocol';
import { type SampleRing, sampleRing } from './sample-ring.ts';
import { wireJson } from './wire-json.ts';

/** What goes to a page: a message that may be left out for one that does not read, and one that may not. */
export interface Outgoing {
  readonly data: string | Uint8Array;
  readonly mayBeDropped: boolean;
}

/** The samples, columns and notices of a running session on their way to pages. Lives in time. */
export interface LiveStream {
  onFormat(format: DeviceFormat): void;
  onEvent(event: DeviceEvent): void;
  onUpdate(update: LiveUpdate): void;
  onNotice(notice: GuideNotice): void;
  readonly channels: LiveState['channels'];
  readonly fs: number | null;
  /** Samples and columns since the last call, as messages. */
  flush(): Outgoing[];
  /** Samples from a place on, and which can be had at all. */
  replay(fromIndex: number): Outgoing[];
}

const keptS = 60;
/** Longest piece of one message (s). */
const pieceS = 5;
const stepHz = spectrogramRecipe.rateHz / spectrogramRecipe.stft.windowSamples;
const lowestHz = spectrogramRecipe.stft.firstBin * stepHz;

/** A text message. */
export function textMessage(message: LiveMessage, mayBeDropped = false): Outgoing {
  return { data: wireJson(message), mayBeDropped };
}

/** Collects what pages are sent of a session whose channels have these roles. */
export function liveStream(roles: ChannelRoles, onNow: (outgoing: Outgoing) => void): LiveStream {
  let ring: SampleRing | undefined;
  let toUnit: ((values: Float64Array) => Float64Array)[] = [];
  let channels: LiveState['channels'] = null;
  let fs: number | null = null;
  let sent = 0;
  let columns = new Map<string, { timesS: number[]; db: Float32Array[] }>();

  function pieces(from: number, isReplay: boolean): Outgoing[] {
    if (!ring || fs === null) return [];
    const size = Math.round(pieceS * fs);
    const messages: Outgoing[] = [];
    for (let first = Math.max(from, ring.firstIndex); first < ring.nextIndex; first += size) {
      const arrays = ring.read(first, first + size);
      const head: SignalHead = { kind: 'signal', firstIndex: first, nSamples: arrays[0].length, isReplay };
      messages.push({ data: packFloats(head, arrays), mayBeDropped: !isReplay });
    }
    return messages;
  }

  return {
    onFormat(format) {
      const { live } = sessionChannels(format, roles);
      const placed = placedChannels(live, format);
      fs = format.fs;
      ring = sampleRing(format.channels.length, Math.round(keptS * fs));
      toUnit = format.channels.map(({ name }) => {
        const followed = placed.find((channel) => channel.name === name);
        return followed ? (values) => inOwnUnit(followed, values) : (values) => values;
      });
      channels = format.channels.map(({ name, unit }) => {
        const followed = placed.find((channel) => channel.name === name);
        return followed
          ? { name, kind: followed.kind, unit: followed.kind === 'emg' ? 'mV' : 'N' }
          : { name, kind: 'other', unit };
      });
    },
    onEvent(event) {
      if (event.kind === 'samples') {
        const values = event.values.map((all, channel) => toUnit[channel](all));
        ring?.add(values, event.values[0].length);
      } else if (event.kind === 'lost') ring?.add(null, event.nSamples);
    },
    onUpdate(update) {
      for (const { channel, timeS, db } of update.columns) {
        const waiting = columns.get(channel) ?? { timesS: [], db: [] };
        waiting.timesS.push(timeS);
        waiting.db.push(db);
        columns.set(channel, waiting);
      }
    },
    onNotice: (notice) => onNow(textMessage({ kind: 'notice', notice: JSON.parse(wireJson(notice)) })),
    get channels() {
      return channels;
    },
    get fs() {
      return fs;
    },
    flush() {
      const messages = pieces(sent, false);
      sent = ring?.nextIndex ?? 0;
      for (const [channel, { timesS, db }] of columns) {
        const nBins = db[0].length;
        const flat = new Float32Array(nBins * db.length);
        for (const [i, column] of db.entries()) flat.set(column, i * nBins);
        const head: ColumnsHead = { kind: 'columns', channel, timesS, lowestHz, stepHz };
        messages.push({ data: packFloats(head, [flat]), mayBeDropped: true });
      }
      columns = new Map();
      return messages;
    },
    replay(fromIndex) {
      const kept = { firstIndex: ring?.firstIndex ?? 0, nextIndex: ring?.nextIndex ?? 0 };
      return [textMessage({ kind: 'kept', ...kept }), ...pieces(fromIndex, true)];
    },
  };
}
