/** How long frames took, for a test that asks with `?frames` in the address. */
export interface FrameMeter {
  /** Told once per frame, with the time of the browser's clock (ms). */
  tick(nowMs: number): void;
}

declare global {
  interface Window {
    /** Times between frames (ms), where the page was opened with `?frames`. */
    __frames?: number[];
  }
}

const most = 20_000;

/** Does nothing unless asked for. */
export function frameMeter(): FrameMeter {
  if (!new URLSearchParams(window.location.search).has('frames')) return { tick: () => undefined };
  window.__frames = [];
  let last = Number.NaN;
  return {
    tick(nowMs) {
      const frames = window.__frames;
      if (frames && nowMs > last && frames.length < most) frames.push(nowMs - last);
      last = nowMs;
    },
  };
}
