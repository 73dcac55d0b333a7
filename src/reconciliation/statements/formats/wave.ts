import { feeOrNull, francs } from '../amounts.ts';
import {
  cellAt,
  currencyOf,
  grossOf,
  kindIn,
  merchantReferenceOf,
  referenceOf,
  wordsFor,
} from '../cells.ts';
import type { ReadRow, StatementFormat } from '../format.ts';
import { columnsOf } from '../header.ts';
import { englishInstant, isoInstant, type ReadInstant } from '../instants.ts';
import { grossOfNet } from '../net.ts';
import { phoneOf } from '../phones.ts';

const KINDS = wordsFor({
  payment: ['api_checkout'],
  payout: ['api_payout'],
});

const ENGLISH = {
  time: 'timestamp',
  reference: 'transaction_id',
  type: 'transaction_type',
  amount: 'amount',
  fee: 'fee',
  currency: 'currency',
  phone: 'counterparty_mobile',
  merchant: 'client_reference',
};

const FRENCH = {
  time: 'Horodatage',
  reference: 'Identifiant de transaction',
  type: 'Type de transaction',
  amount: 'Montant',
  fee: 'Frais',
  currency: 'Devise',
  phone: 'Numéro de téléphone de contrepartie',
  merchant: 'Référence client',
};

type Columns = Readonly<Record<keyof typeof ENGLISH, number>>;

export const waveEnglish: StatementFormat = {
  label: 'Wave, en anglais',
  method: 'wave',
  open(header) {
    const at = columnsOf(header, ENGLISH);
    return at && reader(at, null, englishInstant);
  },
};

export const waveFrench: StatementFormat = {
  label: 'Wave, en français',
  method: 'wave',
  open(header) {
    const at = columnsOf(header, FRENCH);
    const balance = columnsOf(header, { balance: 'Solde' });
    return at && reader(at, balance?.balance ?? null, isoInstant);
  },
};

/** Only what changed the balance stands there, by its net change: nothing that failed. */
function reader(at: Columns, balanceAt: number | null, instantOf: ReadInstant): ReadRow {
  return (cells, lineNo) => {
    const kind = kindIn(KINDS, cellAt(cells, at.type));
    const fee = feeOrNull(cellAt(cells, at.fee)) ?? 0n;
    const balance = balanceAt === null ? '' : cellAt(cells, balanceAt);
    return {
      lineNo,
      kind,
      state: 'completed',
      ...merchantReferenceOf(cellAt(cells, at.merchant)),
      reference: referenceOf(cellAt(cells, at.reference)),
      amount: grossOf(grossOfNet(kind, francs(cellAt(cells, at.amount)), fee)),
      fee,
      currency: currencyOf(cellAt(cells, at.currency)),
      phone: phoneOf(cellAt(cells, at.phone)),
      occurredAt: instantOf(cellAt(cells, at.time), 0),
      balance: balance === '' ? null : francs(balance),
    };
  };
}
