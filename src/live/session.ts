import { ArgumentError, type Clock, stopIfCancelled } from '#base';
import type { Acquisition, Device, DeviceEvent, DeviceFacts, LostEvent, SamplesEvent } from '#device';
import type { OpenModel } from '#model';
import {
  advanceGuide,
  type GuideCommand,
  type GuideEnd,
  type GuideInput,
  type GuideNotice,
  type GuideOptions,
  type GuideState,
  guideView,
  type Protocol,
  startGuide,
} from '#protocol';
import { countsToMv } from '#recording';
import type { ContractionReading } from './contraction-course.ts';
import { type LiveAnalysis, type LiveUpdate, liveAnalysis } from './live-analysis.ts';
import type { LiveJudgement } from './live-judge.ts';
import type { LiveStrength } from './live-strength.ts';
import type { LiveWindow } from './live-window.ts';
import { laterTime } from './local-time.ts';
import { type ChannelRole, type ChannelRoles, sessionChannels } from './session-channels.ts';
import { sessionCue } from './session-cue.ts';
import { sessionForce } from './session-force.ts';
import { type SessionRecorder, sessionRecorder } from './session-recorder.ts';
import type { SessionStore } from './session-store.ts';
import { recentList, sessionTrace } from './session-trace.ts';
import { qualityLights, type SessionView } from './session-view.ts';

/** What a test is made of. */
export interface SessionOptions {
  readonly device: Device;
  /** Channels to record, by the device's names; all where nothing is said. */
  readonly channels?: readonly string[];
  /** What they are. The first EMG channel leads; a force, where there is one, guides. */
  readonly roles: ChannelRoles;
  /** Sampling rate (Hz). @default 1000 */
  readonly fs?: number;
  readonly protocol: Protocol;
  /** How the test is led; outcomes of an interrupted one go on. */
  readonly guide?: Omit<GuideOptions, 'fs' | 'effort'>;
  readonly store: SessionStore;
  readonly clock: Clock;
  /** Who judges holds and squeezes. */
  readonly model?: OpenModel;
  /** True where nobody presses keys: the test begins by itself, goes on after a lost line, and no question waits. */
  readonly isUnattended?: boolean;
  /** Hears every piece of analysis and every notice of the guide. */
  readonly onUpdate?: (update: LiveUpdate) => void;
  readonly onNotice?: (notice: GuideNotice) => void;
}

/** How a test went. */
export interface SessionResult {
  readonly end: GuideEnd | 'device-ended';
  readonly guide: GuideState;
  readonly device: DeviceFacts;
  readonly strength: LiveStrength | null;
  readonly judgement: LiveJudgement | null;
  readonly startedAt: string;
  readonly durationS: number;
  /** Samples of recordings that were lost. */
  readonly nLost: number;
  /** What is doubtful about the test as a whole, in words. */
  readonly cautions: readonly string[];
}

/** A test that runs. Lives in time. */
export interface LiveSession {
  /**
   * Connects, records and guides until the test is over; what was recorded is closed and on the disk then, also where it
   * throws.
   *
   * @throws DeviceError when the device cannot be reached or is gone. @throws MyofadeError when the disk fails.
   * @throws CancelledError when stopped.
   */
  run(signal?: AbortSignal): Promise<SessionResult>;
  /** What the operator asks for. A begin with a light that is not good is noted in the recording. */
  command(command: GuideCommand): void;
  view(): SessionView;
}

const effortHz = 100;
const traceStepS = 0.02;
const effortEvery = 5;
const shownS = 6;
const shownEffortS = 20;
const keptWindows = 16;
const digitalLines = [
  [8, 'I1'],
  [4, 'I2'],
  [2, 'O1'],
  [1, 'O2'],
] as const;

/**
 * One guided test from the first byte to the last: every sample of the device goes to the recorder, the analysis and the
 * guide, in this order and at the same place. Time is counted in samples, so a test is the same at any speed; the clock
 * only tells when it began.
 *
 * @throws ArgumentError for a protocol that cannot run so, or channels that contradict each other.
 */
export function liveSession(options: SessionOptions): LiveSession {
  const { device, channels, roles, fs = 1000, protocol, store, clock, isUnattended = false } = options;
  const nameOf = (kind: ChannelRole['kind']) => Object.keys(roles).find((name) => roles[name].kind === kind);
  const [emg, force] = [nameOf('emg'), nameOf('force')];
  if (emg === undefined) {
    throw new ArgumentError(
      'The test has no EMG channel — in liveSession.',
      'Name the channel that the EMG sensor is plugged into, such as --emg A1.',
    );
  }
  const leader = force ?? emg;
  let guide = startGuide(protocol, { ...options.guide, fs: effortHz, effort: force ? 'force' : 'emg' });
  let facts: DeviceFacts = { model: '' };
  let acquisition: Acquisition | undefined;
  let analysis: LiveAnalysis | undefined;
  let recorder: SessionRecorder | undefined;
  let startedAt = '';
  let index = 0;
  let [isConnected, linkMessage] = [false, ''];
  let nLost = 0;
  let strength: LiveStrength | null = null;
  let judgement: LiveJudgement | null = null;
  let reading: ContractionReading | null = null;
  const windows = recentList<LiveWindow>(keptWindows);
  const trace = sessionTrace(fs, { stepS: traceStepS, lastS: shownS });
  const effort = recentList<number | null>(Math.round((shownEffortS * effortHz) / effortEvery));
  const forceRole = force === undefined ? undefined : roles[force];
  const load =
    force === undefined
      ? undefined
      : sessionForce(force, fs, forceRole?.kind === 'force' ? forceRole.calibration : undefined);
  const cautions: string[] = [];
  let nEffort = 0;
  let digital = 0;
  let toMv = (values: Float64Array): Float64Array => values;

  function caution(message: string | null | undefined): void {
    if (!message) return;
    cautions.push(message);
    store.note({ kind: 'caution', message, atS: index / fs });
  }

  function hear(notice: GuideNotice): void {
    const { lossPercent } = guideView(guide);
    recorder?.hear(notice, lossPercent);
    switch (notice.kind) {
      case 'step-started':
        analysis?.mark({ atS: notice.atS, kind: notice.step.kind });
        // Its event stands in the recording when it is over; a test that breaks off within it has this.
        store.note({ kind: 'step', index: notice.step.index, step: notice.step.kind, atS: notice.atS });
        acquisition?.cue?.(sessionCue(notice, force !== undefined));
        break;
      case 'step-ended':
        if (notice.outcome) store.note({ kind: 'outcome', index: notice.step.index, outcome: { ...notice.outcome } });
        break;
      case 'trial-judged': {
        const { trial, isReference } = notice.trial;
        if (trial && trial.source === 'force' && trial.isAccepted && analysis) {
          strength = analysis.squeezed({ atS: notice.atS, mvcN: trial.value, isReference });
        }
        break;
      }
      case 'paused':
      case 'finished':
        analysis?.mark({ atS: notice.atS, kind: 'none' });
        acquisition?.cue?.({ kind: 'rest' });
        break;
      case 'answered':
        store.note({ kind: 'rating', ...notice.rating });
        break;
    }
    if (notice.kind === 'finished') store.note({ kind: 'finished', why: notice.why, atS: notice.atS });
    options.onNotice?.(notice);
    if (notice.kind === 'ask' && isUnattended) advance({ kind: 'answer', value: null });
  }

  function advance(input: GuideInput): void {
    if (input.kind === 'begin' && guide.phase === 'ready') caution(load?.tare());
    const { state, notices } = advanceGuide(guide, input);
    guide = state;
    for (const notice of notices) hear(notice);
  }

  function hearUpdate(update: LiveUpdate, isLost: boolean): void {
    for (const window of update.windows) if (window.channel === emg) windows.add(window);
    reading = update.readings.find(({ channel }) => channel === emg) ?? reading;
    judgement = update.judgement ?? judgement;
    options.onUpdate?.(update);
    const led = update.effort.find(({ channel }) => channel === leader);
    if (!led || led.values.length === 0) return;
    const zeroN = load?.zeroN ?? 0;
    const values = led.values.map((value) => (isLost ? Number.NaN : value - zeroN));
    if (!isLost) load?.seen(values);
    for (const value of values) if (nEffort++ % effortEvery === 0) effort.add(Number.isNaN(value) ? null : value);
    advance({ kind: 'effort', values });
  }

  /** Samples until the next step of the guide may begin: what comes after them may belong to another recording. */
  const untilEffort = (at: number): number => {
    const next = Math.floor((at * effortHz) / fs + 1e-9) + 1;
    return Math.max(1, Math.round((next * fs) / effortHz) - at);
  };

  /** Changes of the device's digital lines, told as events. */
  function takeDigital(lines: Uint8Array): void {
    lines.forEach((now, i) => {
      for (const [bit, name] of digitalLines) {
        if ((now ^ digital) & bit) recorder?.event((index + i) / fs, 0, `${name} ${now & bit ? 'on' : 'off'}`);
      }
      digital = now;
    });
  }

  const placeOf = (name: string | undefined) =>
    acquisition?.format.channels.findIndex((channel) => channel.name === name) ?? -1;

  function takeSamples(event: SamplesEvent): void {
    const total = event.values[0].length;
    if (event.digital) takeDigital(event.digital);
    if (guide.phase === 'ready' && load) load.rest(event.values[placeOf(force)]);
    for (let from = 0; from < total; ) {
      const to = Math.min(total, from + untilEffort(index));
      const values = event.values.map((all) => all.subarray(from, to));
      const piece = { ...event, firstIndex: index, values };
      recorder?.add(values);
      index += to - from;
      from = to;
      if (analysis) hearUpdate(analysis.push(piece), false);
    }
    trace.add(toMv(event.values[placeOf(emg)]));
  }

  function takeLost(event: LostEvent): void {
    nLost += event.nSamples;
    for (let left = event.nSamples; left > 0; ) {
      const n = Math.min(left, untilEffort(index));
      const piece = { ...event, firstIndex: index, nSamples: n };
      recorder?.lost(n, event.cause);
      index += n;
      left -= n;
      if (analysis) hearUpdate(analysis.push(piece), true);
    }
  }

  function take(event: DeviceEvent): void {
    if (event.kind === 'samples') takeSamples(event);
    else if (event.kind === 'lost') takeLost(event);
    else {
      isConnected = event.state === 'restored';
      linkMessage = event.message;
      recorder?.event(event.atIndex / fs, 0, isConnected ? 'device is back' : 'device is gone');
      if (!isConnected && guide.phase === 'running') advance({ kind: 'pause' });
      else if (isConnected && isUnattended && guide.phase === 'paused') advance({ kind: 'resume' });
    }
  }

  async function follow(running: Acquisition, signal: AbortSignal | undefined): Promise<GuideEnd | 'device-ended'> {
    for await (const event of running.events) {
      stopIfCancelled(signal, 'The test');
      if (isUnattended && guide.phase === 'ready' && index >= (load?.restS ?? 0) * fs) advance({ kind: 'begin' });
      take(event);
      if (guide.end) return guide.end;
      await store.room();
    }
    stopIfCancelled(signal, 'The test');
    return 'device-ended';
  }

  return {
    async run(signal) {
      const onAbort = (): void => void acquisition?.stop();
      try {
        facts = await device.open(signal);
        acquisition = await device.acquire({ ...(channels && { channels }), fs });
        const { recorded, live } = sessionChannels(acquisition.format, roles);
        const followed = live.find(({ name }) => name === emg);
        const transfer = followed?.kind === 'emg' ? followed.transfer : undefined;
        if (transfer) toMv = (counts) => countsToMv(counts, transfer);
        isConnected = true;
        startedAt = clock.localTime();
        const { model, firmware } = facts;
        analysis = liveAnalysis({
          format: acquisition.format,
          channels: live,
          ...(options.model && { classifier: { model: options.model, channel: emg, clock } }),
        });
        recorder = sessionRecorder({
          store,
          // The zero is known when the first recording begins.
          channels: () =>
            recorded.map((channel) => (channel.name === force && load ? load.recorded(channel) : channel)),
          fs,
          device: model,
          ...(firmware !== undefined && { firmware }),
          localTimeOf: (sample) => laterTime(startedAt, sample / fs),
        });
        acquisition.cue?.({ kind: 'rest' });
        signal?.addEventListener('abort', onAbort);
        const end = await follow(acquisition, signal);
        judgement = (await analysis.finish()) ?? judgement;
        caution(load?.doubt());
        return {
          end,
          guide,
          device: facts,
          strength,
          judgement,
          startedAt,
          durationS: index / fs,
          nLost: recorder.nLost,
          cautions,
        };
      } finally {
        signal?.removeEventListener('abort', onAbort);
        recorder?.end();
        await device.close();
        await store.settled();
      }
    },
    command(command) {
      // Read before: with the first step another look at the signal begins.
      const bad = qualityLights(windows.items).filter(({ isGood }) => isGood === false);
      const isBegin = command.kind === 'begin' && guide.phase === 'ready';
      advance(command);
      if (!isBegin || bad.length === 0) return;
      const lights = bad.map(({ id }) => id);
      store.note({ kind: 'begun-despite', lights, atS: index / fs });
      recorder?.event(index / fs, 0, `begun despite ${lights.join(', ')}`);
    },
    view: () => ({
      guide: guideView(guide),
      device: { ...facts, address: device.address, isConnected, message: linkMessage },
      recording: recorder?.now ?? null,
      durationS: index / fs,
      nLost,
      trace: trace.points,
      traceStepS,
      effort: effort.items,
      effortStepS: effortEvery / effortHz,
      window: windows.items.at(-1) ?? null,
      reading,
      strength,
      judgement,
      lights: qualityLights(windows.items),
      cautions,
    }),
  };
}
