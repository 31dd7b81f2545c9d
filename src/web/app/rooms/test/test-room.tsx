import { Title } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';

export function TestRoom() {
  const { test: words } = useWords();
  return <Title order={1}>{words.title}</Title>;
}
