import { inspect } from 'node:util';
import { MyofadeError } from '#base';

/** Exit codes: a refusal of the data, a wrong command line, work that the user stopped. */
export const exitCodes = { refused: 1, wrongArguments: 2, stopped: 130 } as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Names in files can hold anything; what drives a terminal is shown as �. */
function harmless(text: string): string {
  return text.replaceAll(controls, '\uFFFD');
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** The text on one line. */
function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ');
}

/** Writes text for people to stdout. */
export function print(text: string): void {
  process.stdout.write(endLine(harmless(text)));
}

/** Writes a document of JSON to stdout: the only thing there. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Tells the user something beside the data: on stderr. */
export function tell(text: string): void {
  process.stderr.write(endLine(harmless(text)));
}

/** Tells what is wrong and what to do about it: two lines, whatever the texts hold. */
export function tellRefusal(message: string, fix: string): void {
  tell(`${oneLine(message)}\n${oneLine(fix)}`);
}

function exitCodeOf(error: unknown): number {
  if (!(error instanceof MyofadeError)) return exitCodes.refused;
  if (error.code === 'ARGUMENT') return exitCodes.wrongArguments;
  return error.code === 'CANCELLED' ? exitCodes.stopped : exitCodes.refused;
}

/** What went wrong and how to fix it, on two lines, with `verbose` where it came from; the exit code. */
export function tellError(error: unknown, verbose: boolean): number {
  if (error instanceof MyofadeError) {
    tellRefusal(error.message, error.fix);
  } else {
    tellRefusal(
      `Myofade stopped on an error of its own: ${error instanceof Error ? error.message : String(error)}`,
      'Run the command again with --verbose and report what it prints.',
    );
  }
  if (verbose) tell(inspect(error));
  return exitCodeOf(error);
}

/**
 * Takes a reader that stops reading (`| head`) for what it is: no fault. Any other fault of stdout (a full disk) ends in
 * a refusal.
 */
export function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = exitCodes.refused;
    tellRefusal(`Cannot write the result: ${error.message}.`, 'Send the output to another place.');
  });
  // Nobody listens on stderr any more: there is nobody left to tell.
  process.stderr.on('error', () => undefined);
}
