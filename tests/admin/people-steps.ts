import type { ConsoleForTests } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, actOnResource, type PanelAnswer } from './api.ts';

/** What an administrator hands over, once. */
export interface Once {
  readonly password: string;
  readonly username: string;
  readonly address: string;
  readonly asksSecondFactor: boolean;
}

export type PersonAnswer = PanelAnswer & { readonly once?: Once };

let made = 0;

/** A person as the form sends them; every call has a username of its own. */
export function newcomer(over: Readonly<Record<string, unknown>> = {}) {
  made += 1;
  return {
    username: `personne${made}`,
    fullName: `Personne ${made}`,
    phone: '',
    email: '',
    role: 'MEMBER',
    locale: 'fr',
    ...over,
  };
}

export const addPerson = (by: Visitor, over: Readonly<Record<string, unknown>> = {}) =>
  actOnResource(by, 'User', 'new', newcomer(over)) as Promise<PersonAnswer>;

export const actOnPerson = (
  by: Visitor,
  id: string,
  action: 'edit' | 'disable' | 'enable' | 'reset',
  data: Readonly<Record<string, unknown>>,
) => act(by, 'User', id, action, data) as Promise<PersonAnswer>;

/** A person's row as it is stored. */
export async function storedPerson({ database }: ConsoleForTests, id: string) {
  const { rows } = await database.owner.query<Readonly<Record<string, unknown>>>(
    `select u.*, w.balance from app_user u join wallet w on w.user_id = u.id where u.id = $1`,
    [id],
  );
  return rows[0] ?? {};
}

/** What was written about a record, the newest first. */
export async function auditOf({ database }: ConsoleForTests, subjectId: string) {
  const { rows } = await database.owner.query<{
    action: string;
    actor_name: string;
    before: unknown;
    after: unknown;
    reason: string | null;
    ip: string | null;
    session_id: string | null;
  }>('select * from audit_entry where subject_id = $1 order by at desc, id desc', [subjectId]);
  return rows;
}

/** Everything of the house that an administrator's act could change, to compare before and after. */
export async function houseOf({ database }: ConsoleForTests): Promise<string> {
  const of = async (sql: string) => (await database.owner.query(sql)).rows;
  return JSON.stringify([
    await of('select * from app_user order by id'),
    await of('select id, balance from wallet order by id'),
    await of('select * from tontine order by id'),
    await of('select * from membership order by id'),
    await of('select * from setting order by key'),
    await of('select count(*) from audit_entry'),
  ]);
}
