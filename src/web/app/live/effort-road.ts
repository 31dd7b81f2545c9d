import type { SentView } from '#api';
import { fontFamily, ink, phaseColours, warningColour } from '../theme.ts';
import type { Painter, Stage } from './canvas-view.tsx';

/** What the road of efforts is drawn from: what came, by its time in the device's clock. */
export interface EffortRoad {
  /** Time of the newest effort (s). */
  readonly nowS: number;
  /** Points of the last seconds, oldest first; null where samples were lost. */
  readonly points: readonly { readonly timeS: number; readonly value: number | null }[];
  /** What was to be done, oldest first; the last one goes on. */
  readonly steps: readonly RoadStep[];
  readonly view: SentView | null;
}

/** One step of the guide on the road. */
export interface RoadStep {
  readonly startS: number;
  endS: number;
  readonly word: keyof typeof phaseColours;
  readonly target: { readonly low: number; readonly high: number } | null;
}

const pastS = 10;
const nextS = 5;
const axisPx = 46;

/** Names that the painter writes: the words of the steps, in the language of the page. */
export type RoadWords = Readonly<Record<keyof typeof phaseColours, string>>;

/** Round upper ends of the axis; it only grows within a test. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10);
}

function needed({ guide }: SentView): number {
  const least = guide.unit === 'N' ? 100 : 0.1;
  const largest = Math.max(guide.reference ?? 0, guide.target?.high ?? 0, guide.effort?.value ?? 0);
  return Math.max(least, 1.1 * largest);
}

function axis({ context, height }: Stage, top: number, unit: string, yOf: (value: number) => number): void {
  context.font = `12px ${fontFamily}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = ink.soft;
  for (const share of [0.25, 0.5, 0.75, 1]) {
    const y = yOf(share * top);
    context.fillText(`${Number((share * top).toPrecision(3))}`, axisPx - 6, Math.max(8, y));
    context.globalAlpha = 0.25;
    context.fillRect(axisPx, y, 1e4, 1);
    context.globalAlpha = 1;
  }
  context.fillText(unit, axisPx - 6, height - 8);
}

/** Steps as coloured ground with their word, and the target as a band with edges. */
function drawSteps(
  stage: Stage,
  road: EffortRoad,
  words: RoadWords,
  xOf: (s: number) => number,
  yOf: (v: number) => number,
) {
  const { context, width, height } = stage;
  const { view } = road;
  const cue = view?.guide.cue;
  const steps: RoadStep[] = [...road.steps];
  const last = steps[steps.length - 1];
  if (cue && last && view.guide.phase === 'running') {
    const endS = road.nowS + cue.leftS;
    steps[steps.length - 1] = { ...last, endS };
    const next = view.guide.next;
    if (next) steps.push({ startS: endS, endS: endS + next.durationS, word: next.word, target: null });
  }
  for (const { startS, endS, word, target } of steps) {
    const from = Math.max(axisPx, xOf(startS));
    const to = Math.min(width, xOf(endS));
    if (to <= from) continue;
    context.fillStyle = phaseColours[word];
    context.globalAlpha = 0.16;
    context.fillRect(from, 0, to - from, height);
    context.globalAlpha = 1;
    context.fillRect(from, height - 5, to - from, 5);
    if (target) {
      context.globalAlpha = 0.5;
      context.fillRect(from, yOf(target.high), to - from, yOf(target.low) - yOf(target.high));
      context.globalAlpha = 1;
      context.fillStyle = ink.strong;
      context.fillRect(from, yOf(target.high) - 1, to - from, 2);
      context.fillRect(from, yOf(target.low) - 1, to - from, 2);
    }
    if (to - from > 40) {
      context.fillStyle = ink.text;
      context.font = `600 13px ${fontFamily}`;
      context.textAlign = 'left';
      context.textBaseline = 'top';
      context.fillText(words[word], from + 6, 4, to - from - 8);
    }
  }
}

function drawEffort(
  { context, width, height }: Stage,
  road: EffortRoad,
  xOf: (s: number) => number,
  yOf: (v: number) => number,
) {
  context.strokeStyle = ink.strong;
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.beginPath();
  let isDown = false;
  let at: readonly [number, number] | undefined;
  for (const { timeS, value } of road.points) {
    const x = xOf(timeS);
    if (x < axisPx || x > width) continue;
    if (value === null) {
      isDown = false;
      context.fillStyle = warningColour;
      context.fillRect(x - 2, height - 14, 4, 8);
      continue;
    }
    const y = Math.max(2, yOf(value));
    if (isDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
    at = [x, y];
  }
  context.stroke();
  if (!at || !isDown) return;
  context.beginPath();
  context.arc(at[0], at[1], 7, 0, 2 * Math.PI);
  context.fillStyle = road.view?.guide.isInBand === true ? phaseColours.relax : ink.strong;
  context.fill();
  context.strokeStyle = ink.ground;
  context.lineWidth = 2;
  context.stroke();
}

/** The road: ten seconds behind, five ahead; now is a line two thirds across. */
export function effortRoad(road: () => EffortRoad, words: RoadWords): Painter {
  let top = 0;
  let unit = '';
  let shownS = Number.NaN;
  return (stage) => {
    const { context, width, height, elapsedS } = stage;
    context.clearRect(0, 0, width, height);
    const now = road();
    if (!now.view) return;
    if (now.view.guide.unit !== unit) [top, unit] = [0, now.view.guide.unit];
    top = Math.max(top, niceTop(needed(now.view)));
    const wanted = now.nowS;
    const even = shownS + elapsedS;
    shownS = Number.isNaN(shownS) || Math.abs(wanted - even) > 0.4 ? wanted : even + 0.1 * (wanted - even);
    const nowX = axisPx + ((width - axisPx) * pastS) / (pastS + nextS);
    const xOf = (timeS: number): number => nowX + ((timeS - shownS) * (width - axisPx)) / (pastS + nextS);
    const yOf = (value: number): number => 10 + (height - 24) * (1 - value / top);
    drawSteps(stage, now, words, xOf, yOf);
    axis(stage, top, unit, yOf);
    context.fillStyle = ink.soft;
    context.fillRect(nowX, 0, 1.5, height);
    drawEffort(stage, now, xOf, yOf);
  };
}
