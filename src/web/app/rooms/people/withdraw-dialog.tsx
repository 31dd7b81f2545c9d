import { Button, Group, List, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useAnswer, useChange } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { goTo } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';

/** What a withdrawal would remove, and the code to be typed before it is done. */
export function WithdrawDialog({ subject, onClose }: { readonly subject: string; onClose(): void }) {
  const { people, shell } = useWords();
  const words = people.withdrawing;
  const [confirm, setConfirm] = useState('');
  const { data, error } = useAnswer('withdrawal', { params: { subject } });
  const withdraw = useChange('withdraw', ['people', 'study', 'sessions', 'recordings', 'sessionsOf']);
  const parts = data
    ? [
        { title: words.deleted, files: data.deleted },
        { title: words.rewritten, files: data.rewritten },
        { title: words.byHand, files: data.byHand },
      ]
    : [];
  return (
    <Stack>
      <Text>{words.lead}</Text>
      <ErrorNote error={error ?? withdraw.error} />
      {!data && !error && <Text role="status">{shell.loading}</Text>}
      {parts.map(({ title, files }) => (
        <div key={title}>
          <Title order={3} size="h5">
            {title}
          </Title>
          {files.length === 0 && <Text size="sm">{words.nothing}</Text>}
          <List size="sm">
            {files.map(({ path, reason }) => (
              <List.Item key={path}>
                <code>{path}</code>: {reason}
              </List.Item>
            ))}
          </List>
        </div>
      ))}
      <TextInput
        label={words.confirm(subject)}
        value={confirm}
        onChange={(event) => setConfirm(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {words.keep}
        </Button>
        <Button
          color="maximum"
          disabled={confirm !== subject || !data}
          loading={withdraw.isPending}
          onClick={() =>
            withdraw.mutate({ params: { subject }, body: { confirm } }, { onSuccess: () => goTo('people') })
          }
        >
          {words.doIt}
        </Button>
      </Group>
    </Stack>
  );
}
