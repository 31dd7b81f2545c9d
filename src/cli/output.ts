import { MyofadeError } from '#base';

/** Writes data to stdout. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes a document of JSON to stdout: the only thing there. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Tells the user something beside the data: on stderr. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** What went wrong and how to fix it, on two lines; the exit code. */
export function tellError(error: unknown, verbose: boolean): number {
  if (error instanceof MyofadeError) {
    tell(`${error.message}\n${error.fix}`);
    if (verbose) tell(String(error.stack));
    return error.code === 'ARGUMENT' ? 2 : 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  tell(`Myofade stopped on an error of its own: ${message}`);
  tell(verbose ? String((error as Error).stack) : 'Run the command again with --verbose and report what it prints.');
  return 1;
}
