import { csv } from './csv.ts';
import {
  isPayment,
  nameOf,
  operatorNumber,
  partsOf,
  passedOn,
  type StatementFormat,
  type StatementLine,
} from './line.ts';

const ENGLISH =
  'timestamp,transaction_id,transaction_type,amount,fee,currency,counterparty_mobile,client_reference,checkout_api_session_id,aggregated_merchant_id,aggregated_merchant_name';

const FRENCH =
  'Horodatage,Identifiant de transaction,Type de transaction,Montant,Frais,Solde,Devise,Nom de contrepartie,Numéro de téléphone de contrepartie,Référence client,Identifiant de session API,Identifiant marchand agrégé,Nom marchand agrégé';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Only what changed the balance, by its net change. */
const wave = { method: 'wave', extension: 'csv', tellsFailed: false } as const;

export const waveEnglish: StatementFormat = {
  ...wave,
  label: 'Wave, en anglais',
  write(lines) {
    const rows = lines.map((line) => [
      englishTime(line.at),
      transactionId(line),
      typeOf(line),
      netChange(line),
      line.operation.fee,
      line.operation.currency,
      line.operation.phone,
      passedOn(line),
      sessionOf(line),
      'am-tontinepro',
      'Tontine Pro',
    ]);
    return Buffer.from(csv([ENGLISH.split(','), ...rows]));
  },
};

export const waveFrench: StatementFormat = {
  ...wave,
  label: 'Wave, en français',
  write(lines) {
    const rows = lines.map((line) => [
      line.at.toISOString().replace(/\.\d+Z$/, '+00:00'),
      transactionId(line),
      typeOf(line),
      netChange(line),
      line.operation.fee,
      line.after,
      line.operation.currency,
      nameOf(line),
      line.operation.phone,
      passedOn(line),
      sessionOf(line),
      'am-tontinepro',
      'Tontine Pro',
    ]);
    return Buffer.from(csv([doublyEncoded(FRENCH).split(','), ...rows]));
  },
};

/** A payment of 5,000 with a fee of 50 is 4950; a payout of 1,500 with a fee of 4 is -1504. */
const netChange = ({ before, after }: StatementLine): bigint => after - before;

const transactionId = (line: StatementLine) => `T_${operatorNumber(line, 12)}`;

const typeOf = (line: StatementLine) => (isPayment(line) ? 'api_checkout' : 'api_payout');

const sessionOf = (line: StatementLine) =>
  isPayment(line) ? `cos-${operatorNumber(line, 14)}` : '';

/** `Nov 9  2025  12:00:00 AM`. */
function englishTime(at: Date): string {
  const { day, time } = partsOf(at);
  const [year, month, date] = day.split('-').map(Number);
  const [hour = 0] = time.split(':').map(Number);
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}${time.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[(month ?? 1) - 1]} ${date}  ${year}  ${clock}`;
}

/** UTF-8 that somebody took for Latin-1 and encoded again: `NumÃ©ro`. */
const doublyEncoded = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
