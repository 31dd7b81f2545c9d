import { type Issue, issue } from '#base';
import { counted } from './cannot-read.ts';
import type { SequenceGaps } from './sequence.ts';

/** The issue for gaps in a recording; none without gaps. `cycle` is the length of a counter that starts over. */
export function gapIssues(found: SequenceGaps | undefined, file: string, fs: number, cycle?: number): Issue[] {
  if (!found || found.gapsAt.length === 0) return [];
  const { missing, gapsAt } = found;
  const [firstSample] = gapsAt;
  const orMore = cycle === undefined ? '' : ` or ${cycle}, ${2 * cycle}, … more`;
  const lost = `${counted(missing, 'sample')}${orMore} were lost in ${counted(gapsAt.length, 'gap')}`;
  const where = { file, sample: firstSample, atS: firstSample / fs };
  return [issue('DROPPED_SAMPLES', `${lost}; the first is before sample ${firstSample}.`, where)];
}

/** The issue for an incomplete last line, which was left out; none where it is complete. */
export function cutIssues(cutLine: number | undefined, nRows: number, file: string, fs: number): Issue[] {
  if (cutLine === undefined) return [];
  const where = { file, sample: nRows, atS: nRows / fs };
  return [issue('RAGGED_ROWS', `Line ${cutLine}, the last one, is cut off.`, where)];
}
