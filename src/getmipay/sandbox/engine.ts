import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { Books } from './books.ts';
import type { Courier } from './courier.ts';
import { behaviourOf } from './magic.ts';
import { noticesFor } from './notices.ts';
import type { Delivery, FailureWord, Operation, Order } from './operation.ts';

export interface EngineSettings {
  readonly books: Books;
  readonly courier: Courier;
  readonly clock: Clock;
  readonly webhookUrl: string;
  /** How long a payout takes; null: until the door decides it. */
  readonly payoutDelayMs: number | null;
  /** Between a completion and the webhook that contradicts it. */
  readonly contradictionDelayMs: number;
}

export type Verdict =
  | { readonly state: 'completed' }
  | { readonly state: 'failed'; readonly reason: FailureWord };

/** What happens to operations in time: payouts run, states change, webhooks go out. */
export class Engine {
  private readonly settings: EngineSettings;
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Opened in this run: their `callback_url` is where the console listens now. */
  private readonly fresh = new Set<string>();

  constructor(settings: EngineSettings) {
    this.settings = settings;
  }

  /**
   * Takes up what a stop or a kill left unfinished. The console may have moved to another port
   * since, so what is older than this run goes to the address of today.
   */
  resume(): void {
    const { books, courier, webhookUrl } = this.settings;
    for (const notice of books.undelivered()) void courier.deliver({ ...notice, url: webhookUrl });
    for (const operation of books.all()) {
      this.runPayout(operation);
      this.contradictLater(operation);
    }
  }

  open(order: Order, idempotencyKey: string | null): Operation {
    const operation: Operation = {
      ...order,
      reference: `GMP-${order.kind === 'payout' ? 'OUT' : 'IN'}-${randomBytes(8).toString('hex')}`,
      idempotencyKey,
      state: 'pending',
      reason: null,
      createdAt: this.now(),
      settledAt: null,
    };
    this.fresh.add(operation.reference);
    this.settings.books.open(operation);
    this.runPayout(operation);
    return operation;
  }

  /**
   * Settles an operation and sends its webhooks. Settling it again the same way changes
   * nothing; the other way contradicts what was said before, as real gateways sometimes do.
   * @returns the answer to the last webhook's delivery, once it has its 2xx
   */
  settle(operation: Operation, verdict: Verdict): Promise<Delivery | null> {
    const { books, courier } = this.settings;
    const current = books.find(operation.reference) ?? operation;
    if (current.state === verdict.state) return this.delivery(current.reference);
    const settlement = {
      reference: current.reference,
      state: verdict.state,
      reason: verdict.state === 'failed' ? verdict.reason : null,
      settledAt: this.now(),
    };
    const settled = { ...current, ...settlement };
    const notices = noticesFor(settled, this.addressOf(settled));
    books.settle(settlement, notices);
    for (const notice of notices) void courier.deliver(notice);
    this.contradictLater(settled);
    return this.delivery(current.reference);
  }

  /** Sends the last webhook of an operation once more, byte for byte. */
  async repeat(operation: Operation): Promise<Delivery | null> {
    const { books, courier } = this.settings;
    const last = books.noticesOf(operation.reference).at(-1);
    if (!last) return null;
    const again = { ...last, id: randomUUID(), url: this.addressOf(operation) };
    books.repeat(again);
    return courier.deliver(again);
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private async delivery(reference: string): Promise<Delivery | null> {
    const { books, courier } = this.settings;
    const deliveries = await Promise.all(
      books.noticesOf(reference).map((one) => courier.deliver(one)),
    );
    return deliveries.at(-1) ?? null;
  }

  private runPayout(operation: Operation): void {
    const { payoutDelayMs } = this.settings;
    const { ends } = behaviourOf(operation.phone);
    if (operation.kind !== 'payout' || operation.state !== 'pending') return;
    if (ends === 'never' || payoutDelayMs === null) return;
    this.later(operation.createdAt + payoutDelayMs, () => {
      const current = this.settings.books.find(operation.reference);
      if (current?.state !== 'pending') return;
      void this.settle(
        current,
        ends === 'failed'
          ? { state: 'failed', reason: 'recipient_not_found' }
          : { state: 'completed' },
      );
    });
  }

  private contradictLater(operation: Operation): void {
    if (!behaviourOf(operation.phone).contradicted || operation.state !== 'completed') return;
    const due = (operation.settledAt ?? this.now()) + this.settings.contradictionDelayMs;
    this.later(due, async () => {
      // The first word arrives before the second: this is a contradiction, not a race.
      await this.delivery(operation.reference);
      const current = this.settings.books.find(operation.reference);
      if (current?.state === 'completed')
        void this.settle(current, { state: 'failed', reason: 'returned' });
    });
  }

  private later(due: number, act: () => unknown): void {
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        act();
      },
      Math.max(0, due - this.now()),
    );
    this.timers.add(timer);
  }

  private addressOf({ reference, callbackUrl }: Operation): string {
    return (this.fresh.has(reference) && callbackUrl) || this.settings.webhookUrl;
  }

  private now(): number {
    return this.settings.clock.now().getTime();
  }
}
