import { describe, expect, it } from 'vitest';
import { sampleCalibration, sampleForceView } from './check-force.ts';
import { forceCalibrationText, forceCsv, forceEstimateText, forceReport, forceSummaryOf } from './index.ts';

describe('an estimate of force', () => {
  it('has mean and peak in both units, with the calibration’s RMSE', () => {
    const { percent, force, n, startS, measured } = forceSummaryOf(sampleForceView());
    expect(force?.mean).toBeCloseTo(4 * percent.mean, 9);
    expect(percent.peak).toBeCloseTo(90, 1);
    expect(force?.rmse).toBe(24);
    expect({ n, startS, measured }).toEqual({ n: 100, startS: 2.1, measured: null });
  });

  it('says what it is not, what fatigue does, and how much is extrapolated', () => {
    const text = forceEstimateText(sampleForceView({ measured: true })).replaceAll(/\s+/g, ' ');
    expect(text).toContain('peak 90.0 ± 6.0 % (360 ± 24 N)');
    expect(text).toContain('not a measurement of force');
    expect(text).toContain('the estimate reads too high');
    expect(text).toContain('12.0 % of the time');
    expect(text).toContain('R² 0.81, RMSE 7.3 %, bias 1.0 % (n = 100 points)');
    expect(text).not.toContain('SIMULATED');
    expect(forceCalibrationText(sampleCalibration)).toContain('R² 0.90, RMSE 6.0 % (n = 598 points');
  });

  it('says when it is judged where it was fitted', () => {
    const own = sampleForceView();
    const { sha256 } = own.calibration.source;
    const same = { ...own, provenance: { ...own.provenance, sha256 } };
    expect(forceEstimateText(same)).toContain('This stretch was calibrated on');
    const later = { ...same, estimate: { ...same.estimate, timesS: same.estimate.timesS.map((time) => time + 30) } };
    for (const view of [own, later]) expect(forceEstimateText(view)).not.toContain('This stretch was calibrated on');
  });

  it('has no unit where the file names none', () => {
    const view = sampleForceView({ unit: 'other' });
    expect(forceSummaryOf(view).force).toBeNull();
    expect(forceEstimateText(view)).toMatch(/^peak 90\.0 ± 6\.0 %$/m);
    expect(forceCsv(view).split('\n')[0]).toBe('time_s,force_percent,emg_derived');
  });

  it('is a row of CSV each moment', () => {
    const [head, first, ...rest] = forceCsv(sampleForceView()).trimEnd().split('\n');
    expect(head).toBe('time_s,force_percent,force_N,emg_derived');
    expect(first).toBe('2.1,50,200,true');
    expect(rest).toHaveLength(99);
  });

  it('marks simulated people everywhere', () => {
    const report = forceReport(sampleForceView({ simulated: true }));
    for (const place of ['<title>SIMULATED', '>SIMULATED</text>', '<strong>SIMULATED</strong>']) {
      expect(report).toContain(place);
    }
    expect(forceEstimateText(sampleForceView({ simulated: true })).split('\n')[0]).toContain('SIMULATED');
    expect(forceReport(sampleForceView(), { software: 'myofade 1' })).not.toContain('SIMULATED');
  });
});
