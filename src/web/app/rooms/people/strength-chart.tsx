import { ink, phaseColours } from '../../theme.ts';
import { useFormat, useWords } from '../../words/use-words.ts';
import type { Summary } from './session-sentence.tsx';

const width = 560;
const height = 240;
const plot = { left: 48, right: 548, top: 12, bottom: 198 };

/** Maximal squeezes in % of the rested maximum over the session: filled ones count. */
export function StrengthChart({ strength }: { readonly strength: NonNullable<Summary['strength']> }) {
  const { people: words } = useWords();
  const format = useFormat();
  const points = strength.trials.flatMap(({ minutes, percent, isAccepted, phase }) =>
    minutes === null || percent === null ? [] : [{ minutes, percent, isAccepted, phase }],
  );
  const endMin = Math.max(1, ...points.map(({ minutes }) => minutes)) * 1.04;
  const top = Math.max(110, ...points.map(({ percent }) => percent));
  const x = (minutes: number) => plot.left + ((plot.right - plot.left) * minutes) / endMin;
  const y = (percent: number) => plot.bottom - ((plot.bottom - plot.top) * percent) / top;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={words.home.strength}>
      {[0, 20, 40, 60, 80, 100].map((percent) => (
        <g key={percent}>
          <line
            x1={plot.left}
            x2={plot.right}
            y1={y(percent)}
            y2={y(percent)}
            stroke={ink.line}
            strokeDasharray={percent === 80 ? '5 4' : undefined}
          />
          <text x={plot.left - 6} y={y(percent) + 4} fontSize="12" textAnchor="end" fill={ink.soft}>
            {percent}
          </text>
        </g>
      ))}
      {points.map(({ minutes, percent, isAccepted, phase }) => (
        <g key={minutes}>
          <circle
            cx={x(minutes)}
            cy={y(percent)}
            r="6"
            fill={isAccepted ? phaseColours.maximum : ink.ground}
            stroke={phaseColours.maximum}
            strokeWidth="2"
          >
            <title>{`${words.report.phases[phase]}: ${format.amount(percent, '%')}, ${isAccepted ? words.report.counts : words.report.countsNot}`}</title>
          </circle>
        </g>
      ))}
      {Array.from({ length: Math.floor(endMin / 2) + 1 }, (_, i) => 2 * i).map((minutes) => (
        <text key={minutes} x={x(minutes)} y={plot.bottom + 16} fontSize="11" textAnchor="middle" fill={ink.soft}>
          {format.number(minutes)}
        </text>
      ))}
      <text x={(plot.left + plot.right) / 2} y={height - 6} fontSize="12" textAnchor="middle" fill={ink.text}>
        {words.report.minutes}
      </text>
    </svg>
  );
}
