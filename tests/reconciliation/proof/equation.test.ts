import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { givenPerson } from '../../support/given.ts';
import { inThePast } from '../../support/past.ts';
import { newFolder, paid } from '../import/given.ts';
import { at, closed, day, fullSums } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const FIRST = 8;
let run = 0;

/** Each at an hour of one of four days; what it moves at the gateway is all that the model knows. */
const act = fc.record({
  what: fc.constantFrom(
    'deposit',
    'failed deposit',
    'payout',
    'failed payout',
    'sent payout',
    'opening',
  ),
  ago: fc.integer({ min: FIRST - 3, max: FIRST }),
  hour: fc.integer({ min: 1, max: 22 }),
  amount: fc.integer({ min: 500, max: 9_000 }),
  fee: fc.integer({ min: 0, max: 90 }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const moves = ({ what, amount, fee }: Act): number => {
  if (what === 'deposit') return amount - fee;
  if (what === 'payout') return -amount - fee;
  return what === 'opening' ? amount : 0;
};

async function play(acts: readonly Act[], member: Awaited<ReturnType<typeof givenPerson>>) {
  for (const { what, ago, hour, amount, fee } of acts) {
    const when = at(ago, `${String(hour).padStart(2, '0')}:00:00`);
    const past = (sql: string, values: unknown[]) =>
      inThePast(world.database.ownerUrl, when, (pool) => pool.query(sql, values));
    if (what === 'opening') {
      await past('select post_opening($1, $2)', [member.walletId, amount]);
    } else {
      await paid(world, {
        when,
        member,
        amount,
        fee,
        type: what.endsWith('deposit') ? 'DEPOSIT' : 'WITHDRAWAL',
        state: what.startsWith('failed')
          ? 'failed'
          : what.startsWith('sent')
            ? 'accepted'
            : 'completed',
      });
    }
  }
}

test('the equation gives to the franc what the gateway holds at the end of every day, whatever happened', async () => {
  let held = 0;
  const model = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      run += 1;
      const member = await givenPerson(world.database.owner, {
        username: `equation-${run}`,
        role: 'MEMBER',
        phone: `+2267300${String(run).padStart(4, '0')}`,
      });
      await inThePast(world.database.ownerUrl, at(FIRST + 1, '01:00:00'), (pool) =>
        pool.query('select post_opening($1, 200000)', [member.walletId]),
      );
      held += 200_000;
      await play(acts, member);
      for (const one of acts) model.set(one.ago, (model.get(one.ago) ?? 0) + moves(one));
      let expected = held;
      for (let ago = FIRST; ago >= FIRST - 3; ago -= 1) {
        expected += model.get(ago) ?? 0;
        const { equation, closing } = await world.console.app.proof({
          actor: world.people.finance,
          day: day(ago),
        });
        expect(equation.expected).toBe(String(expected));
        expect(BigInt(closing['gateway_float'] ?? '0')).toBe(-BigInt(expected));
        const {
          wallets,
          vaults,
          payoutClearing,
          suspense,
          fees,
          receivable,
          opening,
          corrections,
        } = equation;
        expect(
          [wallets, vaults, payoutClearing, suspense, opening, corrections].reduce(
            (sum, part) => sum + BigInt(part),
            0n,
          ) -
            BigInt(fees) -
            BigInt(receivable),
        ).toBe(BigInt(expected));
      }
    }),
    { numRuns: 4 },
  );

  // Days that begin from a closed one's sums say the same as sums of everything, also of what came too late for it.
  await closed(world, day(FIRST));
  await closed(world, day(FIRST - 1));
  const late = await givenPerson(world.database.owner, {
    username: 'late',
    role: 'MEMBER',
    phone: '+22673999999',
  });
  await inThePast(world.database.ownerUrl, at(FIRST, '20:00:00'), (pool) =>
    pool.query('select post_opening($1, 12345)', [late.walletId]),
  );
  for (const ago of [FIRST - 2, FIRST - 3, 0]) {
    const { closing } = await world.console.app.proof({
      actor: world.people.finance,
      day: day(ago),
    });
    const full = await fullSums(world.database.pool, at(ago - 1, '00:00:00'));
    expect(closing).toEqual(full);
  }
});
