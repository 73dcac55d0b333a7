import type { ConsoleForTests } from '../support/console.ts';
import { type GivenPerson, givenPerson, givenTontine } from '../support/given.ts';
import { givenPayment, unique } from '../support/payments.ts';

export const MISSING = '01900000-0000-7000-8000-000000000000';

/** Everything foreign carries one of these; an answer that holds one has leaked. */
export const FOREIGN = /zzforeign|77.?777|71.?23.?43.?21/i;

export type Kind = 'own' | 'foreign' | 'missing';

/** The id of one record of each resource, as it stands to the treasurer `tresorier` and the member `awa`. */
export type Records = Readonly<Record<string, Readonly<Record<Kind, string>>>>;

/** One of everything that is theirs, and one of everything that is somebody else's. */
export async function givenWorld({ database, people }: ConsoleForTests): Promise<Records> {
  const { owner, pool } = database;
  const stranger = await givenPerson(owner, {
    username: 'zzforeign',
    fullName: 'Zzforeign Membre',
    role: 'MEMBER',
    phone: '+22671234321',
    balance: 777_770,
  });
  const theirTreasurer = await givenPerson(owner, {
    username: 'zzforeign-tresorier',
    fullName: 'Zzforeign Trésorier',
    role: 'TREASURER',
    phone: '+22676000055',
  });
  const theirTontine = await givenTontine(owner, 'Tontine Zzforeign', theirTreasurer, [stranger]);
  await givenPerson(owner, { username: 'sans-tontine', role: 'TREASURER' });
  await givenPerson(owner, {
    username: 'deuxieme',
    role: 'TREASURER',
    phone: '+22676000056',
  });
  await owner.query(
    `insert into membership (tontine_id, user_id, kind) select $1, id, 'TREASURER' from app_user where username = 'deuxieme'`,
    [people.tontineId],
  );

  const sides = {
    own: {
      member: people.awa as GivenPerson,
      by: people.tresorier as GivenPerson,
      tontine: people.tontineId,
      mark: 'École',
      amount: 1_000,
    },
    foreign: {
      member: stranger,
      by: theirTreasurer,
      tontine: theirTontine,
      mark: 'Zzforeign',
      amount: 77_777,
    },
  };
  const records: Record<string, Record<Kind, string>> = {};
  const note = (resource: string, kind: Kind, id: string) => {
    const known = records[resource] ?? { own: MISSING, foreign: MISSING, missing: MISSING };
    records[resource] = { ...known, [kind]: id };
  };
  for (const [kind, side] of Object.entries(sides) as [keyof typeof sides, typeof sides.own][]) {
    const { member, by, tontine, mark, amount } = side;
    const one = async (sql: string, ...values: unknown[]) =>
      String((await owner.query<{ id: string }>(sql, values)).rows[0]?.id);
    const paid = await givenPayment(pool, { type: 'DEPOSIT', amount, by: member, member });
    await pool.query(
      `select * from request_payment('WITHDRAWAL', $1, $2, '+22670333333', 'wave', 'initiate', $3, $4, $5, 'f', 1e12, 1e12,
         'Africa/Abidjan', 100000, '24 hours', $6)`,
      [
        member.walletId,
        amount,
        `${mark} note`,
        tontine,
        unique('key'),
        JSON.stringify({ id: by.id, name: by.username }),
      ],
    );
    note('Wallet', kind, member.walletId);
    note('User', kind, member.id);
    note('Tontine', kind, tontine);
    note(
      'Transaction',
      kind,
      await one(
        `select id from transaction where wallet_id = $1 and status = 'AWAITING_APPROVAL'`,
        member.walletId,
      ),
    );
    note('Deposit', kind, paid.id);
    note(
      'Notice',
      kind,
      await one(
        `insert into notice (kind, severity, subject_type, subject_id, tontine_id, dedupe_key, data)
         select 'approval_waiting', 'info', 'Transaction', t.id, t.tontine_id, 'test|' || t.id, jsonb_build_object('amount', $2::text, 'minutes', 15)
         from transaction t where t.wallet_id = $1 and t.status = 'AWAITING_APPROVAL' returning id`,
        member.walletId,
        String(amount),
      ),
    );
    note(
      'Statement',
      kind,
      await one(
        `insert into statement_file (name, sha256, bytes, format, series, currency, state)
         values ($1, sha256(convert_to($1, 'utf8')), 10, 'tontine-pro', 'tontine-pro', 'XOF', 'MATCHED') returning id`,
        `${mark}.csv`,
      ),
    );
    note('Rule', kind, await one('select id from match_rule order by priority limit 1'));
    note('Membership', kind, await one('select id from membership where user_id = $1', member.id));
    note(
      'Vault',
      kind,
      await one(
        'insert into vault (owner_id, name) values ($1, $2) returning id',
        member.id,
        `${mark} coffre`,
      ),
    );
    note(
      'Dispute',
      kind,
      await one(
        'insert into dispute (transaction_id, opened_by, message) values ($1, $2, $3) returning id',
        paid.id,
        member.id,
        `${mark} question`,
      ),
    );
    note(
      'Journal',
      kind,
      await one(
        'select j.id from journal j join transaction t on t.id = j.transaction_id where t.wallet_id = $1',
        member.walletId,
      ),
    );
    note(
      'AuditEntry',
      kind,
      await one(`select id from audit_entry where subject_id = $1`, paid.id),
    );
    const breakId = await one(
      `insert into break_item (kind, reference, flow, phone, value, difference)
       values ('missing_in_ledger', $1, 'deposit', '+22670333333', $2, $2) returning id`,
      `${mark}-break`,
      amount,
    );
    note('Break', kind, breakId);
    note(
      'Resolution',
      kind,
      await one(
        `insert into resolution (break_id, verb, reason, state, needs_checker, made_by)
         select $1, 'ignore', 'parce que', 'PROPOSED', true, id from app_user where username = 'deuxieme' returning id`,
        breakId,
      ),
    );
    await pool.query(
      `select settle(array['webhook'], array['initiate'], array[convert_to($1, 'utf8')], array['{}'], array['payment.failed'],
         array['payment'], array['failed'], array[$2], array[null::uuid], array[$3::numeric], array[null::text], array[null::text],
         array[null::numeric], array[null::text], array[null::text], array[null::text])`,
      [`{"mark":"${mark}"}`, `${mark}-reference`, amount],
    );
    note(
      'WebhookEvent',
      kind,
      await one('select id from webhook_event where reference = $1', `${mark}-reference`),
    );
  }
  return records;
}

/** What everything that must not change looks like now. */
export async function fingerprint({ database }: ConsoleForTests): Promise<string> {
  const tables = [
    'app_user',
    'tontine',
    'membership',
    'wallet',
    'vault',
    'transaction',
    'queue_entry',
    'journal',
    'posting',
    'dispute',
    'break_item',
    'break_note',
    'resolution',
    'saved_view',
    'statement_file',
    'match_rule',
    'balance_reading',
    'proof_day',
    'notice_read',
    'setting',
    'second_factor',
    'recovery_code',
  ];
  const each = tables.map(
    (table) =>
      `(select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) from ${table} x)`,
  );
  const { rows } = await database.owner.query(`select concat_ws(' ', ${each.join(', ')}) as now`);
  return rows[0].now;
}
