import { expect, it } from 'vitest';
import * as protocol from './index.ts';

it('exports these names', () => {
  expect(Object.keys(protocol).sort()).toMatchInlineSnapshot(`
    [
      "advanceGuide",
      "builtInProtocol",
      "builtInProtocols",
      "emgAloneCaution",
      "guideView",
      "isRating",
      "nextStep",
      "parseProtocol",
      "protocolDuration",
      "protocolForEmg",
      "protocolSchema",
      "ratingScales",
      "restedMaximumN",
      "startGuide",
      "unrollProtocol",
    ]
  `);
});
