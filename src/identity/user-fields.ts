import type { Locale, Role } from '../kernel/actor.ts';
import { invalid } from '../kernel/errors.ts';
import { parsePhone } from '../kernel/phone.ts';
import { typed } from '../kernel/typed.ts';

/** What is kept of a person, as it is read from a form. */
export interface UserFields {
  readonly username: string;
  readonly fullName: string;
  /** E.164; null: none. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: Locale;
  readonly role: Role;
}

export type TypedUser = { readonly [Field in keyof UserFields]?: unknown };

const ROLES: readonly Role[] = ['MEMBER', 'TREASURER', 'FINANCE', 'ADMIN'];

const clean = (text: unknown): string => typed(text).replaceAll('\0', '').trim();

/**
 * @throws InvalidInput `username_invalid`, `full_name_invalid`, `phone_invalid`, `email_invalid`,
 * `role_invalid`, `locale_invalid`, each with its field
 */
export function parseUser(given: TypedUser): UserFields {
  const username = clean(given.username).toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{1,31}$/.test(username)) {
    throw invalid(
      'username',
      'username_invalid',
      'A username has 2 to 32 letters, digits, dots, dashes or underscores.',
    );
  }
  const fullName = clean(given.fullName);
  if (fullName.length < 1 || fullName.length > 120) {
    throw invalid('fullName', 'full_name_invalid', 'A name has 1 to 120 characters.');
  }
  const email = clean(given.email);
  if (email && (email.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))) {
    throw invalid('email', 'email_invalid', 'That is no email address.');
  }
  const role = ROLES.find((known) => known === given.role);
  if (!role) throw invalid('role', 'role_invalid', `A role is one of ${ROLES.join(', ')}.`);
  const locale = clean(given.locale ?? 'fr');
  if (locale !== 'fr' && locale !== 'en') {
    throw invalid('locale', 'locale_invalid', 'A language is fr or en.');
  }
  const phone = clean(given.phone) ? parsePhone(given.phone) : null;
  return { username, fullName, phone, email: email || null, locale, role };
}
