import { describe, expect, it } from 'vitest';
import { sampleEvaluation } from './check-samples.ts';
import { evidenceView } from './evidence-view.ts';

describe('evidenceView', () => {
  const evaluation = sampleEvaluation();
  const view = evidenceView(evaluation);

  it('shows every result once, controls before models', () => {
    expect(view.rows.map(({ model }) => model).sort()).toEqual(evaluation.models.map(({ model }) => model).sort());
    const firstModel = view.rows.findIndex(({ isControl }) => !isControl);
    expect(view.rows.slice(firstModel).every(({ isControl }) => !isControl)).toBe(true);
  });

  it('hands metrics and intervals on as they are', () => {
    for (const row of view.rows) {
      const result = evaluation.models.find(({ model }) => model === row.model);
      for (const { id, value, interval } of row.metrics) {
        expect(value).toBe(result?.[id]);
        expect(interval).toEqual(result?.intervals[id]);
      }
    }
  });

  it('cuts every decision into exactly one bin of calibration', () => {
    for (const { calibration, model } of view.rows) {
      const own = evaluation.models.find((one) => one.model === model)?.perRecording ?? [];
      if (calibration.length === 0) continue;
      expect(calibration.reduce((sum, { n }) => sum + n, 0)).toBe(own.length);
      const fatigued = calibration.reduce((sum, { n, shareFatigued }) => sum + n * shareFatigued, 0);
      expect(fatigued).toBeCloseTo(own.filter(({ truth }) => truth === 'fatigued').length, 9);
      const means = calibration.map(({ meanProbability }) => meanProbability);
      expect(means).toEqual([...means].sort((a, b) => a - b));
    }
  });

  it('says whether labels that mean nothing were tried', () => {
    // Every control speaks, also one of too few swaps.
    const controls = evaluation.models.filter(({ model }) => model.startsWith('shuffled'));
    expect(view.leakAudit).toHaveLength(Math.max(1, controls.length));
    const none = evidenceView({
      ...evaluation,
      models: evaluation.models.filter(({ model }) => !model.startsWith('shuffled')),
    });
    expect(none.leakAudit.join(' ')).toContain('No control with shuffled labels was run');
  });
});
