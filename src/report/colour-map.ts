/** Viridis at nine even places: lightness rises evenly, so that equal steps of dB look equal, in grey print too. */
const anchors = ['440154', '472d7b', '3b528b', '2c728e', '21918c', '28ae80', '5ec962', 'addc30', 'fde725'].map((hex) =>
  [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
);

/** How many colours the map has. */
export const nColours = 64;

/** Red, green and blue (0–255) of each colour of the map, from low to high. */
export function mapColours(): [red: number, green: number, blue: number][] {
  return Array.from({ length: nColours }, (_, level) => {
    const place = (level / (nColours - 1)) * (anchors.length - 1);
    const below = Math.min(Math.floor(place), anchors.length - 2);
    const [red, green, blue] = anchors[below].map((from, i) =>
      Math.round(from + (anchors[below + 1][i] - from) * (place - below)),
    );
    return [red, green, blue];
  });
}

/** The level of a value between two limits; values outside take the nearest limit. */
export function colourLevel(value: number, [lo, hi]: readonly [number, number]): number {
  const place = Math.round(((value - lo) / (hi - lo)) * (nColours - 1));
  return Math.min(nColours - 1, Math.max(0, place));
}
