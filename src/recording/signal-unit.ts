import type { ChannelKind, Unit } from './recording.ts';

/** Unit of a signal in this product, and what its values are multiplied with to get there. */
export interface UnitRule {
  readonly unit: Unit;
  readonly factor: number;
}

// The micro sign and the Greek letter, as characters and as their two bytes of UTF-8 look in Latin-1, in which headers are read.
const micro = /\xc2\xb5|\xce\xbc|[\xb5\u03bc]/g;

/** What the unit that a file names stands for; a mass unit on a dynamometer is the force of that mass. */
export function unitRule(unit: string): UnitRule {
  switch (unit.trim().replace(micro, 'u').toLowerCase()) {
    case 'nv':
      return { unit: 'mV', factor: 1e-6 };
    case 'uv':
    case 'microvolt':
    case 'microvolts':
      return { unit: 'mV', factor: 1e-3 };
    case 'mv':
    case 'millivolt':
    case 'millivolts':
      return { unit: 'mV', factor: 1 };
    case 'v':
    case 'volt':
    case 'volts':
      return { unit: 'mV', factor: 1e3 };
    case 'n':
    case 'newton':
    case 'newtons':
      return { unit: 'N', factor: 1 };
    case 'kg':
    case 'kgf':
      return { unit: 'kgf', factor: 1 };
    case 'lb':
    case 'lbs':
    case 'lbf':
      return { unit: 'lbf', factor: 1 };
    case 'count':
    case 'counts':
    case 'adc':
      return { unit: 'count', factor: 1 };
    default:
      return { unit: 'other', factor: 1 };
  }
}

/** Whether what a file says about a signal calls it EMG. */
export function isCalledEmg(about: string): boolean {
  return /(^|[^a-z])s?emg/i.test(about);
}

/** A voltage that is called EMG is sEMG; a force unit tells a force. */
export function kindOfSignal(unit: Unit, about: string): ChannelKind {
  if (unit === 'mV') return isCalledEmg(about) ? 'emg' : 'other';
  return unit === 'N' || unit === 'kgf' || unit === 'lbf' ? 'force' : 'other';
}
