import { expect, test } from 'vitest';
import { reasonOf } from '../../src/getmipay/words.ts';

test.each([
  ['insufficient_balance', 'INSUFFICIENT_FUNDS'],
  ['insufficient_balance', 'Solde insuffisant'],
  ['insufficient_balance', 'Montant supérieur au solde'],
  ['payer_not_found', 'PAYER_NOT_FOUND'],
  ['payer_not_found', 'Numéro inconnu'],
  ['payer_not_found', 'Compte introuvable'],
  ['recipient_not_found', 'recipient-not-found'],
  ['recipient_not_found', 'Bénéficiaire introuvable'],
  ['payer_limit_reached', 'Payer limit reached'],
  ['payer_limit_reached', 'Plafond mensuel atteint'],
  ['amount_out_of_bounds', 'amount_out_of_bounds'],
  ['amount_out_of_bounds', 'Le montant minimum est de 100 F CFA'],
  ['not_approved', 'PAYMENT_NOT_APPROVED'],
  ['not_approved', "Annulé par l'utilisateur"],
  ['not_approved', 'Refusé par le client'],
  ['otp_refused', 'INVALID_OTP'],
  ['otp_refused', 'Le code de paiement (OTP) est incorrect ou a expiré.'],
  ['otp_refused', 'Code de confirmation manquant'],
  ['not_approved', 'Code secret incorrect'],
  ['timeout', 'Délai dépassé'],
  ['timeout', 'Transaction expired'],
  ['operator_unavailable', 'Opérateur indisponible'],
  ['operator_unavailable', 'Service under maintenance'],
  ['other', 'E4711'],
])('%s is understood from “%s”', (reason, words) => {
  expect(reasonOf([null, words])).toBe(reason);
});
