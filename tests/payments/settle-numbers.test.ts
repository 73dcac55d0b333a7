import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';

/**
 * As `settle-batches`, but dense: few payments, two new numbers that they fight for, parked facts, fees and
 * redeliveries. Also each event's own chain of outcomes must be the same.
 */
const db = useDatabase();
let people: People;
beforeAll(async () => {
  people = await givenPeople(db.owner);
  await db.owner.query('select post_opening($1, 1000000)', [people.awa.walletId]);
});
const S = fc.record({
  bytes: fc.nat(9),
  pay: fc.constantFrom(0, 0, 0, 1, 2),
  kind: fc.constantFrom('fit', 'fit', 'fit', 'fit', 'fit', 'fit', 'fit', 'other', null),
  state: fc.constantFrom(
    'completed',
    'completed',
    'completed',
    'completed',
    'completed',
    'failed',
    null,
  ),
  ref: fc.constantFrom(null, 'R', 'R', 'R', 'S', 'own', 'uuid'),
  own: fc.constantFrom(null, 0, 0, 0, 1, 2),
  fee: fc.option(fc.nat(9)),
  amount: fc.constantFrom(null, null, null, null, 100n, 7n),
  source: fc.constantFrom('webhook' as const, 'status_query' as const),
});
const P = [
  ['DEPOSIT', 'UNKNOWN'],
  ['WITHDRAWAL', 'UNKNOWN'],
  ['DEPOSIT', 'ACCEPTED'],
] as const;
test('facts that bring each other’s numbers give in random batches what they give one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(S, { maxLength: 4 }),
      fc.array(S, { minLength: 2, maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 12, maxLength: 12 }),
      async (early, shapes, cuts) => {
        const run = async (batched: boolean) => {
          const t = unique('w');
          const ps: { id: string; reference: string }[] = [];
          for (const [type, state] of P)
            ps.push(
              await givenPayment(db.pool, {
                type,
                state,
                amount: 100,
                by: people.tresorier,
                member: people.awa,
                dialect: 'v1',
                ...(state === 'ACCEPTED' ? { fee: 3 } : {}),
              }),
            );
          const seen = new Map<string, ReturnType<typeof fact>>();
          const make = (list: typeof shapes) =>
            list.map((s) => {
              const p = ps[s.pay]!;
              const fit = P[s.pay]![0] === 'DEPOSIT' ? 'payment' : 'payout';
              const key = `${s.source}${s.bytes}`;
              if (!seen.has(key))
                seen.set(
                  key,
                  fact({
                    dialect: 'v1',
                    source: s.source,
                    raw: Buffer.from(`${t} ${s.bytes}`),
                    kind:
                      s.kind === null
                        ? null
                        : s.kind === 'fit'
                          ? fit
                          : fit === 'payment'
                            ? 'payout'
                            : 'payment',
                    state: s.state,
                    reference:
                      s.ref === null
                        ? null
                        : s.ref === 'own'
                          ? p.reference
                          : s.ref === 'uuid'
                            ? p.id.toUpperCase()
                            : `${t}${s.ref}`,
                    ownId: s.own === null ? null : ps[s.own]!.id,
                    fee: s.fee === null ? null : BigInt(s.fee),
                    amount: s.amount,
                  }),
                );
              return seen.get(key)!;
            });
          const out: string[] = [];
          const add = async (fs: ReturnType<typeof fact>[]) => {
            if (fs.length)
              out.push(...(await settleFacts(db.pool, fs)).map((x) => `${x.outcome} ${x.reason}`));
          };
          for (const f of make(early)) await add([f]);
          const facts = make(shapes);
          if (batched)
            for (let at = 0, c = 0; at < facts.length; at += cuts[c]!, c += 1)
              await add(facts.slice(at, at + cuts[c]!));
          else for (const f of facts) await add([f]);
          const { rows } = await db.pool.query(
            `select t.status, t.fee::int, replace(t.gateway_reference, $2, '') ~ '^[RS]$' as num, right(t.gateway_reference,1) as last, array(select row(j.kind,j.step,p.line,p.amount)::text from journal j join posting p on p.journal_id=j.id where j.transaction_id=t.id order by j.step,p.line) as js
          from unnest($1::uuid[]) with ordinality x(id,o) join transaction t on t.id=x.id order by o`,
            [ps.map((p) => p.id), t],
          );
          const state = rows.map((r) => ({ ...r, last: r.num ? r.last : null }));
          const { rows: ev } = await db.pool.query(
            `select e.source || substring(convert_from(e.raw,'UTF8') from ' (\\d+)$') as k, array_agg(o.outcome || ' ' || coalesce(o.reason,'-') order by o.seq) as o from webhook_event e join webhook_outcome o on o.event_id=e.id where e.raw in (select unnest($1::bytea[])) group by 1 order by 1`,
            [[...seen.values()].map((f) => f.raw)],
          );
          return { out, state, ev };
        };
        expect(await run(true)).toEqual(await run(false));
      },
    ),
    {
      numRuns: Number(process.env.RUNS ?? 120),
      interruptAfterTimeLimit: 75_000,
      markInterruptAsFailure: false,
    },
  );
}, 200_000);
