/** Where drawing stands in a stream that comes in blocks: it moves evenly a little behind the newest sample. */
export interface PlayHead {
  /** Sample up to which to draw, `elapsedS` after the last call, when `total` samples have come. */
  advance(elapsedS: number, total: number): number;
}

/** How far behind the newest sample drawing stays (s): longer than blocks usually take to come. */
const behindS = 0.08;
/** Farther behind it jumps instead of hurrying (s): after a stall, or when a test is played fast. */
const jumpS = 0.4;

/** Moves at the rate of the samples; what it is too far behind or ahead is made good within some frames. */
export function playHead(fs: number): PlayHead {
  let head = 0;
  return {
    advance(elapsedS, total) {
      const wanted = total - behindS * fs;
      if (Math.abs(wanted - head) > jumpS * fs) head = wanted;
      else {
        const even = head + elapsedS * fs;
        head = even + 0.1 * (wanted - even);
      }
      head = Math.min(total, Math.max(0, head));
      return head;
    },
  };
}
