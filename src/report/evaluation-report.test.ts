import { describe, expect, it } from 'vitest';
import { sampleEvaluation, sampleRecording, sampleRecordings, sampleTrace } from './check-samples.ts';
import { evaluationReport } from './evaluation-report.ts';
import { type RecordingReportOptions, recordingReport } from './recording-report.ts';
import { studyRecordingView } from './recording-view.ts';

const hostile = `"><script>alert('1')</script><img src=x onerror=alert(1)>&`;

/** What must hold of every file that leaves this layer. */
function expectSelfContained(page: string): void {
  expect(page.startsWith('<!DOCTYPE html>\n<html lang="en">')).toBe(true);
  expect(page).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"`);
  expect(page.match(/<script|<link|<iframe|<object|@import|url\((?!#)| on\w+="/gi)).toBeNull();
  const addresses = page.match(/https?:\/\/[^"'\s<]*/g) ?? [];
  expect(addresses.filter((address) => address !== 'http://www.w3.org/2000/svg')).toEqual([]);
  for (const [, source] of page.matchAll(/ (?:href|src)="([^"]*)"/g))
    expect(source).toMatch(/^data:image\/bmp;base64,/);
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(page.match(/NaN|undefined|Infinity|\[object/)).toBeNull();
}

describe('evaluationReport', () => {
  const page = evaluationReport(sampleEvaluation(), sampleRecordings());

  it('is one file that needs nothing else', () => {
    expectSelfContained(page);
  });

  it('tells first what is and is not shown, and last how it was made', () => {
    const headings = [...page.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, text]) => text);
    expect(headings).toEqual([
      'At a glance',
      'What is and is not shown',
      'Results',
      'Person by person',
      'Confounds',
      'Muscle signal, fresh and fatigued',
      'The study',
      'Recordings',
      'Method',
      'Terms',
    ]);
  });

  it('holds a section for each person, and the command', () => {
    expect(page.match(/<summary><strong>S0\d<\/strong>/g)).toHaveLength(5);
    expect(page.includes('myofade evaluate invented --seed 7')).toBe(true);
  });

  it('names a folder only for what has folds to store', () => {
    const [, digests] = page.split('Where the folds of each model are stored');
    expect(digests).toContain('<td class="file">digest-of-features</td>');
    expect(digests).not.toContain('digest-of-chance');
  });

  it('keeps captions out of the boxes that scroll, and every drawing in one', () => {
    expect(page.match(/<div class="wide"><table[^>]*><caption/)).toBeNull();
    expect(page.match(/<svg /g)?.length).toBe(page.match(/<div class="wide"><svg /g)?.length);
  });

  it('is the same every time', () => {
    expect(evaluationReport(sampleEvaluation(), sampleRecordings()) === page).toBe(true);
  });

  it('marks every figure of a simulated study', () => {
    const simulated = evaluationReport(sampleEvaluation({ simulated: true }), sampleRecordings());
    const figures = simulated.match(/<svg /g)?.length ?? 0;
    expect(figures).toBeGreaterThan(20);
    expect(simulated.match(/>SIMULATED<\/text>/g)).toHaveLength(figures);
    expect(page.includes('>SIMULATED<')).toBe(false);
  });

  it('lets no name become markup', () => {
    const named = sampleEvaluation({
      study: hostile,
      command: hostile,
      split: hostile,
      excluded: [{ subject: hostile, file: hostile, reason: hostile }],
      confounds: sampleEvaluation().confounds.map((confound) => ({ ...confound, name: hostile, unit: hostile })),
      models: sampleEvaluation().models.map((result) => ({
        ...result,
        name: hostile,
        digest: hostile,
        settings: { hostile },
        perRecording: result.perRecording.map((decision) => ({ ...decision, subject: hostile, file: hostile })),
      })),
    });
    const recording = sampleRecording('S01', 'fatigued');
    const entry = { ...recording.entry, subject: hostile, file: hostile };
    const issues = recording.issues.map((item) => ({ ...item, message: hostile, suggestion: hostile }));
    const trace = { ...recording.trace, unit: hostile };
    const attacked = evaluationReport(named, [{ ...recording, entry, issues, trace, excluded: hostile }]);
    expectSelfContained(attacked);
    expect(attacked.match(/<img/)).toBeNull();
    expect(attacked.includes('&lt;script&gt;')).toBe(true);
  });

  it('lists files that could not be read', () => {
    const excluded = [{ subject: 'S06', file: 'S06_F.txt', reason: 'Line 4 has 5 values.' }];
    const told = evaluationReport(sampleEvaluation({ excluded }), sampleRecordings());
    expect(told.includes('<strong>could not be read:</strong> Line 4 has 5 values.')).toBe(true);
  });

  it('stays small: a recording of a minute adds less than 60 kB', () => {
    const trace = sampleTrace(1200, 60);
    const recordings = sampleRecordings().map((recording) => ({ ...recording, durationS: 60, trace }));
    const big = evaluationReport(sampleEvaluation(), recordings);
    const none = evaluationReport(sampleEvaluation(), []);
    expect((big.length - none.length) / recordings.length).toBeLessThan(60_000);
  });
});

describe('recordingReport', () => {
  const view = studyRecordingView(sampleRecording('S01', 'fatigued'));
  const options: RecordingReportOptions = { software: 'myofade 0.1.0' };

  it('is one file that needs nothing else', () => {
    expectSelfContained(recordingReport(view, options));
    expectSelfContained(recordingReport({ ...view, file: hostile, channel: hostile }, { software: hostile }));
  });

  it('says what was found and what limits it, and not whether somebody is tired', () => {
    const page = recordingReport(view, options);
    expect(page).toMatch(
      /<h1>Found a hold of 6\.0 s and a maximal squeeze of 3\.0 s in 20\.0 s of signal\. 1 issue limits/,
    );
    expect(page.includes('does not tell whether a muscle is tired')).toBe(true);
    expect(page.includes('not a measurement of force')).toBe(true);
    expect(page.includes('Run the computer on battery')).toBe(true);
  });

  it('marks a simulated recording', () => {
    const provenance = { file: 'S01_F.edf', format: 'edf', sha256: 'ab'.repeat(32), device: 'Simulated BITalino' };
    const page = recordingReport({ ...view, provenance });
    expect(page.match(/>SIMULATED<\/text>/g)).toHaveLength(2);
    expect(page.includes('<strong>SIMULATED</strong>')).toBe(true);
    expect(recordingReport({ ...view, provenance: { ...provenance, device: 'BITalino' } })).not.toContain('SIMULATED');
  });
});
