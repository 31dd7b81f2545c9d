import { DeviceError } from '#base';

const causes: Readonly<Record<string, readonly [why: string, fix: string]>> = {
  NotFoundError: ['nothing was chosen', 'Switch the device on and choose it in the list that the browser shows.'],
  SecurityError: [
    'the page may not use it',
    'Open the page over https or from localhost, and connect by a click on its button.',
  ],
  NotAllowedError: [
    'permission was refused',
    'Allow it for this page in the settings of the browser, and click again.',
  ],
  NetworkError: [
    'it cannot be opened',
    'Close other programs that use the device, check that it is switched on and near, and connect again.',
  ],
  InvalidStateError: ['it is open already', 'Close it in the other tab or program, and connect again.'],
};

/** What a browser's refusal means, in words; `what` is what was to be opened. */
export function browserRefusal(cause: unknown, what: string): DeviceError {
  const { name = '', message = String(cause) } = cause instanceof Error ? cause : {};
  const [why, fix] = causes[name] ?? ['it does not work', 'Switch the device off and on, and connect again.'];
  return new DeviceError(`${what}: ${why} (${message}).`, fix, { cause });
}
