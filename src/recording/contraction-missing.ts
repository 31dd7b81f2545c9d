import { type Issue, issue, type Where } from '#base';
import { mostContractions, protocolS } from './contraction-protocol.ts';
import type { Run } from './contraction-runs.ts';

type Limits = { readonly shortest: number; readonly longest: number };

/** Two contractions that would be hold and squeeze but for one length, in words, and the part that is missing for it. */
interface NearMatch {
  readonly code: 'HOLD_MISSING' | 'MVC_MISSING';
  readonly what: string;
}

/**
 * The issues `HOLD_MISSING` and `MVC_MISSING` for contractions that do not fit the protocol: which length is unusual where
 * one length alone stands in the way, else that the parts are missing.
 */
export function missingParts(runs: readonly Run[], fs: number, where: Where): Issue[] {
  const lengths = runs.map((run) => (run.end - run.start) / fs);
  const found = `${lengths.length === 1 ? '1 contraction' : `${lengths.length} contractions`} (${seconds(lengths)})`;
  const { hold, mvc } = protocolS;
  const near = runs.length > mostContractions ? [] : nearMatches(runs, fs);
  if (near.length === 1) return [issue(near[0].code, `${near[0].what}: ${found}.`, where)];
  const isHold = lengths.length === 1 && fits(lengths[0], hold);
  const isSqueeze = lengths.length === 1 && fits(lengths[0], mvc) && !isHold;
  const noHold = issue('HOLD_MISSING', `No hold of ${range(hold)} before a squeeze: ${found}.`, where);
  const noMvc = issue('MVC_MISSING', `No squeeze of ${range(mvc)} after a hold: ${found}.`, where);
  if (isHold) return [noMvc];
  return isSqueeze ? [noHold] : [noHold, noMvc];
}

/** Neighbours of which one length alone, the hold's, the pause's or the squeeze's, is outside the protocol. */
function nearMatches(runs: readonly Run[], fs: number): NearMatch[] {
  return runs.slice(1).flatMap((second, i) => {
    const first = runs[i];
    const holdS = (first.end - first.start) / fs;
    const pauseS = (second.start - first.end) / fs;
    const squeezeS = (second.end - second.start) / fs;
    const { hold, pause, mvc } = protocolS;
    const wrong: NearMatch[] = [];
    if (!fits(holdS, hold)) {
      const what = `The contraction of ${s(holdS)} before a squeeze of ${s(squeezeS)} is ${tooMuch(holdS, hold)} for a hold`;
      wrong.push({ code: 'HOLD_MISSING', what: `${what} (${range(hold)})` });
    }
    if (!fits(pauseS, pause)) {
      const what = `The pause of ${s(pauseS)} after a hold of ${s(holdS)} is ${tooMuch(pauseS, pause)}`;
      wrong.push({ code: 'MVC_MISSING', what: `${what} (${range(pause)})` });
    }
    if (!fits(squeezeS, mvc)) {
      const what = `The contraction of ${s(squeezeS)} after a hold of ${s(holdS)} is ${tooMuch(squeezeS, mvc)} for a squeeze`;
      wrong.push({ code: 'MVC_MISSING', what: `${what} (${range(mvc)})` });
    }
    return wrong.length === 1 ? wrong : [];
  });
}

function tooMuch(lengthS: number, { longest }: Limits): string {
  return lengthS > longest ? 'too long' : 'too short';
}

function fits(lengthS: number, { shortest, longest }: Limits): boolean {
  return within(lengthS, [shortest, longest]);
}

function range({ shortest, longest }: Limits): string {
  return `${shortest}–${longest} s`;
}

function s(lengthS: number): string {
  return `${lengthS.toFixed(1)} s`;
}

/** Whether a value lies within limits, which belong to the range. */
export function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

function seconds(lengths: readonly number[]): string {
  const shown = lengths.slice(0, 6).map((length) => length.toFixed(1));
  return `${shown.join(', ')}${lengths.length > shown.length ? ', …' : ''} s`;
}
