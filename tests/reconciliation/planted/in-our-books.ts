import type { Pool } from 'pg';
import type { Person } from '../../../src/kernel/actor.ts';
import { type GivenPerson, givenPerson } from '../../support/given.ts';
import { MEMBERS_PER_METHOD, METHODS, type Planted, PREFIXES } from './plan.ts';

/** What each planted operation became with us, by its number. */
export interface Ours {
  readonly id: string | null;
  readonly reference: string;
}

export const referenceOf = ({ ord }: Pick<Planted, 'ord'>): string =>
  `gp-${String(ord).padStart(6, '0')}`;

export const phoneOf = ({ method, member }: Pick<Planted, 'method' | 'member'>): string =>
  `${PREFIXES[method]}${String(1000 + member)}`;

const key = (one: Pick<Planted, 'method' | 'member'>) => `${one.method}-${one.member}`;

async function givenMembers(owner: Pool): Promise<Map<string, GivenPerson>> {
  const members = new Map<string, GivenPerson>();
  for (const method of METHODS) {
    for (let member = 0; member < MEMBERS_PER_METHOD; member += 1) {
      const person = await givenPerson(owner, {
        username: `m-${method.slice(0, 4)}-${member}`,
        role: 'MEMBER',
        phone: phoneOf({ method, member }),
      });
      members.set(key({ method, member }), person);
    }
  }
  return members;
}

/**
 * Records the day as it would have happened to us, by the functions that every payment goes through, at the
 * planted times: requests, answers, and the webhooks in batches.
 */
export async function recordDay(
  owner: Pool,
  treasurer: Person,
  day: Date,
  planted: readonly Planted[],
): Promise<Map<number, Ours>> {
  const members = await givenMembers(owner);
  const rows = planted.map((one) => ({
    ...one,
    truth: undefined,
    wallet: members.get(key(one))!.walletId,
    phone: phoneOf(one),
    reference: referenceOf(one),
    at: new Date(day.getTime() + one.at).toISOString(),
  }));
  const client = await owner.connect();
  try {
    await client.query(
      'create temp table planted (ord int primary key, plan jsonb, transaction_id uuid)',
    );
    await client.query(
      `insert into planted (ord, plan) select (x ->> 'ord')::int, x from jsonb_array_elements($1::jsonb) x`,
      [JSON.stringify(rows)],
    );
    await client.query(`select set_config('planted.actor', $1, false)`, [
      JSON.stringify({ id: treasurer.id, name: treasurer.username }),
    ]);
    await client.query(`select set_config('tontine.clock', $1, false)`, [day.toISOString()]);
    for (const { walletId } of members.values()) {
      await client.query('select post_opening($1, 5000000)', [walletId]);
    }
    await client.query(REQUESTED);
    await client.query(SETTLED);
    const { rows: made } = await client.query<{
      ord: number;
      id: string | null;
      reference: string;
    }>(
      `select ord, transaction_id as id, plan ->> 'reference' as reference from planted order by ord`,
    );
    return new Map(made.map(({ ord, ...ours }) => [ord, ours]));
  } finally {
    // Its clock is another one: nobody else may get this connection.
    client.release(true);
  }
}

const REQUESTED = `do $$
declare r record; v uuid;
begin
  for r in select * from planted where plan ->> 'ours' is not null order by ord loop
    perform set_config('tontine.clock', r.plan ->> 'at', false);
    select q.transaction_id into v from request_payment(r.plan ->> 'type', (r.plan ->> 'wallet')::uuid, (r.plan ->> 'amount')::numeric, r.plan ->> 'phone',
      r.plan ->> 'method', 'initiate', null, null, 'planted-' || r.ord, 'planted', 1e12, 1e12, 'Africa/Abidjan', 1e12, '24 hours',
      current_setting('planted.actor')::jsonb) q;
    perform mark_sending(v);
    if r.plan ->> 'ours' = 'unknown' then
      perform record_answer(v, 'unknown', null, null, null, null, 'no answer');
    else
      perform record_answer(v, 'accepted', r.plan ->> 'reference', null, null, null, null);
    end if;
    update planted p set transaction_id = v where p.ord = r.ord;
    if r.ord % 100 = 0 then
      commit;
    end if;
  end loop;
end $$`;

/** First what settles, a minute after its request, in batches as a busy hour forms them; then what contradicts. */
const SETTLED = `do $$
declare b record;
begin
  for b in
    with fact as (
      select ord, plan, 1 as turn, plan ->> 'ours' as state, (plan ->> 'amount')::numeric as amount,
        case plan ->> 'ours' when 'completed' then (plan ->> 'fee')::numeric end as fee from planted where plan ->> 'ours' in ('completed', 'failed')
      union all
      select ord, plan, 2, plan -> 'told' ->> 'state', (plan -> 'told' ->> 'amount')::numeric, null from planted where plan -> 'told' <> 'null'
    ), numbered as (
      select f.*, (row_number() over (partition by turn order by ord) - 1) / 64 as batch from fact f
    )
    select turn, batch, max(plan ->> 'at')::timestamptz + turn * interval '1 minute' as at,
      array_agg(convert_to('planted ' || turn || ' ' || ord, 'UTF8') order by ord) as raw,
      array_agg(case plan ->> 'type' when 'DEPOSIT' then 'payment' else 'payout' end order by ord) as kind, array_agg(state order by ord) as state,
      array_agg(plan ->> 'reference' order by ord) as reference, array_agg(amount order by ord) as amount,
      array_agg(plan ->> 'phone' order by ord) as phone, array_agg(fee order by ord) as fee, count(*)::int as n
    from numbered group by 1, 2 order by 1, 2
  loop
    perform set_config('tontine.clock', b.at::text, false);
    perform settle(array_fill('webhook'::text, array[b.n]), array_fill('initiate'::text, array[b.n]), b.raw, array_fill('{}'::text, array[b.n]),
      array_fill('planted'::text, array[b.n]), b.kind, b.state, b.reference, array_fill(null::uuid, array[b.n]), b.amount,
      array_fill('XOF'::text, array[b.n]), b.phone, b.fee, array_fill(null::text, array[b.n]), array_fill(null::text, array[b.n]), array_fill(null::text, array[b.n]));
    commit;
  end loop;
end $$`;
