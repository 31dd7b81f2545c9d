import type { SessionView, TracePoint } from '#live';
import type { CueWord, GuideView } from '#protocol';
import { bigText } from './big-letters.ts';

/** What the screen says beside the running test. */
export interface RecordScreenOptions {
  /** Size of the terminal. */
  readonly columns: number;
  readonly rows: number;
  /** Such as `S07 · session 2 · Handgrip fatigue loop`. */
  readonly title: string;
  /** What is typed as an answer so far. */
  readonly typed: string;
  /** Paints a text; what is said never depends on colour alone. */
  readonly paint: (style: Paint, text: string) => string;
}

/** What a text is, for its colour. */
export type Paint = 'strong' | 'quiet' | 'good' | 'bad' | 'cue';

const cueWords: Readonly<Record<CueWord, string>> = {
  rest: 'REST',
  relax: 'RELAX',
  hold: 'HOLD',
  maximum: 'SQUEEZE',
  easy: 'EASY',
};

const bars = ' ▁▂▃▄▅▆▇█';

/** A row of bars, the newest at the right; `share` 0 to 1, null for what is not known. */
function sparkline(shares: readonly (number | null)[], width: number): string {
  const shown = shares.slice(-width);
  const text = shown.map((share) => (share === null ? '×' : bars[Math.min(8, Math.max(0, Math.round(8 * share)))]));
  return text.join('').padStart(width);
}

/** Values joined so that `width` of them fill the row. */
function resampled<T>(
  items: readonly T[],
  width: number,
  join: (part: readonly T[]) => number | null,
): (number | null)[] {
  const per = Math.max(1, Math.ceil(items.length / width));
  const first = items.length % per;
  const starts = Array.from({ length: Math.floor(items.length / per) }, (_, i) => first + i * per);
  return starts.map((from) => join(items.slice(from, from + per)));
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds - 1e-9));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function amount(value: number, unit: 'N' | 'mV'): string {
  // Without the sign that a rounded −0.2 would keep.
  return unit === 'N' ? `${Math.round(value) + 0} N` : `${value.toFixed(3)} mV`;
}

/** Before anything was squeezed the bar ends here: noise does not fill it. */
const leastTop = { N: 100, mV: 0.1 } as const;

/** Scale of the effort: a little more than the largest that has to fit. */
function topOf({ reference, target, effort, trials, unit }: GuideView): number {
  const largest = Math.max(
    reference ?? 0,
    target?.high ?? 0,
    effort?.value ?? 0,
    ...trials.map((trial) => trial.effort?.value ?? 0),
  );
  return Math.max(1.1 * largest, leastTop[unit]);
}

/** Effort as a bar with the band of the target in it. */
function effortBar(guide: GuideView, width: number): string {
  const top = topOf(guide);
  const at = (value: number) => Math.min(width - 1, Math.max(0, Math.round((value / top) * (width - 1))));
  const cells = Array.from({ length: width }, () => '·');
  if (guide.effort && guide.effort.value > top / width) cells.fill('█', 0, at(guide.effort.value) + 1);
  if (guide.target) {
    cells[at(guide.target.low)] = '[';
    cells[at(guide.target.high)] = ']';
  }
  return cells.join('');
}

function effortWords({ effort, target, unit, isInBand }: GuideView): string {
  if (!effort) return 'no signal';
  const percent = effort.percent === null ? '' : `  ${effort.percent.toFixed(0)} %`;
  const wanted = target ? `, target ${amount(target.value, unit)}` : '';
  const hint =
    isInBand === null ? '' : isInBand ? '  in the band' : effort.value < (target?.low ?? 0) ? '  more' : '  less';
  return `${amount(effort.value, unit)}${percent}${wanted}${hint}`;
}

function cueRows(view: SessionView, { columns, paint }: RecordScreenOptions): string[] {
  const { guide } = view;
  const { cue } = guide;
  const isHeld = guide.phase === 'paused';
  const word =
    cue && !isHeld
      ? cueWords[cue.word]
      : { ready: 'READY', paused: 'PAUSED', finished: 'DONE', running: '', asking: '' }[guide.phase];
  const left = bigText(word);
  const right = cue && !isHeld ? bigText(clock(cue.leftS)) : [];
  const width = Math.max(...left.map((row) => row.length));
  const rows = left.map((row, i) => `  ${row.padEnd(width + 6)}${right[i] ?? ''}`.slice(0, columns));
  return [
    ...rows.map((row) => paint('cue', row.trimEnd())),
    '',
    `  ${(isHeld ? undefined : cue?.text) ?? phaseText(guide)}`.slice(0, columns),
  ];
}

function phaseText({ phase, end }: GuideView): string {
  switch (phase) {
    case 'ready':
      return 'Hand relaxed. Look at the lights, then press Enter to begin.';
    case 'paused':
      return 'Paused. Enter goes on.';
    case 'asking':
      return 'One question, and it is over.';
    case 'finished':
      return end === 'pain' ? 'Stopped for pain. Let go and rest.' : 'The test is over. Thank you.';
    case 'running':
      return '';
  }
}

function traceRow(trace: readonly TracePoint[], width: number): string {
  const spans = resampled(trace, width, (part) => Math.max(...part.map(({ low, high }) => high - low)));
  const top = Math.max(0.05, ...spans.map((span) => span ?? 0));
  return sparkline(
    spans.map((span) => (span === null ? null : span / top)),
    width,
  );
}

function numbersRow({ window, reading, guide, judgement, strength }: SessionView): string {
  const parts: string[] = [];
  if (window) parts.push(`RMS ${window.rmsMv.toFixed(3)} mV`);
  if (window?.mdfHz != null) parts.push(`MDF ${window.mdfHz.toFixed(0)} Hz`);
  const slope = reading?.mdf.trend?.slopePercentPerS;
  if (slope !== undefined && slope !== null)
    parts.push(`MDF ${slope > 0 ? '+' : ''}${slope.toFixed(2)} %/s in this effort`);
  if (guide.lossPercent !== null) parts.push(`last maximum ${(-guide.lossPercent).toFixed(0)} % of change`);
  if (strength?.restedMvcN != null) parts.push(`rested ${strength.restedMvcN.toFixed(0)} N`);
  if (judgement?.probability != null) {
    const { probability, verdict, isOfSimulated } = judgement;
    parts.push(
      `${verdict ?? 'fatigued?'} (P fatigued ${probability.toFixed(2)}${isOfSimulated ? ', model of SIMULATED people' : ''})`,
    );
  }
  return parts.join(' · ');
}

/** On a narrow screen only what is not good has its name. */
function lightsRow({ lights }: SessionView, { columns, paint }: RecordScreenOptions): string {
  const shown = columns >= 72 ? lights : lights.filter(({ isGood }) => isGood === false).slice(0, 2);
  const told = shown.map(({ name, isGood }) =>
    isGood === null ? paint('quiet', `? ${name}`) : isGood ? paint('good', `✓ ${name}`) : paint('bad', `✗ ${name}`),
  );
  if (shown.length === lights.length) return told.join('   ');
  const nGood = lights.filter(({ isGood }) => isGood).length;
  return [paint('good', `✓ ${nGood} of ${lights.length} good`), ...told].join('   ');
}

function keysRow({ phase, ask, cue }: GuideView): string {
  if (ask) return `0–${ask.highest} and Enter answers · Enter alone: no answer · p pain, stop · q abort`;
  if (phase === 'ready') return 'Enter begin · q quit';
  if (phase === 'paused') return 'Enter go on · p pain, stop · q abort';
  if (phase === 'finished') return '';
  const skip = cue?.word === 'rest' || cue?.word === 'relax' ? ' · s cut this rest short' : '';
  return `Space pause · r repeat${skip} · p pain, stop · q abort`;
}

/**
 * The whole screen of a guided test as its rows, the most important first: what to do and for how long, how hard, whether
 * the signal is good. Small terminals lose rows from the less important end.
 */
export function recordScreen(view: SessionView, options: RecordScreenOptions): string[] {
  const { columns, rows, title, typed, paint } = options;
  const { guide, device, recording } = view;
  const width = Math.max(20, Math.min(columns, 100) - 14);
  const top = topOf(guide);
  const remedy = view.lights.find(({ isGood }) => isGood === false)?.remedy;
  const simulated = device.simulated ? 'SIMULATED · ' : '';
  const line = (text: string) => text.slice(0, columns);
  const ask = guide.ask
    ? `${guide.ask.question} ${guide.ask.anchors.map(([value, words]) => `${value} ${words}`).join(', ')}`
    : '';
  const link = device.isConnected ? '' : ` · NO CONNECTION: ${device.message}`;
  const effort = resampled(view.effort, width, (part) => {
    const known = part.filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known) / top;
  });
  const screen: string[] = [
    paint('strong', line(`${simulated}${title}`)),
    '',
    ...cueRows(view, options),
    '',
    line(`  Effort    ${effortBar(guide, width)}`),
    line(`            ${effortWords(guide)}`),
    line(`  20 s      ${sparkline(effort, width)}`),
    line(`  EMG 6 s   ${traceRow(view.trace, width)}`),
    '',
    line(`  ${guide.message}`),
    ...(guide.ask ? [line(`  ${ask}`), line(`  > ${typed}`)] : []),
    `  ${lightsRow(view, options)}`,
    paint('quiet', line(`  ${remedy ?? ''}`)),
    line(`  ${numbersRow(view)}`),
    paint('quiet', line(`  ${guide.caution ?? ''}`)),
    paint('quiet', line(`  ${keysRow(guide)}`)),
    paint(
      'quiet',
      line(
        `  ${recording ? `● recording ${recording.name} ${clock(recording.durationS)}` : '○ not recording'} · ${view.nLost} samples lost · ${device.model}${link}${guide.next && guide.phase !== 'finished' ? ` · next: ${guide.next.text}` : ''}`,
      ),
    ),
  ];
  return screen.slice(0, rows);
}
