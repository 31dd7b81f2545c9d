import { useEffect } from 'react';
import type { SentCommand, SentView } from '#api';

type Phase = SentView['guide']['phase'];

/** What a key asks for in a phase of the test; undefined for keys that mean nothing then. */
export function commandOfKey(key: string, phase: Phase): SentCommand | undefined {
  if (phase === 'finished') return undefined;
  switch (key.toLowerCase()) {
    case ' ':
      if (phase === 'ready') return { kind: 'begin' };
      if (phase === 'running') return { kind: 'pause' };
      return phase === 'paused' ? { kind: 'resume' } : undefined;
    case 'r':
      return { kind: 'repeat' };
    case 's':
      return { kind: 'skip' };
    case 'p':
      return { kind: 'pain' };
    default:
      return undefined;
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Keys of the running test. Space on a button presses that button, as everywhere. */
export function useLiveKeys(
  phase: Phase,
  { command, held }: { command(command: SentCommand): void; held: { press(): void; release(): void } },
): void {
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      if (event.key === 'Escape') {
        held.press();
        return;
      }
      const isOnButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
      if (event.repeat || (event.key === ' ' && isOnButton)) return;
      const wanted = commandOfKey(event.key, phase);
      if (!wanted) return;
      event.preventDefault();
      command(wanted);
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') held.release();
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
    };
  }, [phase, command, held]);
}
