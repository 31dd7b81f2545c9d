import { SimpleGrid, Text } from '@mantine/core';
import type { EvidenceRow } from '#report';
import { ink, phaseColours } from '../../theme.ts';
import { useWords } from '../../words/use-words.ts';

const side = 240;
const box = { left: 34, right: 232, top: 8, bottom: 206 };
const x = (share: number): number => box.left + (box.right - box.left) * share;
const y = (share: number): number => box.bottom - (box.bottom - box.top) * share;

function Square({
  title,
  across,
  up,
  children,
}: {
  readonly title: string;
  readonly across: string;
  readonly up: string;
  readonly children: React.ReactNode;
}) {
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Text size="sm" fw={600}>
          {title}
        </Text>
      </figcaption>
      <svg viewBox={`0 0 ${side} ${side}`} width="100%" role="img" aria-label={title}>
        <rect
          x={box.left}
          y={box.top}
          width={box.right - box.left}
          height={box.bottom - box.top}
          fill="none"
          stroke={ink.line}
        />
        {[0, 0.5, 1].map((share) => (
          <g key={share} fontSize="10" fill={ink.soft}>
            <text x={x(share)} y={box.bottom + 13} textAnchor="middle">
              {share}
            </text>
            <text x={box.left - 5} y={y(share) + 3} textAnchor="end">
              {share}
            </text>
          </g>
        ))}
        <line x1={x(0)} x2={x(1)} y1={y(0)} y2={y(1)} stroke={ink.line} strokeDasharray="4 3" />
        {children}
        <text x={x(0.5)} y={side - 6} textAnchor="middle" fontSize="11" fill={ink.text}>
          {across}
        </text>
        <text
          x="10"
          y={y(0.5)}
          textAnchor="middle"
          fontSize="11"
          fill={ink.text}
          transform={`rotate(-90 10 ${y(0.5)})`}
        >
          {up}
        </text>
      </svg>
    </figure>
  );
}

function PersonDots({ pairs }: Pick<EvidenceRow, 'pairs'>) {
  const { evidence: words } = useWords();
  const step = 18;
  const height = step * pairs.length + 22;
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Text size="sm" fw={600}>
          {words.people}
        </Text>
      </figcaption>
      <svg viewBox={`0 0 ${side} ${height}`} width="100%" role="img" aria-label={words.people}>
        <line x1={x(0.5)} x2={x(0.5)} y1="2" y2={height - 18} stroke={ink.line} strokeDasharray="4 3" />
        {pairs.map(({ subject, fresh, fatigued }, i) => (
          <g key={subject}>
            <text x={box.left - 4} y={14 + i * step} fontSize="10" textAnchor="end" fill={ink.soft}>
              {subject}
            </text>
            {fresh !== null && fatigued !== null && (
              <line x1={x(fresh)} x2={x(fatigued)} y1={10 + i * step} y2={10 + i * step} stroke={ink.soft} />
            )}
            {fresh !== null && (
              <circle
                cx={x(fresh)}
                cy={10 + i * step}
                r="5"
                fill={ink.ground}
                stroke={phaseColours.easy}
                strokeWidth="2"
              />
            )}
            {fatigued !== null && <circle cx={x(fatigued)} cy={10 + i * step} r="5" fill={phaseColours.maximum} />}
          </g>
        ))}
        <text x={x(0.5)} y={height - 4} textAnchor="middle" fontSize="11" fill={ink.text}>
          {words.said}
        </text>
      </svg>
    </figure>
  );
}

/** Per-person dots, ROC and calibration of one model. */
export function ModelFigures({ row: { pairs, roc, calibration } }: { readonly row: EvidenceRow }) {
  const { evidence: words } = useWords();
  if (pairs.length === 0) return <Text>{words.noFigure}</Text>;
  const curve = roc.map(({ falsePositiveRate, truePositiveRate }) => `${x(falsePositiveRate)},${y(truePositiveRate)}`);
  return (
    <SimpleGrid cols={3}>
      <PersonDots pairs={pairs} />
      <Square title={words.roc} across={words.falsePositive} up={words.truePositive}>
        <polyline points={curve.join(' ')} fill="none" stroke={phaseColours.easy} strokeWidth="2.5" />
      </Square>
      <Square title={words.calibration} across={words.said} up={words.found}>
        {calibration.map(({ meanProbability, shareFatigued, n }) => (
          <circle key={meanProbability} cx={x(meanProbability)} cy={y(shareFatigued)} r="6" fill={phaseColours.easy}>
            <title>{`n = ${n}`}</title>
          </circle>
        ))}
      </Square>
    </SimpleGrid>
  );
}
