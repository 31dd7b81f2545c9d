import type { TracePoint } from './session-view.ts';

/** A list of fixed length: what is added drives out the oldest. */
export function recentList<T>(most: number): { add(item: T): void; readonly items: readonly T[] } {
  let items: T[] = [];
  return {
    add(item) {
      items.push(item);
      // In one move now and then, not at every sample.
      if (items.length > 2 * most) items = items.slice(-most);
    },
    get items() {
      return items.slice(-most);
    },
  };
}

/** The last seconds of a signal as lows and highs of short stretches. */
export function sessionTrace(fs: number, { stepS, lastS }: { readonly stepS: number; readonly lastS: number }) {
  const points = recentList<TracePoint>(Math.round(lastS / stepS));
  const perPoint = Math.max(1, Math.round(stepS * fs));
  let [n, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    /** Takes samples in mV. */
    add(samples: Float64Array): void {
      for (const value of samples) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        if (++n < perPoint) continue;
        points.add({ low, high });
        [n, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      }
    },
    get points(): readonly TracePoint[] {
      return points.items;
    },
  };
}
