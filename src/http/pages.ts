import type { Locale, Person } from '../kernel/actor.ts';

/** The pages that the doors themselves show. `server.ts` is given their drawing by the members' room. */
export interface Pages {
  login(page: LoginPage): string;
  logout(page: { locale: Locale; person: Person | null }): string;
  failure(page: FailurePage): string;
}

export interface LoginPage {
  readonly locale: Locale;
  readonly username: string;
  /** Where to go afterwards: a path of ours, or empty. */
  readonly next: string;
  /** The sentence to show above the form. */
  readonly problem: string | null;
  /** The demo's logins, where anybody who can open the page may have them. */
  readonly demo: { readonly password: string } | null;
}

export interface FailurePage {
  readonly locale: Locale;
  readonly person: Person | null;
  readonly status: number;
  readonly code: string;
  /** The person-ready text of an operation's refusal; null: the page has its own for the status. */
  readonly sentence: string | null;
  readonly reference: string;
}
