import { expect, it } from 'vitest';
import * as recording from './index.ts';

it('#recording has these names', () => {
  expect(Object.keys(recording).sort()).toMatchInlineSnapshot(`
    [
      "applySensor",
      "calibrate",
      "channelsTsv",
      "checkQuality",
      "countsToMv",
      "durationS",
      "emgJson",
      "eventsTsv",
      "findContractions",
      "formats",
      "lowestRateHz",
      "mainsLevel",
      "mappingExample",
      "mvToCounts",
      "readEdf",
      "readMappedCsv",
      "readOpenSignalsCsv",
      "readOpenSignalsText",
      "readRecording",
      "sensors",
      "tsvText",
      "writeEdf",
    ]
  `);
});
