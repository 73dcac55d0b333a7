import { correctionState } from '../kernel/corrected.ts';

type Params = Readonly<Record<string, unknown>>;

/** What a person should see of a transaction: one set aside, unknown or overdue says so first. */
export function shownStatus(params: Params): string {
  const pending = params['status'] === 'PENDING';
  if (pending && params['queue'] === 'ASIDE') return 'ASIDE';
  if (pending && params['gatewayState'] === 'UNKNOWN') return 'UNKNOWN';
  if (pending && params['stale'] === true) return 'STALE';
  return String(params['status'] ?? '');
}

/** What was done about it after its end, where that still stands. */
export const shownCorrection = ({ corrected }: Params) =>
  correctionState(corrected ? String(corrected) : null);

/** + into the wallet, − out of it. A correction's direction is the wallet's, a vault's is the vault's. */
export function signOf(params: Params): '+' | '−' | '' {
  if (params['type'] === 'ADJUSTMENT') return params['direction'] === 'IN' ? '+' : '−';
  if (params['type'] === 'DEPOSIT' || params['direction'] === 'OUT') return '+';
  if (params['type'] === 'WITHDRAWAL' || params['direction'] === 'IN') return '−';
  return '';
}

/** Accounts of what we have, not of what we owe: a posting that takes from what we owe adds to them. */
const OURS: readonly string[] = ['gateway_float', 'fees', 'receivable'];

/** A posting's amount as people read it on its account: the books add to what we owe (+) or take from it (−). */
export function shownAmount(account: string, amount: string): string {
  if (!OURS.includes(account) || amount === '0') return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
