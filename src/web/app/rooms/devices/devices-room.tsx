import { Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { warningColour } from '../../theme.ts';
import { useWords } from '../../words/use-words.ts';

/** What is seen of devices, and why something may not be. */
export function DevicesRoom() {
  const { devices: words, shell } = useWords();
  const { data, error, refetch, isFetching } = useAnswer('devices');
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>{words.title}</Title>
        <Button variant="default" onClick={() => refetch()} loading={isFetching}>
          {words.again}
        </Button>
      </Group>
      <ErrorNote error={error} onRetry={refetch} />
      {!data && !error && <Text role="status">{shell.loading}</Text>}
      {data?.devices.length === 0 && <Text>{words.none}</Text>}
      {data?.devices.map(({ address, about, isAllowed, isSimulated }) => (
        <Card key={address} withBorder {...(isSimulated && { className: 'simulated' })}>
          <Text fw={600}>
            <code>{address}</code>
          </Text>
          {isSimulated && (
            <Text size="xs" fw={700} c={warningColour}>
              {words.simulated}
            </Text>
          )}
          {about !== null && !isSimulated && <Text size="sm">{about}</Text>}
          {!isAllowed && <Text c={warningColour}>{words.notAllowed}</Text>}
        </Card>
      ))}
      {data && data.notes.length > 0 && (
        <Title order={2} size="h4">
          {words.notes}
        </Title>
      )}
      <List>
        {data?.notes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
      {data && (
        <Text size="sm">
          {words.forms} {data.forms}
        </Text>
      )}
    </Stack>
  );
}
