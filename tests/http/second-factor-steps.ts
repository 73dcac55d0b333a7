import { expect } from 'vitest';
import type { Person } from '../../src/kernel/actor.ts';
import { enrol } from '../support/codes.ts';
import type { ConsoleForTests } from '../support/console.ts';
import { PASSWORD } from '../support/given.ts';
import type { Visitor } from '../support/visitor.ts';

/** What every test of second factors does before and after its claim. */
export function secondFactorSteps(world: ConsoleForTests) {
  /** Signed in with a second factor of their own, which is gone again after the test. */
  async function withSecondFactor(person: Person) {
    const visitor = await world.console.signIn(person.username);
    const authenticator = await enrol(world.database.owner, person, visitor);
    return { visitor, ...authenticator };
  }

  const forget = async ({ id }: Person) => {
    const { owner } = world.database;
    await owner.query('delete from recovery_code where user_id = $1', [id]);
    await owner.query('delete from second_factor where user_id = $1', [id]);
    await owner.query(`delete from login_attempt where key like 'code:%'`);
  };

  async function givePassword(username: string): Promise<Visitor> {
    const visitor = world.console.visitor();
    const { status, location } = await visitor.post('/login', { username, password: PASSWORD });
    expect({ status, location }).toEqual({ status: 303, location: '/login/code' });
    return visitor;
  }

  return { withSecondFactor, forget, givePassword };
}
