import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { startPeer } from './peer.ts';

/** What the ResNet-50 training step needs, 8 × 3×224×224 with SGD, each side in a process of its own. */
export interface Footprint {
  /** The most memory the process held, interpreter and libraries included, in bytes. */
  readonly peakBytes: number;
  readonly peerPeakBytes: number | null;
  /** Building the graphs and loading them into the runtime, ms: at the start of the process, and the best of three. */
  readonly buildMs: number;
  readonly bestBuildMs: number;
  /** What was aimed at. */
  readonly limits: { readonly peakBytes: number; readonly buildMs: number };
}

const limits = { peakBytes: 2.3e9, buildMs: 2000 };

/** Runs the step in fresh processes, one after the other. */
export async function measureFootprint(): Promise<Footprint> {
  const step = join(import.meta.dirname, 'footprint-step.js');
  const ours: Pick<Footprint, 'peakBytes' | 'buildMs' | 'bestBuildMs'> = JSON.parse(
    execFileSync(process.execPath, [step], { encoding: 'utf8' }),
  );
  const peer = startPeer(['learn']);
  const ran = await peer.time('resnet50-train-step');
  const peerPeakBytes = ran === null ? null : await peer.peakBytes();
  peer.close();
  return { ...ours, peerPeakBytes, limits };
}
