import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackedFloats, type StretchHead, unpackFloats } from '#api';
import { CancelledError, StudyError } from '#base';
import { shippedModel } from '#node';
import { builtInProtocol } from '#protocol';
import { readRecording, writeEdf } from '#recording';
import { simulatePerson } from '#simulate';
import { type Came, checkServer } from './check-server.ts';
import type { JobContext } from './job-handlers.ts';

let on: Awaited<ReturnType<typeof checkServer>>;
let run: (args: readonly string[], context: JobContext) => Promise<string>;
beforeAll(async () => {
  on = await checkServer({ runCommand: (args, context) => run(args, context) });
});
afterAll(() => on.close());

const floats = <Head>({ bytes, status }: Came): PackedFloats<Head> => {
  expect(status, status === 200 ? '' : bytes.toString()).toBe(200);
  return unpackFloats<Head>(new Uint8Array(bytes));
};

describe('an upload', () => {
  it('is looked at, mapped and imported, and its recording answers everything', async () => {
    const protocol = builtInProtocol('handgrip-fatigue');
    const person = simulatePerson({ seed: 7, index: 0, difficulty: 'textbook', protocol });
    const [{ recording }] = person.session.recordings;
    const up = await on.upload('grip.edf', writeEdf(recording));
    expect(up.status, up.bytes.toString()).toBe(201);
    expect(up.json).toMatchObject({ fileName: 'grip.edf', refused: null, head: [] });
    expect(up.json.found.channels).toEqual([
      expect.objectContaining({ name: 'EMG', kind: 'emg', unit: 'mV', fs: 1000 }),
    ]);
    const body = { subject: 'S01', state: 'fresh', name: 'loop', targetPercent: 60 };
    const imported = await on.ask('importUpload', { params: { upload: up.json.id }, body });
    expect(imported.status, imported.bytes.toString()).toBe(201);
    expect(imported.json).toMatchObject({ subject: 'S01', session: '01', state: 'fresh', name: 'loop' });
    const again = await on.ask('importUpload', { params: { upload: up.json.id }, body });
    expect([again.status, again.json.code]).toEqual([404, 'NOT_FOUND']);

    const params = { recording: imported.json.id as string };
    const whole = (await on.ask('recording', { params })).json;
    expect(whole.entry.file).toBe('sub-S01/ses-01/emg/sub-S01_ses-01_task-handgrip_run-01_emg.bdf');
    const { samples } = recording.channels[0];
    const part = floats<StretchHead>(
      await on.ask('stretch', { params, query: { channel: 'EMG', fromS: 1, toS: 1.5, points: 2000 } }),
    );
    expect(part.head).toMatchObject({ isSamples: true, fromS: 1, unit: 'mV' });
    expect(part.arrays[0]).toHaveLength(500);
    // 24 bits of the range of the signal.
    expect(part.arrays[0][0]).toBeCloseTo(samples[1000], 5);
    const far = floats<StretchHead>(await on.ask('stretch', { params, query: { channel: 'EMG', points: 100 } }));
    expect(far.arrays.map(({ length }) => length)).toEqual([100, 100]);
    expect(Math.max(...far.arrays[1])).toBeCloseTo(Math.max(...samples), 4);
    expect((await on.ask('stretch', { params, query: { channel: 'X' } })).status).toBe(404);
    expect((await on.ask('stretch', { params, query: { channel: 'EMG', fromS: 1e6 } })).status).toBe(400);

    const analysis = (await on.ask('analysis', { params })).json;
    expect(analysis.segments.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['hold', 'mvc']),
    );
    floats(await on.ask('spectrogram', { params }));
    const explained = floats<{ probability: number }>(await on.ask('explanation', { params }));
    expect(explained.head.probability).toBeGreaterThanOrEqual(0);
    expect((await on.ask('csv', { params })).bytes.toString()).toMatch(/^file,/);
    expect((await on.ask('parquet', { params })).bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect((await on.ask('study')).json).toMatchObject({ nPeople: 1, nRecordings: 1, form: 'bids-emg' });

    // Segments that a person moved.
    const moved = { channel: 'EMG', segments: [{ kind: 'hold', startS: 3.5, endS: 7 }] };
    for (const bad of [
      { ...moved, segments: [{ kind: 'hold', startS: 4, endS: 3 }] },
      { ...moved, segments: [{ kind: 'hold', startS: 4, endS: 1e5 }] },
      { ...moved, channel: 'X' },
    ]) {
      expect((await on.ask('saveSegments', { params, body: bad })).status).toBe(400);
    }
    expect((await on.ask('saveSegments', { params, body: moved })).json).toEqual(moved);
    const changed = (await on.ask('analysis', { params })).json;
    expect(changed.segments).toEqual([expect.objectContaining({ kind: 'hold', startS: 3.5, endS: 7 })]);
    expect((await on.ask('dropSegments', { params })).status).toBe(204);
    expect((await on.ask('segments', { params })).json).toBeNull();
    expect((await on.ask('analysis', { params })).json.segments).toEqual(analysis.segments);

    // The imported file is what was uploaded.
    const stored = readFileSync(join(on.folder, whole.entry.file));
    expect((await readRecording(stored, { file: 'x.bdf' })).channels[0].samples).toHaveLength(samples.length);
  }, 30_000);

  it('waits for what it does not tell itself', async () => {
    const csv = Array.from({ length: 3000 }, (_, i) => `${i},${Math.sin(i).toFixed(4)}`).join('\n');
    const up = await on.upload('table.csv', new TextEncoder().encode(`n,signal\n${csv}\n`));
    expect(up.json.refused.fix).toBeTruthy();
    expect(up.json.head[0]).toBe('n,signal');
    const mapping = { fs: 1000, columns: [{ column: 'signal', name: 'EMG', kind: 'emg', unit: 'mV' }] };
    const read = await on.ask('readUpload', { params: { upload: up.json.id }, body: { mapping } });
    expect(read.json.found).toMatchObject({ durationS: 3 });
    expect((await on.ask('dropUpload', { params: { upload: up.json.id } })).status).toBe(204);
    const nothing = await on.upload('x.bin', new Uint8Array([0, 1, 2, 3]));
    expect([nothing.status, nothing.json.found]).toEqual([201, null]);
  });
});

describe('people', () => {
  it('are added by code and withdrawn when the code is typed again', async () => {
    expect((await on.ask('addPerson', { body: { subject: 'S02' } })).status).toBe(201);
    expect((await on.ask('addPerson', { body: { subject: 's02' } })).status).toBe(409);
    const plan = (await on.ask('withdrawal', { params: { subject: 'S01' } })).json;
    expect([plan.isDone, plan.deleted.length > 3]).toEqual([false, true]);
    expect((await on.ask('withdraw', { params: { subject: 'S01' }, body: { confirm: 'S02' } })).status).toBe(400);
    expect((await on.ask('people')).json).toHaveLength(2);
    const done = await on.ask('withdraw', { params: { subject: 'S01' }, body: { confirm: 'S01' } });
    expect(done.json).toMatchObject({ isDone: true, deleted: plan.deleted });
    expect((await on.ask('people')).json.map(({ subject }: { subject: string }) => subject)).toEqual(['S02']);
    expect(readdirSync(on.folder)).not.toContain('sub-S01');
  });

  it('hear what is asked before a test', async () => {
    const asked = (await on.ask('beforeTest')).json;
    expect(asked.screen.questions).toHaveLength(14);
    const verdict = await on.ask('judgeScreen', { body: { 'pain-now': 'yes' } });
    expect(verdict.json.verdict).toBe('must-not');
    expect((await on.ask('judgeScreen', { body: { nothing: 'yes' } })).status).toBe(400);
  });
});

describe('what can be chosen', () => {
  it('is told: protocols, scales, devices, models', async () => {
    const protocols = (await on.ask('protocols')).json;
    expect(protocols.length).toBeGreaterThan(2);
    const text = JSON.stringify(protocols[0].protocol);
    expect((await on.ask('checkProtocol', { body: { text } })).json).toEqual(protocols[0]);
    expect((await on.ask('checkProtocol', { body: { text: '{' } })).json.code).toBe('FORMAT');
    expect((await on.ask('ratingScales')).json).toHaveLength(2);
    expect((await on.ask('devices')).json.devices[0]).toMatchObject({ address: 'virtual', isSimulated: true });
    const opened = await on.ask('openDevice', { body: { address: 'virtual' } });
    expect(opened.json.facts.simulated).toBe(true);
    const models = join(on.folder, 'derivatives', 'models');
    mkdirSync(models, { recursive: true });
    writeFileSync(join(models, 'mine.onnx'), shippedModel());
    writeFileSync(join(models, 'broken.onnx'), 'x');
    const shelf = (await on.ask('models')).json;
    expect(shelf.models.map(({ id }: { id: string }) => id)).toEqual(['shipped', 'mine']);
    expect(shelf.refused).toEqual([expect.objectContaining({ file: 'broken.onnx' })]);
  });
});

describe('a job', () => {
  it('is a command with progress, told lines, a result and a report', async () => {
    run = async (args, { onProgress, onTold }) => {
      onProgress({ label: 'fold 1', done: 1, total: 2 });
      onTold('Left out x');
      const out = args.find((word) => word.startsWith('--out='))?.slice('--out='.length) ?? '';
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, 'report.html'), '<p>report</p>');
      await new Promise((resolve) => setTimeout(resolve, 30));
      return JSON.stringify({ args });
    };
    const started = await on.ask('startJob', { body: { kind: 'evaluate', models: ['features', 'shipped'], seed: 3 } });
    expect(started.status).toBe(202);
    const busy = await on.ask('startJob', { body: { kind: 'plan' } });
    expect([busy.status, busy.json.code]).toEqual([409, 'BUSY']);
    const params = { job: started.json.id as string };
    const page = await on.listen(`/api/jobs/${params.job}/stream`);
    await page.until(() => page.texts.at(-1)?.job.state === 'done');
    expect(page.texts.at(-1).job).toMatchObject({
      told: ['Left out x'],
      hasReport: true,
      progress: { label: 'fold 1' },
    });
    const { args } = (await on.ask('jobResult', { params })).json;
    expect(args).toContain('--seed=3');
    expect(args).toContain(`--models=features,${join(on.folder, 'derivatives/myofade/models/shipped.onnx')}`);
    expect((await on.ask('jobReport', { params })).bytes.toString()).toBe('<p>report</p>');
    expect((await on.ask('jobs')).json).toHaveLength(1);
  });

  it('is cancelled, and says why it failed', async () => {
    run = (_, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new CancelledError('It'))));
    const { json } = await on.ask('startJob', { body: { kind: 'compare' } });
    await on.ask('cancelJob', { params: { job: json.id } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await on.ask('job', { params: { job: json.id } })).json.state).toBe('cancelled');
    run = () => Promise.reject(new StudyError('No people.', 'Add some.'));
    const failed = await on.ask('startJob', { body: { kind: 'analyze' } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await on.ask('job', { params: { job: failed.json.id } })).json).toMatchObject({
      state: 'failed',
      error: { code: 'STUDY', message: 'No people.', fix: 'Add some.' },
    });
    expect((await on.ask('jobResult', { params: { job: failed.json.id } })).status).toBe(404);
    expect((await on.ask('evaluation')).json).toBeNull();
    expect(on.errors).toEqual([]);
  });
});
