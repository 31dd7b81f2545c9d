import { Title } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';

export function ModelsRoom() {
  const { models: words } = useWords();
  return <Title order={1}>{words.title}</Title>;
}
