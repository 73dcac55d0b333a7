import type { ActionContext, ActionRequest, BaseRecord, RecordJSON } from 'adminjs';
import type { Role } from '../../kernel/actor.ts';
import { AppError, type ErrorKind } from '../../kernel/errors.ts';
import { sentence } from '../../kernel/messages.ts';
import { currentVisit } from '../actor-store.ts';

/** Kinds that a person reads beside the form; anything else is a fault and stays an error. */
const READABLE: readonly ErrorKind[] = [
  'InvalidInput',
  'Forbidden',
  'NotFound',
  'Conflict',
  'GatewayRejected',
  'GatewayUnavailable',
];

export type Payload = Readonly<Record<string, unknown>>;

/** Only the named keys of what was posted: whatever else a request carries is not looked at. */
export function pick(request: ActionRequest, keys: readonly string[]): Payload {
  const payload: Payload = request.payload ?? {};
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(payload, key)).map((key) => [key, payload[key]]),
  );
}

export const roleOf = (context: ActionContext): Role | undefined => context.currentAdmin?.['role'];

/** Moving a member's money is the treasurers' alone; the operations say so again. */
export const treasurersOnly = (context: ActionContext): boolean => roleOf(context) === 'TREASURER';

export const isPost = (request: ActionRequest): boolean => request.method === 'post';

export function recordOf(context: ActionContext): BaseRecord {
  if (!context.record) throw new AppError('NotFound', 'not_found', 'No record was named.');
  return context.record;
}

/** Who asks, and about which record, if about one. */
type Asked = Pick<ActionContext, 'record' | 'currentAdmin'>;

export const toJson = (record: BaseRecord, context: Asked): RecordJSON =>
  record.toJSON(context.currentAdmin);

/** The record as it is now, with the people it points to. */
export async function reread(context: ActionContext): Promise<RecordJSON> {
  const before = recordOf(context);
  const now = await context.resource.findOne(before.id(), context);
  if (!now) return toJson(before, context);
  now.populated = before.populated;
  return toJson(now, context);
}

/**
 * Runs the act; what a person can read becomes an error notice, and a field's error goes beside
 * the field. AdminJS's client needs a 200 for that.
 */
export async function told<T>(context: Asked, act: () => Promise<T>) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError) || !READABLE.includes(error.kind)) throw error;
    const message = sentence(currentVisit().locale, error.code, error.details);
    const field = error.details['field'];
    const errors = typeof field === 'string' ? { [field]: { type: error.code, message } } : {};
    const record = context.record
      ? { ...toJson(context.record, context), errors }
      : {
          id: '',
          title: '',
          params: {},
          populated: {},
          baseError: null,
          errors,
          recordActions: [],
          bulkActions: [],
        };
    return { record, notice: { message, type: 'error' as const } };
  }
}
