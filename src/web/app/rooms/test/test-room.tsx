import { Loader, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { SentCommand } from '#api';
import { useChange } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { LiveScreen } from '../../live/live-screen.tsx';
import { sharedFeed, useLive } from '../../live/use-live.ts';
import { goTo, usePlace } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { Setup } from './setup.tsx';
import { SignalCheck } from './signal-check.tsx';
import { TestHome } from './test-home.tsx';
import { TestResult } from './test-result.tsx';
import { useDraft } from './use-draft.ts';
import { useStartTest } from './use-start-test.ts';

/** The room where tests are made. What the server runs decides what is seen, so a reload changes nothing. */
export function TestRoom() {
  const { test, shell } = useWords();
  const { rest } = usePlace();
  const feed = sharedFeed();
  const { state, view, isOpen } = useLive(feed);
  const { draft, change } = useDraft();
  const starting = useStartTest();
  const commanding = useChange('command');
  const ending = useChange('endLive', ['live', 'sessions', 'people']);
  const [seen, setSeen] = useState<string | null>(() => window.sessionStorage.getItem('myofade-seen'));
  const { mutate } = commanding;
  const command = useCallback((body: SentCommand) => mutate({ body }), [mutate]);
  const again = (): void => {
    if (state) window.sessionStorage.setItem('myofade-seen', state.id);
    setSeen(state?.id ?? null);
    goTo('test');
  };

  if (!isOpen && !state) return <Text role="status">{shell.loading}</Text>;
  if (state?.kind === 'test' && (state.phase === 'running' || state.phase === 'connecting')) {
    if (state.phase === 'connecting' || !view) {
      return (
        <Stack role="status" align="flex-start">
          <Loader />
          <Text size="xl">{test.connect.connecting}</Text>
        </Stack>
      );
    }
    if (view.guide.phase === 'ready') {
      return (
        <>
          <ErrorNote error={commanding.error ?? ending.error} />
          <SignalCheck {...{ feed, state, command }} stop={() => ending.mutate({})} />
        </>
      );
    }
    return <LiveScreen {...{ feed, state, command }} />;
  }
  if (state?.kind === 'test' && state.id !== seen) {
    return <TestResult {...{ state, view, again }} />;
  }
  if (rest[0] === 'setup') return <Setup {...{ draft, change, starting }} />;
  return <TestHome {...{ starting, change }} />;
}
