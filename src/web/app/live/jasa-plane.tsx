import type { SentView } from '#api';
import { ink, phaseColours, warningColour } from '../theme.ts';
import { useWords } from '../words/use-words.ts';

type Jasa = NonNullable<NonNullable<SentView['reading']>['jasa']>;

/** Half-widths that the plane may have (%/s); it takes the smallest that holds the ellipse. */
const halves = [1, 2, 5, 10, 20, 50, 100];

function halfOf({ ellipse }: Jasa): number {
  const reach = Math.max(...ellipse.centre.map(Math.abs)) + ellipse.axes[0];
  return halves.find((half) => half >= reach) ?? 100;
}

const quadrants = [
  { name: 'fatigue', x: 96, y: 96, anchor: 'end' },
  { name: 'more force', x: 96, y: 10, anchor: 'end' },
  { name: 'recovery', x: 4, y: 10, anchor: 'start' },
  { name: 'less force', x: 4, y: 96, anchor: 'start' },
] as const;

/** The trends of amplitude and frequency as one point with its 95 % ellipse. */
export function JasaPlaneView({ jasa }: { readonly jasa: Jasa | null }) {
  const { test } = useWords();
  const words = test.live;
  const half = jasa ? halfOf(jasa) : 5;
  const at = ([x, y]: readonly number[]) => [50 + (46 * x) / half, 50 - (46 * y) / half] as const;
  const reading = jasa?.reading ?? 'undecided';
  const centre = jasa && at(jasa.ellipse.centre);
  const colour = reading === 'fatigue' ? phaseColours.maximum : reading === 'undecided' ? ink.soft : phaseColours.easy;
  return (
    <svg viewBox="0 0 100 100" role="img" aria-label={`${words.jasa}: ${words.jasaWords[reading]}`} height="100%">
      <rect x="1" y="1" width="98" height="98" fill="none" stroke={ink.line} />
      <path d="M50 1V99M1 50H99" stroke={ink.soft} strokeWidth="0.6" />
      {quadrants.map(({ name, x, y, anchor }) => (
        <text
          key={name}
          x={x}
          y={y}
          fontSize="8"
          textAnchor={anchor}
          fontWeight={name === reading ? 700 : 400}
          fill={name === reading ? ink.strong : ink.soft}
        >
          {words.jasaQuadrants[name]}
        </text>
      ))}
      <text x="98" y="48" fontSize="6" textAnchor="end" fill={ink.soft}>
        {`+${half}`}
      </text>
      <text x="52" y="20" fontSize="6" fill={ink.soft}>
        {`+${half}`}
      </text>
      {jasa && centre && (
        <g>
          <ellipse
            cx={centre[0]}
            cy={centre[1]}
            rx={(46 * jasa.ellipse.axes[0]) / half}
            ry={(46 * jasa.ellipse.axes[1]) / half}
            transform={`rotate(${(-jasa.ellipse.angleRad * 180) / Math.PI} ${centre[0]} ${centre[1]})`}
            fill={colour}
            fillOpacity="0.3"
            stroke={colour}
          />
          <circle cx={centre[0]} cy={centre[1]} r="2.4" fill={warningColour} stroke={ink.ground} />
        </g>
      )}
    </svg>
  );
}
