import type { Pool } from 'pg';
import { hashPassword } from '../../src/identity/passwords.ts';
import { insertUser } from '../../src/identity/users.ts';
import type { Person, Role } from '../../src/kernel/actor.ts';
import { present } from '../../src/kernel/present.ts';

export interface DemoPerson extends Person {
  readonly walletId: string;
  readonly phone: string;
}

interface Entry {
  readonly username: string;
  readonly fullName: string;
  readonly role: Role;
  readonly phone: string;
}

const entry = (username: string, fullName: string, role: Role, phone: string): Entry => ({
  username,
  fullName,
  role,
  phone,
});

const STAFF: readonly Entry[] = [
  entry('admin', 'Aminata Kaboré', 'ADMIN', '+22676100001'),
  entry('finance', 'Issa Sawadogo', 'FINANCE', '+22676100002'),
  entry('finance2', 'Mariam Zongo', 'FINANCE', '+22676100003'),
  entry('tresorier', 'Salif Compaoré', 'TREASURER', '+22676100004'),
  entry('tresoriere', 'Rasmata Ilboudo', 'TREASURER', '+22676100005'),
];

const WEND_PANGA: readonly Entry[] = [
  entry('awa', 'Awa Ouédraogo', 'MEMBER', '+22670123456'),
  entry('moussa', 'Moussa Traoré', 'MEMBER', '+22676543210'),
  ...members(
    [
      'Fatimata Sankara',
      'Adama Diallo',
      'Salimata Kéré',
      'Ousmane Barry',
      'Bintou Coulibaly',
      'Abdoulaye Nikiéma',
      'Zénabou Tiendrébéogo',
      'Hamidou Sana',
      'Clarisse Yaméogo',
      'Boukary Ouattara',
      'Safiatou Maïga',
      'Lassina Koné',
      'Pauline Zerbo',
      'Idrissa Belem',
    ],
    '+226712000',
  ),
];

const TERANGA: readonly Entry[] = members(
  [
    'Ramata Sidibé',
    'Yacouba Dao',
    'Edwige Bationo',
    'Souleymane Cissé',
    'Alimata Tapsoba',
    'Karim Sanou',
    'Thérèse Somé',
    'Madi Simporé',
    'Nafissatou Bagayoko',
    'Jean-Baptiste Kafando',
  ],
  '+226723000',
);

function members(names: readonly string[], phoneStart: string): Entry[] {
  return names.map((fullName, index) =>
    entry(username(fullName), fullName, 'MEMBER', `${phoneStart}${String(index + 10)}`),
  );
}

function username(fullName: string): string {
  return fullName
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .trim()
    .replace(/ +/g, '.');
}

export interface DemoTontine {
  readonly treasurer: DemoPerson;
  readonly members: readonly DemoPerson[];
}

export interface DemoTontines {
  /** Approves what the treasurers started. */
  readonly checker: DemoPerson;
  readonly wendPanga: DemoTontine;
  readonly teranga: DemoTontine;
}

/** Adds who is missing: a seeding that was interrupted is continued by the next start. */
export async function seedPeople(owner: Pool, password: string): Promise<DemoTontines> {
  const passwordHash = await hashPassword(password);

  async function ensure({ username, fullName, role, phone }: Entry): Promise<DemoPerson> {
    const find = () =>
      owner.query<{ id: string; wallet_id: string }>(
        'select u.id, w.id as wallet_id from app_user u join wallet w on w.user_id = u.id where u.username = $1',
        [username],
      );
    if ((await find()).rows.length === 0) {
      const email = `${username}@demo.invalid`;
      await insertUser(owner, {
        username,
        fullName,
        email,
        phone,
        passwordHash,
        role,
        locale: 'fr',
        demo: true,
      });
    }
    const { id, wallet_id: walletId } = present((await find()).rows[0], 'seeded user');
    return {
      kind: 'person',
      id,
      username,
      role,
      locale: 'fr',
      tontineId: null,
      ip: null,
      sessionId: null,
      walletId,
      phone,
    };
  }

  async function tontine(
    name: string,
    treasurers: readonly [DemoPerson, ...DemoPerson[]],
    entries: readonly Entry[],
  ): Promise<DemoTontine> {
    const [treasurer] = treasurers;
    await owner.query('insert into tontine (name) values ($1) on conflict do nothing', [name]);
    const join = (person: DemoPerson, kind: string) =>
      owner.query(
        'insert into membership (tontine_id, user_id, kind) select id, $2, $3 from tontine where name = $1 on conflict do nothing',
        [name, person.id, kind],
      );
    for (const one of treasurers) await join(one, 'TREASURER');
    const { rows } = await owner.query<{ id: string }>('select id from tontine where name = $1', [
      name,
    ]);
    const people: DemoPerson[] = [];
    for (const one of entries) people.push(await ensure(one));
    for (const person of people) await join(person, 'MEMBER');
    const tontineId = present(rows[0], name).id;
    return { treasurer: { ...treasurer, tontineId }, members: people };
  }

  const staff: DemoPerson[] = [];
  for (const one of STAFF) staff.push(await ensure(one));
  const named = (name: string) =>
    present(
      staff.find((person) => person.username === name),
      name,
    );
  return {
    checker: named('finance'),
    wendPanga: await tontine(
      'Tontine Wend-Panga',
      [named('tresorier'), named('tresoriere')],
      WEND_PANGA,
    ),
    teranga: await tontine('Tontine Teranga', [named('tresoriere')], TERANGA),
  };
}
