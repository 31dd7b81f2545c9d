import type { ColumnsHead, LiveMessage, LiveState, PageMessage, SentView, SignalHead } from '#api';
import { unpackFloats } from '#api';
import { type ColumnRing, columnRing } from './column-ring.ts';
import type { EffortRoad, RoadStep } from './effort-road.ts';
import { type SampleRing, sampleRing } from './sample-ring.ts';
import type { MdfPoint } from './waterfall.ts';

/** What words and numbers on the screen are made from; canvases read the rings. */
export interface LiveSnapshot {
  readonly isOpen: boolean;
  readonly state: LiveState | null;
  readonly view: SentView | null;
}

/** The stream of the running test. Lives in time. */
export interface LiveFeed {
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  snapshot(): LiveSnapshot;
  ring(): SampleRing | null;
  readonly columns: ColumnRing;
  mdf(): readonly MdfPoint[];
  road(): EffortRoad;
  /** When the last samples came, on the page's clock (ms). */
  lastSamplesMs(): number;
  close(): void;
}

const keptS = 8;
const keptColumns = 400;
const keptPoints = 600;
const reconnectMs = 700;

function streamAddress(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/live/stream`;
}

/** Opens the stream and keeps it open: what was missed in a silence of the line is asked for again. */
export function liveFeed(address = streamAddress()): LiveFeed {
  const listeners = new Set<() => void>();
  let now: LiveSnapshot = { isOpen: false, state: null, view: null };
  let socket: WebSocket | undefined;
  let isClosed = false;
  let ring: SampleRing | null = null;
  let columns = columnRing(keptColumns);
  let mdf: MdfPoint[] = [];
  let steps: RoadStep[] = [];
  let points: { timeS: number; value: number | null }[] = [];
  let [nowS, lastMs] = [0, performance.now()];

  function tell(next: Partial<LiveSnapshot>): void {
    now = { ...now, ...next };
    for (const listener of listeners) listener();
  }

  function forget(): void {
    [ring, columns, mdf, steps, points, nowS] = [null, columnRing(keptColumns), [], [], [], 0];
  }

  function takeState(state: LiveState | null): void {
    if (state?.id !== now.state?.id) {
      forget();
      tell({ view: null });
    }
    if (!ring && state?.channels && state.fs !== null) {
      ring = sampleRing(
        state.channels.map(({ name }) => name),
        state.fs,
        keptS,
      );
    }
    tell({ state });
  }

  function takeView(view: SentView): void {
    nowS = view.durationS;
    points = view.effort.map((value, i) => ({
      timeS: nowS - (view.effort.length - 1 - i) * view.effortStepS,
      value,
    }));
    const { cue, phase, target } = view.guide;
    const last = steps[steps.length - 1];
    if (last) last.endS = nowS;
    if (cue && phase === 'running') {
      const begunS = nowS - (cue.durationS - cue.leftS);
      if (last?.word !== cue.word || begunS - last.startS > 0.5) {
        if (last) last.endS = begunS;
        steps.push({
          startS: begunS,
          endS: nowS,
          word: cue.word,
          target: target && { low: target.low, high: target.high },
        });
      }
    }
    if (steps.length > 40) steps = steps.slice(-20);
    const { window: measured } = view;
    if (measured?.mdfHz != null) {
      const timeS = (measured.startS + measured.endS) / 2;
      if (mdf.length === 0 || timeS > mdf[mdf.length - 1].timeS) {
        mdf.push({ timeS, mdfHz: measured.mdfHz, isGood: measured.isGood });
        if (mdf.length > keptPoints) mdf = mdf.slice(-keptPoints / 2);
      }
    }
    tell({ view });
  }

  function takeBytes(bytes: ArrayBuffer): void {
    const { head, arrays } = unpackFloats<SignalHead | ColumnsHead>(bytes);
    if (head.kind === 'columns') {
      columns.add({ ...head, db: arrays[0] });
      return;
    }
    lastMs = performance.now();
    if (!ring) return;
    const missing = head.firstIndex - ring.total;
    // After a reload, or where the line dropped something: the server still has it.
    if (missing > 0 && !head.isReplay) {
      send({ kind: 'replay', fromIndex: Math.max(ring.total, head.firstIndex - keptS * ring.fs) });
    }
    ring.put(head.firstIndex, arrays);
  }

  function take({ data }: MessageEvent): void {
    if (data instanceof ArrayBuffer) {
      takeBytes(data);
      return;
    }
    const message = JSON.parse(data) as LiveMessage;
    if (message.kind === 'state') takeState(message.state);
    else if (message.kind === 'view') takeView(message.view);
  }

  function send(message: PageMessage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function open(): void {
    if (isClosed) return;
    socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => tell({ isOpen: true });
    socket.onmessage = take;
    socket.onclose = () => {
      tell({ isOpen: false });
      setTimeout(open, reconnectMs);
    };
  }
  open();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => now,
    ring: () => ring,
    get columns() {
      return columns;
    },
    mdf: () => mdf,
    road: () => ({ nowS, points, steps, view: now.view }),
    lastSamplesMs: () => lastMs,
    close() {
      isClosed = true;
      socket?.close();
    },
  };
}
