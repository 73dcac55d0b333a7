import { beforeAll } from 'vitest';
import { useDatabase } from './database.ts';
import { type GivenPerson, givenPeople, givenPerson, type People } from './given.ts';
import { unique } from './payments.ts';

interface Asked {
  readonly by?: GivenPerson;
  readonly phone?: string;
  readonly above?: number;
  readonly ttl?: string;
  readonly at?: string;
}

const actor = (person: GivenPerson) => JSON.stringify({ id: person.id, name: person.username });

/** A tontine with two treasurers, and payouts as the SQL functions start and decide them. */
export function useApprovals() {
  const db = useDatabase();
  const given: { people?: People; tresoriere?: GivenPerson } = {};
  let made = 0;

  beforeAll(async () => {
    const people = await givenPeople(db.owner);
    const tresoriere = await givenPerson(db.owner, {
      username: 'tresoriere',
      role: 'TREASURER',
      phone: '+22676000009',
    });
    await db.owner.query(
      `insert into membership (tontine_id, user_id, kind) values ($1, $2, 'TREASURER')`,
      [people.tontineId, tresoriere.id],
    );
    Object.assign(given, { people, tresoriere });
  });

  const ready = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The people are there inside tests only.');
    return part;
  };
  const people = () => ready(given.people);

  async function givenMember(
    over: { balance?: number; phone?: string } = {},
  ): Promise<GivenPerson> {
    made += 1;
    const member = await givenPerson(db.owner, {
      username: `membre${made}`,
      role: 'MEMBER',
      phone: over.phone ?? `+2267055${String(made).padStart(4, '0')}`,
      balance: over.balance ?? 1_000_000,
    });
    await db.owner.query(
      `insert into membership (tontine_id, user_id, kind) values ($1, $2, 'MEMBER')`,
      [people().tontineId, member.id],
    );
    return member;
  }

  /** One statement at an instant of the database's clock, which only the owner may set. */
  async function at<R extends object>(
    instant: string,
    sql: string,
    values: unknown[],
  ): Promise<R[]> {
    const client = await db.owner.connect();
    try {
      await client.query(`select set_config('tontine.clock', $1, false)`, [instant]);
      return (await client.query<R>(sql, values)).rows;
    } finally {
      await client.query(`select set_config('tontine.clock', '', false)`);
      client.release();
    }
  }

  async function payOut(member: GivenPerson, amount: number, asked: Asked = {}) {
    const by = asked.by ?? (people().tresorier as GivenPerson);
    const sql = `select * from request_payment('WITHDRAWAL', $1, $2, $3, 'wave', 'initiate', null, $4, $5, 'f', 1e12, 1e12,
      'Africa/Abidjan', $6, $7, $8)`;
    const values = [
      member.walletId,
      amount,
      asked.phone ?? member.phone,
      people().tontineId,
      unique('key'),
      asked.above ?? 100_000,
      asked.ttl ?? '24 hours',
      actor(by),
    ];
    const rows = asked.at
      ? await at<{ transaction_id: string }>(asked.at, sql, values)
      : (await db.pool.query<{ transaction_id: string }>(sql, values)).rows;
    return rows[0]!.transaction_id;
  }

  const decide = (
    id: string,
    by: GivenPerson,
    decision = 'approve',
    reason: string | null = null,
  ) => db.pool.query('select decide_payout($1, $2, $3, $4)', [id, decision, reason, actor(by)]);

  async function stateOf(id: string) {
    const { rows } = await db.pool.query<{ status: string; approval_reasons: string[] }>(
      'select status, approval_reasons from transaction where id = $1',
      [id],
    );
    return [rows[0]!.status, ...rows[0]!.approval_reasons];
  }

  const heldBy = async (member: GivenPerson) =>
    Number(
      (await db.pool.query('select balance from wallet where id = $1', [member.walletId])).rows[0]
        .balance,
    );

  return {
    db,
    get people() {
      return people();
    },
    /** A second treasurer of the same tontine. */
    get tresoriere() {
      return ready(given.tresoriere);
    },
    at,
    givenMember,
    payOut,
    decide,
    stateOf,
    heldBy,
  };
}
