import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { rawRequest } from '../src/server/check-server.ts';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();
const folder = user.path;

it('serves a study that is not there yet, does a job in a process of its own, and stops politely', async () => {
  const { child, ended } = program.start(folder, ['serve', '--study', 'mine', '--no-open']);
  const address = await new Promise<URL>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
      const [, url] = /Open (http:\S+)\n/.exec(said) ?? [];
      if (url) resolve(new URL(url));
    });
    child.on('close', () => reject(new Error('It ended.')));
  });
  const port = Number(address.port);
  const host = address.host;
  const opened = await rawRequest(port, { path: `/${address.search}`, headers: { host } });
  const cookie = String(opened.headers['set-cookie']).split(';')[0];
  const ask = (method: string, path: string, body?: object) =>
    rawRequest(port, {
      method,
      path,
      headers: { host, cookie, 'x-myofade': '1', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  expect((await ask('GET', '/')).bytes.toString()).toContain('<html');
  expect((await ask('GET', '/api/study')).json).toMatchObject({ name: 'mine', form: 'empty', nPeople: 0 });
  expect((await ask('POST', '/api/people', { subject: 'S01' })).status).toBe(201);

  const over = async (id: string) => {
    for (;;) {
      const { json } = await ask('GET', `/api/jobs/${id}`);
      if (json.state !== 'running') return json;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  // What the command refuses arrives with its fix.
  const { json: evaluation } = await ask('POST', '/api/jobs', { kind: 'evaluate', models: ['features'] });
  expect(await over(evaluation.id)).toMatchObject({
    state: 'failed',
    error: { message: expect.stringContaining('holds no recordings'), fix: expect.stringContaining('Add recordings') },
  });
  // A plan tells its progress and stops where it is asked to.
  const { json: plan } = await ask('POST', '/api/jobs', { kind: 'plan', people: [4, 6], pool: 40, cohorts: 4 });
  for (let seen = null; seen === null; ) {
    seen = (await ask('GET', `/api/jobs/${plan.id}`)).json.progress;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await ask('DELETE', `/api/jobs/${plan.id}`);
  expect(await over(plan.id)).toMatchObject({ state: 'cancelled', progress: { total: 40 } });

  child.kill('SIGINT');
  const { code, err } = await ended;
  expect([code, err.trim().split('\n').at(-1)]).toEqual([0, 'Stopping …']);
}, 90_000);

it('refuses a port that is taken', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  const { code, err } = await program.run(folder, 'serve', '--study', 'mine', '--no-open', '--port', String(port));
  other.close();
  expect(code).toBe(1);
  expect(err).toMatch(/Cannot listen on port \d+.*\nChoose another --port\./);
});
