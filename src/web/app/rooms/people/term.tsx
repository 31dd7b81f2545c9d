import { Popover, Text, UnstyledButton } from '@mantine/core';
import type { Words } from '../../words/en.ts';
import { useWords } from '../../words/use-words.ts';

export type TermId = keyof Words['people']['terms'];

/** The term of an index, where the glossary has one. */
export function termOf(id: string): TermId {
  if (id.endsWith('_SLOPE')) return 'slope';
  return id === 'MDF' || id === 'MNF' || id === 'RMS' || id === 'FInsm5' ? id : 'other';
}

/** A number that can be clicked to its definition; `more` is its band, window and source. */
export function Term({
  id,
  children,
  more = [],
}: {
  readonly id: TermId;
  readonly children: React.ReactNode;
  readonly more?: readonly string[];
}) {
  const { people: words } = useWords();
  return (
    <Popover width={340} withArrow shadow="md" position="bottom-start">
      <Popover.Target>
        <UnstyledButton style={{ borderBottom: '1px dotted currentColor' }}>{children}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{words.terms[id]}</Text>
        {more.map((line) => (
          <Text key={line} size="xs" c="dimmed" mt={4}>
            {line}
          </Text>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
