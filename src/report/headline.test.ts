import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#study';
import { sampleEvaluation, sampleResult } from './check-samples.ts';
import { headline } from './headline.ts';

const two = (
  features: { accuracy: number; auc: number; half?: number },
  cnn: { accuracy: number; auc: number },
): Evaluation =>
  sampleEvaluation({
    models: [
      sampleResult('features', { half: 0.1, ...features }, { name: 'Feature baseline (L2)' }),
      sampleResult('cnn', { half: 0.1, ...cnn }, { name: 'Custom CNN' }),
    ],
  });

const onset = (auc: number): Pick<Evaluation, 'confounds'> => ({
  confounds: sampleEvaluation().confounds.map((confound) => ({ ...confound, auc })),
});

describe('headline', () => {
  it('gives both models where it is not decided which of them is better', () => {
    expect(headline(two({ accuracy: 0.6, auc: 0.74, half: 0.05 }, { accuracy: 0.8, auc: 0.72 }))).toMatchInlineSnapshot(
      `"Feature baseline and Custom CNN judged 6 and 8 of 10 recordings right, from 5 people they had never seen: accuracy 0.60 [0.55–0.65] and 0.80 [0.70–0.90]. Both are better than guessing; which of the two is better is not decided. The circumstances of recording tell less on their own."`,
    );
  });

  it('names the measure by which a model stands before others', () => {
    expect(headline(two({ accuracy: 0.8, auc: 0.86 }, { accuracy: 0.9, auc: 0.6 }))).toMatchInlineSnapshot(
      `"Feature baseline, with the highest AUC here, 0.86 [0.76–0.96], judged 8 of 10 recordings right, from 5 people it had never seen: accuracy 0.80 [0.70–0.90]. That is better than guessing. The circumstances of recording tell less on their own."`,
    );
  });

  it('has no rank where there is one model', () => {
    const models = [sampleResult('cnn', { accuracy: 0.8, auc: 0.8 }, { name: 'Custom CNN' })];
    expect(headline(sampleEvaluation({ models }))).toMatch(/^Custom CNN judged 8 of 10 recordings right, .* it had/);
  });

  it('says of each model how it stands to guessing', () => {
    const better = { accuracy: 0.8, auc: 0.8 };
    const unclear = { accuracy: 0.55, auc: 0.75 };
    expect(headline(two(better, unclear))).toContain(
      'Feature baseline is better than guessing; Custom CNN is not shown to be better than guessing (0.50); which of the two is better is not decided.',
    );
    expect(headline(two(unclear, unclear))).toContain(
      'Feature baseline and Custom CNN are not shown to be better than guessing (0.50);',
    );
    expect(headline(two({ accuracy: 0.3, auc: 0.3 }, { accuracy: 0.3, auc: 0.3 }))).toContain(
      'Both are worse than guessing (0.50); look for mixed-up labels;',
    );
  });

  it('keeps the confound in view, also one inside the interval of the second model only', () => {
    const models = two({ accuracy: 0.8, auc: 0.8 }, { accuracy: 0.7, auc: 0.7 });
    expect(headline({ ...models, ...onset(0.9) })).toContain(
      'alone does as well or better without looking at the muscle, so it is not shown that the models see fatigue.',
    );
    expect(headline({ ...models, ...onset(0.65) })).toContain('How much of it is fatigue');
    expect(headline({ ...models, ...onset(0.55) })).toContain('The circumstances of recording tell less');
    const weak = two({ accuracy: 0.55, auc: 0.55 }, { accuracy: 0.55, auc: 0.55 });
    expect(headline({ ...weak, ...onset(0.9) })).not.toContain('without looking at the muscle');
  });
});
