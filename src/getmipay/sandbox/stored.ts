import { ORDINARY_FATE } from './fate.ts';
import { behaviourOf } from './magic.ts';
import type { Notice, Operation } from './operation.ts';

/** An operation as a line of the file: francs as text. */
export type StoredOperation = Omit<Operation, 'amount' | 'fee'> & {
  readonly amount: string;
  readonly fee: string;
};

/** Lines of before there were a second dialect, fees and fates lack these. */
type OldOperation = Omit<StoredOperation, keyof typeof WITHOUT | 'fate'> & Partial<StoredOperation>;
type OldNotice = Pick<Notice, 'id' | 'reference' | 'url' | 'body'> & Partial<Notice>;

const WITHOUT = {
  dialect: 'initiate',
  mention: null,
  callbackQuery: '',
  otpMissing: false,
  secondReference: null,
  ordinal: 0,
  fee: '0',
} as const;

export const stored = (operation: Operation): StoredOperation => ({
  ...operation,
  amount: String(operation.amount),
  fee: String(operation.fee),
});

export function restored(line: OldOperation): Operation {
  const whole = { ...WITHOUT, fate: oldFate(line.phone), ...line };
  return { ...whole, amount: BigInt(whole.amount), fee: BigInt(whole.fee) };
}

export const restoredNotice = (line: OldNotice): Notice => ({
  dialect: 'initiate',
  state: line.body.includes('.failed"') ? 'failed' : 'completed',
  dueAt: 0,
  ...line,
});

function oldFate(phone: string): Operation['fate'] {
  const { ends, copies, amountError, contradicted } = behaviourOf(phone);
  const webhook = { copies, lateMs: 0, amountError: Number(amountError), contradicted };
  return { ...ORDINARY_FATE, ends, webhook };
}
