import { expect, it } from 'vitest';
import * as recording from './index.ts';

it('#recording has these names', () => {
  expect(Object.keys(recording).sort()).toMatchInlineSnapshot(`
    [
      "applySensor",
      "calibrate",
      "channelsTsv",
      "checkQuality",
      "contractionQuality",
      "convertForce",
      "countsToMv",
      "crossTalk",
      "crossTalkTest",
      "durationS",
      "emgJson",
      "eventsTsv",
      "excludedWindows",
      "findContractions",
      "findForceEfforts",
      "findHeartBeats",
      "formats",
      "longestStill",
      "lowestRateHz",
      "mainsLevel",
      "mappingExample",
      "mvToCounts",
      "newtonsPer",
      "readEdf",
      "readMappedCsv",
      "readOpenSignalsCsv",
      "readOpenSignalsText",
      "readRecording",
      "restLevel",
      "sensors",
      "steadySignal",
      "tsvText",
      "unpaddedLength",
      "windowJudge",
      "windowLimits",
      "writeEdf",
    ]
  `);
});
