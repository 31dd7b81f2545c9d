import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SessionSummary } from '#report';
import { cliUser } from './cli-user.ts';

const { run, user } = cliUser();

beforeAll(async () => {
  for (const seed of [3, 4]) {
    const device = `virtual:seed=${seed},speed=max`;
    const { code, err } = await run('record', '--subject', 'S07', '--study', 'study', '--device', device, '--auto');
    expect(code, err).toBe(0);
  }
}, 120_000);

describe('session', () => {
  it('says of a recorded test what it measured, and that the person does not exist', async () => {
    const { code, out, err } = await run('session', 'study', 'S07', '1', '--json', '--report', 'session.html');
    expect(code, err).toBe(0);
    const summary: SessionSummary = JSON.parse(out);
    expect(summary).toMatchObject({ kind: 'myofade session summary', simulated: true, subject: 'S07', session: '01' });
    const { strength, recordings, changes, verdict, classifier, quality } = summary;
    // The table that the recorder wrote while the test ran says the same.
    expect(strength?.rested.value).toBeCloseTo(Number(summary.facts.rested_mvc), 0);
    expect(strength?.loss?.lossPercent).toBeCloseTo(Number(summary.facts.mvc_loss), 0);
    const [low, high] = strength?.loss?.certainty?.interval ?? [Number.NaN, Number.NaN];
    expect(low).toBeLessThan(strength?.loss?.lossPercent ?? Number.NaN);
    expect(high).toBeGreaterThan(strength?.loss?.lossPercent ?? Number.NaN);
    expect(verdict.word).toBe(strength?.loss?.state);
    expect(recordings.map(({ state }) => state)).toContain('fatigued');
    expect(changes.map(({ id, segment }) => `${id} ${segment}`)).toContain('MDF hold');
    expect(classifier?.model).toMatchObject({ id: 'cnn', isOfSimulated: true, known: { right: 28, n: 36 } });
    expect(quality.windows).toBeGreaterThan(quality.excluded);
    expect(summary.headline).toMatch(/^SIMULATED\. .*certainty\..*Maximum grip fell \d+ % \(\d+–\d+\)/);
    const html = readFileSync(join(user.path, 'session.html'), 'utf8');
    expect(html).toContain('SIMULATED');
    expect(html).toContain('What is and is not shown');
    expect(html).not.toContain('NaN');
  });

  it('compares with the session before, and says why it cannot tell a change from noise', async () => {
    const { code, out } = await run('session', 'study', 'S07', '--no-model');
    expect(code).toBe(0);
    expect(out).toContain('session 02  SIMULATED');
    const text = out.replace(/\s+/g, ' ');
    expect(text).toContain('Rested maximum since the session before');
    expect(text).toContain('cannot be told from noise: 1 person of this study came twice');
  });

  it('names the sessions there are where the asked one is not', async () => {
    const { code, err } = await run('session', 'study', 'S07', '9');
    expect(code).toBe(1);
    expect(err).toContain('Sessions there are: 01, 02.');
    expect((await run('session', 'study', 'S99')).err).toContain('no recording of session');
  });
});
