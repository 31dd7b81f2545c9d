/** A dynamometer with Bluetooth Low Energy that {@link gripConnectDevice} can read. */
export interface GripDynamometer {
  /** What an address and a page call it. */
  readonly id: string;
  readonly name: string;
  /** Name of its class in `@hangtime/grip-connect`. */
  readonly className: string;
  readonly form: 'dynamometer' | 'scale' | 'plate' | 'board';
  /** Rate (Hz) that its force is delivered at; where the device is slower, values between are interpolated. */
  readonly fs: number;
  /** Where times come from: the device's own clock (µs), or when a message arrived. */
  readonly times: 'device' | 'arrival';
  /** What `battery` answers, where the library says: `mV` or `V` or a number of percent. */
  readonly battery?: 'mV' | 'V' | 'percent';
}

/**
 * Every device of the library that measures force. The rates: Tindeq documents 80 Hz; a CTS500 is set to 80 Hz; of the
 * others the library knows none, and 50 Hz is no claim about them but what their force is resampled to.
 */
export const gripDynamometers: readonly GripDynamometer[] = [
  {
    id: 'progressor',
    name: 'Tindeq Progressor',
    className: 'Progressor',
    form: 'dynamometer',
    fs: 80,
    times: 'device',
    battery: 'mV',
  },
  {
    id: 'force-board',
    name: 'PitchSix Force Board',
    className: 'ForceBoard',
    form: 'dynamometer',
    fs: 50,
    times: 'arrival',
    battery: 'percent',
  },
  {
    id: 'cts500',
    name: 'Jlyscales CTS500',
    className: 'CTS500',
    form: 'scale',
    fs: 80,
    times: 'arrival',
    battery: 'V',
  },
  { id: 'wh-c06', name: 'Weiheng WH-C06', className: 'WHC06', form: 'scale', fs: 50, times: 'arrival' },
  {
    id: 'entralpi',
    name: 'Entralpi',
    className: 'Entralpi',
    form: 'plate',
    fs: 50,
    times: 'arrival',
    battery: 'percent',
  },
  { id: 'climbro', name: 'Climbro', className: 'Climbro', form: 'board', fs: 50, times: 'arrival', battery: 'percent' },
  {
    id: 'motherboard',
    name: 'Griptonite Motherboard',
    className: 'Motherboard',
    form: 'board',
    fs: 50,
    times: 'arrival',
    battery: 'percent',
  },
  {
    id: 'smart-board-pro',
    name: 'SmartBoard Pro',
    className: 'SmartBoardPro',
    form: 'board',
    fs: 50,
    times: 'arrival',
  },
];
