import type { Issue } from '#base';
import type { Segment } from '#recording';
import type { StudySession } from '#study';
import { methodsParagraph } from './methods-paragraph.ts';
import { sessionHistory } from './session-history.ts';
import type {
  SessionClassifier,
  SessionJudgement,
  SessionModel,
  SessionQuality,
  SessionSummary,
} from './session-parts.ts';
import { type SessionAnalysis, sessionAnalysis, signalChanges } from './session-signal.ts';
import { sessionStrength } from './session-strength.ts';
import { sessionVerdict } from './session-verdict.ts';
import { sessionHeadline, sessionStatements } from './session-words.ts';

/** What a summary is told besides the session. */
export interface SessionSummaryOptions {
  /** What a model said of the recordings with a state. */
  readonly judged?: { readonly model: SessionModel; readonly judgements: readonly SessionJudgement[] };
  /** Name, version and build of the software. */
  readonly software?: string;
}

/** The recordings of a session, each measured; `byHand` gives limits that somebody set, by file. */
export function sessionAnalyses(
  session: StudySession,
  byHand: Readonly<Record<string, readonly Segment[]>> = {},
): SessionAnalysis[] {
  return session.recordings.map((one) => sessionAnalysis(one, byHand[one.file]));
}

/** Issues with the same words once. */
function once(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ code, message, where }) => {
    const key = `${code}|${message}|${where.file}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function qualityOf(analyses: readonly SessionAnalysis[]): SessionQuality {
  const windows = analyses.flatMap(({ signal }) => signal.efforts.map((effort) => effort.windows));
  const issues = once(analyses.flatMap(({ signal }) => signal.issues));
  return {
    windows: windows.reduce((sum, { n }) => sum + n, 0),
    excluded: windows.reduce((sum, { nBad }) => sum + nBad, 0),
    lostSamples: analyses.reduce((sum, { signal }) => sum + signal.lostSamples, 0),
    grave: issues.filter(({ severity }) => severity !== 'info').length,
    issues,
  };
}

function methodsOf(analyses: readonly SessionAnalysis[], software: string | undefined): string {
  const usual =
    analyses.find(({ signal, analysis }) => signal.state === 'fresh' && analysis) ??
    analyses.find(({ analysis }) => analysis);
  if (!usual?.analysis) return '';
  return methodsParagraph(usual.of.recording, usual.analysis, software === undefined ? {} : { software });
}

/**
 * A guided test in numbers and words: verdict with its certainty, strength, muscle signal, classifier, quality, the same
 * person's other sessions, and a methods paragraph. Nothing is computed after this; a report and a page only show it.
 *
 * @param analyses as {@link sessionAnalyses} gives them.
 */
export function sessionSummary(
  session: StudySession,
  analyses: readonly SessionAnalysis[],
  { judged, software }: SessionSummaryOptions = {},
): SessionSummary {
  const { cells, simulated } = session;
  const found = sessionStrength(session);
  const strength = 'strength' in found ? found.strength : null;
  const changes = signalChanges(analyses);
  const stateOf = (file: string) => session.recordings.find((one) => one.file === file)?.state ?? null;
  const classifier: SessionClassifier | null = judged
    ? { model: judged.model, judgements: judged.judgements.map((one) => ({ ...one, state: stateOf(one.file) })) }
    : null;
  const quality = qualityOf(analyses);
  const verdict = sessionVerdict({ simulated, strength, changes, classifier, quality });
  const summary: SessionSummary = {
    kind: 'myofade session summary',
    simulated,
    study: session.study,
    subject: session.subject,
    session: session.session,
    startedAt: cells.acq_time ?? null,
    protocol: cells.protocol ?? null,
    device: cells.device ?? null,
    ended: cells.ended ?? null,
    facts: cells,
    headline: sessionHeadline({ simulated, verdict, strength, changes, classifier }),
    verdict,
    strength,
    noStrength: 'none' in found ? found.none : null,
    recordings: analyses.map(({ signal }) => signal),
    changes,
    classifier,
    quality,
    history: sessionHistory(session),
    methods: methodsOf(analyses, software),
    statements: [],
    software: software ?? null,
  };
  return { ...summary, statements: sessionStatements(summary) };
}
