import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudyError } from '#base';
import { requireSubjectName } from './subject-name.ts';
import { parseTable, type TableOptions } from './table.ts';

const csv: TableOptions = { file: 'recordings.csv', delimiter: ',', required: ['subject', 'file'] };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, options = csv) => parseTable(bytesOf(text), options);

/** The message of the StudyError that reading gives. */
function faultOf(bytes: Uint8Array, options = csv): string {
  try {
    parseTable(bytes, options);
  } catch (error) {
    if (error instanceof StudyError && error.fix.endsWith('.')) return error.message;
    throw error;
  }
  return 'no error';
}

describe('parseTable', () => {
  it('gives cells by column and the line of each row', () => {
    expect(read('subject,file\nS01,a.txt\n\n S02 , b.txt\n')).toEqual([
      { line: 2, cells: { subject: 'S01', file: 'a.txt' } },
      { line: 4, cells: { subject: 'S02', file: 'b.txt' } },
    ]);
  });

  it('does not mind a byte order mark, other line ends, or a last line without one', () => {
    const plain = read('subject,file\nS01,a.txt\n');
    expect(read('\uFEFFsubject,file\r\nS01,a.txt\r\n')).toEqual(plain);
    expect(read('subject,file\rS01,a.txt')).toEqual(plain);
    expect(read('subject\tfile\nS01\ta.txt', { ...csv, delimiter: '\t' })).toEqual(plain);
  });

  it('finds the delimiter by the header where none is said, and takes capitals where it may', () => {
    const any: TableOptions = { file: 'recordings.csv', required: ['subject', 'file'], anyCase: true };
    const plain = read('subject,file\nS01,a.txt\n');
    for (const delimiter of [',', ';', '\t']) {
      expect(read(`Subject${delimiter}FILE\nS01${delimiter}a.txt\n`, any)).toEqual(plain);
    }
    expect(faultOf(bytesOf('subject;file\nS01'), any)).toContain('has 2 columns but this row has 1');
  });

  it('counts lines across quoted cells with line ends in them', () => {
    const rows = read('subject,file,note\nS01,a.txt,"two\nlines, one ""word"""\nS02,b.txt,\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(rows[0]?.cells.note).toBe('two\nlines, one "word"');
  });

  it('leaves out columns without a name, as spreadsheets add them', () => {
    expect(read('subject,file,,\nS01,a.txt,,\n,,,\n')).toEqual([{ line: 2, cells: { subject: 'S01', file: 'a.txt' } }]);
  });

  it('takes a header alone for a table without rows', () => {
    expect(read('subject,file')).toEqual([]);
  });

  it('is not led astray by the names of object properties', () => {
    const [row] = read('subject,file,__proto__,constructor\nS01,a.txt,x,y\n');
    expect(Object.keys(row?.cells ?? {})).toEqual(['subject', 'file', '__proto__', 'constructor']);
    expect(Object.getPrototypeOf(row?.cells)).toBe(Object.prototype);
  });

  it('names what is wrong and where', () => {
    const cases = [
      ['', 'Cannot read recordings.csv: it is empty.'],
      ['subject;file\nS01;a.txt', 'it has no column subject and no file, only subject;file — line 1.'],
      ['\nsubject\nS01', 'it has no column file, only subject — line 2.'],
      ['subject,file,file\nS01,a,b', 'the column file stands there twice — line 1.'],
      ['subject,file\nS01,a.txt\nS02', 'the header has 2 columns but this row has 1 — line 3.'],
      ['subject,file\nS01,a.txt,more', 'the header has 2 columns but this row has 3 — line 2.'],
      ['subject,file\nS01,a.txt\nS02,"b.txt\n', 'a quoted cell is malformed — line 3.'],
    ] as const;
    for (const [text, message] of cases) expect(faultOf(bytesOf(text))).toContain(message);
  });

  it('gives rows or a StudyError for any bytes', () => {
    const pieces = fc.constantFrom(
      'subject',
      'file',
      ',',
      '\n',
      '\r\n',
      '"',
      '""',
      ' ',
      'é',
      '\uFEFF',
      '__proto__',
      '\0',
    );
    const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => bytesOf(`subject,file\n${parts.join('')}`));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), texts), (bytes) => {
        try {
          for (const { line, cells } of parseTable(bytes, csv)) {
            expect(line).toBeGreaterThan(1);
            expect(typeof cells.file).toBe('string');
          }
        } catch (error) {
          expect(error).toBeInstanceOf(StudyError);
        }
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('finds the line that is not UTF-8', () => {
    const latin1 = Uint8Array.from('subject,file\nS01,a.txt\nS02,J\xfcrgen.txt\n', (c) => c.charCodeAt(0));
    expect(faultOf(latin1)).toBe('Cannot read recordings.csv: it is not UTF-8 text — line 3.');
  });
});

describe('requireSubjectName', () => {
  it('takes codes', () => {
    for (const name of ['S01', '7', 'pilot-2.b_c', 'a'.repeat(64)]) {
      expect(() => requireSubjectName(name, 'participants.tsv', 2)).not.toThrow();
    }
  });

  it('refuses what could become a path, markup or nothing', () => {
    for (const name of ['', '..', '-x', 'a/b', 'a b', '<b>', 'Jürgen', 'a'.repeat(65), 'S01\n']) {
      expect(() => requireSubjectName(name, 'participants.tsv', 4), name).toThrow(StudyError);
    }
    expect(() => requireSubjectName('a/b', 'participants.tsv', 4)).toThrow(
      'Cannot read participants.tsv: "a/b" cannot be the name of a subject — line 4.',
    );
  });
});
