import type { Footprint } from './footprint.ts';
import type { FormulationRow } from './formulations.ts';
import { gemmSize } from './gemm-peak.ts';
import type { Growth, StepCost } from './growth.ts';
import type { HourCost } from './hour.ts';
import type { Live, LiveCost } from './live.ts';
import type { Latency } from './live-run.ts';
import type { Comparison } from './task.ts';

/** Three digits that count, without an exponent. */
const short = (value: number): string => `${Number(value.toPrecision(3))}`;
const medianAndBest = (median: number, best: number): string => `${short(median)} (${short(best)})`;

/** One comparison in one line. */
export function comparisonLine({ name, ours, oursBest, peer, peerBest, peerName, unit, ratio }: Comparison): string {
  const against =
    peer === null || peerBest === null || ratio === null
      ? `${peerName} absent`
      : `${peerName} ${medianAndBest(peer, peerBest)}  ratio ${ratio.toFixed(2)}`;
  return `${name.padEnd(26)} ${medianAndBest(ours, oursBest).padEnd(20)} ${unit.padEnd(15)} ${against}`;
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(14) : cell.padStart(i === 3 ? 20 : 12))).join('');

function costRow({ network, batch, input, stepMs, bestStepMs, examplesPerS, gflops, peakShare }: StepCost): string {
  const times = medianAndBest(stepMs, bestStepMs);
  const share = `${(100 * peakShare).toFixed(0)} %`;
  return row([network, `${batch}`, input.join('×'), times, short(examplesPerS), short(gflops), share]);
}

/** How the cost of a training step grows, as a table. */
export function growthTable({ gemmPeakGflops, growth }: Growth): string {
  const peak = `${gemmPeakGflops.toFixed(0)} GFLOP/s, the best float32 product of ${gemmSize}×${gemmSize} in this run`;
  return [
    `Training step over depth, batch and input; operations of convolutions and dense layers only; peak: ${peak}`,
    row(['network', 'batch', 'input', 'step ms (best)', 'examples/s', 'GFLOP/s', 'of peak']),
    ...growth.map(costRow),
  ].join('\n');
}

/** What the ResNet-50 step needs, beside what was aimed at. */
export function footprintLines({ peakBytes, peerPeakBytes, buildMs, bestBuildMs, limits }: Footprint): string {
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
  const peer = peerPeakBytes === null ? 'absent' : gigabytes(peerPeakBytes);
  return [
    'ResNet-50 training step, batch 8 of 3×224×224, SGD, a process of its own',
    `peak memory ${gigabytes(peakBytes)}, aim at most ${gigabytes(limits.peakBytes)}, PyTorch ${peer}`,
    `graph build and session creation ${(buildMs / 1000).toFixed(2)} s (best of 3 ${(bestBuildMs / 1000).toFixed(2)} s), aim at most ${limits.buildMs / 1000} s`,
  ].join('\n');
}

/** How the cost of an analysis grows with its recording, beside what was aimed at. */
export function hourTable({ hour, hourLimits }: HourCost): string {
  const aim = `aim for 60 min on two processors: ${hourLimits.ms / 1000} s, ${hourLimits.peakBytes / 1e6} MB`;
  return [
    `analyze of 6 channels at 1000 Hz side by side, a process of its own, code not yet compiled; ${aim}`,
    row(['minutes', 's (best)', 'MB']),
    ...hour.map(({ minutes, ms, bestMs, peakBytes }) =>
      row([`${minutes}`, medianAndBest(ms / 1000, bestMs / 1000), (peakBytes / 1e6).toFixed(0)]),
    ),
  ].join('\n');
}

/** The live analysis at the pace of its samples, beside what was aimed at. */
export function liveTable({ live, timesRealTime, timesCpu, liveLimits }: Live): string {
  const line = (what: string, { n, p50, p99, max }: Latency): string =>
    row([what, `${n}`, p50.toFixed(2), `${p99.toFixed(2)}`.padStart(8), max.toFixed(1)]);
  const lines = (run: LiveCost): string[] => [
    `${run.load}, ${run.seconds} s, load average ${run.loadAverage.toFixed(2)} before; ${run.nMissing} of ${run.nSamples} samples missing; ${(100 * run.cpuShare).toFixed(0)} % of a core, peak ${(run.peakBytes / 1e6).toFixed(0)} MB, heap ${run.heapBytes.map((bytes) => (bytes / 1e6).toFixed(0)).join(' → ')} MB`,
    line('block', run.blockMs),
    line('block, due', run.dueMs),
    line('window', run.windowMs),
    line('work (CPU)', run.workMs),
    ...(run.judgementMs ? [line('model', run.judgementMs)] : []),
  ];
  return [
    `live analysis of 6 channels of EMG at 1000 Hz, blocks of 10 ms from a process of its own; ms after arrival; aim for windows: p99 at most ${liveLimits.windowP99Ms} ms`,
    row(['', 'n', 'p50', 'p99', 'max']),
    ...live.flatMap(lines),
    `as fast as it goes: ${timesRealTime.toFixed(0)} times real time, ${timesCpu.toFixed(0)} times its own processor time`,
  ].join('\n');
}

/** The ways to compute gradients of convolutions; the one that training takes is marked, and told where it was not the fastest. */
export function formulationsTable(rows: readonly FormulationRow[]): string {
  const line = ({ gradient, shape, costs }: FormulationRow): string => {
    const least = Math.min(...costs.map(({ ms }) => ms));
    const texts = costs.map(
      ({ way, ms, bestMs, gflops, isTaken }) =>
        `${isTaken ? '*' : ''}${way} ${medianAndBest(ms, bestMs)} ms, ${short(gflops)} GFLOP/s`,
    );
    const loss = (costs.find(({ isTaken }) => isTaken)?.ms ?? least) / least - 1;
    return `${gradient.padEnd(10)} ${shape.padEnd(36)} ${texts.join('  ')}${loss > 0.1 ? `  (+${(100 * loss).toFixed(0)} %)` : ''}`;
  };
  return ['Gradients of convolutions, every way in turn; * is what training takes', ...rows.map(line)].join('\n');
}
