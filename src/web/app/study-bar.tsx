import { Group, Text } from '@mantine/core';
import { useAnswer } from './api-client.ts';
import { ink, phaseColours, warningColour } from './theme.ts';
import { useWords } from './words/use-words.ts';

/** How often the device light looks (ms). */
const lookMs = 3000;

/** Name and folder of the study on every screen, and a light for the device that is a word too. */
export function StudyBar() {
  const { shell } = useWords();
  const study = useAnswer('study').data;
  const live = useAnswer('live', undefined, { everyMs: lookMs }).data;
  const [colour, word] =
    live?.phase === 'running' || live?.phase === 'connecting'
      ? [phaseColours.relax, shell.deviceStreaming]
      : live?.phase === 'failed'
        ? [warningColour, shell.deviceTrouble]
        : [ink.soft, shell.deviceNone];
  return (
    <Group justify="space-between" wrap="nowrap" mb="md" mih={24}>
      <Group gap="xs" wrap="nowrap" miw={0}>
        <Text size="sm" fw={600}>
          {study ? `${shell.study}: ${study.name}` : ''}
        </Text>
        {study?.simulated && (
          <Text size="sm" fw={700} className="simulated" px={6}>
            {shell.simulated}
          </Text>
        )}
        <Text size="sm" c="dimmed" truncate="end" title={study?.folder}>
          {study?.folder}
        </Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <Text component="span" c={colour} aria-hidden="true">
          ●
        </Text>
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {word}
        </Text>
      </Group>
    </Group>
  );
}
