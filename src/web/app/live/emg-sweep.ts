import type { LiveState } from '#api';
import { fontFamily, ink, warningColour } from '../theme.ts';
import type { Painter, Stage } from './canvas-view.tsx';
import { playHead } from './play-head.ts';
import type { SampleRing } from './sample-ring.ts';

/** How long the pen takes from left to right (s), and the empty space ahead of it. */
const sweepS = 6;
const aheadS = 0.25;
const axisPx = 46;

/** Half-heights that a lane may have (mV), and counts of a channel that is no EMG. */
const ladder = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 50, 200, 1000, 5000, 70_000];

interface Lane {
  readonly channel: number;
  readonly label: string;
  readonly colour: string;
  half: number;
}

const colours = ['#56b4e9', '#e69f00', '#009e73', '#cc79a7', '#f0e442', '#94a3b8'];

function axis({ context, height }: Stage, lanes: readonly Lane[], laneHeight: number): void {
  context.clearRect(0, 0, axisPx, height);
  context.font = `12px ${fontFamily}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  lanes.forEach((lane, i) => {
    const middle = (i + 0.5) * laneHeight;
    context.fillStyle = ink.soft;
    context.fillText(`+${lane.half}`, axisPx - 6, middle - laneHeight / 2 + 9);
    context.fillText(`−${lane.half}`, axisPx - 6, middle + laneHeight / 2 - 9);
    context.fillStyle = lane.colour;
    context.fillText(lane.label, axisPx - 6, middle);
  });
}

/** The pen's column runs from lowest to highest sample that fall into it, so that no spike is missed at any width. */
function drawSpan(stage: Stage, ring: SampleRing, lanes: readonly Lane[], from: number, to: number): void {
  const { context, width, height } = stage;
  const laneHeight = height / lanes.length;
  const perSweep = sweepS * ring.fs;
  const pxPerSample = (width - axisPx) / perSweep;
  const xOf = (number: number): number => axisPx + (number % perSweep) * pxPerSample;
  const first = xOf(from);
  const clear = (x: number, w: number): void => context.clearRect(x, 0, Math.min(w, width - x), height);
  const cleared = (to - from + aheadS * ring.fs) * pxPerSample;
  clear(first, cleared);
  if (first + cleared > width) clear(axisPx, first + cleared - width);
  lanes.forEach((lane, i) => {
    const middle = (i + 0.5) * laneHeight;
    const scale = (0.48 * laneHeight) / lane.half;
    const yOf = (value: number): number =>
      Math.min(middle + laneHeight / 2 - 1, Math.max(middle - laneHeight / 2 + 1, middle - value * scale));
    context.strokeStyle = lane.colour;
    context.lineWidth = 1.25;
    context.beginPath();
    let isDown = false;
    let lastX = Number.NEGATIVE_INFINITY;
    for (let number = from - 1; number < to; number++) {
      const value = ring.at(lane.channel, number);
      const x = xOf(number);
      if (Number.isNaN(value) || x < lastX) isDown = false;
      if (!Number.isNaN(value)) {
        if (isDown) context.lineTo(x, yOf(value));
        else context.moveTo(x, yOf(value));
        isDown = true;
      } else if (number >= 0) {
        context.fillStyle = warningColour;
        context.fillRect(x, middle - 2, Math.max(1, pxPerSample), 4);
      }
      lastX = x;
    }
    context.stroke();
  });
  const pen = xOf(to);
  context.fillStyle = ink.strong;
  context.fillRect(pen + 1, 0, 1.5, height);
}

/**
 * A sweep as on an oscilloscope: the pen goes from left to right over the sweep before, and only what is new is drawn. The
 * scale grows in steps where a signal leaves it and never shrinks, so that nothing jumps between rest and effort. A force is
 * left out: it has its own picture.
 */
export function emgSweep(ring: SampleRing, channels: NonNullable<LiveState['channels']>): Painter {
  const head = playHead(ring.fs);
  const lanes: Lane[] = channels.flatMap(({ name, kind, unit }, channel) =>
    kind === 'force'
      ? []
      : [{ channel, label: name, colour: colours[channel % colours.length], half: unit === 'mV' ? 0.2 : 50 }],
  );
  let drawn = 0;
  return (stage) => {
    const to = Math.floor(head.advance(stage.elapsedS, ring.total));
    const oldest = Math.max(ring.total - ring.kept, to - Math.floor((sweepS - aheadS) * ring.fs), 0);
    let isNew = stage.isNew;
    for (let number = Math.max(drawn, oldest); number < to; number++) {
      for (const lane of lanes) {
        const size = Math.abs(ring.at(lane.channel, number));
        if (!(size > lane.half)) continue;
        lane.half = ladder.find((step) => step >= size) ?? size;
        isNew = true;
      }
    }
    if (isNew) {
      stage.context.clearRect(0, 0, stage.width, stage.height);
      axis(stage, lanes, stage.height / Math.max(1, lanes.length));
      drawn = oldest;
    }
    drawn = Math.max(drawn, oldest);
    if (to > drawn) drawSpan(stage, ring, lanes, drawn, to);
    drawn = Math.max(drawn, to);
  };
}
