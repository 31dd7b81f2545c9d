import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Python process that times SciPy and PyTorch on request. */
export interface Peer {
  /** Milliseconds of one run of a task, or null where its library is absent. */
  time(task: string): Promise<number | null>;
  close(): void;
}

/** Starts the peers with the Python of MYOFADE_PYTHON (default python3), or gives peers that are all absent. */
export function startPeer(): Peer {
  const python = process.env.MYOFADE_PYTHON ?? 'python3';
  const child = spawn(python, [join('bench', 'peers.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let alive = true;
  child.on('error', () => {
    alive = false;
  });
  child.on('exit', () => {
    alive = false;
  });
  child.stdin.on('error', () => undefined);
  return {
    async time(task) {
      if (!alive) return null;
      child.stdin.write(`${task}\n`);
      const { value, done } = await lines.next();
      const ms = Number(value);
      return done || !Number.isFinite(ms) ? null : ms;
    },
    close: () => child.stdin.end(),
  };
}
