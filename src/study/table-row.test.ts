import { describe, expect, it } from 'vitest';
import { withTableRow } from './table-row.ts';

const options = { file: 'participants.tsv', key: 'participant_id' };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('withTableRow', () => {
  it('begins a table', () => {
    expect(withTableRow(undefined, { participant_id: 'sub-A', age: 23 }, options)).toBe(
      'participant_id\tage\nsub-A\t23\n',
    );
  });

  it('adds a row and a column, and keeps what others wrote', () => {
    const text = withTableRow(
      bytes('participant_id\tgroup\r\nsub-A\tx\r\n'),
      { participant_id: 'sub-B', age: 30 },
      options,
    );
    expect(text).toBe('participant_id\tgroup\tage\nsub-A\tx\tn/a\nsub-B\tn/a\t30\n');
  });

  it('changes a row, but not to nothing', () => {
    const cells = { participant_id: 'sub-A', age: undefined, sex: 'F' };
    expect(withTableRow(bytes('participant_id\tage\nsub-A\t23\n'), cells, options)).toBe(
      'participant_id\tage\tsex\nsub-A\t23\tF\n',
    );
  });

  it('puts the key first and refuses a table without it', () => {
    expect(withTableRow(bytes('age\tparticipant_id\n23\tsub-A\n'), { participant_id: 'sub-B' }, options)).toBe(
      'participant_id\tage\nsub-A\t23\nsub-B\tn/a\n',
    );
    expect(() => withTableRow(bytes('age\n23\n'), { participant_id: 'sub-B' }, options)).toThrow(
      /no column participant_id/,
    );
  });
});
