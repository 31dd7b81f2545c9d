/** How much an issue matters: `error` makes a result impossible, `warning` limits it, `info` is worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** Where in the data an issue was found. */
export interface Where {
  readonly file: string;
  readonly channel?: string;
  /** Zero-based index of the first sample concerned. */
  readonly sample?: number;
  /** The same place in seconds from the start of the recording. */
  readonly atS?: number;
}

/** Something wrong with the data. Collected, never thrown; the same words in terminal, page and report. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** What was found, with its value. */
  readonly message: string;
  /** What to do about it. */
  readonly suggestion: string;
  readonly where: Where;
}

/** Every issue code with its severity and its standing advice: the one catalogue. */
export const issueCatalogue = {
  RATE_TOO_LOW: {
    severity: 'error',
    suggestion: 'Record surface EMG at 1000 Hz or more; at this rate its spectrum is lost and cannot be restored.',
  },
  RATE_LOW: {
    severity: 'warning',
    suggestion: 'Record at 1000 Hz or more; indices here stop at a lower frequency and do not compare with others.',
  },
  RATE_ASSUMED: {
    severity: 'info',
    suggestion: 'This file does not store its sampling rate; pass --fs if it is another one.',
  },
  SENSOR_ASSUMED: {
    severity: 'info',
    suggestion: 'The file does not say which sensor this is; pass --sensor (for example bitalino-emg).',
  },
  SENSOR_UNKNOWN: {
    severity: 'info',
    suggestion: 'Pass --sensor (for example bitalino-emg) to get millivolts; until then values stay in raw counts.',
  },
  CLIPPED: {
    severity: 'warning',
    suggestion: 'Check the electrodes and lower the gain; clipped peaks bias amplitude down and frequencies up.',
  },
  RANGE_TOUCHED: {
    severity: 'info',
    suggestion: 'Too few to matter; lower the gain if it becomes more.',
  },
  DROPPED_SAMPLES: {
    severity: 'warning',
    suggestion: 'Move the receiver closer or lower the number of channels; times after a gap are too early.',
  },
  SAMPLES_FILLED: {
    severity: 'warning',
    suggestion:
      'Move the receiver closer or lower the number of channels; windows with such samples are left out, times are true.',
  },
  MAINS_HUM: {
    severity: 'warning',
    suggestion:
      'Run the computer on battery, renew the electrodes and the ground, and keep cables off mains leads; analyze --subtract-mains takes what is left out.',
  },
  FLAT_LINE: {
    severity: 'error',
    suggestion: 'Check that the sensor is plugged in and that this is the right channel.',
  },
  SIGNAL_GAP: {
    severity: 'warning',
    suggestion: 'Check the cable and the radio link; nothing was measured during that time.',
  },
  BASELINE_DRIFT: {
    severity: 'warning',
    suggestion: 'Fix the cables and let the electrodes settle for a minute before recording.',
  },
  NOISY_REST: {
    severity: 'warning',
    suggestion: 'Let the hand rest fully and renew the electrodes; a noisy rest hides weak contractions.',
  },
  MOTION_ARTEFACT: {
    severity: 'warning',
    suggestion: 'Fix the cables to the skin and keep the arm still; movement below 20 Hz hides what the muscle does.',
  },
  SPIKES: {
    severity: 'warning',
    suggestion: 'Check plugs and electrodes for a loose contact; single spikes bias amplitude and frequencies.',
  },
  LOW_SNR: {
    severity: 'warning',
    suggestion:
      'Renew the electrodes, place them over the muscle belly and contract harder; too little stands out from rest.',
  },
  CROSS_TALK: {
    severity: 'warning',
    suggestion:
      'Move the electrodes to the middle of the wanted muscle and closer together, and repeat the test; until then every index may be that of its neighbour.',
  },
  ECG_SEEN: {
    severity: 'warning',
    suggestion: 'Move the electrodes away from the trunk or use the other arm; heart beats add power below 50 Hz.',
  },
  WINDOWS_EXCLUDED: {
    severity: 'warning',
    suggestion: 'The other windows were measured; look at the causes, and record again where too few are left.',
  },
  CONTRACTION_UNUSABLE: {
    severity: 'warning',
    suggestion: 'Half of its windows or more are bad; look at the causes and record it again.',
  },
  TOO_SHORT: {
    severity: 'error',
    suggestion: 'Record a longer piece; the analysis needs at least two seconds.',
  },
  NO_CONTRACTION: {
    severity: 'warning',
    suggestion: 'Check the channel and the electrodes; no activity stands out from rest.',
  },
  CONTRACTION_SHORT: {
    severity: 'info',
    suggestion: 'Indices need contractions of at least 2 s; shorter ones are shown and not measured.',
  },
  EMG_ASSUMED: {
    severity: 'info',
    suggestion: 'Choose another channel with --channel if this one is not EMG.',
  },
  CHANNEL_CHOSEN: {
    severity: 'info',
    suggestion: 'Pass --channel to analyse another channel.',
  },
  HOLD_MISSING: {
    severity: 'warning',
    suggestion: 'Record the whole test: rest, a hold of about 10 s, a pause, a maximal squeeze of about 5 s.',
  },
  MVC_MISSING: {
    severity: 'warning',
    suggestion: 'Record the whole test: after the hold and a pause, a maximal squeeze of about 5 s.',
  },
  SEGMENTS_UNSURE: {
    severity: 'warning',
    suggestion: 'Look at the found segments in the report before you rely on the numbers.',
  },
  RAGGED_ROWS: {
    severity: 'warning',
    suggestion: 'The last line is incomplete and was left out; the recording was cut off there.',
  },
  UNEVEN_DEVICES: {
    severity: 'warning',
    suggestion: 'Devices did not start or stop together; what one recorded alone was left out.',
  },
  RATE_DIFFERS: {
    severity: 'warning',
    suggestion: 'The rate that the time stamps show was taken; look for lost samples or a wrong rate in the recorder.',
  },
  STREAMS_DRIFT: {
    severity: 'info',
    suggestion: 'Each channel is right by itself; compare their times only near the start.',
  },
  SIGNALS_LEFT_OUT: {
    severity: 'info',
    suggestion: 'What was left out is no part of this recording; export it by itself if you need it.',
  },
  VARIABLES_GUESSED: {
    severity: 'info',
    suggestion: 'Check the choice; --mapping names the variables of the signals and their units, --fs the rate.',
  },
  LOSSY_EXPORT: {
    severity: 'warning',
    suggestion: 'OpenSignals writes EDF with fewer bits and clips it; use its text export where you can.',
  },
  INCOMPLETE_FILE: {
    severity: 'warning',
    suggestion: 'The file was not closed or is cut off; all complete records were read.',
  },
  EVENTS_UNREADABLE: {
    severity: 'info',
    suggestion: 'Some markers of this file may be missing; the samples are not affected.',
  },
  RECORDS_UNORDERED: {
    severity: 'warning',
    suggestion: 'The records were read in the order of the file, which is not that of time; copy or export it again.',
  },
  UNIT_UNKNOWN: {
    severity: 'warning',
    suggestion:
      'Export the signal in uV, mV or V, or write its unit into the file’s header; until then it is no EMG here.',
  },
  UNIT_ASSUMED: {
    severity: 'info',
    suggestion:
      'Check that the amplitudes are those of sEMG in mV; the raw export of the same recording needs no such guess.',
  },
  HEADER_REPAIRED: {
    severity: 'info',
    suggestion: 'The header has a harmless defect that was read around; export it again if in doubt.',
  },
  MVC_REJECTED: {
    severity: 'warning',
    suggestion: 'Repeat the squeeze after a minute: up within a second, then hold it as hard as possible for 3 to 5 s.',
  },
  MVC_SUBMAXIMAL: {
    severity: 'warning',
    suggestion: 'Encourage the person loudly, show the force, and repeat after a minute; a maximum cannot be proved.',
  },
  FORCE_POINT_CLIPPED: {
    severity: 'warning',
    suggestion: 'Lower the gain of the load cell’s amplifier or shift its zero, and calibrate again.',
  },
  FORCE_POINTS_CLOSE: {
    severity: 'warning',
    suggestion: 'Hang heavier known masses on the handle: the slope of loads so close together is hardly known.',
  },
  FORCE_LINE_UNPROVED: {
    severity: 'info',
    suggestion: 'Add a third known mass: only then can it be seen whether the sensor is linear.',
  },
  FORCE_NOT_LINEAR: {
    severity: 'warning',
    suggestion: 'Check the masses as typed and that they hang freely; a force from this calibration is off by as much.',
  },
  FORCE_BEYOND_LOADS: {
    severity: 'warning',
    suggestion:
      'Calibrate with heavier known masses; shares of a maximum hold where the sensor is linear, newtons less.',
  },
  TARE_MOVED: {
    severity: 'warning',
    suggestion: 'The zero of this test is used; let the sensor warm up, and calibrate anew if it keeps moving.',
  },
} as const satisfies Record<string, { severity: Severity; suggestion: string }>;

/** A code of the {@link issueCatalogue}. */
export type IssueCode = keyof typeof issueCatalogue;

/** Makes an issue of the catalogue: `issue('CLIPPED', '0.4 % of samples touch the rail.', { file })`. */
export function issue(code: IssueCode, message: string, where: Where): Issue {
  const { severity, suggestion } = issueCatalogue[code];
  return { code, severity, message, suggestion, where };
}
