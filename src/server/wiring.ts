import type { ChannelChoice, Wiring } from '#api';
import { ArgumentError, type Clock } from '#base';
import { type Device, virtualCalibration } from '#device';
import type { ChannelRole } from '#live';
import { deviceAt, isVirtualAddress, type WiredDevice } from '#node';
import { parseForceSensor, type Recording } from '#recording';

/** What a device may need beside its address. */
export interface WiringContext {
  readonly clock: Clock;
  /** Reads a recording of the study by its id. */
  readonly readRecordingOf: (id: string) => Promise<Recording>;
}

const forms = 'virtual, serial:PORT, tcp:HOST:PORT, opensignals:HOST:PORT, recording:ID';
/** Ports as systems name them: no other file of the computer is opened. */
const serialPort = /^serial:(\/dev\/[\w.-]+|COM\d{1,3})$/i;

/**
 * The device at an address that a page sends: as on the command line, but recordings are named by their ids.
 *
 * @throws ArgumentError for an address in no form that is allowed here.
 */
export function pageDevice(address: string, { clock, readRecordingOf }: WiringContext): Device {
  const [, id] = /^recording:([a-z0-9]{1,40})$/.exec(address) ?? [];
  if (id !== undefined) {
    const played = deviceAt(`file:${id}`, clock, { readPlayed: readRecordingOf });
    return { ...played, address };
  }
  const [scheme] = address.split(':');
  const isKnown = scheme === 'virtual' || scheme === 'tcp' || scheme === 'opensignals' || serialPort.test(address);
  if (isKnown) return deviceAt(address, clock);
  throw new ArgumentError(`There is no device '${address}'.`, `Choose one of ${forms}.`);
}

function roleOf(choice: ChannelChoice, isVirtual: boolean): ChannelRole {
  if (choice.kind === 'emg') {
    const { kind, sensor, muscle, side } = choice;
    return { kind, ...(sensor && { sensor }), ...(muscle && { muscle }), ...(side && { side }) };
  }
  if (choice.kind === 'other') return { kind: 'other' };
  const { kind, calibration, side } = choice;
  if (calibration === undefined) {
    // A virtual person's load cell is calibrated.
    return { kind, ...(isVirtual && { calibration: virtualCalibration }), ...(side && { side }) };
  }
  // The zero of an earlier test is not that of this one.
  const { retared: _, ...line } = parseForceSensor(calibration, { file: 'the calibration' });
  return { kind, calibration: line, ...(side && { side }) };
}

/** The virtual person's own wiring. */
const virtualChoices: readonly ChannelChoice[] = [
  { name: 'A1', kind: 'emg', sensor: 'bitalino-emg', muscle: 'FDS' },
  { name: 'A2', kind: 'force' },
];

/** Channels of a recording that is played, as they were recorded. */
function playedChoices({ channels }: Recording): ChannelChoice[] {
  return channels.map(({ name, kind, unit, calibration }): ChannelChoice => {
    if (kind === 'emg' && (unit === 'mV' || calibration))
      return { name, kind, ...(unit === 'count' && calibration && { sensor: calibration.sensor }) };
    return { name, kind: kind === 'force' && unit !== 'count' ? 'force' : 'other' };
  });
}

/**
 * The device of a test with the roles of its channels.
 *
 * @throws ArgumentError for channels that contradict each other, or where none are named and nothing tells them.
 */
export async function wiredFor({ address, channels, hand }: Wiring, context: WiringContext): Promise<WiredDevice> {
  const device = pageDevice(address, context);
  const [, id] = /^recording:(.*)$/.exec(address) ?? [];
  const isVirtual = isVirtualAddress(address);
  const known = async (): Promise<readonly ChannelChoice[]> =>
    isVirtual ? virtualChoices : id === undefined ? [] : playedChoices(await context.readRecordingOf(id));
  const choices = channels ?? (await known());
  if (choices.length === 0) {
    throw new ArgumentError('No channel of the device is named.', 'Say what each channel is: EMG, force, or other.');
  }
  const names = choices.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new ArgumentError(`The channel ${twice} stands twice.`, 'Name each channel once.');
  const side = hand && { side: hand };
  const roles = choices.map((choice) => {
    const role = roleOf(choice, isVirtual);
    return [choice.name, role.kind === 'other' ? role : { ...side, ...role }] as const;
  });
  return { device, channels: names, roles: Object.fromEntries(roles) };
}
