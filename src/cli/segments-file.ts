import { ArgumentError } from '#base';
import { readBytes } from '#node';
import type { Segment, SegmentKind } from '#recording';
import { parseTable } from '#study';
import { userPath } from './paths.ts';

const kinds: readonly SegmentKind[] = ['rest', 'hold', 'mvc', 'contraction'];
const columns = ['kind', 'startS', 'endS'] as const;

/**
 * Segments that a user gives instead of the found ones: a CSV with the columns `kind,startS,endS`, as `analyze --json` names
 * them (seconds from the start of the recording).
 *
 * @throws ArgumentError naming the line that is wrong.
 * @throws StudyError when it is no table with these columns.
 */
export async function readSegments(path: string, channel: string): Promise<Segment[]> {
  const rows = parseTable(await readBytes(userPath(path)), { file: path, required: columns });
  const fix = `Write one line per segment with the columns ${columns.join(',')}; kinds are ${kinds.join(', ')}.`;
  if (rows.length === 0) throw new ArgumentError(`${path} holds no segments.`, fix);
  const segments = rows.map(({ line, cells }): Segment => {
    const [startS, endS] = [cells.startS, cells.endS].map((text) => (text === '' ? Number.NaN : Number(text)));
    if (!(kinds as readonly string[]).includes(cells.kind) || !(startS >= 0 && endS > startS)) {
      throw new ArgumentError(`Line ${line} of ${path} is no segment: ${columns.map((column) => cells[column])}.`, fix);
    }
    return { kind: cells.kind as SegmentKind, channel, startS, endS };
  });
  return segments.sort((a, b) => a.startS - b.startS);
}
