/** The kinds of {@link MyofadeError}; a stable word that programs may compare. */
export type ErrorCode = 'ARGUMENT' | 'DEVICE' | 'FORMAT' | 'MODEL' | 'STUDY' | 'UNSUPPORTED' | 'CANCELLED';

/**
 * The call cannot go on. The message says what is wrong, with the value and where; `fix` says what to do about it.
 * Something wrong with *the data* that still allows a result is an `Issue` instead.
 */
export class MyofadeError extends Error {
  readonly code: ErrorCode;
  /** What the user can do about it, as one sentence. */
  readonly fix: string;

  constructor(code: ErrorCode, message: string, fix: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.fix = fix;
  }
}

/** A function was called with a value it cannot use. Recover by correcting the call. */
export class ArgumentError extends MyofadeError {
  constructor(message: string, fix: string, options?: { cause?: unknown }) {
    super('ARGUMENT', message, fix, options);
  }
}

/** Bytes do not follow the format they claim. Recover by exporting the file again or choosing another reader. */
export class FormatError extends MyofadeError {
  constructor(message: string, fix: string, options?: { cause?: unknown }) {
    super('FORMAT', message, fix, options);
  }
}

/** A device does not answer, answers nonsense, or is gone. Recover by what the fix names, then connect again. */
export class DeviceError extends MyofadeError {
  constructor(message: string, fix: string, options?: { cause?: unknown }) {
    super('DEVICE', message, fix, options);
  }
}

/** A model file or a trained model cannot be used. Recover with the model or the input that the fix names. */
export class ModelError extends MyofadeError {
  constructor(message: string, fix: string, options?: { cause?: unknown }) {
    super('MODEL', message, fix, options);
  }
}

/** A study folder is incomplete or contradicts itself. Recover by completing the file that the message names. */
export class StudyError extends MyofadeError {
  constructor(message: string, fix: string, options?: { cause?: unknown }) {
    super('STUDY', message, fix, options);
  }
}

/** The request is sensible, but this version or this data cannot serve it. */
export class UnsupportedError extends MyofadeError {
  constructor(message: string, fix: string, options?: { cause?: unknown }) {
    super('UNSUPPORTED', message, fix, options);
  }
}

/** The user stopped a long piece of work; what was finished before is kept. */
export class CancelledError extends MyofadeError {
  constructor(what: string) {
    super('CANCELLED', `${what} was cancelled.`, 'Run the same command again: finished parts are kept.');
  }
}
