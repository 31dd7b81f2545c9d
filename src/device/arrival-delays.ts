/** Arrivals whose least delay is kept as what is usual, in seconds back. */
const memoryS = 20;
/** Delays of one window that are kept to tell how much they scatter. */
const mostDelays = 400;

interface Window {
  readonly sinceS: number;
  readonly delays: number[];
  n: number;
  leastS: number;
}

/**
 * Compares sample numbers with the host's clock to find losses that a counter modulo `period` cannot show.
 *
 * A sample's delay is when it arrived less when it was taken (`index / fs`). Bluetooth delivers in bursts, so single delays
 * say little; their least value over some arrivals hardly moves, for no sample comes early. A loss of `m · period` samples
 * that were not counted raises it for good by `m · period / fs`, while a stall that is caught up raises it only for a
 * moment. So the least delay of a window of arrivals is compared with those of the last 20 s before, over which the two
 * clocks drift by less than 2 ms (100 ppm). It counts as a loss when it stands above the greatest of them by half a period
 * and half of what they differ among themselves: rather overlook a loss than tell one that was none. Then m is its distance
 * from their median in periods. How many arrivals a window needs follows from how the delays scatter: for delays spread
 * evenly up to twice their median, so many that half a period happens by chance in fewer than one of a million windows; at
 * least 10, and 1 s.
 */
export class ArrivalDelays {
  private readonly fs: number;
  private readonly period: number;
  private usual: { readonly atS: number; readonly leastS: number }[] = [];
  private scatterS = 0;
  private window: Window | undefined;

  constructor(fs: number, period: number) {
    this.fs = fs;
    this.period = period;
  }

  /** Whether it is known by now what is usual: three windows are full. */
  get isSettled(): boolean {
    return this.usual.length >= 3;
  }

  /** Least delay seen, also before it is certain that it is usual. */
  get leastS(): number | undefined {
    const leasts = [...this.usual.map(({ leastS }) => leastS), this.window?.leastS ?? Number.POSITIVE_INFINITY];
    const leastS = Math.min(...leasts);
    return Number.isFinite(leastS) ? leastS : undefined;
  }

  /** Begins a window anew: what came before says nothing about what comes now. */
  restart(): void {
    this.window = undefined;
  }

  /**
   * Notes the newest sample of an arrival: how many periods are missing before it (`undefined` while that is open).
   * With `isUrgent` it answers after 3 s at the latest, then with the fewest that scatter allows.
   */
  note(index: number, arrivedS: number, isUrgent: boolean): number | undefined {
    const delayS = arrivedS - index / this.fs;
    this.window ??= { sinceS: arrivedS, delays: [], n: 0, leastS: delayS };
    const { window } = this;
    window.n++;
    if (window.delays.length < mostDelays) window.delays.push(delayS);
    window.leastS = Math.min(window.leastS, delayS);
    const periodS = this.period / this.fs;
    const leasts = this.usual.map(({ leastS }) => leastS).sort((a, b) => a - b);
    const [least = 0, median = 0, greatest = 0] = [leasts[0], leasts[leasts.length >> 1], leasts[leasts.length - 1]];
    const isUsual = !this.isSettled || window.leastS - greatest < 0.5 * (periodS + greatest - least);
    const lastedS = arrivedS - window.sinceS;
    const isFull = lastedS >= 1 && window.n >= this.arrivalsNeeded(periodS);
    if (isUsual) {
      if (isFull) this.close(window, arrivedS);
      return 0;
    }
    const isLate = isUrgent && lastedS >= 3 + 5 / this.fs;
    if (!isFull && !isLate) return undefined;
    const certainS = isFull ? window.leastS - median : window.leastS - greatest - 2 * this.scatterS;
    this.restart();
    return Math.max(0, Math.round(certainS / periodS));
  }

  private arrivalsNeeded(periodS: number): number {
    // exp(-n · x / (2 · scatter)) < 1e-6, for a rise of x = half a period.
    return Math.min(mostDelays, Math.max(10, Math.ceil((28 * this.scatterS) / (0.5 * periodS))));
  }

  private close({ delays, leastS }: Window, nowS: number): void {
    const median = delays.toSorted((a, b) => a - b)[delays.length >> 1] as number;
    this.scatterS = Math.max(median - leastS, this.scatterS / 2);
    const young = this.usual.filter(({ atS }, i) => atS > nowS - memoryS || i >= this.usual.length - 3);
    this.usual = [...young, { atS: nowS, leastS }];
    this.restart();
  }
}
