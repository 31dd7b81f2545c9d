import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import type { LiveState, SentCommand } from '#api';
import { CanvasView } from '../../live/canvas-view.tsx';
import { emgSweep } from '../../live/emg-sweep.ts';
import type { LiveFeed } from '../../live/live-feed.ts';
import { LightsList } from '../../live/quality-lights.tsx';
import { SilenceBand } from '../../live/silence-band.tsx';
import { useLive } from '../../live/use-live.ts';
import { commandOfKey } from '../../live/use-live-keys.ts';
import { phaseColours } from '../../theme.ts';
import { useWords } from '../../words/use-words.ts';
import { ElectrodeDrawing } from './electrode-drawing.tsx';

/** The signal before anything is recorded: the trace, the lights with their remedies, and the button that begins. */
export function SignalCheck({
  feed,
  state,
  command,
  stop,
}: {
  readonly feed: LiveFeed;
  readonly state: LiveState;
  command(command: SentCommand): void;
  stop(): void;
}) {
  const { test, shell } = useWords();
  const words = test.connect;
  const { view, isOpen } = useLive(feed, 150);
  const { channels } = state;
  const sweep = useMemo(() => {
    const ring = feed.ring();
    return ring && channels ? emgSweep(ring, channels) : null;
  }, [feed, channels]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('button, a, input') !== null;
      if (isOnControl || event.repeat || commandOfKey(event.key, 'ready')?.kind !== 'begin') return;
      event.preventDefault();
      command({ kind: 'begin' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [command]);
  const lights = view?.lights ?? [];
  const isBad = lights.some(({ isGood }) => isGood === false);
  const isGood = lights.length > 0 && lights.every((light) => light.isGood === true);
  return (
    <Stack gap="md" maw={1200}>
      <Group justify="space-between">
        <Title order={1}>{words.checkTitle}</Title>
        <Text>{state.title}</Text>
      </Group>
      <Text size="lg">{words.checkText}</Text>
      <SilenceBand feed={feed} isOpen={isOpen} isConnected={view?.device.isConnected ?? true} />
      <SimpleGrid cols={2} spacing="lg">
        <Stack>
          <Card padding="sm" className={state.isSimulated ? 'simulated' : ''}>
            <Group justify="space-between">
              <Text size="sm">{test.live.sweep}</Text>
              {state.isSimulated && <Text fw={700}>{shell.simulated}</Text>}
            </Group>
            <div className="check-canvas">
              {sweep && <CanvasView key={state.id} painter={sweep} label={test.live.sweep} />}
            </div>
          </Card>
          <ElectrodeDrawing />
        </Stack>
        <Stack>
          <LightsList lights={lights} />
          <Text role="status" fw={600} c={phaseColours.relax} mih="1.5em">
            {isGood ? `✓ ${words.allGood}` : ''}
          </Text>
          <Group>
            <Button size="xl" onClick={() => command({ kind: 'begin' })} disabled={!view}>
              {isBad ? words.beginAnyway : words.begin}
            </Button>
            <Button size="xl" variant="default" onClick={stop}>
              {words.stop}
            </Button>
          </Group>
          {isBad && <Text size="sm">{words.anywayNote}</Text>}
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}
