import { describe, expect, it } from 'vitest';
import { playHead } from './play-head.ts';

describe('playHead', () => {
  it('moves evenly while blocks come, never past what has come', () => {
    const head = playHead(1000);
    const steps: number[] = [];
    let [total, last] = [0, 0];
    for (let frame = 0; frame < 600; frame++) {
      if (frame % 3 === 0) total += 50;
      const at = head.advance(1 / 60, total);
      expect(at).toBeLessThanOrEqual(total);
      if (frame > 60) steps.push(at - last);
      last = at;
    }
    expect(Math.min(...steps)).toBeGreaterThan(10);
    expect(Math.max(...steps)).toBeLessThan(24);
  });

  it('stands still in a silence and jumps to the newest after it', () => {
    const head = playHead(1000);
    head.advance(1, 1000);
    for (let frame = 0; frame < 300; frame++) head.advance(1 / 60, 1000);
    expect(head.advance(1 / 60, 1000)).toBeGreaterThan(900);
    expect(head.advance(1 / 60, 6000)).toBe(5920);
  });
});
