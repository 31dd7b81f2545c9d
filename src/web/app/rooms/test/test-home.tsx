import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { goTo } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { type Draft, firstDraft } from './draft.ts';
import type { StartTestRequest } from './use-start-test.ts';

/** Two ways to begin: at once with the simulated arm, or step by step with a person. */
export function TestHome({
  starting,
  change,
}: {
  readonly starting: StartTestRequest;
  change(part: Partial<Draft>): void;
}) {
  const { test, shell } = useWords();
  const words = test.home;
  const study = useAnswer('study');
  return (
    <Stack gap="lg" maw={900}>
      <Title order={1}>{test.title}</Title>
      <Text size="lg">{words.intro}</Text>
      <ErrorNote error={study.error} onRetry={() => void study.refetch()} />
      <ErrorNote error={starting.error} />
      <SimpleGrid cols={2}>
        <Card padding="lg" className="simulated">
          <Stack h="100%" justify="space-between">
            <Group justify="space-between">
              <Title order={2} size="h3">
                {words.simulatedTitle}
              </Title>
              <Text fw={700}>{shell.simulated}</Text>
            </Group>
            <Text>{words.simulatedText}</Text>
            <Button size="lg" onClick={() => starting.start(firstDraft)} loading={starting.isStarting}>
              {words.startSimulated}
            </Button>
          </Stack>
        </Card>
        <Card padding="lg" withBorder>
          <Stack h="100%" justify="space-between">
            <Title order={2} size="h3">
              {words.personTitle}
            </Title>
            <Text>{words.personText}</Text>
            <Button
              size="lg"
              variant="default"
              onClick={() => {
                change({ step: 0, isPerson: true });
                goTo('test', 'setup');
              }}
            >
              {words.startPerson}
            </Button>
          </Stack>
        </Card>
      </SimpleGrid>
    </Stack>
  );
}
