import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import type { BeforeTest } from '#api';
import { useAnswer } from '../../api-client.ts';
import { phaseColours, warningColour } from '../../theme.ts';
import { useWords } from '../../words/use-words.ts';
import type { ScreenAnswer } from './draft.ts';
import type { StepProps } from './who-step.tsx';

/** What the answers mean; the server judges them. */
export function useVerdict(screen: StepProps['draft']['screen'], isWanted = true) {
  return useAnswer('judgeScreen', { body: screen }, { isWanted });
}

/** The questions before a test of full effort, each to be answered, and what the answers mean. */
export function SafetyScreen({ draft, change, before }: StepProps & { readonly before: BeforeTest }) {
  const { test } = useWords();
  const words = test.who;
  const { questions } = before.screen;
  const verdict = useVerdict(draft.screen).data;
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={3}>{words.screenTitle}</Title>
        <Button
          variant="default"
          onClick={() => change({ screen: Object.fromEntries(questions.map(({ id }) => [id, 'no'])) })}
        >
          {words.allNo}
        </Button>
      </Group>
      <Text c="dimmed">{words.screenHelp}</Text>
      {questions.map(({ id, question }) => (
        <Group key={id} justify="space-between" wrap="nowrap">
          <Text id={`screen-${id}`}>{words.questions[id] ?? question}</Text>
          <SegmentedControl
            aria-labelledby={`screen-${id}`}
            size="xs"
            value={draft.screen[id] ?? ''}
            onChange={(value) => change({ screen: { ...draft.screen, [id]: value as ScreenAnswer } })}
            data={(['yes', 'no', 'unsure'] as const).map((value) => ({ value, label: words[value] }))}
          />
        </Group>
      ))}
      {verdict && (
        <Alert
          color={verdict.verdict === 'may-start' ? phaseColours.relax : warningColour}
          title={words.verdict[verdict.verdict]}
          role="status"
        >
          {verdict.reasons.map(({ id, reason }) => (
            <Text key={id}>{words.reasons[id] ?? reason}</Text>
          ))}
        </Alert>
      )}
      {verdict?.verdict === 'ask-first' && (
        <TextInput
          label={words.clearedBy}
          description={words.clearedByHelp}
          value={draft.clearedBy}
          onChange={(event) => change({ clearedBy: event.currentTarget.value })}
          maw={420}
        />
      )}
    </Stack>
  );
}
