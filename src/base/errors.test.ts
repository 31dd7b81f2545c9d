import { describe, expect, it } from 'vitest';
import {
  ArgumentError,
  CancelledError,
  FormatError,
  ModelError,
  MyofadeError,
  StudyError,
  stopIfCancelled,
  UnsupportedError,
} from './index.ts';

describe('errors', () => {
  it.each([
    [ArgumentError, 'ArgumentError', 'ARGUMENT'],
    [FormatError, 'FormatError', 'FORMAT'],
    [ModelError, 'ModelError', 'MODEL'],
    [StudyError, 'StudyError', 'STUDY'],
    [UnsupportedError, 'UnsupportedError', 'UNSUPPORTED'],
  ] as const)('%o says what, how to fix it, and why', (Kind, name, code) => {
    const cause = new RangeError('deeper');
    const error = new Kind('fs is 0 — in welch.', 'Pass a rate.', { cause });
    expect(error).toBeInstanceOf(MyofadeError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name, code, message: 'fs is 0 — in welch.', fix: 'Pass a rate.', cause });
    expect(String(error)).toBe(`${name}: fs is 0 — in welch.`);
    expect(new Kind('a', 'b').cause).toBeUndefined();
  });

  it('CancelledError says what was stopped and what is kept', () => {
    expect(new CancelledError('Training')).toMatchObject({
      name: 'CancelledError',
      code: 'CANCELLED',
      message: 'Training was cancelled.',
      fix: 'Run the same command again: finished parts are kept.',
    });
  });
});

describe('stopIfCancelled', () => {
  it('throws only once the work was stopped', () => {
    const controller = new AbortController();
    stopIfCancelled(undefined, 'Training');
    stopIfCancelled(controller.signal, 'Training');
    controller.abort();
    expect(() => stopIfCancelled(controller.signal, 'Training')).toThrow(CancelledError);
  });
});
