import { AppError, type ErrorKind } from '../kernel/errors.ts';
import { BodyRefused } from './read-body.ts';

/** The one place that says which HTTP status a kind of error is (`style.md`, Errors). */
const STATUS: Readonly<Record<ErrorKind, number>> = {
  InvalidInput: 400,
  Unauthentic: 401,
  Forbidden: 403,
  NotFound: 404,
  Conflict: 409,
  GatewayRejected: 422,
  GatewayUnavailable: 503,
  GatewayUnknown: 202,
  LedgerFault: 500,
};

/** A refusal by the door itself, before any operation was called. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'HttpRefusal';
    this.status = status;
    this.code = code;
  }
}

export interface Failure {
  readonly status: number;
  /** Finds the sentence for people. */
  readonly code: string;
  /** English, for API clients; never a stack or a secret. */
  readonly message: string;
  readonly field: string | null;
  readonly retryAfterSeconds: number | null;
}

/** What may be said about an error. Anything unforeseen is a 500 that gives nothing away. */
export function failureOf(error: unknown): Failure {
  const plain = { field: null, retryAfterSeconds: null };
  if (error instanceof AppError) {
    const { seconds, field } = error.details;
    const tooMany = error.code === 'too_many_attempts';
    return {
      // The kind is 401, but 429 is what makes a client wait (RFC 6585).
      status: tooMany ? 429 : STATUS[error.kind],
      code: error.code,
      message: error.message,
      field: typeof field === 'string' ? field : null,
      retryAfterSeconds: typeof seconds === 'number' ? seconds : null,
    };
  }
  if (error instanceof HttpRefusal) {
    return { status: error.status, code: error.code, message: error.message, ...plain };
  }
  if (error instanceof BodyRefused) {
    const code = error.why === 'encoded' ? 'body_encoded' : 'body_too_large';
    return { status: error.status, code, message: error.message, ...plain };
  }
  if (isDatabaseAway(error)) {
    const message = 'The database cannot be reached at the moment.';
    return { status: 503, code: 'unavailable', message, ...plain, retryAfterSeconds: 5 };
  }
  if (isBadUrl(error)) {
    return { status: 400, code: 'bad_request', message: 'The address is malformed.', ...plain };
  }
  return { status: 500, code: 'unexpected', message: 'Something unforeseen happened.', ...plain };
}

/** PostgreSQL refuses or has gone (class 08, 53 and 57), as the driver and the typed reads tell it. */
const AWAY =
  /^(?:08...|53[0-3]00|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|P10(?:01|02|08|17)|P2024)$/;

const isDatabaseAway = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && AWAY.test(String(error.code))) ||
    /connection terminated|timeout exceeded when trying to connect/i.test(error.message));

/** Express's own complaint about a `%` in the path that does not decode. */
const isBadUrl = (error: unknown): boolean =>
  error instanceof URIError && 'status' in error && error.status === 400;
