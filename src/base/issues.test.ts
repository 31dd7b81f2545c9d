import { describe, expect, it } from 'vitest';
import { type IssueCode, issue, issueCatalogue } from './index.ts';

const entries = Object.entries(issueCatalogue);

describe('issueCatalogue', () => {
  it.each(entries)('%s is in capitals and ends its advice with a full stop', (code, { severity, suggestion }) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(['error', 'warning', 'info']).toContain(severity);
    expect(suggestion).toMatch(/^[A-Z].*[^.]\.$/);
  });

  it('advises on each code in its own words', () => {
    expect(new Set(entries.map(([, { suggestion }]) => suggestion)).size).toBe(entries.length);
  });
});

describe('issue', () => {
  it('takes severity and advice from the catalogue', () => {
    const where = { file: 'S01.csv', channel: 'A1', sample: 12, atS: 0.012 };
    for (const code of Object.keys(issueCatalogue) as IssueCode[]) {
      expect(issue(code, 'Found.', where)).toEqual({ code, message: 'Found.', where, ...issueCatalogue[code] });
    }
  });
});
