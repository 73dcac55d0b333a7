import type { Clock } from '../../kernel/clock.ts';
import type { Books } from './books.ts';
import type { Courier } from './courier.ts';
import { feeOf } from './fees.ts';
import { noticeId, noticesFor } from './notices.ts';
import type { Delivery, FailureWord, Operation, Order } from './operation.ts';
import type { Destiny, Rules } from './rules.ts';
import type { Timers } from './timers.ts';

export interface EngineSettings {
  readonly books: Books;
  readonly courier: Courier;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rules: Rules;
  readonly webhookUrl: string;
  /** How long a payout takes; null: until the door decides it. */
  readonly payoutDelayMs: number | null;
  /** Between a completion and the webhook that contradicts it. */
  readonly contradictionDelayMs: number;
}

export type Verdict =
  | { readonly state: 'completed' }
  | { readonly state: 'failed'; readonly reason: FailureWord };

/** What happens to operations in time: payouts run, payers decide, states change, webhooks go out. */
export class Engine {
  private readonly settings: EngineSettings;
  private readonly waiting = new Set<() => void>();
  /** Opened in this run: their `callback_url` is where the console listens now. */
  private readonly fresh = new Set<string>();
  private closed = false;

  constructor(settings: EngineSettings) {
    this.settings = settings;
  }

  /**
   * Takes up what a stop or a kill left unfinished. The console may have moved to another port
   * since, so what is older than this run goes to the address of today.
   */
  resume(): void {
    const { books, courier } = this.settings;
    for (const notice of books.undelivered()) {
      const operation = books.find(notice.reference);
      if (operation) void courier.deliver({ ...notice, url: this.addressOf(operation) });
    }
    for (const operation of books.all()) {
      this.runByItself(operation);
      this.contradictLater(operation);
    }
  }

  open(order: Order, idempotencyKey: string | null, destiny: Destiny): Operation {
    const operation: Operation = {
      ...order,
      ...referencesOf(order, destiny.token),
      idempotencyKey,
      ordinal: destiny.ordinal,
      fate: destiny.fate,
      fee: feeOf(this.settings.rules.scenario, order),
      state: 'pending',
      reason: null,
      createdAt: this.now(),
      settledAt: null,
    };
    this.fresh.add(operation.reference);
    this.settings.books.open(operation);
    this.runByItself(operation);
    return operation;
  }

  /**
   * Settles an operation and sends its webhooks. Settling it again the same way changes
   * nothing; the other way contradicts what was said before, as real gateways sometimes do.
   * @returns the answer to the last webhook's delivery, once it has its 2xx
   */
  settle(
    operation: Operation,
    verdict: Verdict,
    settledAt: number = this.now(),
  ): Promise<Delivery | null> {
    const { books, courier } = this.settings;
    const current = books.find(operation.reference) ?? operation;
    if (current.state === verdict.state) return this.delivery(current.reference);
    const settlement = {
      reference: current.reference,
      state: verdict.state,
      reason: verdict.state === 'failed' ? verdict.reason : null,
      settledAt,
    };
    const settled = { ...current, ...settlement };
    const made = books.noticesOf(current.reference).length;
    const notices = noticesFor(settled, this.addressOf(settled), made);
    books.settle(settlement, notices);
    for (const notice of notices) void courier.deliver(notice);
    this.contradictLater(settled);
    return this.delivery(current.reference);
  }

  /** Sends the last webhook of an operation once more, byte for byte. */
  async repeat(operation: Operation): Promise<Delivery | null> {
    const { books, courier } = this.settings;
    const made = books.noticesOf(operation.reference);
    const last = made.at(-1);
    if (!last) return null;
    const id = noticeId(operation.reference, made.length);
    const again = { ...last, id, url: this.addressOf(operation), dueAt: this.now() };
    books.repeat(again);
    return courier.deliver(again);
  }

  close(): void {
    this.closed = true;
    for (const cancel of this.waiting) cancel();
    this.waiting.clear();
  }

  private async delivery(reference: string): Promise<Delivery | null> {
    const { books, courier } = this.settings;
    const deliveries = await Promise.all(
      books.noticesOf(reference).map((one) => courier.deliver(one)),
    );
    return deliveries.at(-1) ?? null;
  }

  /** A payout ends by itself; a deposit only where its fate brings a payer along. */
  private runByItself(operation: Operation): void {
    const { kind, state, fate, createdAt } = operation;
    if (state !== 'pending') return;
    if (kind === 'payment') {
      if (fate.payer && !operation.otpMissing) {
        const reason = fate.ends === 'failed' ? 'insufficient_balance' : 'not_approved';
        this.settleAt(createdAt + fate.payer.afterMs, operation, fate.payer.state, reason);
      }
      return;
    }
    const { payoutDelayMs } = this.settings;
    if (fate.ends === 'never' || payoutDelayMs === null) return;
    this.settleAt(createdAt + payoutDelayMs, operation, fate.ends, 'recipient_not_found');
  }

  private settleAt(
    due: number,
    { reference }: Operation,
    state: Verdict['state'],
    reason: FailureWord,
  ): void {
    this.later(due, () => {
      const current = this.settings.books.find(reference);
      if (current?.state !== 'pending') return;
      void this.settle(current, state === 'failed' ? { state, reason } : { state });
    });
  }

  private contradictLater(operation: Operation): void {
    if (!operation.fate.webhook.contradicted || operation.state !== 'completed') return;
    const due = (operation.settledAt ?? this.now()) + this.settings.contradictionDelayMs;
    this.later(due, async () => {
      // The first word arrives before the second: this is a contradiction, not a race.
      await this.delivery(operation.reference);
      const current = this.settings.books.find(operation.reference);
      if (!this.closed && current?.state === 'completed')
        // It happened when it was due, however long telling the first word took.
        void this.settle(current, { state: 'failed', reason: 'returned' }, due);
    });
  }

  private later(due: number, act: () => unknown): void {
    const cancel = this.settings.timers.after(Math.max(0, due - this.now()), () => {
      this.waiting.delete(cancel);
      act();
    });
    this.waiting.add(cancel);
  }

  private addressOf({ reference, callbackUrl, callbackQuery }: Operation): string {
    if (callbackUrl && this.fresh.has(reference)) return callbackUrl;
    return this.settings.webhookUrl + callbackQuery;
  }

  private now(): number {
    return this.settings.clock.now().getTime();
  }
}

function referencesOf({ dialect, kind }: Order, token: string) {
  const payout = kind === 'payout';
  return dialect === 'v1'
    ? {
        reference: `${payout ? 'MPAYOUT' : 'MPAYIN'}_${token.toUpperCase()}`,
        secondReference: `MLS${token.slice(0, 12).toUpperCase()}`,
      }
    : { reference: `GMP-${payout ? 'OUT' : 'IN'}-${token}`, secondReference: null };
}
