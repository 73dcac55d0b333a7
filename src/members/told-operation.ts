import type { Person } from '../kernel/actor.ts';
import {
  correctedAmount,
  standingCorrection,
  standingCorrections,
  toldCorrection,
} from '../kernel/corrected.ts';
import type { Corrected, Operation } from './operation.ts';

/** The columns that a row of the history shows. */
export const SHOWN = {
  id: true,
  type: true,
  status: true,
  gatewayState: true,
  direction: true,
  adjustment: true,
  amount: true,
  method: true,
  phone: true,
  paymentUrl: true,
  failureReason: true,
  warning: true,
  createdAt: true,
  initiatedById: true,
  initiatedBy: { select: { fullName: true } },
  vault: { select: { name: true } },
  queue: { select: { queue: true } },
  corrects: { select: { id: true } },
  corrections: {
    orderBy: { id: 'asc' },
    select: {
      id: true,
      adjustment: true,
      amount: true,
      createdAt: true,
      corrections: { select: { id: true } },
    },
  },
} as const;

/** Whole francs in digits. */
export const digits = (amount: { toFixed(): string }): string => amount.toFixed();

/** An operation with all that a row of the history shows. */
export interface Row
  extends Omit<
    Operation,
    'amount' | 'effect' | 'byMember' | 'startedBy' | 'vaultName' | 'corrected' | 'aside'
  > {
  readonly amount: { toFixed(): string };
  readonly initiatedById: string | null;
  readonly initiatedBy: { readonly fullName: string } | null;
  readonly vault: { readonly name: string } | null;
  readonly queue: { readonly queue: string } | null;
  readonly corrections: readonly {
    readonly id: string;
    readonly adjustment: string | null;
    readonly amount: { toFixed(): string };
    readonly createdAt: Date;
    readonly corrections: readonly { readonly id: string }[];
  }[];
}

/** A row as the member reads it; `effect`: what its posting did, where its kind does not say. */
export function toOperation(row: Row, person: Person, effect?: Operation['effect']): Operation {
  const { initiatedById, initiatedBy, vault, queue, amount, corrections, ...facts } = row;
  const byMember = initiatedById === person.id;
  return {
    ...facts,
    amount: digits(amount),
    effect: effect ?? effectOf(facts.type, facts.direction),
    byMember,
    startedBy: byMember ? null : (initiatedBy?.fullName ?? null),
    vaultName: vault?.name ?? null,
    aside: queue?.queue === 'ASIDE',
    corrected: correctedIn(corrections, digits(amount)),
  };
}

function correctedIn(rows: Row['corrections'], whole: string): Corrected | null {
  const corrections = rows.map((row) => ({ ...toldCorrection(row), amount: digits(row.amount) }));
  const standing = standingCorrection(corrections);
  return (
    standing && {
      by: standingCorrections(corrections).map(({ id, amount }) => ({ id, amount })),
      adjustment: standing.adjustment,
      amount: correctedAmount(corrections, whole) ?? standing.amount,
      at: standing.createdAt,
    }
  );
}

function effectOf(type: string, direction: string | null): Operation['effect'] {
  if (type === 'DEPOSIT' || (type === 'TRANSFER' && direction === 'OUT')) return 'in';
  return type === 'ADJUSTMENT' ? 'none' : 'out';
}
