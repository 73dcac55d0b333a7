import { AsyncLocalStorage } from 'node:async_hooks';
import type { App } from '../app.ts';
import type { Locale, Person } from '../kernel/actor.ts';
import { forbidden } from '../kernel/errors.ts';

export type Account = NonNullable<Awaited<ReturnType<App['accountById']>>>;

/** Who is asking, and in which language: AdminJS hands neither down to resources and handlers. */
export interface Visit {
  readonly person: Person;
  readonly account: Account;
  readonly locale: Locale;
}

export const visits = new AsyncLocalStorage<Visit>();

/**
 * The visit that this code runs for.
 * @throws Forbidden `forbidden` outside a request: nothing is read without knowing for whom.
 */
export function currentVisit(): Visit {
  const visit = visits.getStore();
  if (!visit) throw forbidden('forbidden', 'No person is signed in to this request.');
  return visit;
}

export const currentPerson = (): Person => currentVisit().person;
