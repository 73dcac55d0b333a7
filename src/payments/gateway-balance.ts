import type { Pool } from 'pg';
import type { Person } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { forbidden } from '../kernel/errors.ts';
import type { Currency } from '../kernel/money.ts';
import { present } from '../kernel/present.ts';
import type { BalanceAnswer, Gateway } from './gateway.ts';

const REMEMBERED_MS = 60_000;
const CURRENCY: Currency = 'XOF';

export type GatewayBalance =
  | {
      readonly kind: 'told';
      /** Whole francs in decimal digits; `books` is our own float at that moment. */
      readonly balance: string;
      readonly books: string;
      readonly currency: Currency;
      readonly at: Date;
    }
  | { readonly kind: 'no_answer' }
  | { readonly kind: 'unsupported' };

interface BalanceDeps {
  readonly pool: Pool;
  readonly gateway: Gateway;
  readonly clock: Clock;
}

/**
 * What the gateway says that we have there, beside our books. Remembered for a minute, so that a
 * dashboard which refreshes itself asks no more often.
 */
export function createGatewayBalance({ pool, gateway, clock }: BalanceDeps) {
  let known: { readonly answer: Promise<GatewayBalance>; readonly until: number } | undefined;

  async function ask(): Promise<GatewayBalance> {
    const answer: BalanceAnswer = await gateway.balance(CURRENCY);
    if (answer.kind !== 'told') return { kind: answer.kind };
    const { rows } = await pool.query<{ books: string }>(
      `select coalesce(-sum(amount), 0)::text as books from posting where account_id = system_account('gateway_float', $1)`,
      [CURRENCY],
    );
    const { books } = present(rows[0], 'float');
    const { balance, currency } = answer;
    return { kind: 'told', balance: String(balance), books, currency, at: clock.now() };
  }

  /** @throws Forbidden `role_asks_nothing` */
  return async ({ actor }: { actor: Person }): Promise<GatewayBalance> => {
    if (actor.role !== 'FINANCE' && actor.role !== 'ADMIN') {
      throw forbidden(
        'role_asks_nothing',
        'Only finance and administrators see what the gateway holds.',
      );
    }
    const now = clock.now().getTime();
    if (!known || known.until <= now) known = { answer: ask(), until: now + REMEMBERED_MS };
    try {
      const answer = await known.answer;
      if (answer.kind === 'no_answer') known = undefined;
      return answer;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
}
