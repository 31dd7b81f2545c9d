import { expect, it } from 'vitest';
import { bigText } from './big-letters.ts';

it('writes words and numbers five rows high', () => {
  expect(bigText('Hold 07').join('\n')).toMatchInlineSnapshot(`
    "█  █  ██  █    ███      ██  ████
    █  █ █  █ █    █  █    █  █    █
    ████ █  █ █    █  █    █  █   █
    █  █ █  █ █    █  █    █  █  █
    █  █  ██  ████ ███      ██   █"
  `);
});

it('knows every letter and digit, and leaves out what has no big form', () => {
  for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') {
    expect(new Set(bigText(sign).map((row) => row.length > 0)), sign).toContain(true);
  }
  expect(bigText('é!')).toEqual(['', '', '', '', '']);
});
