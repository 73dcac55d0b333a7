/** What went wrong, as a kind that every door translates the same way (`http/errors.ts`). */
export type ErrorKind =
  | 'InvalidInput'
  | 'Unauthentic'
  | 'Forbidden'
  | 'NotFound'
  | 'Conflict'
  | 'GatewayRejected'
  | 'GatewayUnavailable'
  | 'GatewayUnknown'
  | 'LedgerFault';

export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An error that a person may read. `code` finds its sentence in `kernel/messages.ts`;
 * `message` is the English sentence, with ids and without secrets.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    details: ErrorDetails = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** Input that a person typed and can correct; `field` names the form field it belongs to. */
export function invalid(
  field: string,
  code: string,
  message: string,
  details: ErrorDetails = {},
): AppError {
  return new AppError('InvalidInput', code, message, { ...details, field });
}

export const forbidden = (code: string, message: string, details: ErrorDetails = {}) =>
  new AppError('Forbidden', code, message, details);

export const notFound = (what: string, id: string) =>
  new AppError('NotFound', 'not_found', `There is no ${what} ${id}.`, { what, id });
