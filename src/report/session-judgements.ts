import { MyofadeError } from '#base';
import { exampleOf, isOfSimulated, type OpenModel } from '#model';
import { quantile } from '#signal';
import type { SessionJudgement, SessionModel } from './session-parts.ts';
import type { SessionAnalysis } from './session-signal.ts';

async function judgementOf({ of, analysis }: SessionAnalysis, model: OpenModel): Promise<SessionJudgement> {
  const none = { file: of.file, probability: null, verdict: null, crops: null };
  if (!analysis) return { ...none, reason: 'Nothing was measured in it.' };
  try {
    const { probability, crops } = await model.applyByCrop(exampleOf(analysis, of.file));
    return {
      file: of.file,
      probability,
      verdict: model.verdict(probability),
      crops: { low: quantile(crops, 0.1), high: quantile(crops, 0.9), n: crops.length },
      reason: null,
    };
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    return { ...none, reason: error.message };
  }
}

/** What a model says of the recordings of a session that have a state; a recording it cannot judge says why. */
export async function sessionJudgements(
  analyses: readonly SessionAnalysis[],
  model: OpenModel,
  known: SessionModel['known'] = null,
): Promise<{ readonly model: SessionModel; readonly judgements: readonly SessionJudgement[] }> {
  const judgements: SessionJudgement[] = [];
  for (const one of analyses) if (one.signal.state !== null) judgements.push(await judgementOf(one, model));
  const { card } = model;
  return {
    model: { id: card.id, isOfSimulated: isOfSimulated(card), results: card.results ?? null, known },
    judgements,
  };
}
