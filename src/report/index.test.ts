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
      "cuedSegments",
      "evaluationReport",
      "evaluationSummary",
      "evidenceView",
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
      "reasonWords",
      "recordingOutline",
      "recordingReport",
      "recordingSummary",
      "recordingView",
      "sessionAnalyses",
      "sessionJudgements",
      "sessionReport",
      "sessionSummary",
      "sessionText",
      "strengthTestReport",
      "strengthTestSummary",
      "strengthTestText",
      "testSummary",
      "tidyCsv",
      "tidyRows",
    ]
  `);
});
