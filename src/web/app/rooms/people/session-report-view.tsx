import {
  Anchor,
  Button,
  CopyButton,
  Group,
  List,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { apiPath } from '#api';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { JasaPlaneView } from '../../live/jasa-plane.tsx';
import { hrefOf } from '../../router.ts';
import { SimulatedFrame } from '../../simulated-frame.tsx';
import { phaseColours } from '../../theme.ts';
import { useFormat, useWords } from '../../words/use-words.ts';
import { CourseChart } from './course-chart.tsx';
import { limitsText, SessionSentence, type Summary } from './session-sentence.tsx';
import { SignalViewer } from './signal-viewer.tsx';
import { SpectrogramView } from './spectrogram-view.tsx';
import { StrengthChart } from './strength-chart.tsx';
import { Term, termOf } from './term.tsx';

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function StrengthPart({ summary: { strength, noStrength } }: { readonly summary: Summary }) {
  const { people } = useWords();
  const words = people.report;
  const format = useFormat();
  if (!strength) return <Text>{noStrength}</Text>;
  const { rested, unit, loss, decline, norms, rule } = strength;
  return (
    <SimpleGrid cols={2}>
      <StrengthChart strength={strength} />
      <Stack gap="xs">
        <Text>
          {words.rested}: <Term id="MVC">{format.amount(rested.value, unit)}</Term>
        </Text>
        {loss && (
          <Text>
            {words.loss}:{' '}
            <Term id="loss" more={loss.certainty ? [loss.certainty.method] : []}>
              {format.amount(loss.lossPercent, '%', 1)}
            </Term>{' '}
            {loss.certainty ? limitsText(people, format, loss.certainty.interval, 1) : people.sentence.noInterval}
          </Text>
        )}
        {decline && (
          <Text>
            {words.decline}: <Term id="decline">{format.amount(decline.percentPerMin, '%/min', 1)}</Term>{' '}
            {decline.interval && limitsText(people, format, decline.interval, 1)}
          </Text>
        )}
        {norms?.norms.map(({ source, z }) => <Text key={source}>{words.norm(format.number(z, 2), source)}</Text>) ?? (
          <Text size="sm">{words.noNorm}</Text>
        )}
        <Text size="sm" c="dimmed">
          {rule}
        </Text>
      </Stack>
    </SimpleGrid>
  );
}

function IndexTable({ of }: { readonly of: Summary['recordings'][number] }) {
  const { people } = useWords();
  const words = people.report;
  const format = useFormat();
  const digits = (value: number) => (Math.abs(value) >= 10 ? 1 : 3);
  return (
    <Table striped>
      <Table.Thead>
        <Table.Tr>
          {[words.index, words.segment, words.value, words.interval, words.band].map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.indices.map(({ id, segment, value, unit, band, window, method, interval }) => (
          <Table.Tr key={`${segment} ${id}`}>
            <Table.Td>{id}</Table.Td>
            <Table.Td>{segment}</Table.Td>
            <Table.Td>
              <Term
                id={termOf(id)}
                more={[
                  `${words.band}: ${band.join('–')} Hz`,
                  `${words.window}: ${window}`,
                  method,
                  `${words.source}: ${of.file}`,
                ]}
              >
                {id === 'FInsm5' ? value.toExponential(2) : format.amount(value, unit, digits(value))}
              </Term>
            </Table.Td>
            <Table.Td>{interval ? limitsText(people, format, interval, 2) : '–'}</Table.Td>
            <Table.Td>{band.join('–')} Hz</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function SignalPart({
  summary,
  subject,
  session,
}: {
  readonly summary: Summary;
  readonly subject: string;
  readonly session: string;
}) {
  const { people } = useWords();
  const words = people.report;
  const format = useFormat();
  const usual = summary.recordings.findLastIndex(({ state }) => state !== null);
  const [chosen, setChosen] = useState(String(Math.max(0, usual)));
  const { data: sessions } = useAnswer('sessionsOf', { params: { subject } });
  const of = summary.recordings[Number(chosen)];
  const entry = sessions?.find((one) => one.session === session)?.recordings.find(({ file }) => file === of?.file);
  if (!of) return null;
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={words.recording}
        value={chosen}
        onChange={setChosen}
        w="fit-content"
        data={summary.recordings.map(({ state, name }, i) => ({
          value: String(i),
          label: `${i + 1} ${words.states[state ?? 'between'] ?? name}`,
        }))}
      />
      {of.refused !== null && <Text>{of.refused}</Text>}
      {entry && of.refused === null && (
        <>
          <SignalViewer
            key={entry.id}
            recording={entry.id}
            channel={of.channel}
            durationS={of.durationS}
            found={of.segments}
            isByHand={of.limits === 'hand'}
          />
          {of.state !== null && <SpectrogramView recording={entry.id} />}
        </>
      )}
      <Text size="sm" c="dimmed">
        {words.trend}
      </Text>
      {of.efforts.map((effort) => (
        <SimpleGrid key={effort.name} cols={3}>
          {(
            [
              ['MDF', effort.mdf, 'Hz', 1],
              ['RMS', effort.rms, of.unit, 3],
            ] as const
          ).map(([id, course, unit, decimals]) => (
            <CourseChart
              key={id}
              course={course}
              label={`${words.kinds[effort.kind]}: ${id}`}
              unit={unit}
              decimals={decimals}
              colour={effort.kind === 'hold' ? phaseColours.easy : phaseColours.maximum}
            />
          ))}
          <div style={{ height: 150 }}>
            {effort.jasa ? <JasaPlaneView jasa={effort.jasa} /> : <Text size="sm">{words.noTrend}</Text>}
          </div>
        </SimpleGrid>
      ))}
      {summary.changes.length > 0 && (
        <Title order={4} size="h6">
          {words.change}
        </Title>
      )}
      {summary.changes.map(({ id, segment, before, after, unit, percent, interval, method }) => (
        <Text key={`${id} ${segment}`}>
          {id}, {words.kinds[segment]}:{' '}
          <Term id={id} more={[method]}>
            {format.number(before, id === 'MDF' ? 1 : 3)} → {format.amount(after, unit, id === 'MDF' ? 1 : 3)}
          </Term>
          , {format.change(percent, '%', 1)} {limitsText(people, format, interval, 1)}
        </Text>
      ))}
      <details>
        <summary>{words.numbers}</summary>
        <IndexTable of={of} />
      </details>
      {entry && (
        <Group>
          <Anchor href={apiPath('csv', { params: { recording: entry.id } })} download>
            {words.csv}
          </Anchor>
          <Anchor href={apiPath('parquet', { params: { recording: entry.id } })} download>
            {words.parquet}
          </Anchor>
        </Group>
      )}
    </Stack>
  );
}

function ClassifierPart({ classifier }: { readonly classifier: Summary['classifier'] }) {
  const { people, shell } = useWords();
  const words = people.report;
  const format = useFormat();
  if (!classifier) return <Text>{words.noModel}</Text>;
  const { model, judgements } = classifier;
  return (
    <Stack gap="xs">
      <Text>
        {words.model}: {model.id}
        {model.isOfSimulated && ` (${shell.simulated})`}
      </Text>
      {judgements.map(({ file, state, probability, crops, reason }) => (
        <Text key={file}>
          {words.states[state ?? 'between']}: {words.probability}{' '}
          <Term id="probability" more={[file]}>
            {format.number(probability, 2)}
          </Term>
          {crops && ` · ${words.crops} ${format.number(crops.low, 2)}–${format.number(crops.high, 2)}`}
          {reason !== null && ` · ${reason}`}
        </Text>
      ))}
      {model.results !== null && <Text size="sm">{model.results}</Text>}
    </Stack>
  );
}

function HistoryPart({ history }: { readonly history: Summary['history'] }) {
  const { people } = useWords();
  const words = people.report;
  const format = useFormat();
  const known = history.measures.filter(({ change }) => change !== null);
  if (known.length === 0) return <Text>{words.noHistory}</Text>;
  return (
    <Stack gap="xs">
      {known.map(({ id, unit, points, change }) => (
        <Text key={id}>
          {words.measures[id]}: {points.map(({ value }) => format.amount(value, unit)).join(' → ')};{' '}
          {change?.noise ? (
            <Term id="MDC" more={[format.amount(change.noise.mdc95, unit, 1)]}>
              {words.inMdc(format.number(change.noise.inMdc, 2))},{' '}
              {change.noise.isDetectable ? words.moreThanNoise : words.withinNoise}
            </Term>
          ) : (
            words.noMdc(`${history.nRepeated}`)
          )}
        </Text>
      ))}
    </Stack>
  );
}

function QualityPart({ quality }: { readonly quality: Summary['quality'] }) {
  const { people } = useWords();
  const words = people.report;
  return (
    <Stack gap="xs">
      <Text>
        {words.excluded}: <Term id="excluded">{words.of(`${quality.excluded}`, `${quality.windows}`)}</Term> ·{' '}
        {words.lost}: {quality.lostSamples}
      </Text>
      {quality.issues.length === 0 && <Text>{words.noIssue}</Text>}
      <List size="sm">
        {quality.issues.map(({ code, severity, message, suggestion, where }) => (
          <List.Item key={`${code} ${where.file} ${message}`}>
            <b>{severity}</b> <code>{code}</code> {message}{' '}
            <Text span inherit c="dimmed">
              {suggestion}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

/** The report of one guided test: what it says, how surely, and the curves behind it. */
export function SessionReportView({ subject, session }: { readonly subject: string; readonly session: string }) {
  const { people, shell } = useWords();
  const words = people.report;
  const place = { params: { subject, session } };
  const { data: summary, error, refetch } = useAnswer('sessionSummary', place);
  const report = apiPath('sessionReport', place);
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Anchor href={hrefOf('people', subject)}>{words.session(subject, session)}</Anchor>
        <Group gap="xs" role="group" aria-label={words.exports}>
          <Button component="a" size="xs" variant="default" href={report} download={`${subject}-${session}.html`}>
            {words.html}
          </Button>
          <Button component="a" size="xs" variant="default" href={report} target="_blank">
            {words.pdf}
          </Button>
          <Text size="xs" c="dimmed">
            {words.bids}
          </Text>
        </Group>
      </Group>
      <ErrorNote error={error} onRetry={refetch} />
      {!summary && !error && <Text role="status">{shell.loading}</Text>}
      {summary && (
        <SimulatedFrame isSimulated={summary.simulated}>
          <Stack gap="xl">
            <div>
              <SessionSentence summary={summary} />
            </div>
            <Part title={words.why}>
              <List>
                {summary.verdict.reasons.map((code) => (
                  <List.Item key={code}>{people.reasons[code]}</List.Item>
                ))}
              </List>
            </Part>
            <Part title={words.strength}>
              <StrengthPart summary={summary} />
            </Part>
            <Part title={words.signal}>
              <SignalPart summary={summary} subject={subject} session={session} />
            </Part>
            <Part title={words.classifier}>
              <ClassifierPart classifier={summary.classifier} />
            </Part>
            <Part title={words.quality}>
              <QualityPart quality={summary.quality} />
            </Part>
            <Part title={words.history}>
              <HistoryPart history={summary.history} />
            </Part>
            <Part title={words.methods}>
              <Text size="sm">{summary.methods}</Text>
              <CopyButton value={summary.methods}>
                {({ copied, copy }) => (
                  <Button size="xs" variant="default" mt="xs" onClick={copy}>
                    {copied ? words.copied : words.copy}
                  </Button>
                )}
              </CopyButton>
            </Part>
          </Stack>
        </SimulatedFrame>
      )}
    </Stack>
  );
}
