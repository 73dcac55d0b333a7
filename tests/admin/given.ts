import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { ConsoleForTests } from '../support/console.ts';
import { type GivenPerson, givenPerson } from '../support/given.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, type PanelAnswer, payment } from './api.ts';

let made = 0;

/** A member of the first tontine, rich and with a phone of their own, unless told otherwise. */
export async function givenMember(
  { database, people }: ConsoleForTests,
  over: { phone?: string | null; balance?: number; fullName?: string; tontineId?: string } = {},
): Promise<GivenPerson> {
  made += 1;
  const member = await givenPerson(database.owner, {
    username: `membre${made}`,
    fullName: over.fullName ?? `Membre ${made}`,
    role: 'MEMBER',
    ...(over.phone === null
      ? {}
      : { phone: over.phone ?? `+2267066${String(made).padStart(4, '0')}` }),
    balance: over.balance ?? 1_000_000,
  });
  await joins({ database }, member, over.tontineId ?? people.tontineId, 'MEMBER');
  return member;
}

/** Another treasurer of the first tontine. */
export async function givenTreasurer(
  world: ConsoleForTests,
  username: string,
  over: { phone?: string; fullName?: string } = {},
): Promise<GivenPerson> {
  const person = await givenPerson(world.database.owner, { username, role: 'TREASURER', ...over });
  await joins(world, person, world.people.tontineId, 'TREASURER');
  return { ...person, tontineId: world.people.tontineId };
}

export const joins = (
  { database }: Pick<ConsoleForTests, 'database'>,
  person: GivenPerson,
  tontineId: string,
  kind: 'MEMBER' | 'TREASURER',
) =>
  database.owner.query('insert into membership (tontine_id, user_id, kind) values ($1, $2, $3)', [
    tontineId,
    person.id,
    kind,
  ]);

/** Asks for a payout to the member's own phone, as the form does. */
export const payOut = (
  by: Visitor,
  member: GivenPerson,
  amount: number,
  over: Readonly<Record<string, unknown>> = {},
): Promise<PanelAnswer> =>
  act(
    by,
    'Wallet',
    member.walletId,
    'payout',
    payment({ amount: String(amount), phone: member.phone, idempotencyKey: randomUUID(), ...over }),
  );

/** A payout above the limit that waits for a second person. Answers its id. */
export async function waitingPayout(
  by: Visitor,
  member: GivenPerson,
  amount = 150_000,
  over: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await payOut(by, member, amount, over);
  expect(answer.transaction?.status, answer.notice?.message).toBe('AWAITING_APPROVAL');
  return answer.transaction?.id ?? '';
}

export const decide = (
  by: Visitor,
  id: string,
  decision: 'approve' | 'reject' | 'cancel',
  data: Readonly<Record<string, unknown>> = {},
): Promise<PanelAnswer> => act(by, 'Transaction', id, decision, data);
