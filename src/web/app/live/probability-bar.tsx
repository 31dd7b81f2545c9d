import { Text } from '@mantine/core';
import type { SentView } from '#api';
import { ink, phaseColours, warningColour } from '../theme.ts';
import { useFormat, useWords } from '../words/use-words.ts';

/** What the model says, where it says nothing, and how the parts of the squeeze differ; all in words too. */
export function ProbabilityBar({ judgement }: { readonly judgement: SentView['judgement'] }) {
  const { test } = useWords();
  const words = test.live;
  const format = useFormat();
  if (!judgement) {
    return (
      <Text size="sm" c="dimmed">
        {words.noJudgement}
      </Text>
    );
  }
  const { probability, verdict, undecided, crops, isOfSimulated, reason } = judgement;
  const share = (value: number) => format.number(value, 2);
  return (
    <div>
      <Text size="lg" fw={700}>
        {probability === null ? (reason ?? '') : `${words.fatigued} ${share(probability)}`}
        {verdict && probability !== null && ` → ${words.verdicts[verdict]}`}
      </Text>
      <svg viewBox="0 0 200 16" width="100%" height="16" preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="5" width="200" height="6" fill={ink.line} />
        {undecided && (
          <rect
            x={200 * undecided[0]}
            y="5"
            width={200 * (undecided[1] - undecided[0])}
            height="6"
            fill={warningColour}
            opacity="0.5"
          />
        )}
        {crops && (
          <rect x={200 * crops.low} y="7" width={200 * (crops.high - crops.low)} height="2" fill={ink.strong} />
        )}
        {probability !== null && (
          <rect x={Math.min(197, 200 * probability)} y="0" width="3" height="16" fill={phaseColours.maximum} />
        )}
      </svg>
      <Text size="xs" c="dimmed">
        {[
          undecided ? words.undecidedRange(share(undecided[0]), share(undecided[1])) : words.alwaysDecides,
          crops && words.crops(share(crops.low), share(crops.high)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {isOfSimulated && (
        <Text size="xs" fw={600} c={warningColour}>
          {words.ofSimulated}
        </Text>
      )}
    </div>
  );
}
