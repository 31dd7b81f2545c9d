import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Python process that times SciPy and PyTorch on request. */
export interface Peer {
  /** Milliseconds of one run of a task, or null where its library is absent. */
  time(task: string): Promise<number | null>;
  /** Versions of Python and of the libraries it compares with, or null without Python. */
  versions(): Promise<Readonly<Record<string, string>> | null>;
  /** The most memory that the process held until now, in bytes. */
  peakBytes(): Promise<number | null>;
  close(): void;
}

/**
 * Starts the peers of some suites with the Python of MYOFADE_PYTHON (default python3), or gives peers that are all absent.
 */
export function startPeer(suites: readonly string[]): Peer {
  const python = process.env.MYOFADE_PYTHON ?? 'python3';
  // -B: no compiled files beside the sources.
  const child = spawn(python, ['-B', join('bench', 'peers.py'), ...suites], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let alive = true;
  child.on('error', () => {
    alive = false;
  });
  child.on('exit', () => {
    alive = false;
  });
  child.stdin.on('error', () => undefined);
  const ask = async (question: string): Promise<string | null> => {
    if (!alive) return null;
    child.stdin.write(`${question}\n`);
    const { value, done } = await lines.next();
    return done ? null : value;
  };
  const askNumber = async (question: string): Promise<number | null> => {
    const answer = Number((await ask(question)) ?? Number.NaN);
    return Number.isFinite(answer) ? answer : null;
  };
  return {
    time: askNumber,
    async versions() {
      const answer = await ask('versions');
      return answer === null ? null : JSON.parse(answer);
    },
    peakBytes: () => askNumber('peak'),
    close: () => child.stdin.end(),
  };
}
