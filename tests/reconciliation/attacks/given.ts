import { givenStatement } from '../../admin/statement-steps.ts';
import type { ConsoleForTests } from '../../support/console.ts';
import { unique } from '../../support/payments.ts';

type World = Pick<ConsoleForTests, 'database' | 'people' | 'console'>;

export interface Told {
  readonly ownId?: string;
  readonly reference?: string;
  readonly type?: 'deposit' | 'payout';
  /** Gross. */
  readonly amount?: number;
  readonly fee?: number;
  readonly currency?: 'XOF' | 'XAF';
  readonly phone?: string | null;
  readonly status?: 'completed' | 'failed';
  /** Hours from now. */
  readonly hours?: number;
}

const OURS = 'reference,provider_reference,type,amount,fee,currency,phone,status,occurred_at';
const WAVE =
  'Horodatage,Identifiant de transaction,Type de transaction,Montant,Frais,Devise,Numéro de téléphone de contrepartie,Référence client,Solde';

const hoursFromNow = (hours = 0): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const ourLine = (line: Told): string =>
  [
    line.ownId,
    line.reference,
    line.type ?? 'deposit',
    line.amount ?? 5_000,
    line.fee ?? 0,
    line.currency ?? 'XOF',
    line.phone,
    line.status ?? 'completed',
    hoursFromNow(line.hours),
  ].join(',');

const waveLine = ({ type = 'deposit', amount = 5_000, fee = 0, ...line }: Told): string =>
  [
    hoursFromNow(line.hours).slice(0, 19),
    line.reference,
    type === 'payout' ? 'api_payout' : 'api_checkout',
    type === 'payout' ? -amount - fee : amount - fee,
    fee,
    'XOF',
    line.phone,
    line.ownId,
    '',
  ].join(',');

const imported = (world: World, rows: readonly string[]): Promise<string> =>
  givenStatement(
    world.console.app,
    world.people.finance,
    `${unique('statement')}.csv`,
    `${rows.join('\n')}\n`,
  );

/** Imports a statement of the gateway. Answers its id. */
export const toldByUs = (world: World, ...lines: readonly Told[]): Promise<string> =>
  imported(world, [OURS, ...lines.map(ourLine)]);

/** Imports a statement of the operator Wave, which is another series. Answers its id. */
export const toldByWave = (world: World, ...lines: readonly Told[]): Promise<string> =>
  imported(world, [WAVE, ...lines.map(waveLine)]);

/** A statement about the days around now that tells of nothing of ours. */
export const toldAround = (world: World): Promise<string> =>
  toldByUs(
    world,
    ...[-24, 0, 24].map((hours) => ({ reference: unique('somebody'), amount: 1, hours })),
  );

/** The breaks about a transaction, or that a line of this reference is evidence of, oldest first. */
export async function breaksAbout(world: World, what: string) {
  const { rows } = await world.database.owner.query<{
    id: string;
    kind: string;
    difference: string | null;
    open: boolean;
  }>(
    `select b.id, b.kind, b.difference::text, b.resolved_at is null as open from break_item b
     where b.transaction_id::text = $1 or b.reference = $1 or b.id in (
       select e.break_id from break_evidence e join statement_line l on l.id = e.line_id where l.reference = $1)
     order by b.opened_at, b.id`,
    [what],
  );
  return rows;
}

/** The open ones of these, as kind and difference. */
export const openOnes = async (world: World, what: string) =>
  (await breaksAbout(world, what))
    .filter(({ open }) => open)
    .map(({ kind, difference }) => [kind, difference]);

/** How the lines of this reference stand, in the order in which they came. */
export async function outcomesOf(world: World, reference: string): Promise<string[]> {
  const { rows } = await world.database.owner.query<{ outcome: string }>(
    'select outcome from statement_line where reference = $1 order by id',
    [reference],
  );
  return rows.map(({ outcome }) => outcome);
}
