import type pg from 'pg';
import { hashPassword } from '../../src/identity/passwords.ts';
import { hexOf, key } from './seed-sql.ts';

/** What everybody of the seed signs in with. */
export const SEED_PASSWORD = 'tontine-demo';
export const FINANCE = 'seed.finance';
export const OTHER_FINANCE = 'seed.finance2';
export const ADMIN = 'seed.admin';
export const treasurerOf = (tontine: number) => `seed.tresorier${tontine}`;
/** The lower the number, the more a member does. */
export const memberName = (nth: number) => `seed.m${nth}`;
/** A name that nobody else has. */
export const RARE_NAME = 'Zénabou Kafando-Tiemtoré';

/** What every wallet has before the first operation: more than any run of payouts takes. */
export const OPENING = 500_000;

const FIRST = [
  'Awa, Moussa, Fatou, Issa, Aïcha, Salif, Mariam, Adama, Aminata, Boubacar, Ramata, Ousmane, Kadidia, Seydou, Rokia, Ibrahim',
  'Djénéba, Souleymane, Safiatou, Abdoulaye, Bintou, Lassina, Habibou, Drissa, Assétou, Hamidou, Korotimi, Yacouba, Salimata, Idrissa',
]
  .join(', ')
  .split(', ');
/** One in three is a Ouédraogo. */
const LAST = [
  'Ouédraogo, Traoré, Ouédraogo, Sawadogo, Ouédraogo, Kaboré, Ouédraogo, Zongo, Ouédraogo, Compaoré, Ouédraogo, Diallo, Ouédraogo',
  'Konaté, Sanou, Nikiéma, Tapsoba, Ilboudo, Coulibaly, Barry, Somé, Dabiré, Kientega, Bationo, Yaméogo, Nacoulma, Zoungrana',
  'Kiema, Simporé, Belem, Congo, Guiro, Zerbo, Paré, Lompo, Ouattara, Koné, Cissé',
]
  .join(', ')
  .split(', ');

interface PeopleOptions {
  readonly members: number;
  readonly tontines: number;
  /** SQL: the instant at which these books begin. */
  readonly start: string;
  /** Whether the openings are sealed. */
  readonly sealed: boolean;
}

/**
 * Staff, tontines and members with opening balances, by the triggers and functions of the product; every third
 * member has a vault. Leaves `seed_member`, by which the operations find them.
 */
export async function seedPeople(
  client: pg.Client,
  { members, tontines, start, sealed }: PeopleOptions,
): Promise<void> {
  const password = client.escapeLiteral(await hashPassword(SEED_PASSWORD));
  const list = (names: readonly string[]) =>
    `(array[${names.map((name) => client.escapeLiteral(name)).join(', ')}])`;
  // The plans of triggers would be those of empty tables.
  await client.query('set enable_seqscan = off');
  await client.query(
    `select set_config('tontine.clock', (${start} - interval '1 day')::text, false)`,
  );
  await client.query(
    `insert into app_user (username, full_name, phone, password_hash, role, demo)
     select name, name, null, ${password}, role, true from (values
       ('${FINANCE}', 'FINANCE'), ('${OTHER_FINANCE}', 'FINANCE'), ('${ADMIN}', 'ADMIN')) staff (name, role)`,
  );
  await client.query(
    `insert into app_user (username, full_name, phone, password_hash, role, demo)
     select 'seed.tresorier' || n, 'Trésorier ' || n, '+226' || (59000000 + n), ${password}, 'TREASURER', true from generate_series(1, ${tontines}) n`,
  );
  await client.query(
    `insert into tontine (name) select 'Tontine ' || n from generate_series(1, ${tontines}) n`,
  );
  await client.query(
    `insert into app_user (username, full_name, phone, password_hash, role, demo)
     select 'seed.m' || n, case n when 77 then ${client.escapeLiteral(RARE_NAME)}
         else ${list(FIRST)}[1 + n * 7 % ${FIRST.length}] || ' ' || ${list(LAST)}[1 + n * 11 % ${LAST.length}] end,
       '+226' || (60000000 + n::bigint * 7919 % 10000000), ${password}, 'MEMBER', true
     from generate_series(0, ${members - 1}) n`,
  );
  await client.query(
    `create unlogged table seed_member as
     select n as nth, u.id as user_id, w.id as wallet_id, u.phone, u.full_name, t.id as tontine_id, r.id as treasurer_id, r.full_name as treasurer_name,
       null::uuid as vault_id
     from generate_series(0, ${members - 1}) n
     join app_user u on u.username = 'seed.m' || n join wallet w on w.user_id = u.id
     join tontine t on t.name = 'Tontine ' || (1 + n % ${tontines})
     join app_user r on r.username = 'seed.tresorier' || (1 + n % ${tontines})`,
  );
  await client.query(
    `insert into membership (tontine_id, user_id, kind)
     select tontine_id, user_id, 'MEMBER' from seed_member union all
     select distinct tontine_id, treasurer_id, 'TREASURER' from seed_member`,
  );
  await client.query(
    `insert into vault (id, owner_id, name) select ${key(hexOf(start), '000')}, user_id, 'Mon coffre' from seed_member, md5('vault' || nth) noise where nth % 3 = 0`,
  );
  await client.query(
    `update seed_member m set vault_id = v.id from vault v where v.owner_id = m.user_id`,
  );
  // As post_opening, of all at once.
  await client.query(
    `select post(array(
       select ('OPENING', null, 1, 'XOF', g.giver, g.taker, ${OPENING}, null)::movement
       from seed_member m cross join lateral (values
         (system_account('opening', 'XOF'), m.wallet_id), (system_account('gateway_float', 'XOF'), system_account('opening', 'XOF'))) g (giver, taker)))`,
  );
  if (sealed) await client.query('select from seal_journals()');
  await client.query(`select set_config('tontine.clock', '', false)`);
  await client.query('reset enable_seqscan');
  await client.query('analyze seed_member');
}
