import { describe, expect, it } from 'vitest';
import { commandOfKey } from './use-live-keys.ts';

describe('commandOfKey', () => {
  it('starts, pauses and goes on with one key', () => {
    const kinds = (['ready', 'running', 'paused', 'asking', 'finished'] as const).map(
      (phase) => commandOfKey(' ', phase)?.kind,
    );
    expect(kinds).toEqual(['begin', 'pause', 'resume', undefined, undefined]);
  });

  it('stops for pain in every phase but the last, whatever the caps lock says', () => {
    for (const phase of ['ready', 'running', 'paused', 'asking'] as const) {
      expect(commandOfKey('P', phase)).toEqual({ kind: 'pain' });
      expect(commandOfKey('p', phase)).toEqual({ kind: 'pain' });
    }
    expect(commandOfKey('p', 'finished')).toBeUndefined();
  });

  it('leaves other keys alone', () => {
    for (const key of ['a', 'Enter', 'Tab', 'Escape', '5']) expect(commandOfKey(key, 'running')).toBeUndefined();
  });
});
