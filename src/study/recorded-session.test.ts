import { describe, expect, it } from 'vitest';
import {
  nextSession,
  sessionFolder,
  sessionScans,
  sessionStem,
  subjectCode,
  subjectSessions,
} from './recorded-session.ts';

describe('sessions of a recorded study', () => {
  it('are numbered on, person by person', () => {
    const paths = [
      'sub-S07/ses-01/emg/sub-S07_ses-01_task-handgrip_run-01_emg.edf',
      'sub-S07/ses-09/sub-S07_ses-09_scans.tsv',
      'sub-S070/ses-12/x',
      'derivatives/myofade/sub-S08/ses-03/journal.jsonl',
    ];
    expect(nextSession(paths, 'S07')).toBe('10');
    expect(nextSession(paths, 'S08')).toBe('04');
    expect(nextSession([], 'S07')).toBe('01');
  });

  it('have the names that BIDS asks for', () => {
    const place = { subject: 'S07', session: '02' };
    expect([sessionFolder(place), sessionStem(place, 3), sessionScans(place), subjectSessions('S07')]).toEqual([
      'sub-S07/ses-02',
      'emg/sub-S07_ses-02_task-handgrip_run-03',
      'sub-S07/ses-02/sub-S07_ses-02_scans.tsv',
      'sub-S07/sub-S07_sessions.tsv',
    ]);
  });

  it('take codes, no names', () => {
    expect(subjectCode('sub-S07')).toBe('S07');
    for (const wrong of ['', 'Ana Maria', '../x', 'S-7', 'ü']) {
      expect(() => subjectCode(wrong)).toThrow(/letters and digits/);
    }
  });
});
