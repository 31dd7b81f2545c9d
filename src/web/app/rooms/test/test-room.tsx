import { Title } from '@mantine/core';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { useWords } from '../../words/use-words.ts';

export function TestRoom() {
  const { test: words } = useWords();
  const study = useAnswer('study');
  return (
    <>
      <Title order={1}>{words.title}</Title>
      <ErrorNote error={study.error} />
    </>
  );
}
