import { ink } from './theme.ts';

const width = 150;
const height = 40;

/** A course in few pixels with its first and last value; what it shows is told in words by `label`. */
export function SparkLine({
  values,
  colour,
  label,
}: {
  readonly values: readonly number[];
  readonly colour: string;
  readonly label: string;
}) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const at = values.map((value, i) => ({
    x: 5 + (i * (width - 10)) / Math.max(1, values.length - 1),
    y: height - 6 - ((value - low) * (height - 12)) / span,
  }));
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <line x1="0" x2={width} y1={height - 1} y2={height - 1} stroke={ink.line} />
      <polyline points={at.map(({ x, y }) => `${x},${y}`).join(' ')} fill="none" stroke={colour} strokeWidth="2" />
      {at.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="3" fill={colour} />
      ))}
    </svg>
  );
}
