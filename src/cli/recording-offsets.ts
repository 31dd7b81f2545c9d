import { ArgumentError } from '#base';
import type { Provenance } from '#recording';

/** A recording as far as its place in time goes. */
interface Placed {
  readonly provenance: Pick<Provenance, 'file' | 'startedAt'>;
}

/** @throws ArgumentError where one begins no later than one before it; what is unknown is passed over. */
function requireRising(
  begins: readonly (number | undefined)[],
  recordings: readonly Placed[],
  source: { readonly told: (i: number) => string; readonly fix: string },
): void {
  let before: number | undefined;
  begins.forEach((begin, i) => {
    if (begin === undefined) return;
    if (before !== undefined && begin <= (begins[before] as number)) {
      const [earlier, later] = [before, i].map((at) => `${recordings[at].provenance.file} at ${source.told(at)}`);
      throw new ArgumentError(`The recordings are not in the order of time: ${earlier}, then ${later}.`, source.fix);
    }
    before = i;
  });
}

/**
 * When each recording began after the first (s): as the user says, or as the files tell; undefined where neither does.
 *
 * @throws ArgumentError where the user names more or fewer begins than there are recordings, or the begins do not rise.
 */
export function recordingOffsets(
  recordings: readonly Placed[],
  minutes: readonly number[] | undefined,
): (number | undefined)[] {
  if (minutes !== undefined) {
    if (minutes.length !== recordings.length) {
      throw new ArgumentError(
        `--minutes must name the begin of each of the ${recordings.length} files, got ${minutes.length}.`,
        'Write for example 0,12,17 for three files.',
      );
    }
    requireRising(minutes, recordings, {
      told: (i) => `minute ${minutes[i]}`,
      fix: 'Name the files in the order of time, the rested one first, and their begins in the same order.',
    });
    return minutes.map((minute) => 60 * minute);
  }
  const begins = recordings.map(({ provenance: { startedAt } }) =>
    startedAt === undefined ? undefined : Date.parse(`${startedAt}Z`) / 1000,
  );
  requireRising(begins, recordings, {
    told: (i) => `${recordings[i].provenance.startedAt}`,
    fix: 'Name the files in the order of time, the rested one first; where their clock was wrong, say when they began with --minutes.',
  });
  const [first] = begins;
  return begins.map((begin) => (begin === undefined || first === undefined ? undefined : begin - first));
}
