import { expect, it } from 'vitest';
import * as study from './index.ts';

it('exports these names', () => {
  expect(Object.keys(study).sort()).toMatchInlineSnapshot(`
    [
      "areaUnderRoc",
      "bidsFiles",
      "compareConditions",
      "confusionOf",
      "correlatedTrials",
      "crossValidate",
      "divide",
      "evaluate",
      "fatigueWays",
      "foldsOf",
      "forceError",
      "forceWays",
      "groupedFolds",
      "halvedTrial",
      "judgeEmgForce",
      "judgeFatigueAware",
      "leaveOneSubjectOut",
      "manifestName",
      "memoryStore",
      "metricIds",
      "metricsOf",
      "nuisances",
      "openStudy",
      "overSubjects",
      "pairedAccuracy",
      "readManifestStudy",
      "readStudyRecording",
      "readStudyRecordings",
      "rocCurve",
      "subjectBootstrap",
      "summariseFatigueWay",
      "summariseForce",
      "swapWithinSubjects",
      "tiringTask",
      "traceOf",
    ]
  `);
});
