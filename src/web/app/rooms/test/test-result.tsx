import { Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import type { LiveState, SentView } from '#api';
import { ErrorNote } from '../../error-note.tsx';
import { IndicesRow, TrialsRow } from '../../live/live-numbers.tsx';
import { ProbabilityBar } from '../../live/probability-bar.tsx';
import { hrefOf } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';

/** How a test went, in a sentence and its numbers, and the way to its report. */
export function TestResult({
  state,
  view,
  again,
}: {
  readonly state: LiveState;
  readonly view: SentView | null;
  again(): void;
}) {
  const { test, shell } = useWords();
  const words = test.result;
  const { subject, session, recordings, error, isSimulated } = state;
  const end = view?.guide.end;
  return (
    <Stack gap="lg" maw={900} data-testid="result">
      <Title order={1}>{words.title}</Title>
      {subject && session && <Text>{words.person(subject, session)}</Text>}
      {error ? (
        <ErrorNote error={Object.assign(new Error(error.message), { code: error.code, fix: error.fix })} />
      ) : (
        end && (
          <Text size="xl" fw={700} role="status">
            {words.ends[end]}
          </Text>
        )
      )}
      {view && (
        <Card padding="lg" className={isSimulated ? 'simulated' : ''}>
          <Stack>
            {isSimulated && <Text fw={700}>{shell.simulated}</Text>}
            <TrialsRow guide={view.guide} />
            <IndicesRow view={view} />
            <ProbabilityBar judgement={view.judgement} />
          </Stack>
        </Card>
      )}
      {recordings.length > 0 && (
        <div>
          <Title order={2} size="h4">
            {words.recordings}
          </Title>
          <List>
            {recordings.map(({ id, file }) => (
              <List.Item key={id}>{file}</List.Item>
            ))}
          </List>
        </div>
      )}
      <Group>
        {subject && session && (
          <Button component="a" href={hrefOf('people', subject, session)} size="lg">
            {words.report}
          </Button>
        )}
        <Button variant="default" size="lg" onClick={again}>
          {words.another}
        </Button>
      </Group>
    </Stack>
  );
}
