import { ArgumentError } from '#base';
import { endurance } from '#fatigue';
import { nextStep, type Protocol, type ProtocolStep, restedMaximumN, type StepDone, type StepOutcome } from '#protocol';
import type { Recording } from '#recording';
import type { TaskSimulator } from './task-simulator.ts';
import type { TaskStep } from './task-steps.ts';
import type { TaskTruth } from './task-truth.ts';

/** A step of a simulated test as it was done; times in seconds from the start of the test. */
export interface SessionStep extends StepDone {
  readonly startS: number;
  readonly endS: number;
}

/** A recording of a simulated test, with what is true of it; times of the truth in seconds from its own start. */
export interface SessionRecording {
  readonly name: string;
  readonly state?: 'fresh' | 'fatigued';
  /** Force of its first target in % of the measured rested maximum. */
  readonly targetPercent?: number;
  /** When it began, in seconds from the start of the test. */
  readonly startS: number;
  readonly recording: Recording;
  readonly truth: TaskTruth;
}

/** A guided test that nobody did. SIMULATED. */
export interface SimulatedSession {
  readonly simulated: true;
  readonly steps: readonly SessionStep[];
  readonly recordings: readonly SessionRecording[];
  /** The rested maximum as it was measured (N); null where the test takes none. */
  readonly restedMvcN: number | null;
}

/** Who does the test. */
export interface SimulateProtocolOptions<State> {
  readonly simulate: TaskSimulator<State>;
  /** The person's true rested maximum (N), of which task targets are shares. */
  readonly mvcN: number;
  /** What recordings are called: `<file>-<name of the recording>`. */
  readonly file: string;
}

const sameSteps = (a: readonly TaskStep[], b: readonly TaskStep[]): boolean => JSON.stringify(a) === JSON.stringify(b);
const blockOf = (step: ProtocolStep | null): string | undefined => step?.recording?.name;

/** A step as the simulator takes it. */
function taskOf(step: ProtocolStep, done: readonly StepDone[], mvcN: number): TaskStep {
  const { kind, durationS, targetPercent = 0 } = step;
  if (kind !== 'target') return { kind, durationS, record: false };
  const rested = restedMaximumN(done);
  if (rested !== undefined) {
    return { kind, durationS, record: false, targetShare: (targetPercent / 100) * (rested / mvcN) };
  }
  throw new ArgumentError(
    `Step ${step.index} is a share of a rested maximum that no step before it took — in simulateProtocol.`,
    'Check the protocol with parseProtocol.',
  );
}

/** The force of a maximal squeeze: the best half second of the efforts in its time. */
function squeezeOf({ contractions, steps }: TaskTruth, at: number, { durationS }: ProtocolStep): StepOutcome {
  const { startS, endS } = steps[at];
  const best = contractions.filter((one) => one.kind === 'mvc' && one.startS < endS && one.endS > startS);
  if (best.length > 0) return { mvcN: Math.max(...best.map(({ bestN }) => bestN)) };
  throw new ArgumentError(
    `A maximal squeeze of ${durationS} s is over before a person can react — in simulateProtocol.`,
    'Make it last 1 s or more.',
  );
}

/**
 * Whether a hold failed, by the protocol's own rule on the force that the person could have brought up: who could and aims
 * a little low is told so by whoever leads the test, and has not failed.
 */
function holdOf(
  { mvcLoss, timesS, steps }: TaskTruth,
  at: number,
  step: ProtocolStep,
  targetShare: number,
): StepOutcome {
  const { failure, durationS } = step;
  if (!failure) return {};
  const { startS, endS } = steps[at];
  const within = mvcLoss.filter((_, i) => timesS[i] >= startS - 1e-9 && timesS[i] < endS - 1e-9);
  const capacity = within.map((loss) => 1 - loss);
  const fs = 1 / (timesS[1] - timesS[0]);
  const rule = { target: targetShare, leastShare: failure.belowPercent / 100, forS: failure.forS };
  const { hasFailed, enduranceS } = endurance(capacity, fs, rule);
  return hasFailed ? { heldS: Math.min(durationS, enduranceS) } : {};
}

/** Answers that end nothing: squeezes that agree with none before them and exceed every target. */
const endless = (step: ProtocolStep): StepOutcome =>
  step.kind === 'maximal' ? { mvcN: 1e6 * 2 ** (step.index % 64) } : {};

/**
 * Lets a simulated person do a protocol: its stop rules are answered by the forces that the simulation gives, so a person
 * who tires sooner needs fewer rounds. Each recording is simulated as one task, as are the steps between two; where a
 * rule inside of one needs an answer, its steps so far are simulated by force alone, a stretch ahead each time.
 *
 * @throws ArgumentError for a protocol whose targets have no maximum, or with a maximal step too short for anybody.
 */
export function simulateProtocol<State>(
  protocol: Protocol,
  { simulate, mvcN, file }: SimulateProtocolOptions<State>,
): SimulatedSession {
  const done: StepDone[] = [];
  const steps: SessionStep[] = [];
  const recordings: SessionRecording[] = [];
  let state: State | undefined;
  let timeS = 0;
  const next = (): ProtocolStep | null =>
    nextStep(
      protocol,
      done.map(({ outcome }) => outcome),
    );

  /** Steps of the block so far, and about as many as are likely to follow. */
  const ahead = (tasks: readonly TaskStep[], first: ProtocolStep): TaskStep[] => {
    const out = [...tasks];
    const guessed = [...done];
    for (let step: ProtocolStep | null = first; step && blockOf(step) === blockOf(first); ) {
      if (out.length >= 2 * tasks.length + 8) break;
      out.push(taskOf(step, guessed, mvcN));
      guessed.push({ step, outcome: endless(step) });
      step = nextStep(
        protocol,
        guessed.map(({ outcome }) => outcome),
      );
    }
    return out;
  };

  for (let first = next(); first; first = next()) {
    const { recording: block } = first;
    const name = block ? `${file}-${block.name}` : file;
    const from = { ...(state !== undefined && { state }), file: name };
    const tasks: TaskStep[] = [];
    const blockFirst = done.length;
    let known: { steps: readonly TaskStep[]; truth: TaskTruth } | undefined;
    for (let step: ProtocolStep | null = first; step && blockOf(step) === block?.name; step = next()) {
      const task = taskOf(step, done, mvcN);
      let outcome: StepOutcome = {};
      if (step.kind === 'maximal' || step.failure) {
        if (!known || !sameSteps(known.steps.slice(0, tasks.length + 1), [...tasks, task])) {
          const guess = ahead(tasks, step);
          known = { steps: guess, truth: simulate({ ...from, steps: guess }).truth };
        }
        outcome =
          task.kind === 'target'
            ? holdOf(known.truth, tasks.length, step, task.targetShare)
            : squeezeOf(known.truth, tasks.length, step);
      }
      // Who leads the test sees a failure when it has lasted as long as the rule says.
      const seenS = (outcome.heldS ?? step.durationS) + (step.failure?.forS ?? 0);
      tasks.push({ ...task, durationS: Math.min(step.durationS, seenS) });
      done.push({ step, outcome });
    }
    const {
      recording,
      truth,
      state: after,
    } = simulate({
      ...from,
      steps: tasks.map((task) => ({ ...task, record: block !== undefined })),
    });
    state = after;
    done.slice(blockFirst).forEach((one, i) => {
      const { startS, endS } = truth.steps[i];
      steps.push({ ...one, startS: timeS + startS, endS: timeS + endS });
    });
    const targetPercent = done.slice(blockFirst).find(({ step }) => step.kind === 'target')?.step.targetPercent;
    if (block && recording) {
      recordings.push({
        ...block,
        ...(targetPercent !== undefined && { targetPercent }),
        startS: timeS,
        recording,
        truth,
      });
    }
    timeS += truth.steps[truth.steps.length - 1].endS;
  }
  return { simulated: true, steps, recordings, restedMvcN: restedMaximumN(done) ?? null };
}
