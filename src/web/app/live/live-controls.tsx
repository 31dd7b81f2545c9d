import { Button, Switch } from '@mantine/core';
import { useCallback } from 'react';
import type { SentCommand, SentView } from '#api';
import { useWords } from '../words/use-words.ts';
import { useHeld } from './use-held.ts';
import { useLiveKeys } from './use-live-keys.ts';

const keysThatPress = new Set(['Enter', ' ']);

/** Buttons of the running test, and its keys. */
export function LiveControls({
  guide,
  command,
  hasSounds,
  switchSounds,
}: {
  readonly guide: SentView['guide'];
  command(command: SentCommand): void;
  readonly hasSounds: boolean;
  switchSounds(isOn: boolean): void;
}) {
  const { test } = useWords();
  const words = test.live;
  const { phase, cue } = guide;
  const abort = useCallback(() => command({ kind: 'abort' }), [command]);
  const held = useHeld(abort);
  useLiveKeys(phase, { command, held });
  const isRest = cue?.word === 'rest' || cue?.word === 'relax';
  /** A button that was clicked gives the keyboard back: the next space is the test's, not the button's. */
  const says = (kind: 'begin' | 'pause' | 'resume' | 'repeat' | 'skip' | 'pain') => (event: React.MouseEvent) => {
    if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
    command({ kind });
  };
  return (
    <div className="live-controls">
      {phase === 'ready' && <Button onClick={says('begin')}>{words.start}</Button>}
      {phase === 'running' && <Button onClick={says('pause')}>{words.pause}</Button>}
      {phase === 'paused' && <Button onClick={says('resume')}>{words.resume}</Button>}
      <Button variant="default" onClick={says('repeat')} disabled={phase === 'ready' || phase === 'asking'}>
        {words.repeat}
      </Button>
      <Button variant="default" onClick={says('skip')} disabled={phase !== 'running' || !isRest}>
        {words.skip}
      </Button>
      <Button className="pain-button" onClick={says('pain')}>
        {words.pain}
      </Button>
      <Button
        className={held.isHeld ? 'abort-button held' : 'abort-button'}
        variant="default"
        onPointerDown={held.press}
        onPointerUp={held.release}
        onPointerLeave={held.release}
        onKeyDown={(event) => {
          if (keysThatPress.has(event.key)) held.press();
        }}
        onKeyUp={held.release}
        onBlur={held.release}
      >
        {words.abort}
      </Button>
      <Switch
        label={words.sounds}
        checked={hasSounds}
        onChange={(event) => switchSounds(event.currentTarget.checked)}
      />
    </div>
  );
}
