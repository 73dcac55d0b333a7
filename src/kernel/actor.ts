export type Role = 'MEMBER' | 'TREASURER' | 'FINANCE' | 'ADMIN';

export type Locale = 'fr' | 'en';

/** A signed-in person, re-read from the database on every request. */
export interface Person {
  readonly kind: 'person';
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly locale: Locale;
  /** The tontine for which a treasurer acts; null: none is chosen yet, or another role. */
  readonly tontineId: string | null;
  readonly ip: string | null;
  readonly sessionId: string | null;
}

/** A job or the gateway: acts by itself, never starts a payment. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
}

/** Who acts: goes into every audit entry. */
export type Actor = Person | SystemActor;

export const system = (name: string): SystemActor => ({ kind: 'system', name });
