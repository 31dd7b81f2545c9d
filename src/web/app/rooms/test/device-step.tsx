import { Button, Checkbox, Group, List, Radio, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { useWords } from '../../words/use-words.ts';
import { mustAnswer } from './draft.ts';
import { ElectrodeDrawing } from './electrode-drawing.tsx';
import type { StepProps } from './who-step.tsx';

const analogChannels = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'];

/** Where the electrodes go, in a drawing and four sentences. */
function Placement({ draft, change }: StepProps) {
  const { test } = useWords();
  const words = test.connect;
  return (
    <Stack gap="sm">
      <Title order={3}>{words.placeTitle}</Title>
      <ElectrodeDrawing />
      <List type="ordered" size="sm">
        {words.placeSteps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      <Checkbox
        label={words.asDrawn}
        checked={draft.isPlacedAsDrawn}
        onChange={(event) => change({ isPlacedAsDrawn: event.currentTarget.checked })}
      />
    </Stack>
  );
}

/** Which device and which of its channels; the simulated arm is always there. */
export function DeviceStep({ draft, change }: StepProps) {
  const { test, shell } = useWords();
  const words = test.connect;
  const devices = useAnswer('devices');
  const listed = devices.data?.devices ?? [];
  const addresses = new Set(['virtual', ...listed.map(({ address }) => address)]);
  return (
    <SimpleGrid cols={2} spacing="xl">
      <Stack gap="md">
        <Title order={2}>{words.title}</Title>
        <ErrorNote error={devices.error} onRetry={() => void devices.refetch()} />
        <Radio.Group
          label={words.device}
          value={addresses.has(draft.address) ? draft.address : ''}
          onChange={(address) => change({ address })}
        >
          <Stack gap="xs" mt="xs">
            {!listed.some(({ address }) => address === 'virtual') && (
              <Radio value="virtual" label={`${words.virtual} (${shell.simulated})`} />
            )}
            {listed.map(({ address, about, isAllowed, isSimulated }) => (
              <Radio
                key={address}
                value={address}
                disabled={!isAllowed}
                label={
                  address === 'virtual'
                    ? `${words.virtual} (${shell.simulated})`
                    : isSimulated
                      ? `${address} (${shell.simulated})`
                      : address
                }
                description={address === 'virtual' ? undefined : about}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={words.otherAddress}
          description={devices.data?.forms}
          value={draft.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
        />
        {devices.data?.notes.map((note) => (
          <Text key={note} size="sm" c="dimmed">
            {note}
          </Text>
        ))}
        <Group>
          <Button variant="default" onClick={() => void devices.refetch()} loading={devices.isFetching}>
            {words.look}
          </Button>
        </Group>
        {mustAnswer(draft) && (
          <SimpleGrid cols={3}>
            <Select
              label={words.emgChannel}
              data={analogChannels}
              value={draft.emg}
              allowDeselect={false}
              onChange={(emg) => emg && change({ emg })}
            />
            <Select
              label={words.sensor}
              data={devices.data?.sensors.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              value={draft.sensor}
              allowDeselect={false}
              onChange={(sensor) => sensor && change({ sensor })}
            />
            <Select
              label={words.forceChannel}
              placeholder={words.noForce}
              clearable
              data={analogChannels.filter((name) => name !== draft.emg)}
              value={draft.force === '' ? null : draft.force}
              onChange={(force) => change({ force: force ?? '' })}
            />
          </SimpleGrid>
        )}
      </Stack>
      <Placement {...{ draft, change }} />
    </SimpleGrid>
  );
}
