import { Anchor, Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { SessionEntry } from '#api';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { hrefOf } from '../../router.ts';
import { SimulatedFrame } from '../../simulated-frame.tsx';
import { SparkLine } from '../../spark-line.tsx';
import { phaseColours } from '../../theme.ts';
import { useFormat, useWords } from '../../words/use-words.ts';
import type { Summary } from '../people/session-sentence.tsx';

/** Cards that are shown: each asks for a whole session to be read. */
const mostCards = 6;

function CardNumbers({ summary }: { readonly summary: Summary }) {
  const { people: words } = useWords();
  const { verdict, strength, recordings, quality } = summary;
  const squeezes = (strength?.trials ?? []).flatMap(({ percent, isAccepted }) =>
    percent !== null && isAccepted ? [percent] : [],
  );
  const mdf = recordings.flatMap(({ efforts }) =>
    efforts.flatMap(({ kind, mdfHz }) => (kind === 'hold' && mdfHz !== null ? [mdfHz] : [])),
  );
  const courses = [
    { label: words.home.strength, values: squeezes, colour: phaseColours.maximum },
    { label: words.home.mdf, values: mdf, colour: phaseColours.easy },
  ];
  return (
    <>
      <Text fw={700} size="xl">
        {words.verdict[verdict.word]}
      </Text>
      {verdict.certainty !== null && <Text size="sm">{words.certainty[verdict.certainty]}</Text>}
      <Group mt="sm" gap="md" align="flex-start">
        {courses.map(({ label, values, colour }) => (
          <Stack key={label} gap={2}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            {values.length > 1 ? (
              <SparkLine values={values} colour={colour} label={`${label}: ${values.map(Math.round).join(', ')}`} />
            ) : (
              <Text size="sm">{words.home.notMeasured}</Text>
            )}
          </Stack>
        ))}
      </Group>
      <Text size="sm" mt="xs">
        {quality.grave > 0 ? words.home.issues(`${quality.grave}`) : words.home.noIssues}
      </Text>
    </>
  );
}

function SessionCard({
  entry: { subject, session, startedAt },
}: {
  readonly entry: SessionEntry & { session: string };
}) {
  const { people: words, shell } = useWords();
  const format = useFormat();
  const { data, error } = useAnswer('sessionSummary', { params: { subject, session } });
  return (
    <Card withBorder padding="md" component="article" aria-label={words.home.session(subject, session)}>
      <SimulatedFrame isSimulated={data?.simulated === true}>
        <Group justify="space-between">
          <Text fw={600}>{words.home.session(subject, session)}</Text>
          <Badge variant="default">{startedAt === null ? '–' : format.date(startedAt)}</Badge>
        </Group>
        {data ? (
          <CardNumbers summary={data} />
        ) : error ? (
          <Text size="sm">{error.message}</Text>
        ) : (
          <Text size="sm" role="status">
            {shell.loading}
          </Text>
        )}
        <Anchor href={hrefOf('people', subject, session)} mt="xs" display="inline-block">
          {words.home.open}
        </Anchor>
      </SimulatedFrame>
    </Card>
  );
}

/** Where the page begins: one large button, and what was recorded last. */
export function HomeRoom() {
  const { people: words, shell } = useWords();
  const { data, error, refetch } = useAnswer('sessions');
  const study = useAnswer('study');
  const recorded = (data ?? []).flatMap((entry) =>
    entry.session === null ? [] : [{ ...entry, session: entry.session }],
  );
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1}>{words.home.title}</Title>
        <Button component="a" href={hrefOf('test')} size="xl">
          {shell.startATest}
        </Button>
      </Group>
      <ErrorNote error={error} onRetry={refetch} />
      {study.data?.simulated !== false && <Text>{words.home.firstRun}</Text>}
      {data && recorded.length === 0 && <Text c="dimmed">{words.home.empty}</Text>}
      <SimpleGrid cols={2} spacing="md">
        {recorded.slice(0, mostCards).map((entry) => (
          <SessionCard key={`${entry.subject}/${entry.session}`} entry={entry} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
