import { DeviceError } from '#base';

/** A value that OpenSignals sends, once JSON is read. */
interface Fields {
  readonly [key: string]: unknown;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a message carries: what stands under `returnData`, or all of it where that is missing. */
function dataOf(message: unknown): unknown {
  return isFields(message) && 'returnData' in message ? message.returnData : message;
}

/** What stands under a device's name, in whatever case it is written. */
function underName(data: unknown, name: string): unknown {
  if (!isFields(data)) return undefined;
  const key = Object.keys(data).find((one) => one.trim().toLowerCase() === name.trim().toLowerCase());
  return key === undefined ? undefined : data[key];
}

/** A device that OpenSignals lists. */
export interface ListedDevice {
  /** MAC address, or the name that stands for it. */
  readonly id: string;
  /** Kind, such as `bitalino_rev`; where it is told. */
  readonly device?: string;
}

/** Devices in the reply to `devices`: names of an object, or a list of names; undefined where it is neither. */
export function devicesIn(message: unknown): ListedDevice[] | undefined {
  const data = dataOf(message);
  if (Array.isArray(data)) {
    return data.every((one) => typeof one === 'string') ? data.map((id) => ({ id })) : undefined;
  }
  if (!isFields(data) || data === message) return undefined;
  return Object.entries(data).map(([id, about]) => {
    const device = isFields(about) ? about.device : about;
    return { id, ...(typeof device === 'string' && { device }) };
  });
}

/** Header fields of the device in a message; undefined where it has none. */
export function headerIn(message: unknown, id: string): unknown {
  const fields = underName(dataOf(message), id);
  return isFields(fields) && ('column' in fields || 'sampling rate' in fields) ? fields : undefined;
}

/** Rows of the device in a message, whatever stands in them; undefined where it has none. */
export function rowsIn(message: unknown, id: string): readonly unknown[] | undefined {
  const rows = underName(dataOf(message), id);
  return Array.isArray(rows) ? rows : undefined;
}

/** Whether a message carries rows of any device. */
export function hasRows(message: unknown): boolean {
  const data = dataOf(message);
  return isFields(data) && Object.values(data).some((value) => Array.isArray(value) && value.some(Array.isArray));
}

/** Why OpenSignals refused `command`; undefined where it did not. A `returnCode` other than 0 is a refusal. */
export function refusalIn(message: unknown, command: string): DeviceError | undefined {
  if (!isFields(message)) return undefined;
  const { returnCode } = message;
  const isFine = returnCode === undefined || returnCode === null || Number(returnCode) === 0;
  if (isFine) return undefined;
  const said = [message.returnMessage, message.returnData, message.message, message.error].find(
    (text) => typeof text === 'string' && text !== '',
  );
  const words = said === undefined ? '' : `: ${String(said).slice(0, 200)}`;
  return new DeviceError(
    `OpenSignals refused '${command}' with code ${String(returnCode).slice(0, 20)}${words}.`,
    'Look into OpenSignals: the device must be switched on, found by its device manager, and not in use by another recording.',
  );
}
