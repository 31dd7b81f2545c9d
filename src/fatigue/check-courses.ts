import type { Random } from '#base';
import type { Course } from './index.ts';

/** Two courses [n epochs, one per second] with known slopes in % of their start per second. */
export interface KnownCourses {
  readonly amplitude: Course;
  readonly frequency: Course;
}

/**
 * Straight courses of an amplitude from 100 and a frequency from 80 on, with errors of 5 % and 4 % whose correlation is −0.4
 * and which follow each other with ρ = 0.2.
 */
export function knownCourses(
  random: Random,
  n: number,
  [ofAmplitude, ofFrequency]: readonly [number, number],
): KnownCourses {
  const [rho, r] = [0.2, -0.4];
  const innovation = Math.sqrt(1 - rho * rho);
  let [a, f] = [random.normal(), random.normal()];
  const timesS = Float64Array.from({ length: n }, (_, i) => 3 + i);
  const [amplitude, frequency] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const own = random.normal();
    a = rho * a + innovation * own;
    f = rho * f + innovation * (r * own + Math.sqrt(1 - r * r) * random.normal());
    amplitude[i] = 100 * (1 + (ofAmplitude / 100) * i + 0.05 * a);
    frequency[i] = 80 * (1 + (ofFrequency / 100) * i + 0.04 * f);
  }
  return { amplitude: { timesS, values: amplitude }, frequency: { timesS, values: frequency } };
}
