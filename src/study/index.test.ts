import { expect, it } from 'vitest';
import * as study from './index.ts';

it('exports these names', () => {
  expect(Object.keys(study).sort()).toMatchInlineSnapshot(`
    [
      "areaUnderRoc",
      "bidsFiles",
      "compareConditions",
      "confusionOf",
      "crossValidate",
      "divide",
      "evaluate",
      "foldsOf",
      "groupedFolds",
      "leaveOneSubjectOut",
      "manifestName",
      "memoryStore",
      "metricIds",
      "metricsOf",
      "nuisances",
      "openStudy",
      "pairedAccuracy",
      "readManifestStudy",
      "readStudyRecording",
      "readStudyRecordings",
      "rocCurve",
      "subjectBootstrap",
      "swapWithinSubjects",
      "traceOf",
    ]
  `);
});
