import { describe, expect, it } from 'vitest';
import { samplePlan } from './check-plan.ts';
import { planReport, planSummary } from './index.ts';
import { planFigure } from './plan-figure.ts';
import { planHeadline, planStatements } from './plan-words.ts';

describe('a study plan in words', () => {
  it('names the fewest people for both goals, and doubt where the simulation leaves it', () => {
    expect(planHeadline(samplePlan())).toBe(
      'SIMULATED people. For an expected 95 % interval of ± 0.10 or less, 40 people are the fewest planned that are enough. For a power of 0.80 to show better than guessing, 40 people are the fewest planned that are enough.',
    );
    const open = { halfWidth: { people: null, isSure: true }, power: { people: 16, isSure: false } };
    expect(planHeadline(samplePlan({ fewest: open }))).toMatch(
      /none of the planned numbers, up to 40 people, is enough\. .* 16 people are the fewest planned that are enough \(within the error of the simulation\)/,
    );
  });

  it('says what a simulation cannot show, first, and what sharing people does', () => {
    const said = planStatements(samplePlan());
    expect(said[0]).toMatch(/^SIMULATED\. A simulation cannot show accuracy on people/);
    expect(said.join(' ')).toContain('Cohorts of 16, 40 share people with each other');
    expect(said.join(' ')).toContain('1 other person left out');
    const apart = samplePlan().sizes.map((size) => ({ ...size, isShared: false }));
    expect(planStatements(samplePlan({ sizes: apart })).join(' ')).not.toContain('share people with each other');
  });

  it('stands in a table with its errors', () => {
    const lines = planSummary(samplePlan()).split('\n');
    expect(lines[0]).toContain('SIMULATED');
    expect(
      lines
        .find((line) => line.startsWith('    16'))
        ?.split(/ {2,}/)
        .slice(2),
    ).toEqual(['0.70 ± 0.01', '0.150 ± 0.002', '[0.53–0.86]', '0.71 ± 0.03', '100', '13 %']);
  });
});

describe('the report of a study plan', () => {
  it('is marked as simulated everywhere, and lets nothing of the data become markup', () => {
    const report = planReport(samplePlan());
    for (const place of ['<title>SIMULATED', '>SIMULATED</text>', '<strong>SIMULATED</strong>', 'SIMULATED people.']) {
      expect(report).toContain(place);
    }
    expect(report).toContain('&lt;found&gt;');
    expect(report).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
  });

  it('draws a single number of people too', () => {
    const figure = planFigure(samplePlan({ sizes: samplePlan().sizes.slice(0, 1) }), { id: 'plan', simulated: true });
    expect(figure.markup).not.toMatch(/NaN/);
  });
});
