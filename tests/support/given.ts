import type { Pool } from 'pg';
import { insertUser } from '../../src/identity/users.ts';
import type { Person, Role } from '../../src/kernel/actor.ts';

/** The password of everybody in a test. */
export const PASSWORD = 'tontine-demo';

/** argon2id of `PASSWORD`, made once: hashing for every person would cost each test file seconds. */
let passwordHash: Promise<string> | undefined;

export interface GivenPerson extends Person {
  readonly walletId: string;
  readonly phone: string | null;
}

export async function givenPerson(
  owner: Pool,
  person: { username: string; role: Role; phone?: string; fullName?: string; balance?: number },
): Promise<GivenPerson> {
  passwordHash ??= import('../../src/identity/passwords.ts').then(({ hashPassword }) =>
    hashPassword(PASSWORD),
  );
  const id = await insertUser(owner, {
    username: person.username,
    fullName: person.fullName ?? person.username,
    email: `${person.username}@example.test`,
    phone: person.phone ?? null,
    passwordHash: await passwordHash,
    role: person.role,
    locale: 'fr',
    demo: true,
  });
  const { rows } = await owner.query<{ id: string }>('select id from wallet where user_id = $1', [
    id,
  ]);
  const walletId = rows[0]!.id;
  if (person.balance) await owner.query('select post_opening($1, $2)', [walletId, person.balance]);
  return {
    kind: 'person',
    id,
    username: person.username,
    role: person.role,
    locale: 'fr',
    tontineId: null,
    ip: null,
    sessionId: null,
    walletId,
    phone: person.phone ?? null,
  };
}

export async function givenTontine(
  owner: Pool,
  name: string,
  treasurer: Person,
  members: readonly Person[],
): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    'insert into tontine (name) values ($1) returning id',
    [name],
  );
  const tontineId = rows[0]!.id;
  await owner.query(
    `insert into membership (tontine_id, user_id, kind) values ($1, $2, 'TREASURER')`,
    [tontineId, treasurer.id],
  );
  for (const member of members) {
    await owner.query(
      `insert into membership (tontine_id, user_id, kind) values ($1, $2, 'MEMBER')`,
      [tontineId, member.id],
    );
  }
  return tontineId;
}

/** The people of the demo: two members of one tontine, one of another, their treasurers and the staff. */
export async function givenPeople(owner: Pool) {
  const admin = await givenPerson(owner, { username: 'admin', role: 'ADMIN' });
  const finance = await givenPerson(owner, { username: 'finance', role: 'FINANCE' });
  const tresorier = await givenPerson(owner, {
    username: 'tresorier',
    role: 'TREASURER',
    phone: '+22676000001',
  });
  const awa = await givenPerson(owner, {
    username: 'awa',
    fullName: 'Awa Ouédraogo',
    role: 'MEMBER',
    phone: '+22670123456',
    balance: 25_000,
  });
  const moussa = await givenPerson(owner, {
    username: 'moussa',
    fullName: 'Moussa Traoré',
    role: 'MEMBER',
    phone: '+22676543210',
    balance: 40_000,
  });
  const other = await givenPerson(owner, {
    username: 'tresorier2',
    role: 'TREASURER',
    phone: '+22676000002',
  });
  const fatou = await givenPerson(owner, {
    username: 'fatou',
    role: 'MEMBER',
    phone: '+22671000003',
    balance: 10_000,
  });
  const tontineId = await givenTontine(owner, 'Tontine Wend-Panga', tresorier, [awa, moussa]);
  const otherTontineId = await givenTontine(owner, 'Tontine Teranga', other, [fatou]);
  return {
    admin,
    finance,
    tresorier: { ...tresorier, tontineId },
    awa,
    moussa,
    other: { ...other, tontineId: otherTontineId },
    fatou,
    tontineId,
    otherTontineId,
  };
}

export type People = Awaited<ReturnType<typeof givenPeople>>;
