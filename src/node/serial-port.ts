import { isMainThread } from 'node:worker_threads';
import { UnsupportedError } from '#base';

/** The serial port library. It holds native code, so it is loaded only when asked for, and may be missing. */
export type SerialLibrary = typeof import('serialport');

/**
 * Loads the serial port library.
 *
 * @throws UnsupportedError where it was not installed, has no native part for this computer, or in a worker: there its
 * native part ends the whole program.
 */
export async function serialLibrary(): Promise<SerialLibrary> {
  if (!isMainThread) {
    throw new UnsupportedError(
      'Serial ports cannot be used in a worker thread.',
      'Open the device in the main thread of the program.',
    );
  }
  try {
    return await import('serialport');
  } catch (error) {
    throw new UnsupportedError(
      `Serial ports cannot be used here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.`,
      "Run 'npm install' again on this computer; where that does not help, connect over TCP: tcp:HOST:PORT.",
      { cause: error },
    );
  }
}
