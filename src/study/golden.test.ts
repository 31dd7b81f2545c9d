import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { confusionOf, metricsOf, rocCurve } from './metrics.ts';

const folder = join(import.meta.dirname, '..', '..', 'golden', 'study');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

interface MetricsCase {
  name: string;
  truth: boolean[];
  probability: number[];
  confusion: number[][];
  roc: [number[], number[]];
  accuracy: number;
  balancedAccuracy: number;
  f1: number;
  auc: number;
  brier: number;
}

describe('study against scikit-learn', () => {
  it('has golden files', () => expect(files.length).toBeGreaterThan(0));

  for (const file of files) {
    const { kind, cases, tolerance } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (kind !== 'metrics') throw new Error(`golden/study/${file}: no checker for kind '${kind}'`);
    it.each(cases as MetricsCase[])(`${file}: $name`, (golden) => {
      const decisions = golden.truth.map((fatigued, i) => ({
        subject: `S${i}`,
        file: `${i}`,
        truth: fatigued ? ('fatigued' as const) : ('fresh' as const),
        probability: golden.probability[i],
      }));
      const metrics = metricsOf(decisions);
      for (const id of ['accuracy', 'balancedAccuracy', 'f1', 'auc', 'brier'] as const) {
        expect(Math.abs((metrics[id] as number) - golden[id]), id).toBeLessThanOrEqual(tolerance);
      }
      expect(confusionOf(decisions)).toEqual(golden.confusion);
      const roc = rocCurve(decisions);
      expect(roc.map((point) => point.falsePositiveRate)).toEqual(golden.roc[0]);
      expect(roc.map((point) => point.truePositiveRate)).toEqual(golden.roc[1]);
    });
  }
});
