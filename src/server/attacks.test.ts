import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardHeader, type Route, routes } from '#api';
import { lockStudy } from '#node';
import { checkServer, rawRequest } from './check-server.ts';
import { recordingId } from './study-index.ts';

let on: Awaited<ReturnType<typeof checkServer>>;
beforeAll(async () => {
  on = await checkServer({ mostUpload: 100_000 });
  mkdirSync(join(on.folder), { recursive: true });
});
afterAll(() => on.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  rawRequest(on.port, { path, headers: { ...on.usual, ...headers } });

describe('who is answered', () => {
  it('is nobody on another address of this computer', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one && !one.internal && one.family === 'IPv4');
    for (const one of others) {
      const isRefused = await new Promise<boolean>((resolve) => {
        const probe = createServer();
        // The port is free on that address: the server does not listen there.
        probe.once('error', () => resolve(false));
        probe.listen(on.port, one?.address, () => probe.close(() => resolve(true)));
      });
      expect(isRefused, one?.address).toBe(true);
    }
  });

  it('is nobody without the cookie, whatever is asked', async () => {
    for (const [id, { method, path }] of Object.entries<Route>(routes)) {
      const { status, json } = await rawRequest(on.port, {
        method,
        path: path.replace(/:\w+/g, 'x1'),
        headers: { host: on.host, [guardHeader]: '1' },
      });
      expect([status, json?.code], id).toEqual([403, 'FORBIDDEN']);
    }
    for (const path of ['/', '/people', '/assets/x.js']) {
      expect((await rawRequest(on.port, { path, headers: { host: on.host } })).status).toBe(403);
    }
    expect((await get('/api/study', { cookie: `myofade-${on.port}=guess` })).status).toBe(403);
  });

  it('opens an address once, and only the newest', async () => {
    const [older, newer] = [on.server.newAddress(), on.server.newAddress()].map((text) => new URL(text));
    const open = (url: URL) => rawRequest(on.port, { path: url.pathname + url.search, headers: { host: on.host } });
    expect((await open(older)).status).toBe(403);
    const first = await open(newer);
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Strict; Path=\/$/)]);
    expect((await open(newer)).status).toBe(403);
    expect((await rawRequest(on.port, { path: '/?token=', headers: { host: on.host } })).status).toBe(403);
  });

  it('is no foreign name that points here (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${on.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `localhost.evil:${on.port}`,
    ]) {
      expect((await get('/api/study', { host, origin: `http://${host}` })).status, host).toBe(403);
    }
    const url = new URL(on.server.newAddress());
    const opened = await rawRequest(on.port, { path: `/${url.search}`, headers: { host: 'evil.example' } });
    expect([opened.status, opened.headers['set-cookie']]).toEqual([403, undefined]);
    expect((await get('/api/study')).status).toBe(200);
  });

  it('is no foreign page, even with the cookie', async () => {
    for (const origin of ['http://evil.example', 'null', `https://${on.host}`, `http://localhost:${on.port}`]) {
      expect((await get('/api/study', { origin })).status, origin).toBe(403);
    }
    for (const site of ['cross-site', 'same-site']) {
      expect((await get('/api/study', { 'sec-fetch-site': site })).status).toBe(403);
    }
  });

  it('changes nothing without the header that no form can send', async () => {
    const body = JSON.stringify({ subject: 'S01' });
    const post = (headers: Record<string, string>) =>
      rawRequest(on.port, { method: 'POST', path: '/api/people', headers: { ...on.usual, ...headers }, body });
    expect((await post({ 'content-type': 'application/json' })).status).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expect((await post({ 'content-type': type, [guardHeader]: '1' })).status, type).toBe(415);
    }
    expect((await on.ask('people')).json).toEqual([]);
  });

  it('is no WebSocket of a foreign page, of nobody, or without an Origin', async () => {
    const { origin: _, ...without } = on.usual;
    const { cookie: __, ...unknown } = on.usual;
    for (const headers of [{ ...on.usual, origin: 'http://evil.example' }, without, unknown]) {
      for (const path of ['/api/live/stream', '/api/jobs/x1/stream']) {
        await expect(on.listen(path, headers)).rejects.toThrow(/403/);
      }
    }
  });
});

describe('what is asked', () => {
  it('leads to no file outside', async () => {
    writeFileSync(join(on.root, 'secret.txt'), 'secret');
    const paths = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%5c..%5csecret.txt',
      '/api/recordings/..%2f..%2fsecret.txt',
      '/api/recordings/..%2f..%2fsecret.txt/signal?channel=A1',
      '/api/people/..%2f..%2f/sessions/01/result',
      '/api/people/S01/sessions/..%2f01/result',
      '/api/jobs/..%2fx/report.html',
      '/api/recordings/%00/analysis',
    ];
    for (const path of paths) {
      const { status, bytes } = await get(path);
      expect(bytes.toString(), path).not.toContain('secret"');
      if (path.startsWith('/api')) expect([400, 403, 404], path).toContain(status);
      expect(bytes.toString()).not.toBe('secret');
    }
    const devices = [
      'file:/etc/passwd',
      'serial:/etc/passwd',
      'serial:/dev/../etc/passwd',
      'recording:../x',
      'http://x',
    ];
    for (const address of devices) {
      const { status, json } = await on.ask('openDevice', { body: { address } });
      expect([status, json.code], address).toEqual([400, 'ARGUMENT']);
    }
    const train = { kind: 'train', model: 'cnn', name: '../../evil' };
    expect((await on.ask('startJob', { body: train })).status).toBe(400);
    const options = { kind: 'evaluate', models: ['--out=/tmp/x'] };
    expect((await on.ask('startJob', { body: options })).status).toBe(400);
    const words = { kind: 'compare', between: ['--out', '/tmp/x'] };
    expect((await on.ask('startJob', { body: words })).status).toBe(400);
  });

  it('follows no link and no table out of the study', async () => {
    const evil = await checkServer();
    try {
      mkdirSync(evil.folder, { recursive: true });
      writeFileSync(join(evil.root, 'outside.txt'), 'secret');
      symlinkSync(join(evil.root, 'outside.txt'), join(evil.folder, 'link.txt'));
      writeFileSync(
        join(evil.folder, 'recordings.csv'),
        'subject,state,file\nS01,fresh,link.txt\nS01,fresh,../outside.txt\n',
      );
      const listed = (await evil.ask('recordings')).json as { id: string }[];
      expect(listed.map(({ id }) => id)).toEqual([recordingId('link.txt')]);
      for (const file of ['link.txt', '../outside.txt']) {
        const { status } = await evil.ask('recording', { params: { recording: recordingId(file) } });
        expect([403, 404], file).toContain(status);
      }
    } finally {
      await evil.close();
    }
  });

  it('is no larger than allowed, and leaves nothing behind', async () => {
    const { status, json } = await on.upload('long.csv', new Uint8Array(100_001));
    expect([status, json.code]).toEqual([413, 'TOO_LARGE']);
    const text = 'x'.repeat(1_100_000);
    expect((await on.ask('checkProtocol', { body: { text } })).status).toBe(413);
  });

  it('has no names that do harm', async () => {
    const { status, json } = await on.upload('..\\..\\<b>evil\u0007.csv', new TextEncoder().encode('a,b\n1,2\n'));
    expect(status).toBe(201);
    expect(json.fileName).toBe('<b>evil.csv');
    expect(readdirSync(on.root)).not.toContain('evil.csv');
    for (const subject of ['', '../x', 'a b', 'S01\n', 'Jürgen', '__proto__', 'x'.repeat(65)]) {
      expect((await on.ask('addPerson', { body: { subject } })).status, subject).toBe(400);
    }
    const polluted = '{"subject":"S09","__proto__":{"a":1}}';
    const headers = { ...on.usual, [guardHeader]: '1', 'content-type': 'application/json' };
    const { status: refused } = await rawRequest(on.port, {
      method: 'POST',
      path: '/api/people',
      headers,
      body: polluted,
    });
    expect(refused).toBe(400);
  });

  it('is not asked too often', async () => {
    const busy = await checkServer({ mostRequests: 20 });
    try {
      const all = await Promise.all(Array.from({ length: 40 }, () => busy.ask('people')));
      const refused = all.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(19);
      expect(refused[0].json.code).toBe('TOO_MANY');
    } finally {
      await busy.close();
    }
  });

  it('writes no study that another process holds', async () => {
    const held = await checkServer();
    try {
      expect((await held.ask('addPerson', { body: { subject: 'S01' } })).status).toBe(201);
      const lock = await lockStudy(held.folder, '2026-01-01T10:00:00');
      for (const [id, more] of [
        ['addPerson', { body: { subject: 'S02' } }],
        ['withdraw', { params: { subject: 'S01' }, body: { confirm: 'S01' } }],
      ] as const) {
        const { status, json } = await held.ask(id, more);
        expect([status, json.code], id).toEqual([409, 'STUDY']);
      }
      await lock.release();
      expect((await held.ask('people')).json).toHaveLength(1);
    } finally {
      await held.close();
    }
  });
});

describe('what comes back', () => {
  it('forbids scripts in place, frames elsewhere and guessing', async () => {
    for (const path of ['/', '/api/study', '/api/nothing', '/people']) {
      const { headers } = await get(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("script-src 'self'");
      expect(policy.match(/script-src[^;]*/)?.[0]).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
      expect(policy).toContain("frame-ancestors 'self'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('tells nothing of the computer where we are at fault', async () => {
    const broken = await checkServer({
      runCommand: () => Promise.reject(new Error('secret path /home/x')),
    });
    try {
      const { json: job } = await broken.ask('startJob', { body: { kind: 'evaluate', models: ['features'] } });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { bytes } = await broken.ask('job', { params: { job: job.id } });
      expect(bytes.toString()).not.toContain('secret path');
    } finally {
      await broken.close();
    }
  });
});
