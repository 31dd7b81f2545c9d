import { Alert, Anchor, Button, Group, List, Stack, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { apiPath } from '#api';
import { evidenceView } from '#report';
import type { Evaluation } from '#study';
import { useAnswer, useChange } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { SimulatedFrame } from '../../simulated-frame.tsx';
import { warningColour } from '../../theme.ts';
import { useFormat, useWords } from '../../words/use-words.ts';
import { JobBar } from './job-bar.tsx';
import { MetricAxis } from './metric-axis.tsx';
import { ModelFigures } from './model-figures.tsx';

function EvaluationView({ evaluation }: { readonly evaluation: Evaluation }) {
  const { evidence: words } = useWords();
  const view = useMemo(() => evidenceView(evaluation), [evaluation]);
  const [chosen, setChosen] = useState<string | null>(null);
  const row =
    view.rows.find(({ model }) => model === chosen) ?? view.rows.find((one) => !one.isControl) ?? view.rows[0];
  return (
    <SimulatedFrame isSimulated={view.simulated}>
      <Stack gap="lg">
        <Text size="lg">{view.headline}</Text>
        {view.banners
          .filter(({ kind }) => kind === 'confound')
          .map(({ title, text }) => (
            <Alert key={title} color={warningColour} title={title}>
              {text}
            </Alert>
          ))}
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              {Object.values(words.metrics).map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {view.rows.map((each) => (
              <Table.Tr key={each.model} {...(each === row && { bg: 'dark.5' })}>
                <Table.Td>
                  <UnstyledButton onClick={() => setChosen(each.model)} aria-pressed={each === row}>
                    <Text fw={600}>{each.name}</Text>
                    {each.isControl && <Text size="xs">{words.control}</Text>}
                  </UnstyledButton>
                </Table.Td>
                {each.metrics.map((metric) => (
                  <Table.Td key={metric.id}>
                    <MetricAxis
                      metric={metric}
                      label={`${each.name}, ${words.metrics[metric.id]}`}
                      level={metric.id === 'brier' ? null : metric.id === 'accuracy' ? view.chance : 0.5}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {row && (
          <section aria-label={words.chosen}>
            <Title order={2} size="h3">
              {row.name}
            </Title>
            <ModelFigures row={row} />
          </section>
        )}
        <section aria-label={words.audit}>
          <Title order={2} size="h3">
            {words.audit}
          </Title>
          {view.leakAudit.map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </section>
        <details>
          <summary>{words.shown}</summary>
          <List>
            {view.statements.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </details>
        <Text size="sm">
          {words.command}: <code>{view.command}</code>
        </Text>
        <Anchor href={apiPath('evaluationReport')}>{words.report}</Anchor>
      </Stack>
    </SimulatedFrame>
  );
}

function CohortView() {
  const { evidence: words } = useWords();
  const format = useFormat();
  const { data } = useAnswer('comparison');
  if (!data) return null;
  return (
    <SimulatedFrame isSimulated={data.simulated}>
      <Title order={2} size="h3">
        {words.cohort}
      </Title>
      <Table striped aria-label={words.cohort}>
        <Table.Thead>
          <Table.Tr>
            {[words.index, words.n, words.change, words.p].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>{row.id}</Table.Td>
              <Table.Td>{row.n.join(' / ')}</Table.Td>
              <Table.Td>
                {format.amount(row.difference, row.unit, row.unit === 'Hz' ? 1 : 3)} [
                {row.interval.map((limit) => format.number(limit, row.unit === 'Hz' ? 1 : 3)).join('; ')}]
              </Table.Td>
              <Table.Td>{format.number(row.pHolm, 3)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </SimulatedFrame>
  );
}

function PlanView() {
  const { evidence: words } = useWords();
  const format = useFormat();
  const { data } = useAnswer('plan');
  if (!data) return null;
  return (
    <SimulatedFrame isSimulated>
      <Title order={2} size="h3">
        {words.plan}
      </Title>
      {data.sizes.map(({ people, halfWidth }) => (
        <Text key={people}>{words.planned(format.number(people), format.number(halfWidth.value, 3))}</Text>
      ))}
    </SimulatedFrame>
  );
}

/** Is the classifier real: an evaluation with its controls, the group's change, and how many people are needed. */
export function EvidenceRoom() {
  const { evidence: words } = useWords();
  const { data: evaluation, error, refetch } = useAnswer('evaluation');
  const start = useChange('startJob', ['jobs']);
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1}>{words.title}</Title>
        <Group>
          <Button onClick={() => start.mutate({ body: { kind: 'evaluate', models: ['features', 'cnn'] } })}>
            {words.start}
          </Button>
          <Button variant="default" onClick={() => start.mutate({ body: { kind: 'compare' } })}>
            {words.compare}
          </Button>
          <Button variant="default" onClick={() => start.mutate({ body: { kind: 'plan' } })}>
            {words.startPlan}
          </Button>
        </Group>
      </Group>
      <ErrorNote error={error ?? start.error} onRetry={refetch} />
      <JobBar />
      {evaluation === null && <Text>{words.empty}</Text>}
      {evaluation && <EvaluationView evaluation={evaluation as unknown as Evaluation} />}
      <CohortView />
      <PlanView />
    </Stack>
  );
}
