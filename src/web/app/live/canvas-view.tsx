import { useEffect, useRef } from 'react';
import { type FrameMeter, frameMeter } from './frame-meter.ts';

/** What a painter draws on: sizes in CSS pixels. */
export interface Stage {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Since the last frame (s). */
  readonly elapsedS: number;
  /** True in the first frame and after a change of size: nothing is on the canvas. */
  readonly isNew: boolean;
}

/** Draws one frame. */
export type Painter = (stage: Stage) => void;

type Frame = (nowMs: number) => void;

const frames = new Set<Frame>();
let meter: FrameMeter | undefined;

/** One loop for all canvases: they share a frame, and one meter measures it. */
function everyFrame(frame: Frame): () => void {
  meter ??= frameMeter();
  frames.add(frame);
  if (frames.size === 1) {
    const loop = (nowMs: number): void => {
      if (frames.size === 0) return;
      meter?.tick(nowMs);
      for (const each of frames) each(nowMs);
      requestAnimationFrame(loop);
    };
    requestAnimationFrame(loop);
  }
  return () => frames.delete(frame);
}

/** A canvas that fills its place and is painted in each frame of the screen. What it shows is told in words by `label`. */
export function CanvasView({ painter, label }: { readonly painter: Painter; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    let lastMs = Number.NaN;
    let isNew = true;
    const resize = (): void => {
      const scale = window.devicePixelRatio || 1;
      element.width = Math.max(1, Math.round(element.clientWidth * scale));
      element.height = Math.max(1, Math.round(element.clientHeight * scale));
      context.setTransform(scale, 0, 0, scale, 0, 0);
      isNew = true;
    };
    const observer = new ResizeObserver(resize);
    observer.observe(element);
    resize();
    const stop = everyFrame((nowMs) => {
      const elapsedS = Number.isNaN(lastMs) ? 0 : (nowMs - lastMs) / 1000;
      painter({ context, width: element.clientWidth, height: element.clientHeight, elapsedS, isNew });
      lastMs = nowMs;
      isNew = false;
    });
    return () => {
      stop();
      observer.disconnect();
    };
  }, [painter]);
  return (
    <canvas ref={canvas} role="img" aria-label={label} style={{ width: '100%', height: '100%', display: 'block' }} />
  );
}
