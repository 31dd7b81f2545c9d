import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '#base';
import { refusal } from '../base/check-refusal.ts';
import {
  builtInProtocol,
  builtInProtocols,
  nextStep,
  type Protocol,
  parseProtocol,
  protocolDuration,
} from './index.ts';

const rest = { kind: 'rest', durationS: 5 };
const reference = { kind: 'maximal', durationS: 5, isReference: true };
const target = { kind: 'target', durationS: 10, targetPercent: 70 };
const valid = {
  kind: 'myofade protocol',
  version: 1,
  id: 'my-test',
  name: 'My test',
  description: 'A test of mine.',
  steps: [reference, rest, target],
};
const parsed = (change: object) => parseProtocol(JSON.stringify({ ...valid, ...change }), { file: 'my.json' });
const refused = (change: object) => refusal(() => parsed(change));
const withSteps = (...steps: unknown[]) => refused({ steps });

describe('parseProtocol', () => {
  it('gives back every built-in protocol as it is', () => {
    for (const protocol of builtInProtocols) {
      expect(parseProtocol(JSON.stringify(protocol), { file: protocol.id })).toEqual(protocol);
    }
  });

  it('reads the example of the documentation, which is what the text says', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'protocols.md'), 'utf8');
    const [, example] = /```json\n([\s\S]*?)```/.exec(page) as RegExpExecArray;
    const spanOf = (protocol: Protocol) => Object.values(protocolDuration(protocol));
    const [shortestS, longestS] = spanOf(parseProtocol(example, { file: 'docs/protocols.md' }));
    const told = [
      `between ${shortestS} s and ${longestS} s`,
      ...builtInProtocols.map((one) => `| \`${one.id}\` | ${one.name} | ${spanOf(one).join(' s | ')} s |`),
    ];
    expect(told.filter((line) => !page.includes(line))).toEqual([]);
  });

  it('names the place of a fault, the value and the way out', () => {
    expect(withSteps(reference, { ...rest, durationS: -1 })).toBe(
      'Cannot read the protocol my.json: steps[1].durationS must be a number of seconds from 0.1 to 3600, got -1. Correct this value; docs/protocols.md lists all fields with an example.',
    );
    expect(withSteps(reference, { ...rest, duration: 3 })).toContain(
      "steps[1] has no field 'duration'. Remove it or correct its spelling;",
    );
    expect(withSteps({ kind: 'rest' })).toContain('steps[0].durationS must be a number of seconds');
    expect(withSteps({ kind: 'rest' })).toContain('got nothing');
    expect(withSteps({ kind: 'pause', durationS: 3 })).toContain(
      'steps[0].kind must be one of rest, target, maximal, repeat, recording, got "pause"',
    );
    expect(withSteps({ ...reference, durationS: 0.5 })).toContain(
      'steps[0].durationS must be a number of seconds from 1 to 60',
    );
    expect(withSteps(reference, { ...target, targetPercent: 101 })).toContain(
      'steps[1].targetPercent must be a number in % from 1 to 100, got 101',
    );
    expect(withSteps({ kind: 'repeat', times: 1e6, steps: [rest] })).toContain(
      'steps[0].times must be a whole number from 1 to 500, got 1000000',
    );
    expect(withSteps({ kind: 'repeat', times: 2, steps: [] })).toContain('steps[0].steps must be a list of at least');
    expect(withSteps({ kind: 'repeat', times: 2, steps: [rest], until: { rule: 'tired' } })).toContain(
      'steps[0].until.rule must be one of mvc-at-most, best-two-within, target-failed, got "tired"',
    );
    expect(withSteps({ kind: 'repeat', times: 2, steps: [{ kind: 'recording', name: 'a', steps: [rest] }] })).toContain(
      'steps[0].steps[0].kind must be one of rest, target, maximal, repeat, got "recording"',
    );
    expect(refused({ version: 2 })).toContain('version must be 1, the one this program knows, got 2');
    expect(refused({ kind: undefined })).toContain("kind must be 'myofade protocol', got nothing");
    expect(refused({ id: 'My Test' })).toContain('id must be small letters, digits and hyphens');
    expect(refusal(() => parseProtocol('{', { file: 'my.json' }))).toContain('my.json: it is not JSON.');
    expect(refusal(() => parseProtocol('[]', { file: 'my.json' }))).toContain('the file must be an object, got []');
  });

  it('refuses what its fields say together', () => {
    const loop = { kind: 'repeat', times: 4, steps: [rest] };
    expect(withSteps(rest, target)).toContain('steps[1] is a share of the rested maximum, which no step before it');
    expect(withSteps(reference, { ...loop, until: { rule: 'mvc-at-most', percent: 70 } })).toContain(
      'steps[1].until needs a maximal squeeze in each round',
    );
    expect(
      withSteps({
        ...loop,
        steps: [{ ...reference, isReference: false }],
        until: { rule: 'mvc-at-most', percent: 70 },
      }),
    ).toContain('steps[0].until compares with the rested maximum');
    expect(
      withSteps({ ...loop, steps: [reference], until: { rule: 'best-two-within', percent: 5, fewest: 5 } }),
    ).toContain('steps[0].until asks for at least 5 squeezes in 4 rounds');
    expect(withSteps(reference, { ...loop, steps: [target], until: { rule: 'target-failed' } })).toContain(
      'steps[1].until waits for a failed target',
    );
    const named = { kind: 'recording', name: 'fresh', steps: [rest] };
    expect(withSteps(named, rest, named)).toContain("steps[2].name is 'fresh' again");
    expect(withSteps({ ...named, steps: [rest, target] })).toContain('steps[0].steps[1] is a share');
    expect(withSteps({ kind: 'repeat', times: 500, steps: [{ kind: 'rest', durationS: 60 }] })).toContain(
      'steps can last 8.3 h',
    );
    const brief = { kind: 'rest', durationS: 0.1 };
    expect(withSteps({ kind: 'repeat', times: 500, steps: [{ kind: 'repeat', times: 11, steps: [brief] }] })).toContain(
      'steps can become 5500 steps',
    );
    const nested = (levels: number): object =>
      levels === 0 ? rest : { kind: 'repeat', times: 1, steps: [nested(levels - 1)] };
    expect(parsed({ steps: [nested(3)] }).id).toBe('my-test');
    expect(withSteps(nested(4))).toContain('steps[0].steps[0].steps[0].steps[0] is a repeat inside 3 others');
    expect(withSteps(nested(2000))).toContain('it is nested too deeply');
  });

  it('gives a protocol or a FormatError, whatever the text, and what it gives can be walked', () => {
    const json = JSON.stringify(builtInProtocol('handgrip-fatigue'));
    const mangled = fc.tuple(fc.nat(json.length), fc.nat(12), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), mangled), (change) => {
        const text =
          typeof change === 'string'
            ? change
            : json.slice(0, change[0]) + change[2] + json.slice(change[0] + change[1]);
        try {
          expect(nextStep(parseProtocol(text, { file: 'x' }), [])).not.toBeNull();
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
