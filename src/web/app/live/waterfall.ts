import { colourLevel, mapColours } from '#report';
import { fontFamily, ink } from '../theme.ts';
import type { Painter, Stage } from './canvas-view.tsx';
import type { ColumnRing } from './column-ring.ts';

/** The median frequency of a window at its middle. */
export interface MdfPoint {
  readonly timeS: number;
  readonly mdfHz: number;
  /** False for a window that enters no trend. */
  readonly isGood: boolean;
}

/** From what is below a sensor's noise to a strong squeeze, in dB re 1 mV²/Hz; fixed, so that colours mean the same all along. */
const limitsDb = [-80, -25] as const;
/** Shown (s). */
const shownS = 16;
const axisPx = 46;
const mapped = mapColours();

/** A picture of one pixel per column and bin, which is filled once and scrolled. */
function picture(ring: ColumnRing): (nColumns: number) => HTMLCanvasElement | undefined {
  let canvas: HTMLCanvasElement | undefined;
  let drawn = 0;
  return (nColumns) => {
    const { nBins, total } = ring;
    if (nBins === 0) return undefined;
    if (!canvas || canvas.height !== nBins || canvas.width !== nColumns) {
      canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [nColumns, nBins];
      drawn = Math.max(0, total - nColumns);
    }
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    for (drawn = Math.max(drawn, total - nColumns); drawn < total; drawn++) {
      const column = ring.at(drawn);
      if (!column) continue;
      const image = context.createImageData(1, nBins);
      for (let bin = 0; bin < nBins; bin++) {
        const [red, green, blue] = mapped[colourLevel(column.db[bin], limitsDb)];
        image.data.set([red, green, blue, 255], 4 * (nBins - 1 - bin));
      }
      context.putImageData(image, drawn % nColumns, 0);
    }
    return canvas;
  };
}

function axis({ context, height }: Stage, yOf: (hz: number) => number): void {
  context.font = `12px ${fontFamily}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = ink.soft;
  for (const hz of [50, 150, 250, 350, 450]) {
    const y = Math.min(height - 8, Math.max(8, yOf(hz)));
    context.fillText(`${hz}`, axisPx - 6, y);
    context.fillRect(axisPx - 3, yOf(hz), 3, 1);
  }
}

function mdfLine({ context }: Stage, points: readonly MdfPoint[], at: (point: MdfPoint) => readonly [number, number]) {
  for (const [colour, width] of [
    ['#000000', 5],
    ['#ffffff', 2.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    let last: MdfPoint | undefined;
    for (const point of points) {
      const [x, y] = at(point);
      // Bad windows leave a gap in the line.
      if (last && point.timeS - last.timeS < 0.8) context.lineTo(x, y);
      else context.moveTo(x, y);
      last = point;
    }
    context.stroke();
  }
}

/** A spectrogram that runs from right to left, with the median frequency of good windows as a white line. */
export function waterfall(ring: ColumnRing, mdf: () => readonly MdfPoint[]): Painter {
  const pictureOf = picture(ring);
  let columnS = 0.064;
  return (stage) => {
    const { context, width, height } = stage;
    context.clearRect(0, 0, width, height);
    const newest = ring.at(ring.total - 1);
    const before = ring.at(ring.total - 2);
    if (newest && before && newest.timeS > before.timeS) columnS = newest.timeS - before.timeS;
    const nColumns = Math.round(shownS / columnS);
    const image = pictureOf(nColumns);
    const yOf = (hz: number): number =>
      height * (1 - (hz - ring.lowestHz + ring.stepHz / 2) / Math.max(1, ring.nBins * ring.stepHz));
    if (!newest || !image) return;
    const columnPx = (width - axisPx) / nColumns;
    const split = ring.total % nColumns;
    context.imageSmoothingEnabled = false;
    // The ring's oldest column stands behind its newest: two pieces make the whole.
    const older = nColumns - split;
    context.drawImage(image, split, 0, older, image.height, axisPx, 0, older * columnPx, height);
    if (split > 0) {
      context.drawImage(image, 0, 0, split, image.height, axisPx + older * columnPx, 0, split * columnPx, height);
    }
    const xOf = (timeS: number): number => width - ((newest.timeS - timeS) / columnS + 0.5) * columnPx;
    const shown = mdf().filter(({ timeS, isGood }) => isGood && xOf(timeS) > axisPx && xOf(timeS) <= width);
    mdfLine(stage, shown, ({ timeS, mdfHz }) => [xOf(timeS), yOf(mdfHz)]);
    axis(stage, yOf);
  };
}
