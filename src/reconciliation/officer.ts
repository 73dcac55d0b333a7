import type { Person } from '../kernel/actor.ts';
import { forbidden } from '../kernel/errors.ts';

/** Reconciliation is for finance; administrators see it, and check what finance proposes. */
export const isOfficer = ({ role }: Person): boolean => role === 'FINANCE' || role === 'ADMIN';

/** @throws Forbidden `officers_only` */
export function expectOfficer(actor: Person): void {
  if (!isOfficer(actor)) {
    throw forbidden('officers_only', 'Reconciliation is for finance and administrators.');
  }
}

/** @throws Forbidden `finance_proposes` */
export function expectFinance(actor: Person): void {
  expectOfficer(actor);
  if (actor.role !== 'FINANCE') {
    throw forbidden('finance_proposes', 'Only finance imports, proposes and closes.');
  }
}
