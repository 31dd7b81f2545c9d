import { expect, it } from 'vitest';
import * as study from './index.ts';

it('exports these names', () => {
  expect(Object.keys(study).sort()).toMatchInlineSnapshot(`
    [
      "areaUnderRoc",
      "bidsFiles",
      "compareConditions",
      "compareStudy",
      "conditionValues",
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
      "isComparedAsLog",
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
      "usualComparedIds",
    ]
  `);
});
