import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, FormatError, seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import {
  adamw,
  compileTraining,
  composeAugments,
  type Examples,
  jitterGain,
  maskFrequency,
  maskTime,
  type Network,
  oneHot,
  readCheckpoint,
  type StepOptions,
  sgd,
  shiftTime,
  type TrainedNetwork,
  type Trainer,
  type TrainingCheckpoint,
  type TrainingOptions,
  writeCheckpoint,
  writeSafetensors,
} from './index.ts';

const shape = [1, 6, 8] as const;
const network: Network = {
  name: 'small',
  inputShape: shape,
  nClasses: 2,
  build(b, x) {
    const h = b.relu(b.batchNorm('bn1', b.conv('conv1', x, { filters: 4, kernel: 3, padding: 1, bias: false })));
    return b.dense('fc', b.dropout(b.flatten(b.dropout(b.maxPool(h, { kernel: 2 }), 0.1)), 0.3), 2);
  },
};

function noise(n: number, seed: number): Examples {
  const random = seededRandom(seed);
  const labels = Array.from({ length: n }, (_, i) => i % 2);
  const inputs = Float32Array.from({ length: n * 48 }, (_, i) => random.normal() + 0.4 * labels[Math.floor(i / 48)]);
  return { inputs, targets: oneHot(labels, 2) };
}

const data = noise(21, 1);
/** Everything that draws at random or remembers, at once. */
const everything: TrainingOptions = {
  epochs: 4,
  learningRate: 2e-2,
  schedule: 'cosine',
  warmup: { steps: 3 },
  seed: 11,
  labelSmoothing: 0.1,
  classWeights: [1, 2],
  mixup: { alpha: 0.3 },
  augment: composeAugments(
    maskTime(shape, { maxFrames: 3 }),
    maskFrequency(shape, { maxBands: 2 }),
    shiftTime(shape, { maxFrames: 1 }),
    jitterGain(shape, { maxDb: 0.5 }),
    // A normal draw leaves a second one in the stream, which a checkpoint must keep too.
    (batch, random) => ({ ...batch, inputs: batch.inputs.map((value) => value + 0.01 * random.normal()) }),
  ),
  validation: noise(9, 2),
  patience: 3,
};
const step: StepOptions = { clipNorm: 0.5, ema: { decay: 0.8 } };
const nSteps = 4 * 3;

/** What must be the same to the last bit. */
function bits({ weights, movingWeights, history, bestEpoch, stoppedEarly }: TrainedNetwork): unknown {
  return { weights, movingWeights, history, bestEpoch, stoppedEarly };
}

describe('checkpoints', () => {
  let trainer: Trainer;
  let straight: TrainedNetwork;
  beforeAll(async () => {
    trainer = await compileTraining(nodeRuntime({ threads: 1 }), network, 8, adamw(), step);
    straight = await trainer.train(data, everything);
    return () => trainer.release();
  });

  /** Cancels a run when it has made so many more steps, and returns what was saved then. */
  async function interrupted(own: Trainer, options: TrainingOptions, steps: number): Promise<Uint8Array> {
    const signal = { aborted: steps === 0 };
    const last = (options.resume?.steps ?? 0) + steps;
    let saved: Uint8Array | undefined;
    const save = (checkpoint: TrainingCheckpoint): void => {
      saved = writeCheckpoint(checkpoint);
      signal.aborted = checkpoint.steps === last;
    };
    const checkpoint = { save, everySteps: 1 };
    const run = own.train(data, { ...options, checkpoint }, { signal: signal as AbortSignal });
    await expect(run).rejects.toThrow(CancelledError);
    return saved as Uint8Array;
  }

  it('go on after any step to the bits of the straight run', async () => {
    const saved: Uint8Array[] = [];
    const save = (checkpoint: TrainingCheckpoint): void => {
      saved.push(writeCheckpoint(checkpoint));
    };
    const watched = await trainer.train(data, { ...everything, checkpoint: { save, everySteps: 1 } });
    expect(bits(watched)).toEqual(bits(straight));
    expect(saved).toHaveLength(nSteps);
    for (const bytes of saved) {
      const resumed = await trainer.train(data, { ...everything, resume: readCheckpoint(bytes) });
      expect(bits(resumed)).toEqual(bits(straight));
    }
  });

  it('go on after any epoch, the last one too', async () => {
    const saved: TrainingCheckpoint[] = [];
    const save = async (checkpoint: TrainingCheckpoint): Promise<void> => void saved.push(checkpoint);
    await trainer.train(data, { ...everything, checkpoint: { save } });
    expect(saved.map(({ epoch, steps }) => [epoch, steps])).toEqual([
      [2, 3],
      [3, 6],
      [4, 9],
      [5, 12],
    ]);
    for (const resume of saved)
      expect(bits(await trainer.train(data, { ...everything, resume }))).toEqual(bits(straight));
  });

  it('are taken when a run is cancelled, at the step where it was, and again when the rest is cancelled', async () => {
    const first = await interrupted(trainer, everything, 5);
    expect(readCheckpoint(first).steps).toBe(5);
    const second = await interrupted(trainer, { ...everything, resume: readCheckpoint(first) }, 3);
    expect(readCheckpoint(second).steps).toBe(8);
    const resumed = await trainer.train(data, { ...everything, resume: readCheckpoint(second) });
    expect(bits(resumed)).toEqual(bits(straight));
    expect(readCheckpoint(await interrupted(trainer, everything, 0)).steps).toBe(0);
  });

  it('are taken when a run is cancelled while it is validated, and validate anew', async () => {
    const signal = { aborted: false };
    const runtime = nodeRuntime({ threads: 1 });
    // The evaluation is the session that gets no targets; a validation of 70 takes nine runs of it.
    const own = await compileTraining(
      {
        ...runtime,
        async create(model) {
          const session = await runtime.create(model);
          let runs = 0;
          return {
            ...session,
            run(feeds) {
              if (feeds.targets === undefined && ++runs === 10) signal.aborted = true;
              return session.run(feeds);
            },
          };
        },
      },
      network,
      8,
      adamw(),
      step,
    );
    const options = { ...everything, validation: noise(70, 2) };
    const expected = await trainer.train(data, options);
    const saved: Uint8Array[] = [];
    const save = (checkpoint: TrainingCheckpoint): void => void saved.push(writeCheckpoint(checkpoint));
    const run = own.train(data, { ...options, checkpoint: { save } }, { signal: signal as AbortSignal });
    await expect(run).rejects.toThrow(CancelledError);
    await own.release();
    const resume = readCheckpoint(saved.at(-1) as Uint8Array);
    expect([resume.epoch, resume.stepsOfEpoch, resume.history.length]).toEqual([2, 3, 1]);
    expect(bits(await trainer.train(data, { ...options, resume }))).toEqual(bits(expected));
  });

  it('hold for any choice of options and any place of interruption', async () => {
    const compiled = fc.record({
      optimiser: fc.constantFrom(adamw(), sgd()),
      accumulate: fc.constantFrom(1, 2),
      clipNorm: fc.constantFrom(undefined, 0.3),
      ema: fc.constantFrom(undefined, { decay: 0.9 }, { decay: 0.9, biasCorrection: true }),
      frozen: fc.constantFrom<string[][]>([], ['conv1', 'bn1']),
    });
    const trained = fc.record({
      mixup: fc.constantFrom(undefined, { alpha: 0.2 }),
      schedule: fc.constantFrom('constant', 'cosine', 'one-cycle'),
      validation: fc.constantFrom(undefined, everything.validation),
      augment: fc.constantFrom(undefined, everything.augment),
      seed: fc.nat(1000),
    });
    const runtime = nodeRuntime({ threads: 1 });
    await fc.assert(
      fc.asyncProperty(compiled, trained, fc.nat(nSteps - 1), async ({ optimiser, ...options }, chosen, steps) => {
        const defined = <T extends object>(values: T): T =>
          Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
        const own = await compileTraining(
          runtime,
          network,
          8 / options.accumulate,
          optimiser,
          defined(options) as StepOptions,
        );
        const all = { epochs: 4, learningRate: 1e-2, ...defined(chosen) } as TrainingOptions;
        const expected = await own.train(data, all);
        const resume = readCheckpoint(await interrupted(own, all, steps));
        const resumed = await own.train(data, { ...all, resume });
        await own.release();
        expect(bits(resumed)).toEqual(bits(expected));
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  it('stay valid while the run goes on, and come back from bytes as they were', async () => {
    const saved: [TrainingCheckpoint, Uint8Array][] = [];
    const save = (checkpoint: TrainingCheckpoint): void => {
      saved.push([checkpoint, writeCheckpoint(checkpoint)]);
    };
    await trainer.train(data, { ...everything, checkpoint: { save, everySteps: 4 } });
    for (const [checkpoint, bytes] of saved) expect(readCheckpoint(bytes)).toEqual(checkpoint);
  });

  it.each<[string, (run: TrainingOptions) => { options?: TrainingOptions; data?: Examples }, RegExp]>([
    ['seed', (run) => ({ options: { ...run, seed: 12 } }), /its seed is 11, here it is 12 — in train\./],
    ['options', (run) => ({ options: { ...run, learningRate: 1e-3 } }), /its learningRate is 0\.02, here it is 0\.001/],
    ['epochs', (run) => ({ options: { ...run, epochs: 5 } }), /its epochs is 4, here it is 5/],
    ['augmentation', (run) => ({ options: { ...run, augment: maskTime(shape, { maxFrames: 2 }) } }), /its augment is/],
    ['data', () => ({ data: noise(21, 9) }), /its training examples \(digest\) is "/],
    ['validation', (run) => ({ options: { ...run, validation: noise(9, 9) } }), /its validation examples \(digest\)/],
  ])('are refused for another %s', async (_, change, message) => {
    const resume = readCheckpoint(await interrupted(trainer, everything, 2));
    const { options = everything, data: examples = data } = change(everything);
    await expect(trainer.train(examples, { ...options, resume })).rejects.toThrow(message);
  });

  it('are refused for another network, optimiser or compiled step', async () => {
    const resume = readCheckpoint(await interrupted(trainer, everything, 2));
    const runtime = nodeRuntime({ threads: 1 });
    const deeper: Network = { ...network, build: (b, x) => network.build(b, b.relu(x)) };
    const others: [Network, Parameters<typeof compileTraining>[3], StepOptions, RegExp][] = [
      [{ ...network, name: 'other' }, adamw(), step, /its network is \{.*"small"\}, here it is \{.*"other"\}/],
      [deeper, adamw(), step, /its compiled step/],
      [network, adamw({ weightDecay: 0.5 }), step, /its optimiser is/],
      [network, adamw(), { ...step, clipNorm: 1 }, /its clipNorm is 0\.5, here it is 1/],
      [network, adamw(), { clipNorm: 0.5 }, /its ema is \{"decay":0\.8\}, here it is null/],
    ];
    for (const [net, optimiser, options, message] of others) {
      const own = await compileTraining(runtime, net, 8, optimiser, options);
      await expect(own.train(data, { ...everything, resume })).rejects.toThrow(message);
      await own.release();
    }
  });

  it('are refused when a vector is missing', async () => {
    const resume = readCheckpoint(await interrupted(trainer, everything, 2));
    const { 'moment1.weights.0': _, ...state } = resume.state;
    await expect(trainer.train(data, { ...everything, resume: { ...resume, state } })).rejects.toThrow(
      /holds no values of 'moment1\.weights\.0', the step needs/,
    );
  });

  it('are refused when their file is not one, of another version, or cut', async () => {
    const bytes = await interrupted(trainer, everything, 2);
    expect(() => readCheckpoint(bytes.subarray(0, bytes.length - 4))).toThrow(FormatError);
    expect(() => readCheckpoint(writeSafetensors({}))).toThrow(
      /holds tensors, but no training run — training checkpoint/,
    );
    for (const document of [
      '[]',
      '{',
      '{"version":9}',
      '{"version":1,"epoch":-1}',
      '{"version":1,"epoch":1,"steps":0}',
    ]) {
      expect(() => readCheckpoint(writeSafetensors({}, { trainingCheckpoint: document }))).toThrow(FormatError);
    }
  });
});
