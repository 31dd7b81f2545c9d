import type { EvidenceRow } from '#report';
import { ink, phaseColours } from '../../theme.ts';
import { useFormat } from '../../words/use-words.ts';

const width = 190;
const height = 30;
const at = (value: number): number => 8 + (width - 16) * value;

/** A metric as dot and interval on an axis from 0 to 1; the dashed line is what guessing reaches. */
export function MetricAxis({
  metric: { value, interval },
  level,
  label,
}: {
  readonly metric: EvidenceRow['metrics'][number];
  readonly level: number | null;
  readonly label: string;
}) {
  const format = useFormat();
  const limits = interval ? ` [${interval.map((limit) => format.number(limit, 2)).join('–')}]` : '';
  const text = `${format.number(value, 2)}${limits}`;
  return (
    <div>
      <svg width={width} height={height} role="img" aria-label={`${label} ${text}`}>
        <line x1={at(0)} x2={at(1)} y1="15" y2="15" stroke={ink.line} />
        {level !== null && (
          <line x1={at(level)} x2={at(level)} y1="2" y2="28" stroke={ink.soft} strokeDasharray="3 3" />
        )}
        {interval && (
          <line x1={at(interval[0])} x2={at(interval[1])} y1="15" y2="15" stroke={phaseColours.easy} strokeWidth="4" />
        )}
        {value !== null && <circle cx={at(value)} cy="15" r="6" fill={ink.strong} stroke={ink.ground} />}
      </svg>
      <div style={{ fontSize: 12, whiteSpace: 'nowrap' }}>{text}</div>
    </div>
  );
}
