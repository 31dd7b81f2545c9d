import { openModel } from '#model';
import { diskFolder, nodeRuntime, shippedModel, shippedModelKnown, software } from '#node';
import type { Segment } from '#recording';
import { sessionAnalyses, sessionJudgements, sessionReport, sessionSummary } from '#report';
import { readStudySession } from '#study';
import type { Product } from './recording-product.ts';

/** A guided test of which something is to be made; plain data, so that a worker thread can be asked. */
export interface SessionTask {
  readonly folder: string;
  readonly subject: string;
  readonly session: string;
  /** Segments that a person moved, by file. */
  readonly byHand: Readonly<Record<string, readonly Segment[]>>;
  readonly make: { readonly kind: 'session' | 'session-report' };
}

/** Reads a test's recordings and says what they say together, with the shipped model's word. */
export async function sessionProduct({ folder, subject, session, byHand, make }: SessionTask): Promise<Product> {
  const read = await readStudySession(await diskFolder(folder), { subject, session });
  const analyses = sessionAnalyses(read, byHand);
  const model = await openModel(nodeRuntime({ threads: 1 }), shippedModel());
  try {
    const judged = await sessionJudgements(analyses, model, shippedModelKnown);
    const { name, version, build } = software();
    const summary = sessionSummary(read, analyses, {
      ...(judged && { judged }),
      software: `${name} ${version} (${build})`,
    });
    if (make.kind === 'session') return { kind: 'json', value: summary };
    return { kind: 'content', content: sessionReport(summary, analyses) };
  } finally {
    await model.release();
  }
}
