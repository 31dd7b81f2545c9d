import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ListedModel } from '#api';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { SimulatedFrame } from '../../simulated-frame.tsx';
import { useWords } from '../../words/use-words.ts';

function ModelCard({ model }: { readonly model: ListedModel }) {
  const { models: words } = useWords();
  const facts = [
    { name: words.data, text: model.dataCard },
    { name: words.results, text: model.results ?? words.noResults },
    { name: words.licence, text: model.licence },
    { name: words.digest, text: model.trainingDigest },
  ];
  return (
    <Card withBorder component="article" aria-label={model.id}>
      <SimulatedFrame isSimulated={model.isOfSimulated}>
        <Group>
          <Title order={2} size="h3">
            {model.kind}
          </Title>
          <Badge variant="default">{model.source === 'shipped' ? words.shipped : words.ofStudy}</Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {model.file}
        </Text>
        <Text mt="xs">{model.calibration === null ? words.raw : words.calibrated}</Text>
        {facts.map(({ name, text }) =>
          text === null ? null : (
            <Text key={name} mt="xs" size="sm" style={{ overflowWrap: 'anywhere' }}>
              <b>{name}:</b> {text}
            </Text>
          ),
        )}
      </SimulatedFrame>
    </Card>
  );
}

/** Finished models with what their files say about themselves. */
export function ModelsRoom() {
  const { models: words, shell } = useWords();
  const { data, error, refetch } = useAnswer('models');
  return (
    <Stack>
      <Title order={1}>{words.title}</Title>
      <ErrorNote error={error} onRetry={refetch} />
      {!data && !error && <Text role="status">{shell.loading}</Text>}
      {data?.models.map((model) => (
        <ModelCard key={model.id} model={model} />
      ))}
      {data && data.refused.length > 0 && <Title order={2}>{words.refused}</Title>}
      {data?.refused.map(({ file, reason }) => (
        <Text key={file}>
          {file}: {reason}
        </Text>
      ))}
    </Stack>
  );
}
