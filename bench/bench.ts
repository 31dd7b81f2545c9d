import { seededRandom } from '#base';
import { adamw, compileTraining } from '#learn';
import { customCnn } from '#model';
import { nodeRuntime } from '#node';
import { butterworth, median, resample, sosfiltfilt, stft, welch } from '#signal';
import { startPeer } from './peer.ts';

/** Rounds of A B A B …: the machine's speed drifts, so both sides are timed in turn. */
const rounds = 9;

const random = seededRandom(1);
const x = Float64Array.from({ length: 600_000 }, () => random.normal());
const sos = butterworth(1000, { order: 4, type: 'bandpass', cutoffHz: [20, 450] });

const batch = 32;
const network = customCnn({ dropout: 0.5 });
const trainer = await compileTraining(nodeRuntime({ threads: 1 }), network, batch, adamw({ weightDecay: 1e-2 }));
const examples = {
  inputs: Float32Array.from({ length: batch * 25 * 32 }, () => random.normal()),
  targets: Float32Array.from({ length: batch * 2 }, (_, i) => ((i >> 1) % 2 === i % 2 ? 1 : 0)),
};

const tasks: readonly { id: string; name: string; peer: string; run: () => unknown }[] = [
  { id: 'sosfiltfilt', name: 'sosfiltfilt, 600 s, 4 sections', peer: 'SciPy', run: () => sosfiltfilt(sos, x) },
  {
    id: 'stft',
    name: 'STFT 256/64, 600 s',
    peer: 'SciPy',
    run: () => stft(x, 1000, { windowSamples: 256, hopSamples: 64 }),
  },
  { id: 'welch', name: 'Welch 1024, 600 s', peer: 'SciPy', run: () => welch(x, 1000) },
  { id: 'resample', name: 'resample 2 → 1, 600 s', peer: 'SciPy', run: () => resample(x, { up: 1, down: 2 }) },
  {
    id: 'train',
    name: 'custom CNN, 20 training steps of 32',
    peer: 'PyTorch, 1 thread',
    run: () => trainer.train(examples, { epochs: 20, learningRate: 1e-3, seed: 1 }),
  },
];

const peer = startPeer();
console.log(
  `node ${process.version}, ${rounds} rounds in turn; ms as median (minimum); ratio = ours / peer, of the medians`,
);
for (const { id, name, peer: peerName, run } of tasks) {
  await run();
  await peer.time(id);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run();
    ours.push(performance.now() - start);
    const ms = await peer.time(id);
    if (ms !== null) theirs.push(ms);
  }
  const show = (times: number[]): string => `${median(times).toFixed(1)} (${Math.min(...times).toFixed(1)})`;
  const against =
    theirs.length > 0
      ? `${peerName} ${show(theirs)}  ratio ${(median(ours) / median(theirs)).toFixed(2)}`
      : `${peerName} absent`;
  console.log(`${name.padEnd(38)} ours ${show(ours).padEnd(16)} ${against}`);
}
peer.close();
await trainer.release();
