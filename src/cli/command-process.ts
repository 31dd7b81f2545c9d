import { fork } from 'node:child_process';
import { CancelledError, MyofadeError, type Progress } from '#base';
import type { RunCommand } from '#server';
import { exitCodes } from './output.ts';

/** How long a command may take to stop where nothing is lost (ms). */
const stopWithinMs = 20_000;

/** The refusal that a command told in its last two lines. */
function refusalIn(told: readonly string[], exitCode: number | null): MyofadeError {
  const [message = 'The command stopped.', fix = 'Run it in a terminal to see why.'] = told.slice(-2);
  return new MyofadeError(exitCode === exitCodes.wrongArguments ? 'ARGUMENT' : 'STUDY', message, fix);
}

/**
 * Runs a command of this program in a process of its own, so that nothing it does can hold up a running test. Its progress
 * comes as messages, what it tells as lines, and its result is what it prints.
 */
export function commandProcess(program: string): RunCommand {
  return (args, { signal, onProgress, onTold }) =>
    new Promise((resolve, reject) => {
      const child = fork(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
      const told: string[] = [];
      let printed = '';
      let rest = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines.filter((one) => one.trim() !== '')) {
          told.push(line);
          onTold(line);
        }
      });
      child.on('message', (message) => {
        const { progress } = message as { progress?: Progress };
        if (progress) onProgress(progress);
      });
      let late: NodeJS.Timeout | undefined;
      const onAbort = (): void => {
        if (child.connected) child.send('cancel');
        late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
      child.on('error', reject);
      child.on('close', (exitCode) => {
        clearTimeout(late);
        signal.removeEventListener('abort', onAbort);
        if (exitCode === 0) resolve(printed);
        else reject(signal.aborted ? new CancelledError('The work') : refusalIn(told, exitCode));
      });
    });
}
