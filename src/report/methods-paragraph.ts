import type { Analysis } from '#fatigue';
import { type Channel, type Recording, type Segment, sensors } from '#recording';

/** What a methods paragraph is made of. */
export interface MethodsOptions {
  /** Name, version and build of the software. */
  readonly software?: string;
}

/** What only the people who recorded can know; left out of a paper, reviewers ask for it. */
const toFill = (what: string): string => `[${what}]`;

function sensorText({ calibration, sensorName }: Channel): string {
  const sensor = sensors.find(({ id }) => id === calibration?.sensor);
  if (sensor === undefined || calibration === undefined) {
    const named = sensorName === undefined ? '' : ` (${sensorName})`;
    return `${toFill('sensor, gain, analog band')}${named}`;
  }
  return `${sensor.name} (gain ${calibration.gain}, analog band ${sensor.bandHz.join('–')} Hz, ${calibration.bits}-bit ADC, ${calibration.supplyV} V full scale)`;
}

function siteText({ muscle, side }: Channel): string {
  const site = muscle ?? toFill('muscle');
  return `${site}, ${side === undefined ? toFill('side and dominance') : `${side} side, ${toFill('dominance')}`}`;
}

function countText(segments: readonly Segment[]): string {
  const words = { rest: 'rest', hold: 'hold', mvc: 'maximal squeeze', contraction: 'contraction' } as const;
  const counts = (Object.keys(words) as (keyof typeof words)[]).flatMap((kind) => {
    const of = segments.filter((segment) => segment.kind === kind);
    return of.length === 0 ? [] : [`${of.length} × ${words[kind]}`];
  });
  return counts.length === 0 ? 'no contraction' : counts.join(', ');
}

/** Where the limits of contractions come from. */
function limitsText({ isGiven, expected }: Analysis['search'], threshold: number, unit: string, n: number): string {
  if (n === 0) return '';
  if (isGiven) return 'Limits of rest and contractions were set by hand.';
  if (expected === 'repetitions') {
    return 'Repetitions were the peaks of the RMS envelope (0.25 s) of the signal above 20 Hz, smoothed to its own period (by autocorrelation), each from half-way up to half-way down.';
  }
  return `Contractions were taken as the stretches in which the RMS envelope (0.25 s) of the signal above 20 Hz exceeded ${Number(threshold.toPrecision(3))} ${unit}.`;
}

/**
 * A methods paragraph from the parameters that were used, with the items that CEDE and ISEK ask for; what no file can tell
 * stands in square brackets, to be filled in. Plain text, ready to paste.
 */
export function methodsParagraph(
  { provenance }: Pick<Recording, 'provenance'>,
  { channel, segments, indices, strength, threshold, mains, search, contractions, repetitions }: Analysis,
  { software = 'Myofade' }: MethodsOptions = {},
): string {
  const spectral = indices.find(({ id }) => id === 'MDF');
  const slope = indices.find(({ id }) => id === 'MDF_SLOPE');
  const amplitude = indices.find(({ id }) => id === 'RMS');
  const unit = channel.unit === 'count' ? 'raw counts' : channel.unit;
  const nWindows = contractions.reduce((sum, { quality }) => sum + quality.windows.length, 0);
  const nBad = contractions.reduce((sum, { quality }) => sum + quality.nBad, 0);
  const ids = [...new Set(indices.map(({ id }) => id))].filter((id) => !id.startsWith('BP_'));
  const sentences = [
    `Surface EMG was recorded with bipolar electrodes ${toFill('type, material, size, inter-electrode distance')} over the ${siteText(channel)}, placed ${toFill('landmarks, orientation, skin preparation, reference electrode')}.`,
    `Signals were taken by ${sensorText(channel)} and sampled at ${channel.fs} Hz${provenance.device === undefined ? '' : ` (${provenance.device})`}.`,
    mains === undefined
      ? ''
      : `Mains hum (${mains.frequencyHz.toFixed(2)} Hz and its multiples, ${Number(mains.rms.toPrecision(2))} ${unit} RMS) was subtracted as sinusoids fitted over 2 s blocks; no notch filter was used.`,
    `The task was ${toFill('posture, joint angles, handle position, instruction, feedback')}; the recording held ${countText(segments)}.`,
    limitsText(search, threshold, unit, segments.length),
    repetitions === undefined
      ? ''
      : `Each repetition was cut out, filtered by itself (Butterworth order 4 band-pass, zero phase) and measured as a whole: RMS, and MDF from one Hann window; ${repetitions.nBad} of ${repetitions.n} were left out for bad quality.`,
    nWindows === 0
      ? ''
      : `${nBad} of ${nWindows} windows of 1 s were left out for clipping, standstill, lost samples, mains, motion, spikes or too little signal above rest; they enter no index.`,
    amplitude === undefined
      ? ''
      : `Each was ${amplitude.method.replace(/^root mean square; /, '')}; signals were not rectified for spectra.`,
    spectral === undefined
      ? ''
      : `Spectra were Welch periodograms (${spectral.window.replace(/^.*contraction, /, '')}, mean removed) in ${spectral.band.join('–')} Hz; the median frequency was interpolated linearly in the cumulative power.`,
    slope === undefined
      ? ''
      : `Trends were ${slope.method.split(';')[0]}, over ${slope.window}, in % of the fitted start per second, with 95 % intervals by Student's t under AR(1) errors seen through overlapping epochs (relative to the start by Fieller); amplitude and frequency were read together as in JASA.`,
    strength === null
      ? `Amplitudes are given in ${unit}; normalisation: ${toFill('none, or rested MVC in the same posture')}.`
      : `Amplitudes are given in ${unit}; the maximal squeeze is also given relative to the hold of the same recording, at ${strength.targetPercent} % of the maximum (EMG-derived %MVC, not a measurement of force).`,
    ids.length === 0 ? '' : `Reported: ${ids.join(', ')}.`,
    `Analysis: ${software}; file SHA-256 ${provenance.sha256}.`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
