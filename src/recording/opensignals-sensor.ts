import type { OpenSignalsDevice } from './opensignals-header.ts';

/** Firmware from which a BITalino is an (r)evolution: drivers say 4.2 or 5.0, and nothing lies between. */
const revolutionFirmware = 4.2;

/** Bits of the analog values of a BITalino frame: the first four channels have ten, the others six. */
export const bitalinoSlotBits: readonly number[] = [10, 10, 10, 10, 6, 6];

/** Whether a device of this kind is a BITalino; the others are PLUX hubs or phones. */
export function isBitalino({ device }: Pick<OpenSignalsDevice, 'device'>): boolean {
  return /^bitalino/i.test(device);
}

/** Whether a sensor name says nothing about the sensor. */
export function isUnnamed(sensorName: string): boolean {
  return /^(RAW.*|CUSTOM.*|)$/i.test(sensorName.trim());
}

/** Whether a sensor name says sEMG. */
export function isEmgName(sensorName: string): boolean {
  return /^EMG/i.test(sensorName.trim());
}

/**
 * Id of the sensor that a header's sensor name and device kind stand for; undefined where they do not tell, or tell
 * something that is no sEMG.
 */
export function openSignalsSensor(sensorName: string, device: OpenSignalsDevice): string | undefined {
  const name = sensorName.trim().toUpperCase();
  if (name === 'EMGBITREV') return 'bitalino-emg';
  if (name === 'EMGBIT') return 'bitalino-emg-original';
  if (name !== 'EMG') return undefined;
  if (/^bitalino_rev/i.test(device.device)) return 'bitalino-emg';
  if (isBitalino(device)) {
    const firmware = Number.parseFloat(device.firmware ?? '');
    if (Number.isNaN(firmware)) return undefined;
    return firmware >= revolutionFirmware ? 'bitalino-emg' : 'bitalino-emg-original';
  }
  if (/^(biosignalsplux|channeller)/i.test(device.device)) return 'biosignalsplux-emg';
  if (/^bioplux/i.test(device.device)) return 'bioplux-emg';
  return undefined;
}
