import { beforeAll, describe, expect, test } from 'vitest';
import { NO_CHANGES } from '../../src/db/changes.ts';
import { createVault, lockVault, moveFromVault, moveToVault } from '../../src/payments/vaults.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { balanceOf, unique } from '../support/payments.ts';

const db = useDatabase();
let people: People;
const deps = { pool: db.pool, zone: 'Africa/Abidjan', changes: NO_CHANGES };

beforeAll(async () => {
  people = await givenPeople(db.owner);
});

const newVault = async (lockedUntil = '') =>
  (
    await createVault(deps, {
      actor: people.awa,
      ownerId: people.awa.id,
      name: unique('Coffre'),
      lockedUntil,
    })
  ).vaultId;
const vaultBalance = async (id: string) =>
  Number((await db.pool.query('select balance from vault where id = $1', [id])).rows[0].balance);
const move = (vaultId: string, amount: unknown, idempotencyKey = unique('key')) => ({
  actor: people.awa,
  vaultId,
  amount,
  idempotencyKey,
});

/** Runs `work` with the database's clock at an instant: only the owner can do that. */
async function at(instant: string, work: () => Promise<unknown>) {
  const client = await db.owner.connect();
  try {
    await client.query(`select set_config('tontine.clock', $1, false)`, [instant]);
    const pool = Object.assign(Object.create(db.owner), { query: client.query.bind(client) });
    deps.pool = pool;
    return await work();
  } finally {
    deps.pool = db.pool;
    await client.query(`select set_config('tontine.clock', '', false)`);
    client.release();
  }
}

describe('money moves between wallet and vault', () => {
  test('in and out, to the franc', async () => {
    const before = await balanceOf(db.pool, people.awa);
    const vaultId = await newVault();
    await moveToVault(deps, move(vaultId, '3 000'));
    expect([await balanceOf(db.pool, people.awa), await vaultBalance(vaultId)]).toEqual([
      before - 3_000,
      3_000,
    ]);
    await moveFromVault(deps, move(vaultId, '1000'));
    expect([await balanceOf(db.pool, people.awa), await vaultBalance(vaultId)]).toEqual([
      before - 2_000,
      2_000,
    ]);
  });

  test('the same key moves once; the same key with another amount is a conflict', async () => {
    const vaultId = await newVault();
    const key = unique('key');
    const first = await moveToVault(deps, move(vaultId, 100, key));
    expect(await moveToVault(deps, move(vaultId, 100, key))).toEqual({
      transactionId: first.transactionId,
      replayed: true,
    });
    await expect(moveToVault(deps, move(vaultId, 101, key))).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'idempotency_conflict',
    });
    expect(await vaultBalance(vaultId)).toBe(100);
  });

  test('more than there is is refused, in both directions, and changes nothing', async () => {
    const before = await balanceOf(db.pool, people.awa);
    const vaultId = await newVault();
    await expect(moveToVault(deps, move(vaultId, 10_000_000))).rejects.toMatchObject({
      code: 'insufficient_funds',
      details: { balance: String(before) },
    });
    await expect(moveFromVault(deps, move(vaultId, 1))).rejects.toMatchObject({
      code: 'insufficient_funds',
      details: { balance: '0' },
    });
    expect(await balanceOf(db.pool, people.awa)).toBe(before);
  });

  test('500 opposite moves at once end where they began', async () => {
    const vaultId = await newVault();
    await moveToVault(deps, move(vaultId, 1_000));
    const before = await balanceOf(db.pool, people.awa);
    await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        (n % 2 ? moveToVault : moveFromVault)(deps, move(vaultId, 4)),
      ),
    );
    expect([await balanceOf(db.pool, people.awa), await vaultBalance(vaultId)]).toEqual([
      before,
      1_000,
    ]);
  });
});

describe('a lock', () => {
  test('lets money in and none out', async () => {
    const vaultId = await newVault('2099-01-01');
    await moveToVault(deps, move(vaultId, 50));
    await expect(moveFromVault(deps, move(vaultId, 50))).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'vault_locked',
    });
    expect(await vaultBalance(vaultId)).toBe(50);
  });

  test('only ever extends', async () => {
    const vaultId = await newVault('2099-01-01');
    await expect(
      lockVault(deps, { actor: people.awa, vaultId, until: '2098-12-31' }),
    ).rejects.toMatchObject({ code: 'lock_only_extends' });
    await lockVault(deps, { actor: people.awa, vaultId, until: '2099-06-01' });
    const { rows } = await db.pool.query('select locked_until from vault where id = $1', [vaultId]);
    expect(rows[0].locked_until.toISOString()).toBe('2099-06-01T00:00:00.000Z');
  });

  test('ends at 00:00 of its day in the business zone, by the database’s clock', async () => {
    const zone = { ...deps, zone: 'Africa/Douala' };
    const { vaultId } = await createVault(zone, {
      actor: people.awa,
      ownerId: people.awa.id,
      name: unique('Coffre'),
      lockedUntil: '2090-03-01',
    });
    await moveToVault(deps, move(vaultId, 10));
    await at('2090-02-28T22:59:59.999Z', () =>
      expect(moveFromVault(deps, move(vaultId, 5))).rejects.toMatchObject({ code: 'vault_locked' }),
    );
    await at('2090-02-28T23:00:00Z', () => moveFromVault(deps, move(vaultId, 5)));
    expect(await vaultBalance(vaultId)).toBe(5);
  });
});

test('a name is needed, and is the member’s only once', async () => {
  await expect(
    createVault(deps, { actor: people.awa, ownerId: people.awa.id, name: ' ' }),
  ).rejects.toMatchObject({ code: 'vault_name_invalid' });
  await createVault(deps, { actor: people.awa, ownerId: people.awa.id, name: 'Tabaski' });
  await expect(
    createVault(deps, { actor: people.awa, ownerId: people.awa.id, name: 'Tabaski' }),
  ).rejects.toMatchObject({ code: 'vault_name_taken' });
});

test.each(['2027-02-30', '0000-01-01'])('%s is no date and is refused', async (day) => {
  await expect(newVault(day)).rejects.toMatchObject({
    kind: 'InvalidInput',
    code: 'date_invalid',
    details: { field: 'lockedUntil' },
  });
});

test('a treasurer moves their members’ vaults and nobody else’s; finance moves none', async () => {
  const vaultId = await newVault();
  await moveToVault(deps, { ...move(vaultId, 10), actor: people.tresorier });
  await expect(
    moveToVault(deps, { ...move(vaultId, 10), actor: people.other }),
  ).rejects.toMatchObject({ kind: 'NotFound' });
  await expect(
    moveToVault(deps, { ...move(vaultId, 10), actor: people.fatou }),
  ).rejects.toMatchObject({ kind: 'NotFound' });
  await expect(
    moveToVault(deps, { ...move(vaultId, 10), actor: people.finance }),
  ).rejects.toMatchObject({ kind: 'Forbidden' });
  await expect(
    moveToVault(deps, { ...move(vaultId, 10), actor: people.admin }),
  ).rejects.toMatchObject({ kind: 'Forbidden' });
  expect(await vaultBalance(vaultId)).toBe(10);
});
