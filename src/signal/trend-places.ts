/** Steps beyond which the covariance of the strongest errors looked at is below 1e-8 of its start. */
export const longestLag = 1000;

/**
 * Where values at rising times t [n] stand on an even grid [n]: whole steps from the first, at least one from value to
 * value. Neighbours in the list that lie further apart in time have values missing between them, and are no neighbours.
 * A gap beyond {@link longestLag} counts as that: errors there know nothing of each other.
 *
 * @param step time from one place to the next; by default the median distance, which a minority of gaps does not move
 */
export function trendPlaces(t: ArrayLike<number>, step?: number): Int32Array {
  const distances = Float64Array.from({ length: Math.max(0, t.length - 1) }, (_, i) => t[i + 1] - t[i]);
  const usual = step ?? distances.toSorted()[Math.floor(distances.length / 2)];
  const places = new Int32Array(t.length);
  for (let i = 1; i < t.length; i++) {
    places[i] = places[i - 1] + Math.min(longestLag, Math.max(1, Math.round(distances[i - 1] / usual)));
  }
  return places;
}
