import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveState } from '#api';
import { parseTable, screenQuestionIds } from '#study';
import { checkServer } from './check-server.ts';

let on: Awaited<ReturnType<typeof checkServer>>;
beforeAll(async () => {
  on = await checkServer();
});
afterAll(() => on.close());

/** Short enough for a test, with a reference, a hold and a squeeze that is recorded. */
const protocol = JSON.stringify({
  kind: 'myofade protocol',
  version: 1,
  id: 'short',
  name: 'Short test',
  description: 'One trial of the maximum, a hold and a squeeze.',
  steps: [
    { kind: 'rest', durationS: 3 },
    { kind: 'maximal', durationS: 3, isReference: true },
    { kind: 'rest', durationS: 2 },
    {
      kind: 'recording',
      name: 'loop',
      state: 'fresh',
      steps: [
        { kind: 'rest', durationS: 3 },
        { kind: 'target', durationS: 10, targetPercent: 50 },
        { kind: 'rest', durationS: 4 },
        { kind: 'maximal', durationS: 5 },
        { kind: 'rest', durationS: 3 },
      ],
    },
  ],
});

const state = async (): Promise<LiveState> => (await on.ask('live')).json;

async function over(): Promise<LiveState> {
  for (let i = 0; i < 3000; i++) {
    const now = await state();
    if (now.phase === 'done' || now.phase === 'failed') return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The test does not end.');
}

const address = 'virtual:seed=3,speed=20';

describe('a signal check', () => {
  it('streams samples in mV and N, and writes nothing', async () => {
    const { status, json } = await on.ask('startCheck', { body: { wiring: { address } } });
    expect([status, json.kind]).toEqual([201, 'check']);
    const page = await on.listen('/api/live/stream');
    await page.until(() => page.packs.length > 5 && page.texts.some(({ kind }) => kind === 'view'));
    const now = await state();
    expect(now.channels).toEqual([
      { name: 'A1', kind: 'emg', unit: 'mV' },
      { name: 'A2', kind: 'force', unit: 'N' },
    ]);
    const view = page.texts.findLast(({ kind }) => kind === 'view').view;
    expect(view.guide.phase).toBe('ready');
    expect(view.lights).toHaveLength(5);
    const signal = page.packs.find(({ head }) => head.kind === 'signal');
    expect(signal?.arrays).toHaveLength(2);
    expect(Math.max(...(signal?.arrays[0] ?? []))).toBeLessThan(2);
    expect((await on.ask('endLive')).json.phase).toBe('done');
    page.line.close();
    expect(() => readdirSync(on.folder)).toThrow();
  });
});

describe('a test', () => {
  it('goes from start to report, with a page that reloads and one that asks for what it missed', async () => {
    const body = { subject: 'S01', protocol: { text: protocol }, wiring: { address, hand: 'right' }, model: null };
    const started = await on.ask('startTest', { body });
    expect(started.status, started.bytes.toString()).toBe(201);
    expect(started.json).toMatchObject({ kind: 'test', subject: 'S01', session: '01', isSimulated: true });

    // Another test, a check and another device have to wait.
    for (const id of ['startTest', 'startCheck', 'openDevice'] as const) {
      const more = id === 'startTest' ? body : id === 'startCheck' ? { wiring: { address } } : { address };
      const { status, json } = await on.ask(id, { body: more });
      expect([status, json.code], id).toEqual([409, 'BUSY']);
    }

    const first = await on.listen('/api/live/stream');
    first.send({ kind: 'command', command: { kind: 'begin' } });
    await first.until(() => first.texts.some(({ notice }) => notice?.kind === 'step-started'));
    await first.until(() => first.packs.filter(({ head }) => head.kind === 'signal').length > 3);
    const seen = first.packs.filter(({ head }) => head.kind === 'signal');
    first.line.terminate();

    // Reload in the middle: it connects again, asks for everything from the first sample on, and has it without a gap.
    const second = await on.listen('/api/live/stream');
    second.send({ kind: 'replay', fromIndex: 0 });
    await second.until(() => second.packs.some(({ head }) => head.isReplay));
    expect(second.texts[0].state.id).toBe(started.json.id);
    const kept = second.texts.find(({ kind }) => kind === 'kept');
    const replayed = second.packs.filter(({ head }) => head.isReplay);
    let next = kept.firstIndex;
    for (const { head, arrays } of replayed) {
      expect(head.firstIndex).toBe(next);
      expect(arrays[0]).toHaveLength(head.nSamples);
      next += head.nSamples;
    }
    const [live] = seen;
    const again = replayed.find(
      ({ head }) => head.firstIndex <= live.head.firstIndex && head.firstIndex + head.nSamples > live.head.firstIndex,
    );
    const at = live.head.firstIndex - (again?.head.firstIndex ?? 0);
    expect([...(again?.arrays[0].subarray(at, at + 10) ?? [])]).toEqual([...live.arrays[0].subarray(0, 10)]);

    // Nobody looks any more; the server goes on.
    second.line.close();
    const end = await over();
    expect(end.error).toBeNull();
    expect(end.result).toMatchObject({ SIMULATED: true, subject: 'S01', end: 'protocol-over', lostSamples: 0 });
    const names = end.recordings.map(({ file }) => file);
    expect(names.length).toBeGreaterThanOrEqual(2);

    const [session] = (await on.ask('sessionsOf', { params: { subject: 'S01' } })).json;
    expect(session).toMatchObject({ session: '01', hasResult: true });
    expect(session.cells).toMatchObject({ protocol: 'short', ended: 'protocol-over', lost_samples: '0' });
    const loop = session.recordings.find(({ name }: { name: string }) => name === 'loop');
    expect(loop.state).toBe('fresh');
    const result = await on.ask('sessionResult', { params: { subject: 'S01', session: '01' } });
    expect(result.json).toEqual(end.result);

    const place = { params: { subject: 'S01', session: '01' } };
    const summary = await on.ask('sessionSummary', place);
    expect(summary.status, summary.bytes.toString()).toBe(200);
    expect(summary.json).toMatchObject({ subject: 'S01', session: '01' });
    const whole = await on.ask('sessionReport', place);
    expect([whole.status, whole.bytes.toString().includes('SIMULATED')]).toEqual([200, true]);

    const recording = (await on.ask('recording', { params: { recording: loop.id } })).json;
    expect(recording.simulated).toBe(true);
    expect(recording.durationS).toBeGreaterThan(15);
    const analysis = await on.ask('analysis', { params: { recording: loop.id } });
    expect(analysis.status, analysis.bytes.toString()).toBe(200);
    const kinds = analysis.json.segments.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['hold', 'mvc']));
    const report = await on.ask('report', { params: { recording: loop.id } });
    expect(String(report.headers['content-security-policy'])).toContain('sandbox');
    expect(report.bytes.toString()).toContain('SIMULATED');
  }, 60_000);

  it('asks for safety and consent before it starts anything', async () => {
    const answers = Object.fromEntries(screenQuestionIds.map((id) => [id, 'no']));
    const body = { subject: 'S02', protocol: { text: protocol }, wiring: { address }, model: null };
    const screen = { answers: { ...answers, 'pain-now': 'yes' } };
    const refused = await on.ask('startTest', { body: { ...body, answers: { screen } } });
    expect([refused.status, refused.json.code]).toEqual([422, 'UNSUPPORTED']);
    expect(refused.json.message).toContain('No test today');
    expect((await state()).phase).toBe('failed');
    const people = (await on.ask('people')).json.map(({ subject }: { subject: string }) => subject);
    expect(people).toEqual(['S01']);
  });

  it('keeps what was recorded when it is aborted, and goes on from it', async () => {
    const body = { subject: 'S03', protocol: { text: protocol }, wiring: { address }, model: null };
    const consent = { textVersion: 'words 1', agreed: true, maySharePseudonymised: false };
    const { status } = await on.ask('startTest', { body: { ...body, answers: { consent } } });
    expect(status).toBe(201);
    await on.ask('command', { body: { kind: 'begin' } });
    const page = await on.listen('/api/live/stream');
    await page.until(() => page.texts.some(({ view }) => view?.guide.reference !== null && view?.guide.reference > 0));
    const ended = (await on.ask('endLive')).json as LiveState;
    page.line.close();
    expect(ended).toMatchObject({ phase: 'done', result: { end: 'aborted' } });
    const table = readFileSync(join(on.folder, 'sub-S03', 'sub-S03_sessions.tsv'));
    expect(parseTable(table, { file: 'x', required: [] })[0].cells).toMatchObject({
      ended: 'aborted',
      consent: 'words 1',
    });
    const known = await on.ask('knownAnswers', { params: { subject: 'S03' } });
    expect(known.json.consent.textVersion).toBe('words 1');

    const resumed = await on.ask('startTest', { body: { ...body, resume: true } });
    expect([resumed.status, resumed.json.session]).toEqual([201, '02']);
    await on.ask('command', { body: { kind: 'begin' } });
    expect((await over()).result).toMatchObject({ end: 'protocol-over' });
  }, 60_000);

  it('says why it cannot be', async () => {
    const usual = { subject: 'S04', protocol: 'handgrip-fatigue', wiring: { address } };
    for (const [wrong, code] of [
      [{ ...usual, protocol: 'none' }, 'ARGUMENT'],
      [{ ...usual, protocol: { text: '{}' } }, 'FORMAT'],
      [{ ...usual, wiring: { address: 'tcp:127.0.0.1:1' } }, 'ARGUMENT'],
      [{ ...usual, model: 'missing' }, 'NOT_FOUND'],
      [{ ...usual, resume: true }, 'ARGUMENT'],
    ] as const) {
      const { json } = await on.ask('startTest', { body: wrong });
      expect(json.code, JSON.stringify(wrong)).toBe(code);
      expect(json.fix).toBeTruthy();
    }
    mkdirSync(on.folder, { recursive: true });
    expect(on.errors).toEqual([]);
  });
});
