import { Anchor, Button, Group, Modal, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useAnswer, useChange } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { hrefOf, usePlace } from '../../router.ts';
import { useFormat, useWords } from '../../words/use-words.ts';
import { ImportDialog } from './import-dialog.tsx';
import { SessionReportView } from './session-report-view.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

function AddPerson() {
  const { people: words } = useWords();
  const [subject, setSubject] = useState('');
  const add = useChange('addPerson', ['people', 'study']);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ body: { subject } }, { onSuccess: () => setSubject('') });
      }}
    >
      <Group align="flex-end">
        <TextInput
          label={words.list.addLabel}
          description={words.list.addHelp}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending} disabled={subject === ''}>
          {words.list.add}
        </Button>
      </Group>
      <ErrorNote error={add.error} />
    </form>
  );
}

function PeopleList() {
  const { people: words } = useWords();
  const [isImporting, setImporting] = useState(false);
  const { data, error, refetch } = useAnswer('people');
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1}>{words.title}</Title>
        <Button variant="default" onClick={() => setImporting(true)}>
          {words.list.import}
        </Button>
      </Group>
      <ErrorNote error={error} onRetry={refetch} />
      <AddPerson />
      {data?.length === 0 && <Text>{words.list.empty}</Text>}
      {data && data.length > 0 && (
        <Table striped highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {[words.list.code, words.list.sessions, words.list.recordings].map((head) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map(({ subject, nSessions, nRecordings }) => (
              <Table.Tr key={subject}>
                <Table.Td>
                  <Anchor href={hrefOf('people', subject)}>{subject}</Anchor>
                </Table.Td>
                <Table.Td>{nSessions}</Table.Td>
                <Table.Td>{nRecordings}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Modal
        closeButtonProps={{ 'aria-label': words.close }}
        opened={isImporting}
        onClose={() => setImporting(false)}
        title={words.importing.title}
        size="xl"
      >
        <ImportDialog />
      </Modal>
    </Stack>
  );
}

function PersonView({ subject }: { readonly subject: string }) {
  const { people: words } = useWords();
  const format = useFormat();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { data, error, refetch } = useAnswer('sessionsOf', { params: { subject } });
  const { list } = words;
  return (
    <Stack gap="lg">
      <Anchor href={hrefOf('people')}>{list.back}</Anchor>
      <Group justify="space-between">
        <Title order={1}>{subject}</Title>
        <Button variant="default" onClick={() => setWithdrawing(true)}>
          {list.withdraw}
        </Button>
      </Group>
      <ErrorNote error={error} onRetry={refetch} />
      {data?.length === 0 && <Text>{list.noSessions}</Text>}
      {data && data.length > 0 && (
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              {[list.sessions, list.began, list.protocol, list.ended, list.loss, list.recordings].map((head) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map(({ session, startedAt, cells, recordings }) => (
              <Table.Tr key={session ?? '–'}>
                <Table.Td>
                  {session === null ? '–' : <Anchor href={hrefOf('people', subject, session)}>{session}</Anchor>}
                </Table.Td>
                <Table.Td>{startedAt === null ? '–' : format.date(startedAt)}</Table.Td>
                <Table.Td>{cells.protocol ?? list.noReport}</Table.Td>
                <Table.Td>{cells.ended ?? '–'}</Table.Td>
                <Table.Td>{cells.mvc_loss == null ? '–' : `${cells.mvc_loss} %`}</Table.Td>
                <Table.Td>{recordings.length}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Modal
        closeButtonProps={{ 'aria-label': words.close }}
        opened={isWithdrawing}
        onClose={() => setWithdrawing(false)}
        title={words.withdrawing.title(subject)}
        size="lg"
      >
        <WithdrawDialog subject={subject} onClose={() => setWithdrawing(false)} />
      </Modal>
    </Stack>
  );
}

/** Everybody of the study, one person, or one session: as the address says. */
export function PeopleRoom() {
  const [subject, session] = usePlace().rest;
  if (subject === undefined) return <PeopleList />;
  if (session === undefined) return <PersonView subject={subject} />;
  return <SessionReportView subject={subject} session={session} />;
}
