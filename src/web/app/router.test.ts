import { describe, expect, it } from 'vitest';
import { hrefOf, parsePlace } from './router.ts';

describe('places of the page', () => {
  it('come back from their address, whatever stands in them', () => {
    const href = hrefOf('people', 'S 07/ä', '02');
    expect(parsePlace(href)).toEqual({ room: 'people', rest: ['S 07/ä', '02'] });
    expect(parsePlace(hrefOf('test'))).toEqual({ room: 'test', rest: [] });
  });

  it('lead home where there is no such room', () => {
    for (const hash of ['', '#', '#/', '#/cellar/1', '#/%zz']) expect(parsePlace(hash).room).toBeNull();
  });
});
