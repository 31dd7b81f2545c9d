import { type IssueCode, issueCatalogue } from '#base';
import type { DeviceFacts } from '#device';
import type { GuideView } from '#protocol';
import type { ContractionReading } from './contraction-course.ts';
import type { LiveJudgement } from './live-judge.ts';
import type { LiveStrength } from './live-strength.ts';
import type { LiveWindow } from './live-window.ts';

/** One thing that a good recording needs, and whether it is so now. */
export interface QualityLight {
  readonly id: 'signal' | 'hum' | 'clipping' | 'movement' | 'lost';
  readonly name: string;
  /** Null before anything is known. */
  readonly isGood: boolean | null;
  /** What to do about it, where it is not good. */
  readonly remedy?: string;
}

/** Lowest and highest value of a short stretch of signal, for a trace on a screen. */
export interface TracePoint {
  readonly low: number;
  readonly high: number;
}

/** All that a screen shows of a running test, in one unit where the guide has one. */
export interface SessionView {
  readonly guide: GuideView;
  readonly device: DeviceFacts & { readonly address: string; readonly isConnected: boolean; readonly message: string };
  readonly recording: { readonly name: string; readonly durationS: number } | null;
  /** Since the device began. */
  readonly durationS: number;
  readonly nLost: number;
  /** The EMG of the last seconds (mV), oldest first; each point is of `traceStepS`. */
  readonly trace: readonly TracePoint[];
  readonly traceStepS: number;
  /** The effort of the last seconds in the guide's unit, oldest first; null while samples were lost. */
  readonly effort: readonly (number | null)[];
  readonly effortStepS: number;
  /** The newest window of the EMG channel that leads. */
  readonly window: LiveWindow | null;
  /** The contraction that runs or ran last. */
  readonly reading: ContractionReading | null;
  readonly strength: LiveStrength | null;
  readonly judgement: LiveJudgement | null;
  readonly lights: readonly QualityLight[];
  /** What is doubtful about the test as a whole, in words. */
  readonly cautions: readonly string[];
}

/** Windows that a light looks back over. */
const lookBack = 4;

const lightFaults: Readonly<
  Record<QualityLight['id'], { readonly name: string; readonly faults: readonly IssueCode[] }>
> = {
  signal: { name: 'Signal', faults: ['SIGNAL_GAP', 'LOW_SNR'] },
  hum: { name: 'Mains hum', faults: ['MAINS_HUM'] },
  clipping: { name: 'Clipping', faults: ['CLIPPED'] },
  movement: { name: 'Movement', faults: ['MOTION_ARTEFACT', 'SPIKES'] },
  lost: { name: 'Lost samples', faults: ['DROPPED_SAMPLES'] },
};

/** What the last two seconds of windows say: one bad one of the last four turns a light. */
export function qualityLights(windows: readonly LiveWindow[]): QualityLight[] {
  const last = windows.slice(-lookBack);
  return (Object.keys(lightFaults) as QualityLight['id'][]).map((id) => {
    const { name, faults } = lightFaults[id];
    const found = last.flatMap((window) => window.faults.map(({ code }) => code)).find((code) => faults.includes(code));
    return {
      id,
      name,
      isGood: last.length === 0 ? null : found === undefined,
      ...(found && { remedy: issueCatalogue[found].suggestion }),
    };
  });
}
