import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();

describe('virtual-bitalino', () => {
  it('serves until Ctrl-C, and writes down its faults', async () => {
    const faults = ['--drop', '0.05', '--speed', '50', '--ledger', 'faults.json'];
    const { child, ended } = program.start(user.path, ['virtual-bitalino', '--tcp', '0', ...faults]);
    let said = '';
    child.stdout?.on('data', (text) => {
      said += text;
    });
    while (!/Connect to \S+\n/.test(said)) await once(child.stdout as NodeJS.ReadableStream, 'data');
    const port = Number(/Connect to tcp:127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
    const socket = connect(port, '127.0.0.1');
    socket.write(Uint8Array.of(0x07, 0x05));
    let got = Buffer.alloc(0);
    for await (const bytes of socket) {
      got = Buffer.concat([got, bytes as Buffer]);
      if (got.length > 5000) break;
    }
    expect(got.subarray(0, 14).toString()).toBe('BITalino_v5.2\n');
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect([code, out]).toEqual([0, expect.stringContaining('(SIMULATED), maximum ')]);
    const ledger = JSON.parse(readFileSync(join(user.path, 'faults.json'), 'utf8'));
    expect(ledger.simulated).toBe(true);
    expect(ledger.faults.length).toBeGreaterThan(20);
    expect(ledger.faults[0]).toMatchObject({ kind: 'dropped', acquisition: 1 });
  });

  it('says what a pseudo terminal needs', async () => {
    const args = ['virtual-bitalino', '--pty', 'terminal'];
    const { code, out, err } = await program.start(user.path, args, { PATH: '/nowhere' }).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('sudo apt-get install socat');
  });

  it('refuses what it cannot be', async () => {
    const refused = await program.run(user.path, 'virtual-bitalino', '--firmware', 'new');
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain("version must be like 5.2, got 'new'");
    const stall = await program.run(user.path, 'virtual-bitalino', '--stall', '60');
    expect(stall.err).toContain('every and length, such as 60:5');
    const none = await program.run(user.path, 'virtual-bitalino', '--recording', 'missing.edf');
    expect(none.err).toContain('missing.edf: there is no such file');
  });
});
