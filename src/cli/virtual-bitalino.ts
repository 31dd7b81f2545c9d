import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  handgripScript,
  type Recurring,
  recordingSource,
  type SampleSource,
  virtualBitalino,
  virtualPersonSource,
} from '#device';
import { pseudoTerminal, requireWritable, serveVirtualBitalino, writeWhole } from '#node';
import type { DifficultyName } from '#simulate';
import { print, tell } from './output.ts';
import { userPath } from './paths.ts';
import { readFileAs } from './read-file.ts';
import { withProgress } from './work.ts';

/** Options of `virtual-bitalino`. */
export interface VirtualBitalinoCommandOptions {
  readonly tcp?: number;
  /** True where no path is named. */
  readonly pty?: string | true;
  readonly host: string;
  readonly firmware: string;
  readonly recording?: string;
  readonly seed: number;
  readonly difficulty: DifficultyName;
  readonly drop?: number;
  readonly corrupt?: number;
  readonly stall?: Recurring;
  readonly disconnect?: Recurring;
  readonly speed: number;
  readonly ledger?: string;
}

/** The port that a BITalino's Wi-Fi board listens on. */
const usualPort = 8001;

async function sourceOf({ recording, seed, difficulty }: VirtualBitalinoCommandOptions): Promise<{
  source: SampleSource;
  mvcN?: number;
}> {
  if (recording !== undefined) return { source: recordingSource(await readFileAs(recording, {}), { loop: true }) };
  const person = virtualPersonSource({ seed, difficulty, script: handgripScript });
  return { source: person, mvcN: person.participant.mvcN };
}

/** `myofade virtual-bitalino`: a BITalino that is not there, over TCP or a pseudo terminal, until Ctrl-C. */
export async function runVirtualBitalino(options: VirtualBitalinoCommandOptions): Promise<void> {
  const { pty, host, firmware, recording, seed, drop, corrupt, stall, disconnect, speed } = options;
  const ledgerPath = options.ledger === undefined ? undefined : userPath(options.ledger);
  if (ledgerPath !== undefined) await requireWritable(ledgerPath);
  const { source, mvcN } = await sourceOf(options);
  const bitalino = virtualBitalino({
    source,
    firmware,
    seed,
    faults: {
      ...(drop !== undefined && { dropShare: drop }),
      ...(corrupt !== undefined && { corruptShare: corrupt }),
      ...(stall && { stall }),
      ...(disconnect && { disconnect }),
    },
    followsOutputs: mvcN !== undefined,
  });
  const begunMs = performance.now();
  const onEvent = (text: string): void => tell(`${((performance.now() - begunMs) / 1000).toFixed(1)} s: ${text}`);
  const port = options.tcp ?? (pty === undefined ? usualPort : 0);
  const server = await serveVirtualBitalino({ bitalino, port, host, speed, onEvent });
  const path = pty === true ? join(tmpdir(), 'myofade-bitalino') : pty === undefined ? undefined : userPath(pty);
  try {
    const endTerminal =
      path === undefined
        ? () => undefined
        : await pseudoTerminal({ path, host: server.host, port: server.port, onEvent });
    const who = recording === undefined ? source.facts.model : `the recording ${basename(recording)}`;
    print(`Virtual BITalino ${firmware}: ${who}${mvcN === undefined ? '' : `, maximum ${mvcN.toFixed(0)} N`}`);
    print(`Connect to ${path === undefined ? `tcp:${server.host}:${server.port}` : `serial:${path}`}`);
    tell('Ctrl-C ends it.');
    await withProgress(
      ({ signal }) => new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve())),
    );
    endTerminal();
  } finally {
    await server.close();
  }
  const faults = bitalino.ledger();
  if (ledgerPath !== undefined) {
    await writeWhole(ledgerPath, `${JSON.stringify({ simulated: true, firmware, seed, faults }, null, 2)}\n`);
    tell(`${faults.length} faults: ${ledgerPath}`);
  }
}
