/** Samples after which the simulated mode begins again. */
const cycle = 100;

/** A heart beat: the first values are those of the firmware's table, the rest is drawn after it. */
const beat = [
  440, 440, 440, 443, 450, 462, 476, 488, 493, 490, 479, 464, 450, 441, 438, 436, 420, 396, 520, 742, 905, 760, 480,
  330, 352, 402, 428, 436, 440, 442, 445, 449, 455, 463, 473, 485, 498, 510, 519, 523, 520, 511, 497, 482, 468, 457,
  449, 444, 441, 440,
];
/** Scattered values: the first are those of the firmware's table, the rest only looks like it. */
const scattered = [
  437, 977, 741, 594, 120, 888, 305, 663, 47, 512, 931, 274, 799, 158, 620, 403, 1002, 85, 556, 717, 349, 864, 211, 490,
  953, 16, 678, 392, 825, 143, 571, 1019, 260, 734, 98, 447, 902, 331, 609, 180, 786, 524, 61, 968, 415, 650, 229, 843,
  377, 701,
];

const sine = (half: number, k: number, period: number): number =>
  Math.floor(half + half * Math.sin((2 * Math.PI * k) / period) + 0.5 + 1e-9);

/**
 * What input A`channel` shows at sample `k` in a BITalino's simulated mode: A3 to A6 exactly as the firmware's tables (sines
 * of 20, 25, 50 and 100 samples); of A1 and A2 only the first four values are known.
 */
export function simulatedCounts(channel: number, k: number): number {
  const at = k % cycle;
  if (channel === 1) return beat[at % beat.length];
  if (channel === 2) return scattered[at % scattered.length];
  if (channel === 3) return sine(511, at, 20);
  if (channel === 4) return sine(511, at, 25);
  return channel === 5 ? sine(31, at, 50) : sine(31, at, 100);
}
