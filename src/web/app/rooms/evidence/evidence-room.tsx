import { Title } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';

export function EvidenceRoom() {
  const { evidence: words } = useWords();
  return <Title order={1}>{words.title}</Title>;
}
