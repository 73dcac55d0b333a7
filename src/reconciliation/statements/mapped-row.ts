import { feeOrNull, francs, francsOrNull, magnitude } from './amounts.ts';
import {
  cellAt,
  currencyOf,
  grossOf,
  kindIn,
  merchantReferenceOf,
  referenceOf,
  stateIn,
  wordsFor,
} from './cells.ts';
import type { ReadRow } from './format.ts';
import {
  dayFirstInstant,
  englishInstant,
  isoDayInstant,
  monthFirstInstant,
  type ReadInstant,
  serialInstant,
} from './instants.ts';
import type { StatementLine } from './line.ts';
import type { MappedColumn, Mapping } from './mapping.ts';
import { grossOfNet } from './net.ts';
import { COUNTRIES, phoneOf } from './phones.ts';
import { refuse } from './refuse.ts';

export const INSTANTS: Readonly<Record<Mapping['dateFormat'], ReadInstant>> = {
  iso: isoDayInstant,
  dayFirst: dayFirstInstant,
  monthFirst: monthFirstInstant,
  english: englishInstant,
  serial: serialInstant,
};

/** The reader of rows whose columns a person has named. */
export function mappedRow(mapping: Mapping): ReadRow {
  const { columns: at, values, country } = mapping;
  const kinds = wordsFor({ payment: values.payment, payout: values.payout });
  const states = wordsFor({ completed: values.completed, failed: values.failed });
  const { offset } = COUNTRIES[country];
  const instantOf = INSTANTS[mapping.dateFormat];
  return (cells, lineNo) => {
    const cell = (column: MappedColumn) => cellAt(cells, at[column] ?? -1);
    const told = at.type === undefined ? null : kindIn(kinds, cell('type'));
    const { kind, change } = movement(mapping, cell, told);
    const fee = feeOrNull(cell('fee'));
    const gross =
      mapping.amountIs === 'net' ? grossOfNet(kind, change, fee ?? 0n) : magnitude(change);
    return {
      lineNo,
      kind,
      state: at.status === undefined ? 'completed' : stateIn(states, cell('status')),
      ...merchantReferenceOf(cell('merchantReference')),
      reference: referenceOf(cell('reference')),
      amount: grossOf(gross),
      fee,
      currency: currencyOf(cell('currency') || mapping.currency),
      phone: phoneOf(cell('phone'), country),
      occurredAt: instantOf(cell('date'), offset),
      balance: francsOrNull(cell('balance')),
    };
  };
}

type Movement = { readonly kind: StatementLine['kind']; readonly change: bigint };

/** What a row moved, below zero for money out: by its own column, its word, or its sign. */
function movement(
  { columns: at, amountIs }: Mapping,
  cell: (column: MappedColumn) => string,
  told: StatementLine['kind'] | null,
): Movement {
  if (at.in !== undefined && at.out !== undefined) {
    const [cameIn, wentOut] = [francs(cell('in') || '0'), magnitude(francs(cell('out') || '0'))];
    if (cameIn === 0n && wentOut === 0n) return refuse('amount_zero');
    if (cameIn !== 0n && wentOut !== 0n) return refuse('amount_unreadable');
    const kind = wentOut === 0n ? 'payment' : 'payout';
    if (told !== null && told !== kind) return refuse('type_unknown');
    return { kind, change: cameIn - wentOut };
  }
  const amount = francs(cell('amount'));
  const kind = told ?? (amount < 0n ? 'payout' : 'payment');
  if (kind === 'payment' && amount < 0n && amountIs === 'gross') return refuse('amount_sign');
  // A column of types may stand beside amounts without a sign.
  return { kind, change: kind === 'payout' && amount > 0n ? -amount : amount };
}
