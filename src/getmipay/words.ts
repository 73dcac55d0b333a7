import type { FailureReason, GatewayFact } from '../payments/gateway.ts';

interface EventMeaning {
  readonly kind: NonNullable<GatewayFact['kind']>;
  readonly state: NonNullable<GatewayFact['state']>;
}

const EVENTS: ReadonlyMap<string, EventMeaning> = new Map([
  ['payment.completed', { kind: 'payment', state: 'completed' }],
  ['payment.failed', { kind: 'payment', state: 'failed' }],
  ['payout.completed', { kind: 'payout', state: 'completed' }],
  ['payout.failed', { kind: 'payout', state: 'failed' }],
] as const);

/** What an event's name means; null: authentic perhaps, but it moves nothing. */
export const meaningOf = (event: string | null): EventMeaning | null =>
  event === null ? null : (EVENTS.get(event) ?? null);

const STATES: ReadonlyMap<string, GatewayFact['state']> = new Map([
  ...['success', 'successful', 'succeeded', 'completed', 'complete', 'paid'].map(
    (word) => [word, 'completed'] as const,
  ),
  ...[
    ...['failed', 'failure', 'fail', 'cancelled', 'canceled', 'rejected', 'declined', 'expired'],
    // What went out came back: nothing was paid.
    ...['refund', 'refunded'],
  ].map((word) => [word, 'failed'] as const),
]);

/** `SUCCESS` → completed, `cancelled` → failed; `pending` and any other word → null, never failed. */
export const stateOf = (status: string): GatewayFact['state'] =>
  STATES.get(status.trim().toLowerCase()) ?? null;

/**
 * From the most telling words to the vaguest: "montant supérieur au solde" is a balance, not an
 * amount. Accents are taken off and `_`, `-` read as blanks before these are tried.
 */
const REASONS: readonly (readonly [FailureReason, RegExp])[] = [
  [
    'otp_refused',
    /\botp\b|code (de |d )?(confirmation|paiement|validation|autorisation)|one time (code|password)/,
  ],
  [
    'recipient_not_found',
    /(recipient|beneficiary|payee|destinataire|beneficiaire).*(not found|unknown|invalid|introuvable|inconnu|invalide|does not exist|n.existe pas)|(unknown|invalid|no such) (recipient|beneficiary|payee)/,
  ],
  [
    'payer_not_found',
    /(payer|payeur|subscriber|customer|client|account|compte|wallet|phone|msisdn|numero|number|abonne).*(not found|unknown|not registered|invalid|introuvable|inconnu|invalide|does not exist|n.existe pas)|(unknown|invalid|no such) (payer|subscriber|customer|account|wallet|phone|number)/,
  ],
  [
    'insufficient_balance',
    /insufficient|insuffisan|not enough|low balance|no funds|solde trop|superieur au solde|nsf/,
  ],
  [
    'payer_limit_reached',
    /limit (is )?(reached|exceeded)|(reached|exceed).*limit|limit(e)? .*(atteint|depass)|plafond|payer limit|quota|too many/,
  ],
  [
    'amount_out_of_bounds',
    /(amount|montant).*(out of|bound|range|too|min|max|invalid|incorrect|hors|invalide)|(min|max)imum amount|montant (min|max)|out of bounds/,
  ],
  [
    'not_approved',
    /not approved|not authori[sz]ed|declin|reject|refus|rejet|cancel|annul|denied|abandon|wrong pin|invalid pin|code (pin|secret)|non (approuve|valide|confirme|autorise)/,
  ],
  ['timeout', /time ?out|timed out|expire|delai|too late/],
  [
    'operator_unavailable',
    /unavailable|indisponible|maintenance|operator|operateur|provider|network|reseau|service down|hors service|try again|reessay/,
  ],
];

/** Finds the port's reason in the gateway's free words or codes, French or English. */
export function reasonOf(words: readonly (string | null)[]): FailureReason {
  const text = words
    .filter((word) => word !== null)
    .join(' ')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[_\s-]+/g, ' ')
    .toLowerCase();
  return REASONS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}
