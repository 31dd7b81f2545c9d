import { describe, expect, it } from 'vitest';
import { CancelledError, type Progress, StudyError, seededRandom } from '#base';
import type { Analysis } from '#fatigue';
import { type Classifier, type Example, featureBaseline, type Labelled } from '#model';
import { type EvaluationOptions, evaluate } from './evaluate.ts';
import { memoryStore, type ResultStore } from './result-store.ts';
import type { Study, StudyRecording } from './study.ts';

const software = { name: 'myofade', version: '0.0.0', build: 'test' };
const study: Study = { name: 'invented', form: 'manifest', simulated: true, entries: [] };

/** A study whose feature tells the state (with noise) and whose nuisances tell nothing, or the other way round. */
function contents({ people = 10, effect = 2, nuisanceEffect = 0, seed = 1 } = {}) {
  const random = seededRandom(seed);
  const recordings = Array.from({ length: 2 * people }, (_, i): StudyRecording => {
    const fatigued = i % 2 === 1;
    const subject = `S${String(i >> 1).padStart(2, '0')}`;
    const file = `${subject}-${i % 2}.csv`;
    const features = Float64Array.from({ length: 8 }, (_, j) => random.normal() + (j === 0 && fatigued ? effect : 0));
    const nuisance = Float64Array.from(
      { length: 5 },
      (_, j) => random.normal() + (j === 1 && fatigued ? nuisanceEffect : 0),
    );
    return {
      entry: { subject, state: fatigued ? 'fatigued' : 'fresh', file },
      sha256: file,
      fs: 1000,
      durationS: 45,
      segments: [] as Analysis['segments'],
      indices: [],
      strength: null,
      issues: [],
      trace: {
        binS: 1,
        unit: 'mV',
        min: new Float32Array(),
        max: new Float32Array(),
        envelope: new Float32Array(),
        threshold: 0,
      },
      example: { features } as Example,
      nuisance,
      excluded: null,
    };
  });
  return { recordings, refused: [] };
}

const optionsWith = (over: Partial<EvaluationOptions> = {}): EvaluationOptions => ({
  models: [featureBaseline()],
  split: 'loso',
  seed: 1,
  swaps: 20,
  controls: 0,
  store: memoryStore(),
  software,
  command: 'myofade evaluate',
  ...over,
});

describe('evaluate', () => {
  it('finds an effect, and says that swapped labels and nuisances find none', async () => {
    const { models, subjects, recordings } = await evaluate(study, contents({ people: 20 }), optionsWith());
    const by = Object.fromEntries(models.map((result) => [result.model, result]));
    expect([subjects, recordings]).toEqual([20, 40]);
    expect(Object.keys(by)).toEqual(['chance', 'nuisance', 'shuffled', 'features']);
    expect(by.features.accuracy).toBeGreaterThan(0.75);
    expect(by.shuffled.accuracy).toBeGreaterThan(0.35);
    expect(by.shuffled.accuracy).toBeLessThan(0.65);
    expect(by.shuffled.swaps).toBe(20);
    expect(by.nuisance.auc).toBeLessThan(0.75);
    expect(by.chance).toMatchObject({ accuracy: 0.5, auc: 0.5, brier: 0.25 });
  });

  it('shows a confound that tells the state', async () => {
    const { models, confounds } = await evaluate(study, contents({ effect: 0, nuisanceEffect: 3 }), optionsWith());
    expect(models.find((result) => result.model === 'nuisance')?.auc).toBeGreaterThan(0.85);
    expect(confounds.find(({ id }) => id === 'onsetS')?.auc).toBeGreaterThan(0.85);
    expect(models.find((result) => result.model === 'features')?.auc).toBeLessThan(0.75);
  });

  it('gives the same numbers for the same seed, and other swaps for another', async () => {
    const first = await evaluate(study, contents(), optionsWith());
    expect(await evaluate(study, contents(), optionsWith())).toEqual(first);
    const other = await evaluate(study, contents(), optionsWith({ seed: 2 }));
    expect(other.digest).not.toBe(first.digest);
  });

  it('never trains on the tested person, and never shows a model what is not physiology', async () => {
    const seen: string[][] = [];
    const spy: Classifier<Example> = {
      ...featureBaseline(),
      async fit(train, options) {
        seen.push([...new Set(train.map((row) => row.subject))]);
        expect(train.every((row) => !('nuisance' in row))).toBe(true);
        return featureBaseline().fit(train, options);
      },
    };
    const { models } = await evaluate(study, contents(), optionsWith({ models: [spy], swaps: 0 }));
    const tested = models.find((result) => result.model === 'features')?.perRecording ?? [];
    const order = [...new Set(tested.map((decision) => decision.subject))];
    order.forEach((subject, fold) => {
      expect(seen[fold]).not.toContain(subject);
      expect(seen[fold]).toHaveLength(order.length - 1);
    });
  });

  it('fits the same classifier whatever the tested person’s recordings hold', async () => {
    const base = contents();
    const changed = {
      ...base,
      recordings: base.recordings.map((r) =>
        r.entry.file === 'S03-1.csv' ? { ...r, example: { features: new Float64Array(8).fill(50) } as Example } : r,
      ),
    };
    const fits: Record<string, Float64Array[]>[] = [];
    const recorder = (log: Record<string, Float64Array[]>): Classifier<Example> => ({
      ...featureBaseline(),
      async fit(train: readonly Labelled<Example>[], options) {
        const left = base.recordings.map((r) => r.entry.subject).find((s) => !train.some((row) => row.subject === s));
        log[left ?? ''] = train.map((row) => row.features);
        return featureBaseline().fit(train, options);
      },
    });
    for (const data of [base, changed]) {
      const log: Record<string, Float64Array[]> = {};
      fits.push(log);
      await evaluate(study, data, optionsWith({ models: [recorder(log)], swaps: 0 }));
    }
    expect(fits[0].S03).toEqual(fits[1].S03);
    expect(fits[0].S04).not.toEqual(fits[1].S04);
  });

  it('takes a recording without a state for neither of both', async () => {
    const { recordings } = contents({ people: 4 });
    const { state: _, ...unlabelled } = recordings[0].entry;
    const told = await evaluate(
      study,
      { recordings: [...recordings, { ...recordings[0], entry: unlabelled }], refused: [] },
      optionsWith(),
    );
    expect(told.recordings).toBe(recordings.length);
  });

  it('resumes: finished folds are read, not computed', async () => {
    const store = memoryStore();
    let fits = 0;
    const counting = (): Classifier<Example> => ({
      ...featureBaseline(),
      async fit(...args) {
        fits++;
        return featureBaseline().fit(...args);
      },
    });
    const controller = new AbortController();
    const stopAt = {
      onProgress: ({ done }: { done: number }) => done === 4 && controller.abort(),
      signal: controller.signal,
    };
    const run = (context = {}) =>
      evaluate(study, contents(), optionsWith({ models: [counting()], swaps: 0, store }), context);
    await expect(run(stopAt)).rejects.toThrow(CancelledError);
    expect(fits).toBe(4);
    // Ten folds with the true labels, ten with those of the one swap that the first model always has.
    const resumed = await run();
    expect(fits).toBe(20);
    expect(await evaluate(study, contents(), optionsWith({ swaps: 0 }))).toEqual(resumed);
    await run();
    expect(fits).toBe(20);
  });

  it('takes no fold for another’s: whatever decides a result is in its digest', async () => {
    const base = contents({ people: 6 });
    const withRecording = (change: Partial<StudyRecording>) => ({
      ...base,
      recordings: base.recordings.map((r, i) => (i === 3 ? { ...r, ...change } : r)),
    });
    const entry = base.recordings[3].entry;
    const runs: readonly (readonly [string, typeof base, Partial<EvaluationOptions>])[] = [
      ['as it is', base, {}],
      ['a file of other bytes', withRecording({ sha256: 'other' }), {}],
      ['another reading of it', withRecording({ entry: { ...entry, channel: 'A2' } }), {}],
      ['another build', base, { software: { ...software, build: 'other' } }],
      ['another split', base, { split: 'kfold:6' }],
      ['another seed', base, { seed: 2 }],
      ['another model', base, { models: [{ ...featureBaseline(), settings: { kind: 'other' } }] }],
    ];
    const folders = await Promise.all(
      runs.map(async ([, data, over]) => {
        const names = new Set<string>();
        const inner = memoryStore();
        const write: ResultStore['write'] = (name, text) => {
          names.add(name.split('/')[0]);
          return inner.write(name, text);
        };
        const { models } = await evaluate(study, data, optionsWith({ swaps: 2, store: { ...inner, write }, ...over }));
        const listed = models.filter(({ model }) => model !== 'chance').map(({ digest }) => digest);
        expect(names).toEqual(new Set(listed));
        return listed;
      }),
    );
    // Nuisance, control and model of each run; only the model's settings leave the nuisance baseline's folds alone.
    expect(new Set(folders.flat()).size).toBe(3 * runs.length - 1);
  });

  it('says whom a fold cannot be tested without, before any work', async () => {
    const { recordings } = contents({ people: 4 });
    const oneTired = recordings.filter((r, i) => (i < 2 ? i === 1 : r.entry.state === 'fresh'));
    await expect(evaluate(study, { recordings: oneTired, refused: [] }, optionsWith())).rejects.toThrow(
      'Without S00, invented has recordings in one state only',
    );
  });

  it('computes a torn fold again', async () => {
    const inner = memoryStore();
    let torn = true;
    const store: ResultStore = {
      read: async (name) => {
        const text = await inner.read(name);
        return torn ? text?.slice(0, -5) : text;
      },
      write: inner.write,
    };
    const first = await evaluate(study, contents(), optionsWith({ store, swaps: 0 }));
    const second = await evaluate(study, contents(), optionsWith({ store, swaps: 0 }));
    torn = false;
    expect(second).toEqual(first);
  });

  it('repeats the control of a quick model often and of a slow one as often as asked, in any order', async () => {
    const slow: Classifier<Example> = { ...featureBaseline(), id: 'slow', cost: 'medium' };
    for (const models of [
      [slow, featureBaseline()],
      [featureBaseline(), slow],
    ]) {
      const { models: results } = await evaluate(study, contents({ people: 5 }), optionsWith({ models, controls: 2 }));
      const swaps = Object.fromEntries(results.map((result) => [result.model, result.swaps]));
      expect([
        swaps[models[0] === slow ? 'shuffled' : 'shuffled:slow'],
        swaps[models[0] === slow ? 'shuffled:features' : 'shuffled'],
      ]).toEqual([2, 20]);
    }
  });

  it('leaves out the control of a model that learns for minutes, unless it is asked for', async () => {
    const { controls: _, ...unasked } = optionsWith({ models: [{ ...featureBaseline(), id: 'deep', cost: 'high' }] });
    const idsOf = async (options: EvaluationOptions) =>
      (await evaluate(study, contents({ people: 4 }), options)).models.map(({ model }) => model);
    expect(await idsOf(unasked)).toEqual(['chance', 'nuisance', 'deep']);
    expect(await idsOf({ ...unasked, controls: 0 })).toEqual(['chance', 'nuisance', 'deep']);
    expect(await idsOf({ ...unasked, controls: 1 })).toEqual(['chance', 'nuisance', 'shuffled', 'deep']);
    const both = { ...unasked, models: [...unasked.models, featureBaseline()], swaps: 2 };
    expect(await idsOf(both)).toEqual(['chance', 'nuisance', 'shuffled:features', 'deep', 'features']);
  });

  it('shows progress within a fold, in folds of the whole evaluation', async () => {
    const inner = featureBaseline();
    const slow: Classifier<Example> = {
      ...inner,
      async fit(train, options, context = {}) {
        const speed = { stepMs: 10, perSecond: 100, leftS: 3 };
        context.onProgress?.({ label: 'inside', done: 1, total: 4, speed });
        context.onProgress?.({ label: 'inside', done: 4, total: 4, speed: { ...speed, leftS: 0 } });
        return inner.fit(train, options);
      },
    };
    const seen: Progress[] = [];
    const options = optionsWith({ models: [slow], swaps: 1 });
    await evaluate(study, contents({ people: 4 }), options, { onProgress: (progress) => seen.push(progress) });
    // Four folds each of the model, the nuisance baseline and one swap.
    expect(new Set(seen.map(({ total }) => total))).toEqual(new Set([12]));
    const done = seen.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.slice(0, 4)).toEqual([0.25, 1, 1, 1.25]);
    expect(done.at(-1)).toBe(12);
    // 3 s are left of three quarters of the first fold, so 12 s of the three folds after it.
    expect(seen[0].speed?.leftS).toBeCloseTo(15, 9);
  });

  it('counts decisions so that the confusion matrix adds up, and has another digest for other swaps', async () => {
    const all = await evaluate(study, contents({ people: 4 }), optionsWith({ swaps: 3 }));
    for (const { n, confusion, perRecording } of all.models) {
      expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(n);
      expect(perRecording).toHaveLength(n);
    }
    const other = await evaluate(study, contents({ people: 4 }), optionsWith({ swaps: 4 }));
    expect(other.digest).not.toBe(all.digest);
  });

  it('evaluates people with one recording each, by folds of several people', async () => {
    const { recordings } = contents({ people: 12 });
    const single = recordings.filter((_, i) => i % 2 === (i >> 1) % 2);
    const { models } = await evaluate(study, { recordings: single, refused: [] }, optionsWith({ split: 'kfold:3' }));
    const features = models.find((result) => result.model === 'features');
    expect([features?.n, features?.pairedAccuracy, features?.intervals.pairedAccuracy]).toEqual([12, null, null]);
    expect(models.find((result) => result.model === 'shuffled')?.swaps).toBe(20);
  });

  it('lists what it could not use, and refuses a study without two states or three people', async () => {
    const some = contents();
    const recordings = some.recordings.map((r, i) =>
      i === 0 ? { ...r, example: null, nuisance: null, excluded: 'No hold.' } : r,
    );
    const { excluded, recordings: n } = await evaluate(study, { ...some, recordings }, optionsWith({ swaps: 0 }));
    expect([excluded, n]).toEqual([[{ subject: 'S00', file: 'S00-0.csv', reason: 'No hold.' }], 19]);
    const fresh = some.recordings.filter((r) => r.entry.state === 'fresh');
    await expect(evaluate(study, { ...some, recordings: fresh }, optionsWith())).rejects.toThrow(StudyError);
    await expect(evaluate(study, { ...some, recordings: some.recordings.slice(0, 4) }, optionsWith())).rejects.toThrow(
      'at least 3 subjects',
    );
  });
});
