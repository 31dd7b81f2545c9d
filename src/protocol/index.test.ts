import { expect, it } from 'vitest';
import * as protocol from './index.ts';

it('exports these names', () => {
  expect(Object.keys(protocol).sort()).toMatchInlineSnapshot(`
    [
      "builtInProtocol",
      "builtInProtocols",
      "nextStep",
      "parseProtocol",
      "protocolDuration",
      "restedMaximumN",
      "unrollProtocol",
    ]
  `);
});
