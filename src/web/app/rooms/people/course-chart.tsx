import { ink } from '../../theme.ts';
import { useFormat } from '../../words/use-words.ts';
import type { Summary } from './session-sentence.tsx';

type Course = Summary['recordings'][number]['efforts'][number]['mdf'];

const width = 320;
const height = 150;
const plot = { left: 46, right: 314, top: 20, bottom: 124 };

/** Epochs of one contraction as dots, with the fitted line and the band of its slope. */
export function CourseChart({
  course,
  label,
  unit,
  decimals,
  colour,
}: {
  readonly course: Course;
  readonly label: string;
  readonly unit: string;
  readonly decimals: number;
  readonly colour: string;
}) {
  const format = useFormat();
  const { timesS, values, band } = course;
  if (timesS.length === 0) return null;
  const all = [...values, ...(band ? [...band.low, ...band.high] : [])];
  const room = 0.08 * (Math.max(...all) - Math.min(...all) || 1);
  const [low, high] = [Math.min(...all) - room, Math.max(...all) + room];
  const [from, to] = [timesS[0] - 0.5, timesS[timesS.length - 1] + 0.5];
  const x = (time: number) => plot.left + ((plot.right - plot.left) * (time - from)) / (to - from);
  const y = (value: number) => plot.bottom - ((plot.bottom - plot.top) * (value - low)) / (high - low);
  const at = (time: number, value: number) => `${x(time)},${y(value)}`;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={`${label} (${unit})`}>
      <text x={plot.left} y="13" fontSize="12" fontWeight="600" fill={ink.text}>
        {`${label} (${unit})`}
      </text>
      <rect
        x={plot.left}
        y={plot.top}
        width={plot.right - plot.left}
        height={plot.bottom - plot.top}
        fill="none"
        stroke={ink.line}
      />
      {[low + room, high - room].map((value) => (
        <text key={value} x={plot.left - 5} y={y(value) + 4} fontSize="11" textAnchor="end" fill={ink.soft}>
          {format.number(value, decimals)}
        </text>
      ))}
      {[timesS[0], timesS[timesS.length - 1]].map((time) => (
        <text key={time} x={x(time)} y={plot.bottom + 16} fontSize="11" textAnchor="middle" fill={ink.soft}>
          {format.amount(time, 's', 1)}
        </text>
      ))}
      {band && (
        <>
          {/* The two limits of the slope cross in the middle: what lies between them is the band. */}
          <polygon
            points={`${at(band.timesS[0], band.low[0])} ${at(band.timesS[1], band.low[1])} ${at(band.timesS[1], band.high[1])} ${at(band.timesS[0], band.high[0])}`}
            fill={colour}
            fillOpacity="0.25"
          />
          <line
            x1={x(band.timesS[0])}
            x2={x(band.timesS[1])}
            y1={y(band.mid[0])}
            y2={y(band.mid[1])}
            stroke={colour}
            strokeWidth="2"
          />
        </>
      )}
      {timesS.map((time, i) => (
        <circle key={time} cx={x(time)} cy={y(values[i])} r="3" fill={colour} />
      ))}
    </svg>
  );
}
