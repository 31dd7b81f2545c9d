import { expect, it } from 'vitest';
import { analyze } from '#fatigue';
import { liveAnalysis } from '#live';
import { exampleOf, openModel } from '#model';
import { builtInProtocol } from '#protocol';
import { simulatePerson } from '#simulate';
import { nodeRuntime } from './onnx-runtime.ts';
import { shippedModel } from './shipped-model.ts';

const protocol = builtInProtocol('handgrip-fatigue');
const logit = (p: number): number => Math.log(p / (1 - p));

it('says of a running hold and squeeze about what the shipped model says of their recording', async () => {
  const model = await openModel(nodeRuntime({ threads: 1 }), shippedModel());
  const differences: number[] = [];
  for (const index of [0, 1, 2]) {
    const { session } = simulatePerson({ seed: 99, index, difficulty: 'textbook', protocol });
    for (const { recording, startS } of session.recordings) {
      const [{ name, samples, fs }] = recording.channels;
      const live = liveAnalysis({
        format: { channels: [{ name, unit: 'mV' }], fs },
        channels: [{ kind: 'emg', name }],
        classifier: { model },
      });
      const own = session.steps.filter((one) => one.startS >= startS && one.startS < startS + samples.length / fs);
      for (const { step, startS: atS } of own) live.mark({ atS: atS - startS, kind: step.kind });
      for (let from = 0; from < samples.length; from += 100) {
        const values = [samples.subarray(from, from + 100)];
        live.push({ kind: 'samples', firstIndex: from, values, arrivedS: 0 });
      }
      live.mark({ atS: samples.length / fs, kind: 'none' });
      live.push({ kind: 'lost', firstIndex: samples.length, nSamples: 500, cause: 'dropped', isEstimated: false });
      await live.idle();
      const update = live.push({ kind: 'link', state: 'lost', atIndex: samples.length + 500, message: '' });
      const judgement = update.judgement ?? expect.unreachable();
      expect(judgement).toMatchObject({ isComplete: true, isOfSimulated: true });
      const offline = await model.apply(exampleOf(analyze(recording), 'whole'));
      differences.push(Math.abs(logit(judgement.probability ?? Number.NaN) - logit(offline)));
    }
  }
  expect(differences.length).toBe(6);
  // The guide's words end efforts earlier than the envelope of a recording does: a crop less, and never another verdict.
  expect(Math.max(...differences)).toBeLessThan(0.1);
  await model.release();
});
