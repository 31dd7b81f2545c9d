import type { ActivityLevels } from './contraction-levels.ts';
import { matchProtocol, type ProtocolMatch, splitAtDip } from './contraction-protocol.ts';
import { activeRuns, type Run } from './contraction-runs.ts';

/** What decides where a contraction begins and ends. */
export interface SearchSettings {
  /** Where the threshold lies between the level of rest (0) and of effort (1). */
  readonly fraction: number;
  /** Pauses shorter than this (s) belong to the contraction around them. */
  readonly bridgeS: number;
  /** Activity shorter than this (s) is a movement, not a contraction. */
  readonly shortestS: number;
  /** Where given, the threshold itself, in the unit of the envelope. */
  readonly threshold?: number;
}

/** What a search found in one envelope. */
export interface SearchResult {
  readonly runs: readonly Run[];
  /** Efforts too short for a contraction, which were left out. */
  readonly short: readonly Run[];
  /** The hold and the squeeze, when the runs fit the protocol. */
  readonly match?: ProtocolMatch;
  /** Threshold that the runs exceed, in the unit of the envelope. */
  readonly threshold: number;
  /** What had to be done beyond the usual to make the protocol fit, in words. */
  readonly rescue?: string;
}

// The RMS window is 0.25 s: shorter activity is one burst or spike seen through the window.
const blipS = 0.2;
// Rest wanders by half its level within seconds (tone, hum); a threshold must stay clear of that.
const leastOverRest = 1.5;

// Movements and spikes in recorded tests last under half a second or stay at 0.4 of the level of effort; squeezes too short
// to measure, as in lifting a dumbbell, exceed both.
const leastEffortS = 0.5;
const leastOfActive = 0.43;

/** Whether what is too short for a contraction was an effort all the same, rather than a movement of the hand. */
function isEffort(envelope: Float64Array, { start, end }: Run, fs: number, { active }: ActivityLevels): boolean {
  const isStrong = envelope.subarray(start, end).some((value) => value >= leastOfActive * active);
  return isStrong && end - start >= leastEffortS * fs;
}

/** The contractions in an envelope, and which are the hold and the squeeze, by the rules alone. */
export function searchPlainly(
  envelope: Float64Array,
  fs: number,
  levels: ActivityLevels,
  { fraction, bridgeS, shortestS, threshold: given }: SearchSettings,
): SearchResult {
  const between = levels.rest + fraction * (levels.active - levels.rest);
  const threshold = given ?? Math.max(between, leastOverRest * levels.rest);
  const { runs, short } = activeRuns(envelope, threshold, {
    blip: Math.round(blipS * fs),
    bridge: Math.round(bridgeS * fs),
    shortest: Math.round(shortestS * fs),
  });
  const match = matchProtocol(runs, fs);
  const efforts = short.filter((run) => isEffort(envelope, run, fs, levels));
  return { runs, short: efforts, threshold, ...(match && { match }) };
}

/**
 * The contractions in an envelope. Where the rules alone do not give the protocol's hold and squeeze, three things are tried
 * in turn: cutting one long contraction at its dip, bridging longer pauses, and a lower threshold for a weak hold. The
 * result names the one that helped; when none does, the plain result stands.
 */
export function searchContractions(
  envelope: Float64Array,
  fs: number,
  levels: ActivityLevels,
  settings: SearchSettings,
): SearchResult {
  const plain = searchPlainly(envelope, fs, levels, settings);
  if (plain.match || plain.runs.length === 0) return plain;

  const split = withSplit(envelope, fs, plain);
  if (split.match) return { ...split, rescue: 'the hold and the squeeze run into each other and were cut at the dip' };

  const bridged = searchPlainly(envelope, fs, levels, { ...settings, bridgeS: 2 * settings.bridgeS });
  if (bridged.match) {
    return {
      ...bridged,
      rescue: `pauses of up to ${(2 * settings.bridgeS).toFixed(1)} s inside a contraction were bridged`,
    };
  }
  const lower = searchPlainly(envelope, fs, levels, { ...settings, fraction: settings.fraction / 2 });
  if (lower.match)
    return { ...lower, rescue: 'one of them is so weak that it shows only above half the usual threshold' };
  return plain;
}

function withSplit(envelope: Float64Array, fs: number, plain: SearchResult): SearchResult {
  const longest = plain.runs.reduce((a, b) => (b.end - b.start > a.end - a.start ? b : a));
  const parts = splitAtDip(envelope, longest, fs);
  if (!parts) return plain;
  const runs = plain.runs.flatMap((run) => (run === longest ? parts : [run]));
  const match = matchProtocol(runs, fs);
  return match ? { ...plain, runs, match } : plain;
}
