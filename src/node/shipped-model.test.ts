import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '#fatigue';
import { exampleOf, isOfSimulated, openModel } from '#model';
import { builtInProtocol } from '#protocol';
import { simulatePerson } from '#simulate';
import { openStudy, readStudyRecordings } from '#study';
import { diskFolder } from './disk-folder.ts';
import { nodeRuntime } from './onnx-runtime.ts';
import { shippedModel, shippedModelFile, shippedModelKnown } from './shipped-model.ts';

const runtime = nodeRuntime({ threads: 1 });
const root = join(import.meta.dirname, '../..');
const protocol = builtInProtocol('handgrip-fatigue');
const recorded = join(root, '../shared/data/handgrip-fds');

describe('the shipped model', () => {
  it('is the file in the repository, and says what it is and how well it did', async () => {
    const bytes = shippedModel();
    expect(Buffer.from(bytes).equals(readFileSync(join(root, shippedModelFile)))).toBe(true);
    const { card, release } = await openModel(runtime, bytes);
    expect(isOfSimulated(card)).toBe(true);
    expect(card.training).toMatchObject({ simulated: true, subjects: 200, recordings: 400 });
    expect(card.dataCard).toContain('SIMULATED: none of these people exists.');
    expect(card.licence).toBe('Apache-2.0');
    const words = readFileSync(join(root, 'docs/model-card.md'), 'utf8');
    expect(words).toContain(card.results);
    const { right, n, people } = shippedModelKnown;
    expect(card.results).toContain(`on ${n} recordings of ${people} students whom it never saw: ${right} right`);
    await release();
  });

  it('tells tired from fresh in simulated people whom it did not learn from, better than guessing', async () => {
    const model = await openModel(runtime, shippedModel());
    let right = 0;
    let n = 0;
    for (let index = 0; index < 24; index++) {
      const { session } = simulatePerson({ seed: 99, index, difficulty: 'textbook', protocol });
      for (const { recording, state } of session.recordings) {
        const probability = await model.apply(exampleOf(analyze(recording), recording.provenance.file));
        right += probability >= 0.5 === (state === 'fatigued') ? 1 : 0;
        n++;
      }
    }
    await model.release();
    expect(n).toBe(48);
    // Guessing exceeds 34 of 48 once in 500 times.
    expect(right).toBeGreaterThan(34);
  });

  it.skipIf(!existsSync(recorded))('decides as many recorded tests right as its card says', async () => {
    const folder = await diskFolder(recorded);
    const { recordings } = await readStudyRecordings(await openStudy(folder), folder);
    const model = await openModel(runtime, shippedModel());
    let right = 0;
    for (const { example, entry } of recordings) {
      if (example && (await model.apply(example)) >= 0.5 === (entry.state === 'fatigued')) right++;
    }
    expect(model.card.results).toContain(`Judged as it is on ${recordings.length} recordings`);
    expect(model.card.results).toContain(`: ${right} right,`);
    await model.release();
  });
});
