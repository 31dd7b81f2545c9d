import { describe, expect, it } from 'vitest';
import type { Evaluation, ModelResult } from '#study';
import { sampleEvaluation, sampleResult, swapDecisions } from './check-samples.ts';
import { banners, headline } from './headline.ts';
import { statements } from './statements.ts';

const withModel = (model: string, change: Partial<ModelResult>): Evaluation => {
  const evaluation = sampleEvaluation();
  return {
    ...evaluation,
    models: evaluation.models.map((result) => (result.model === model ? { ...result, ...change } : result)),
  };
};

const strongOnset: Evaluation = {
  ...sampleEvaluation(),
  confounds: sampleEvaluation().confounds.map((confound) =>
    confound.id === 'onsetS' ? { ...confound, auc: 0.93 } : confound,
  ),
};

describe('statements', () => {
  it('say all that is and is not shown, confounds first', () => {
    expect(statements(sampleEvaluation())).toMatchInlineSnapshot(`
      [
        "No nuisance quantity does as well as the best model. The strongest: “Onset time of the grip” alone, AUC 0.55. It lies below the interval of the best model by AUC, Feature baseline, with AUC 0.86 [0.71–1.00] (10 recordings of 5 people). The models see only what lies inside the contractions, but an effect of pacing or of the recording conditions on the contractions themselves cannot be excluded.",
        "Feature baseline: accuracy 0.80 [0.65–0.95] on 10 recordings of 5 people. The interval lies above chance (0.50): better than guessing, for people like these.",
        "Custom CNN: accuracy 0.60 [0.45–0.75] on 10 recordings of 5 people. The interval includes chance (0.50): these data do not show that its decisions are better than guessing. Its AUC of 0.70 [0.55–0.85] lies above 0.50: it ranks recordings better than guessing, but its decisions at probability 0.5 do not show it.",
        "Feature baseline, labels swapped within subjects: AUC 0.50 [0.35–0.65] (mean and range of 20 swaps, 5 people). With labels that mean nothing the procedure is not above chance (0.50; the mean is known to ± 0.09), as it must be: no sign that test people leak into training.",
        "Feature baseline has a higher AUC than Custom CNN: 0.86 [0.71–1.00] and 0.70 [0.55–0.85] (5 people). The intervals overlap, so which of the two does better on other people is not decided here.",
        "All numbers rest on 10 recordings of 5 people, one decision per recording, by a model that never saw the person; split: each person left out in turn (loso). Parts of one recording are never counted as separate cases.",
        "Features and settings of the models were chosen knowing results on 26 students (handgrip-fds). If these recordings are of those people, the scores are optimistic, and only people nobody has looked at can test them.",
        "By the protocol of the test the fatigued recording follows the fresh one, and nothing here says otherwise. What drifts with time (sweat, skin temperature, electrode contact, posture) cannot be separated from fatigue without rested repeats or a known, changed order.",
        "No measurement of force enters this evaluation. Strength is given as an EMG-derived %MVC, which takes EMG amplitude for force; it cannot confirm that a recording labelled fatigued was made in a fatigued state. The labels are taken as given.",
        "For research and teaching. Not a medical device: it gives no diagnosis and no advice on treatment.",
      ]
    `);
  });

  it('name a confound that does as well as the best model, with both numbers', () => {
    const [first] = statements(strongOnset);
    expect(first).toContain(
      '“Onset time of the grip” alone separates the states with AUC 0.93: better than the best model',
    );
    expect(first).toContain('Feature baseline, with AUC 0.86 [0.71–1.00] (10 recordings of 5 people)');
    expect(first).toContain('an effect of pacing');
  });

  it('call a tie at two decimals a tie', () => {
    const tie = withModel('nuisance', { auc: 0.8601 });
    expect(statements(tie)[0]).toMatch(/^All nuisance quantities together separate the states/);
    expect(statements(tie)[0]).toContain('as well as the best model');
  });

  it('say when a weaker confound lies inside the interval of the model', () => {
    const close = withModel('nuisance', { auc: 0.75 });
    expect(statements(close)[0]).toContain('lies inside the interval of the best model');
    expect(banners(close)).toEqual([]);
  });

  it('say whether the interval of accuracy includes chance', () => {
    const all = statements(sampleEvaluation()).join('\n');
    expect(all).toContain('Feature baseline: accuracy 0.80 [0.65–0.95] on 10 recordings of 5 people');
    expect(all).toMatch(
      /Feature baseline: .* lies above chance \(0\.50\): better than guessing, for people like these/,
    );
    expect(all).toMatch(
      /Custom CNN: accuracy 0\.60 \[0\.45–0\.75\].* includes chance \(0\.50\): these data do not show/,
    );
  });

  it('take the more frequent state for chance where states are not balanced', () => {
    const confusion: ModelResult['confusion'] = [
      [6, 2],
      [1, 1],
    ];
    const all = statements(withModel('features', { confusion })).join('\n');
    expect(all).toContain('includes chance (0.80)');
  });

  it('warn when shuffled labels are above chance, even a little', () => {
    const leaky = statements(withModel('shuffled', { perRecording: swapDecisions(20, 0.2) }));
    expect(leaky.join('\n')).toContain('should be at chance (0.50) and lies above it');
    expect(statements(sampleEvaluation()).join('\n')).toContain('no sign that test people leak');
  });

  it('give no verdict on a control of few swaps', () => {
    for (const lead of [0, 0.6]) {
      const few = statements(withModel('shuffled', { perRecording: swapDecisions(2, lead) })).join('\n');
      expect(few).toContain('mean and range of 2 swaps');
      expect(few).toContain('too few swaps to tell');
      expect(few).not.toContain('Do not rely');
    }
  });

  it('claim no difference from intervals', () => {
    const overlapping = statements(sampleEvaluation()).join('\n');
    expect(overlapping).toContain(
      'The intervals overlap, so which of the two does better on other people is not decided',
    );
    const apart = statements(
      withModel('cnn', { auc: 0.3, intervals: sampleResult('x', { accuracy: 0.3, auc: 0.3, half: 0.1 }).intervals }),
    );
    expect(apart.join('\n')).toContain('The intervals do not overlap. The difference itself was not tested.');
    expect([...apart, overlapping].join('\n')).not.toMatch(/significant/i);
  });

  it('count what was excluded', () => {
    const excluded = [{ subject: 'S06', file: 'S06_F.csv', reason: 'No hold was found.' }];
    expect(statements(sampleEvaluation({ excluded })).join('\n')).toContain(
      '1 of 11 recordings could not be used and is in no number',
    );
  });

  it('say SIMULATED before anything else', () => {
    expect(statements(sampleEvaluation({ simulated: true }))[0]).toMatch(/^SIMULATED\. /);
    expect(headline(sampleEvaluation({ simulated: true }))).toMatch(/^SIMULATED /);
  });

  it('never call it a medical device, and never call EMG a force', () => {
    const all = statements(sampleEvaluation()).join('\n');
    expect(all).toContain('Not a medical device');
    expect(all).toContain('No measurement of force enters');
    expect(all).toContain('follows the fresh one');
  });

  it('still speak when only controls were evaluated, or nothing', () => {
    const controls = sampleEvaluation({ models: sampleEvaluation().models.slice(2) });
    expect(statements(controls).join('\n')).toContain('No model was evaluated');
    expect(headline(controls)).toContain('Only baselines were evaluated');
    const nothing = sampleEvaluation({ models: [], confounds: [] });
    expect(statements(nothing)[0]).toContain('No nuisance quantity was evaluated');
    expect(banners(nothing)).toEqual([]);
  });
});

describe('banners', () => {
  it('warn of a confound, of simulated people, of both, or of nothing', () => {
    expect(banners(sampleEvaluation())).toEqual([]);
    expect(banners(strongOnset).map(({ kind }) => kind)).toEqual(['confound']);
    expect(banners({ ...strongOnset, simulated: true }).map(({ kind }) => kind)).toEqual(['simulated', 'confound']);
    expect(banners(strongOnset)[0].text).toContain('“Onset time of the grip” alone (AUC 0.93)');
  });
});
