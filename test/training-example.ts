import { seededRandom } from '#base';
import {
  adamw,
  composeAugments,
  type Examples,
  exportInference,
  jitterGain,
  loadModel,
  maskTime,
  type Network,
  openGradCam,
  type TrainingCheckpoint,
  train,
} from '#learn';
import { nodeRuntime } from '#node';

const network: Network = {
  name: 'two blocks',
  inputShape: [1, 25, 32], // channels, bands, frames
  nClasses: 2,
  build(b, x) {
    const first = b.relu(b.batchNorm('bn1', b.conv('conv1', x, { filters: 8, kernel: 3, padding: 1, bias: false })));
    const second = b.relu(
      b.batchNorm('bn2', b.conv('conv2', first, { filters: 16, kernel: 3, stride: 2, bias: false })),
    );
    return b.dense('fc', b.dropout(b.globalAveragePool(b.mark('conv2', second)), 0.3), 2);
  },
};

// Sixteen people with eight spectrograms of noise each; fatigued ones are a little lower in the upper bands.
const random = seededRandom(1);
const examplesOf = (people: readonly string[]): Examples => {
  const rows = people.flatMap((person) => [0, 1, 0, 1, 0, 1, 0, 1].map((fatigued) => ({ person, fatigued })));
  const value = (fatigued: number, i: number): number => random.normal() - (fatigued === 1 && i > 400 ? 0.5 : 0);
  return {
    inputs: Float32Array.from(
      rows.flatMap(({ fatigued }) => Array.from({ length: 800 }, (_, i) => value(fatigued, i))),
    ),
    targets: Float32Array.from(rows.flatMap(({ fatigued }) => [1 - fatigued, fatigued])),
    groups: rows.map(({ person }) => person), // a person in training and validation is refused
  };
};
const people = Array.from({ length: 16 }, (_, i) => `S${i + 1}`);

const runtime = nodeRuntime({ threads: 1 });
const checkpoints: TrainingCheckpoint[] = [];
const { inputShape } = network;
const { weights, history, bestEpoch } = await train(runtime, network, examplesOf(people.slice(4)), {
  epochs: 10,
  batchSize: 8,
  optimiser: adamw({ weightDecay: 0.01 }),
  learningRate: 5e-3,
  schedule: 'one-cycle',
  labelSmoothing: 0.05,
  clipNorm: 1,
  augment: composeAugments(jitterGain(inputShape, { maxDb: 1, dbPerUnit: 10 }), maskTime(inputShape, { maxFrames: 4 })),
  seed: 1,
  validation: examplesOf(people.slice(0, 4)),
  patience: 3,
  checkpoint: { save: async (checkpoint) => void checkpoints.push(checkpoint) }, // resume: checkpoints.at(-1)
});
for (const { epoch, loss, validationLoss } of history) {
  console.log('epoch', epoch, loss.toFixed(3), validationLoss?.toFixed(3));
}
console.log('best epoch', bestEpoch, 'of', history.length, 'with', checkpoints.length, 'checkpoints');

const file = exportInference(network, weights, { metadata: { labels: 'fresh,fatigued' } }); // a plain .onnx file
const model = await loadModel(runtime, file);
const { inputs } = examplesOf(['S17']);
const probabilities = await model.predict(inputs);
console.log(
  'fatigued?',
  [...probabilities]
    .filter((_, i) => i % 2 === 1)
    .map((p) => p.toFixed(2))
    .join(' '),
);
await model.release();

const cam = await openGradCam(runtime, network, weights, { layer: 'conv2' });
const maps = await cam.maps(inputs, [-1, 1]); // evidence for the second class [8 × rows × columns]
console.log(maps.length / 8, 'places of evidence in each example');
await cam.release();
