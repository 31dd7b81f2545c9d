import { expect, it } from 'vitest';
import * as report from './index.ts';

it('#report has these names', () => {
  expect(Object.keys(report).sort()).toMatchInlineSnapshot(`
    [
      "analysisJson",
      "batchEntry",
      "batchReport",
      "colourLevel",
      "columnsOfRows",
      "comparisonCsv",
      "comparisonReport",
      "comparisonSummary",
      "evaluationReport",
      "evaluationSummary",
      "forceCalibrationText",
      "forceCsv",
      "forceEstimateText",
      "forceReport",
      "forceSensorText",
      "forceSummaryOf",
      "isSimulatedSource",
      "mapColours",
      "methodsParagraph",
      "planReport",
      "planSummary",
      "recordingOutline",
      "recordingReport",
      "recordingSummary",
      "recordingView",
      "strengthTestReport",
      "strengthTestSummary",
      "strengthTestText",
      "tidyCsv",
      "tidyRows",
    ]
  `);
});
