import type { Basis } from './answers.ts';

/** How the database names the three rules that are there from the start. */
export const BUILT_IN: Readonly<Record<Basis, string>> = {
  own_reference: 'Notre référence',
  gateway_reference: 'Référence de GetMiPay',
  phone_amount: 'Téléphone, montant et heure',
};
