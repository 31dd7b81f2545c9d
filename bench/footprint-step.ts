import { readFileSync } from 'node:fs';
import { compileTraining, sgd } from '#learn';
import { examplesOf, resnet, weightsOf } from './networks.ts';
import { runtime } from './runtime.ts';

/** The most memory that this process held, in bytes. */
function peakBytes(): number {
  if (process.platform !== 'linux') return 1024 * process.resourceUsage().maxRSS;
  // There maxRSS would count what the parent held when it started us.
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return 1024 * Number(kilobytes);
}

/** A process of its own for footprint.ts: builds the step, takes as many steps as the peer's task, says what it needed. */
const network = resnet(50, 224);
const start = performance.now();
const trainer = await compileTraining(runtime, network, 8, sgd());
const buildMs = performance.now() - start;
const options = { epochs: 4, learningRate: 1e-3, seed: 1, initialWeights: weightsOf(network) };
await trainer.train(examplesOf(network, 8), options);
await trainer.release();
console.log(JSON.stringify({ buildMs, peakBytes: peakBytes() }));
