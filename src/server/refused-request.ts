import { type ApiError, errorStatus } from '#api';
import { MyofadeError } from '#base';

/** A request that is answered with a refusal which no lower layer knows: not found, busy, forbidden. */
export class RefusedRequest extends Error {
  readonly code: ApiError['code'];
  readonly fix: string;

  constructor(code: ApiError['code'], message: string, fix: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.fix = fix;
  }
}

/** What the web framework throws: a message and a status. */
interface FrameworkError {
  readonly statusCode?: number;
  readonly message?: string;
}

const frameworkErrors: Readonly<Record<number, Omit<ApiError, 'message'>>> = {
  400: { code: 'ARGUMENT', fix: 'Send what the OpenAPI document (/api/openapi.json) describes.' },
  404: { code: 'NOT_FOUND', fix: 'The OpenAPI document (/api/openapi.json) lists all routes.' },
  413: { code: 'TOO_LARGE', fix: 'Send a smaller file; only long recordings are larger.' },
  415: { code: 'ARGUMENT', fix: 'Send JSON, or multipart/form-data for a file.' },
  429: { code: 'TOO_MANY', fix: 'Wait a few seconds.' },
};

/** What is said of an error, and its HTTP status. An error of our own says nothing of the computer. */
export function refusalOf(error: unknown): { readonly status: number; readonly body: ApiError } {
  if (error instanceof MyofadeError || error instanceof RefusedRequest) {
    const { code, message, fix } = error;
    return { status: errorStatus[code], body: { code, message, fix } };
  }
  const { statusCode, message } = error as FrameworkError;
  const known = statusCode === undefined ? undefined : frameworkErrors[statusCode];
  if (known && statusCode !== undefined) return { status: statusCode, body: { ...known, message: `${message}` } };
  const body = {
    code: 'INTERNAL',
    message: 'Myofade stopped on an error of its own.',
    fix: 'Look at the terminal that it runs in; what was recorded is on the disk.',
  } as const;
  return { status: 500, body };
}
