const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text spells in decimal digits; NaN for anything else that the language would take: hex, blanks, infinity. */
export function plainNumber(text: string): number {
  const value = plain.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
