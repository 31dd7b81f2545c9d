import { Group, Stack, Text } from '@mantine/core';
import type { SentView } from '#api';
import { ink, phaseColours, warningColour } from '../theme.ts';
import { useWords } from '../words/use-words.ts';

type Light = SentView['lights'][number];

/** A tick, a cross or a question mark in its colour: the form says it too. */
function Mark({ isGood }: Pick<Light, 'isGood'>) {
  const { test } = useWords();
  const { good, bad, unknown } = test.connect;
  const [sign, colour, word] =
    isGood === null ? ['?', ink.soft, unknown] : isGood ? ['✓', phaseColours.relax, good] : ['!', warningColour, bad];
  return (
    <Text component="span" fw={800} c={colour} w={18} ta="center" role="img" aria-label={word}>
      {sign}
    </Text>
  );
}

/** The lights in a row, for the running test; the remedy of the first bad one below. */
export function LightsRow({ lights }: { readonly lights: readonly Light[] }) {
  const { test } = useWords();
  const remedy = lights.find(({ isGood }) => isGood === false)?.remedy;
  return (
    <div>
      <Group gap="2px 12px">
        {lights.map(({ id, isGood }) => (
          <Group key={id} gap={2} wrap="nowrap">
            <Mark isGood={isGood} />
            <Text size="sm">{test.connect.lights[id]}</Text>
          </Group>
        ))}
      </Group>
      <Text size="xs" c={warningColour} mih="1.4em" lineClamp={2}>
        {remedy}
      </Text>
    </div>
  );
}

/** The lights below each other with reason and remedy, for the check before a test. */
export function LightsList({ lights }: { readonly lights: readonly Light[] }) {
  const { test } = useWords();
  const { good, bad, unknown } = test.connect;
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {lights.map(({ id, isGood, remedy }) => (
        <li key={id}>
          <Group gap="xs" wrap="nowrap">
            <Mark isGood={isGood} />
            <Text fw={600}>{test.connect.lights[id]}</Text>
            <Text c="dimmed">{isGood === null ? unknown : isGood ? good : bad}</Text>
          </Group>
          {remedy && (
            <Text size="sm" pl={28} c={warningColour}>
              {remedy}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}
