import { type ChildProcess, spawn } from 'node:child_process';
import { DeviceError, UnsupportedError } from '#base';

/** What stands at the other end of a pseudo terminal. */
export interface PseudoTerminalOptions {
  /** Where its name appears, as a link. */
  readonly path: string;
  readonly host: string;
  readonly port: number;
  readonly onEvent?: (text: string) => void;
}

/** Fewer seconds than this between two starts mean that it cannot work at all. */
const leastLifeS = 0.2;
const mostFailures = 5;

/**
 * A pseudo terminal that stands for a serial port, joined to a TCP server by `socat`. Each time a program closes it, it is
 * made anew.
 *
 * @returns what ends it.
 * @throws UnsupportedError without socat. @throws DeviceError when it cannot be made.
 */
export async function pseudoTerminal(options: PseudoTerminalOptions): Promise<() => void> {
  const { path, host, port, onEvent = () => undefined } = options;
  let child: ChildProcess | null = null;
  let isEnded = false;
  let failures = 0;
  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const startedMs = performance.now();
      const made = spawn('socat', [`PTY,link=${path},rawer,wait-slave`, `TCP:${host}:${port}`], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = made;
      let said = '';
      made.stderr.on('data', (text) => {
        said = String(text).trim();
      });
      made.once('error', (cause) => {
        isEnded = true;
        reject(
          new UnsupportedError(
            'A pseudo terminal needs the program socat, which is not installed.',
            'Install it (Debian and Ubuntu: sudo apt-get install socat; macOS: brew install socat), or use --tcp.',
            { cause },
          ),
        );
      });
      made.once('exit', () => {
        if (isEnded) return;
        failures = performance.now() - startedMs < 1000 * leastLifeS ? failures + 1 : 0;
        if (failures >= mostFailures) {
          isEnded = true;
          const error = new DeviceError(
            `Cannot make the terminal ${path}: ${said}.`,
            'Choose another path with --pty.',
          );
          onEvent(error.message);
          reject(error);
        } else start().then(resolve, reject);
      });
      // It has come up when it has lived for a while.
      setTimeout(resolve, 2000 * leastLifeS);
    });
  await start();
  return () => {
    isEnded = true;
    child?.kill();
  };
}
