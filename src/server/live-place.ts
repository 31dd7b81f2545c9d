import { randomBytes } from 'node:crypto';
import { fromPageSchema, type LiveState, type SentCommand, type StartTest, type Wiring } from '#api';
import { ArgumentError, type Clock, MyofadeError } from '#base';
import { type LiveSession, liveSession, type SessionResult, type SessionStore } from '#live';
import type { OpenModel } from '#model';
import { isVirtualAddress, knownPeople, recordTest, type WiredDevice } from '#node';
import { builtInProtocol, type Protocol, parseProtocol } from '#protocol';
import type { PeopleFirst } from '#study';
import { peopleFirstOf } from './answers.ts';
import type { Socket } from './handlers.ts';
import { type LiveStream, liveStream, type Outgoing, textMessage } from './live-stream.ts';
import { RefusedRequest, refusalOf } from './refused-request.ts';
import { recordingId } from './study-index.ts';
import { tappedDevice } from './tapped-device.ts';
import { type WiringContext, wiredFor } from './wiring.ts';

/** What the one place for something live needs. */
export interface LivePlaceOptions extends WiringContext {
  /** Folder of the study. */
  readonly folder: string;
  readonly clock: Clock;
  /** Opens a model by its id; nothing for none. */
  readonly openModelOf: (id: string | null | undefined) => Promise<OpenModel | undefined>;
  /** Hears of errors that are our own. */
  readonly onError: (error: unknown) => void;
}

/** One signal check or test at a time. Lives in time. */
export interface LivePlace {
  state(): LiveState | null;
  /** True while a test runs, which may not be disturbed. */
  readonly isTesting: boolean;
  startCheck(wiring: Wiring): Promise<LiveState>;
  startTest(body: StartTest): Promise<LiveState>;
  command(command: SentCommand): LiveState;
  /** Ends what runs and waits until everything is on the disk. */
  end(): Promise<LiveState | null>;
  connect(socket: Socket): void;
}

interface Running {
  state: LiveState;
  readonly stream: LiveStream;
  readonly abort: AbortController;
  session?: LiveSession;
  done: Promise<void>;
}

/** Between two views (ms). */
const viewEveryMs = 50;
/** Bytes that may wait for a page before messages are left out. */
const mostWaiting = 4_000_000;

/** Of a look at the signal nothing is kept. */
const forgetful: SessionStore = {
  open: () => ({ add: () => undefined, lost: () => undefined, event: () => undefined, close: () => undefined }),
  note: () => undefined,
  room: async () => undefined,
  settled: async () => undefined,
};

const protocolOf = (named: StartTest['protocol']): Protocol =>
  typeof named === 'string' ? builtInProtocol(named) : parseProtocol(named.text, { file: 'the pasted protocol' });

/** The place of the one session that the server leads; pages come and go. */
export function livePlace(options: LivePlaceOptions): LivePlace {
  const { folder, clock, openModelOf, onError } = options;
  const sockets = new Set<Socket>();
  let running: Running | undefined;
  let timer: NodeJS.Timeout | undefined;

  function send(socket: Socket, { data, mayBeDropped }: Outgoing): void {
    // A page that does not read misses views and samples, and asks for the samples when it is back.
    if (mayBeDropped && socket.waiting > mostWaiting) return;
    socket.send(data);
  }
  const tellAll = (message: Outgoing): void => {
    for (const socket of sockets) send(socket, message);
  };
  const isOver = (one: Running | undefined): boolean =>
    one === undefined || one.state.phase === 'done' || one.state.phase === 'failed';

  function change(one: Running, changes: Partial<LiveState>): void {
    const { channels, fs } = one.stream;
    one.state = { ...one.state, channels, fs, ...changes };
    if (one === running) tellAll(textMessage({ kind: 'state', state: one.state }));
  }
  const viewOf = ({ session }: Running): Outgoing[] =>
    session ? [textMessage({ kind: 'view', view: session.view() as never }, true)] : [];

  function tick(): void {
    if (!running) return;
    const messages = running.stream.flush();
    if (sockets.size === 0) return;
    for (const message of [...messages, ...viewOf(running)]) tellAll(message);
  }

  function begin(about: Pick<LiveState, 'kind' | 'subject' | 'title' | 'protocol'>, wired: WiredDevice): Running {
    const { address } = wired.device;
    const one: Running = {
      stream: liveStream(wired.roles, (message) => one === running && tellAll(message)),
      abort: new AbortController(),
      done: Promise.resolve(),
      state: {
        ...about,
        id: randomBytes(6).toString('hex'),
        phase: 'connecting',
        session: null,
        address,
        isSimulated: isVirtualAddress(address),
        startedAt: clock.localTime(),
        fs: null,
        channels: null,
        error: null,
        recordings: [],
        result: null,
      },
    };
    running = one;
    timer ??= setInterval(tick, viewEveryMs);
    return one;
  }

  /** Follows a session to its end, whatever that is. */
  function follow(one: Running, work: () => Promise<Partial<LiveState>>): void {
    change(one, {});
    one.done = work()
      .then((changes) => {
        tick();
        change(one, { phase: 'done', ...changes });
      })
      .catch((error: unknown) => {
        const { body } = refusalOf(error);
        if (one.state.kind === 'check' && one.abort.signal.aborted) return change(one, { phase: 'done' });
        if (!(error instanceof MyofadeError || error instanceof RefusedRequest)) onError(error);
        change(one, { phase: body.code === 'CANCELLED' ? 'done' : 'failed', error: body });
      })
      .finally(() => {
        clearInterval(timer);
        timer = undefined;
      });
  }

  function tapped(one: () => Running, wired: WiredDevice): WiredDevice {
    const device = tappedDevice(wired.device, {
      onFormat(format) {
        one().stream.onFormat(format);
        change(one(), { phase: 'running' });
      },
      onEvent: (event) => one().stream.onEvent(event),
    });
    return { ...wired, device };
  }

  /** Makes room: a check ends for what comes after it, a test does not. */
  async function makeRoom(): Promise<void> {
    if (isOver(running)) return;
    if (running?.state.kind === 'test') {
      throw new RefusedRequest('BUSY', `${running.state.title} is running.`, 'Finish or abort it first.');
    }
    running?.abort.abort();
    await running?.done;
  }

  return {
    state: () => running?.state ?? null,
    get isTesting() {
      return !isOver(running) && running?.state.kind === 'test';
    },
    async startCheck(wiring) {
      const wired = await wiredFor(wiring, options);
      await makeRoom();
      const one = begin({ kind: 'check', subject: null, title: 'Signal check', protocol: null }, wired);
      const session = liveSession({
        ...tapped(() => one, wired),
        protocol: builtInProtocol('handgrip-fatigue'),
        store: forgetful,
        clock,
        onUpdate: one.stream.onUpdate,
      });
      one.session = session;
      follow(one, async () => {
        await session.run(one.abort.signal);
        return {};
      });
      return one.state;
    },
    async startTest(body) {
      const protocol = protocolOf(body.protocol);
      const { subject, answers = {} } = body;
      const wired = await wiredFor(body.wiring, options);
      const known = await knownPeople(folder, subject);
      await makeRoom();
      const one = begin(
        { kind: 'test', subject, title: `${subject} · ${protocol.name}`, protocol: protocol.id },
        wired,
      );
      // Refusals that need no device come as the answer to this request, others as the state.
      const begun = new Promise<void>((resolve, reject) => {
        follow(one, async () => {
          let model: OpenModel | undefined;
          try {
            model = await openModelOf(body.model);
            const { summary, place } = await recordTest({
              folder,
              subject,
              protocol,
              wired: tapped(() => one, wired),
              isSimulated: one.state.isSimulated,
              clock,
              format: 'bdf',
              powerLineHz: body.powerLineHz ?? 50,
              isResumed: body.resume === true,
              practise: body.practise === true,
              ...(model && { model }),
              people: async (startedAt): Promise<PeopleFirst> => peopleFirstOf({ subject, startedAt, answers, known }),
              onUpdate: one.stream.onUpdate,
              onNotice: one.stream.onNotice,
              run: (session, { session: name }): Promise<SessionResult> => {
                one.session = session;
                change(one, { session: name, title: `${subject} · session ${Number(name)} · ${protocol.name}` });
                resolve();
                return session.run(one.abort.signal);
              },
            });
            const recordings = summary.json.recordings.map((file) => ({ id: recordingId(file), file }));
            return { result: summary.json, recordings, session: place.session };
          } catch (error) {
            reject(error);
            throw error;
          } finally {
            await model?.release();
          }
        });
      });
      try {
        await begun;
      } catch (error) {
        await one.done;
        throw error;
      }
      return one.state;
    },
    command(command) {
      if (isOver(running) || !running?.session || running.state.kind !== 'test') {
        throw new RefusedRequest('BUSY', 'No test is running.', 'Start one first.');
      }
      running.session.command(command);
      return running.state;
    },
    async end() {
      if (running && !isOver(running)) {
        // A test is closed as the operator's abort closes it; where it does not listen, its device is stopped.
        if (running.state.kind === 'test' && running.session) running.session.command({ kind: 'abort' });
        const { done, abort } = running;
        const late = setTimeout(() => abort.abort(), running.state.kind === 'test' ? 3000 : 0);
        await done;
        clearTimeout(late);
      }
      return running?.state ?? null;
    },
    connect(socket) {
      sockets.add(socket);
      socket.onClose(() => sockets.delete(socket));
      socket.onText((text) => {
        try {
          const read = fromPageSchema.safeParse(JSON.parse(text));
          if (!read.success) throw new ArgumentError('The message is none of a page.', 'See docs/api.md.');
          if (read.data.kind === 'command') {
            if (running && !isOver(running) && running.state.kind === 'test') {
              running.session?.command(read.data.command);
            }
          } else for (const message of running?.stream.replay(read.data.fromIndex) ?? []) send(socket, message);
        } catch {
          socket.close();
        }
      });
      send(socket, textMessage({ kind: 'state', state: running?.state ?? null }));
      if (running) for (const message of viewOf(running)) send(socket, message);
    },
  };
}
