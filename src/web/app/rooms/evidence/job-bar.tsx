import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keyOf, useAnswer, useChange } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { useFormat, useWords } from '../../words/use-words.ts';

const everyMs = 700;

/** Long work as it stands: what it does, how much is left, and a way to stop that keeps what is done. */
export function JobBar() {
  const { evidence: words } = useWords();
  const format = useFormat();
  const client = useQueryClient();
  const { data } = useAnswer('jobs', undefined, { everyMs });
  const cancel = useChange('cancelJob', ['jobs']);
  const job = data?.[0];
  const state = job?.state;
  useEffect(() => {
    if (state === undefined || state === 'running') return;
    for (const id of ['evaluation', 'comparison', 'plan'] as const)
      void client.invalidateQueries({ queryKey: keyOf(id) });
  }, [state, client]);
  if (!job) return null;
  const { progress } = job;
  return (
    <Stack gap="xs" role="status">
      <Text>{state === 'running' ? words.running(progress?.label ?? job.kind) : words.ended[job.state]}</Text>
      {state === 'running' && (
        <>
          <Progress
            aria-label={words.running(job.kind)}
            value={progress && progress.total > 0 ? (100 * progress.done) / progress.total : 0}
          />
          <Group>
            {progress && (
              <Text size="sm">{words.done(format.number(progress.done), format.number(progress.total))}</Text>
            )}
            {progress?.leftS != null && <Text size="sm">{words.left(format.amount(progress.leftS, 's'))}</Text>}
            <Button size="xs" variant="default" onClick={() => cancel.mutate({ params: { job: job.id } })}>
              {words.cancel}
            </Button>
          </Group>
        </>
      )}
      <ErrorNote error={job.error === null ? null : Object.assign(new Error(job.error.message), job.error)} />
      <ErrorNote error={cancel.error} />
    </Stack>
  );
}
