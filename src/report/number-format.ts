/** An en dash for ranges, a true minus for numbers, a dash for what is not there. */
const minus = '−';
const absent = '–';

/** A number with a fixed count of decimals, or a dash where there is none. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent;
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', minus);
}

/** A share or a metric in [0, 1]: two decimals. */
export function share(value: number | null | undefined): string {
  return fixed(value, 2);
}

/** `[0.64–0.89]`; with a negative limit `[−5.0 to −1.2]`, where a dash would be read as a minus. */
export function interval(limits: readonly [number, number] | null | undefined, decimals = 2): string {
  if (!limits) return '';
  const [lo, hi] = limits;
  const between = lo < 0 || hi < 0 ? ' to ' : '–';
  return `[${fixed(lo, decimals)}${between}${fixed(hi, decimals)}]`;
}

/** `0.78 [0.64–0.89]`. */
export function withInterval(value: number | null, limits: readonly [number, number] | null | undefined): string {
  return value === null ? absent : [share(value), interval(limits)].filter((part) => part !== '').join(' ');
}

/** How many decimals show a value with the given count of significant digits. */
export function decimalsFor(value: number, digits = 3): number {
  if (!Number.isFinite(value) || value === 0) return digits - 1;
  return Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))));
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Three significant digits; very large and very small numbers as `1.23 × 10⁻¹³`. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return absent;
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e5)) return fixed(value, decimalsFor(value, digits));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const power = [...exponent.replace('+', '')].map((c) => (c === '-' ? '⁻' : superscripts[Number(c)])).join('');
  return `${mantissa.replace('-', minus)} × 10${power}`;
}

/** `12.3 s` of a time inside a recording. */
export function seconds(value: number): string {
  return `${fixed(value, 1)} s`;
}

/** `1 person`, `18 people`. */
export function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A unit as readers know it: `Hz^-6` becomes `Hz⁻⁶`. */
export function unitText(unit: string): string {
  return unit.replace(
    /\^(-?)(\d)/g,
    (_, sign: string, digit: string) => (sign ? '⁻' : '') + superscripts[Number(digit)],
  );
}
