import { Badge, Card, Checkbox, Group, Radio, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { useFormat, useWords } from '../../words/use-words.ts';
import type { StepProps } from './who-step.tsx';

/** The protocols as cards with what they take. */
export function ProtocolStep({ draft, change }: StepProps) {
  const { test } = useWords();
  const words = test.protocol;
  const format = useFormat();
  const protocols = useAnswer('protocols');
  const minutes = (seconds: number) => format.number(Math.max(1, Math.round(seconds / 60)));
  return (
    <Stack gap="lg">
      <Title order={2}>{words.title}</Title>
      <ErrorNote error={protocols.error} onRetry={() => void protocols.refetch()} />
      <Radio.Group aria-label={words.title} value={draft.protocol} onChange={(protocol) => change({ protocol })}>
        <SimpleGrid cols={2}>
          {protocols.data?.map(({ protocol, duration: { shortestS, longestS }, needsForce }) => (
            <Radio.Card key={protocol.id} value={protocol.id} radius="md">
              <Card bg="transparent">
                <Group wrap="nowrap" align="flex-start">
                  <Radio.Indicator />
                  <div>
                    <Text fw={700}>{words.names[protocol.id] ?? protocol.name}</Text>
                    <Text>
                      {minutes(shortestS) === minutes(longestS)
                        ? words.about(minutes(longestS))
                        : words.duration(minutes(shortestS), minutes(longestS))}
                    </Text>
                    {needsForce && (
                      <Badge variant="outline" color="gray" tt="none">
                        {words.needsForce}
                      </Badge>
                    )}
                  </div>
                </Group>
              </Card>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      <Checkbox
        label={words.practise}
        checked={draft.practise}
        onChange={(event) => change({ practise: event.currentTarget.checked })}
      />
    </Stack>
  );
}
