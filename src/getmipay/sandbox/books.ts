import type { Currency, Francs } from '../../kernel/money.ts';
import type { LineFile } from './line-file.ts';
import type { Delivery, Notice, Operation } from './operation.ts';

/** An operation as a line of the file: francs as text. */
type StoredOperation = Omit<Operation, 'amount'> & { readonly amount: string };

type Entry =
  | { readonly entry: 'opened'; readonly operation: StoredOperation }
  | {
      readonly entry: 'settled';
      readonly settlement: Settlement;
      /** In the same line: a kill cannot part a state from its webhook. */
      readonly notices: readonly Notice[];
    }
  | { readonly entry: 'repeated'; readonly notice: Notice }
  | { readonly entry: 'delivered'; readonly id: string; readonly delivery: Delivery };

export type Settlement = Pick<Operation, 'reference' | 'reason'> & {
  readonly state: 'completed' | 'failed';
  readonly settledAt: number;
};

export interface BooksTotals {
  readonly currency: Currency;
  /** Deposits completed minus payouts completed. */
  readonly balance: Francs;
  readonly deposits: { readonly count: number; readonly amount: Francs };
  readonly payouts: { readonly count: number; readonly amount: Francs };
  readonly pending: number;
  readonly operations: number;
}

/** The sandbox's books: every change is a line first, then memory. */
export class Books {
  private readonly file: LineFile;
  private readonly operations = new Map<string, Operation>();
  private readonly references = new Map<string, string>();
  private readonly keys = new Map<string, string>();
  private readonly notices = new Map<string, Notice[]>();
  private readonly deliveries = new Map<string, Delivery>();

  constructor(file: LineFile) {
    this.file = file;
    for (const line of file.lines) this.apply(JSON.parse(line) as Entry);
  }

  open(operation: Operation): void {
    this.write({ entry: 'opened', operation: { ...operation, amount: String(operation.amount) } });
  }

  settle(settlement: Settlement, notices: readonly Notice[]): void {
    this.write({ entry: 'settled', settlement, notices });
  }

  repeat(notice: Notice): void {
    this.write({ entry: 'repeated', notice });
  }

  delivered(id: string, delivery: Delivery): void {
    this.write({ entry: 'delivered', id, delivery });
  }

  close(): void {
    this.file.close();
  }

  /** By the sandbox's reference or by the merchant's. */
  find(reference: string): Operation | undefined {
    return (
      this.operations.get(reference) ?? this.operations.get(this.references.get(reference) ?? '')
    );
  }

  byKey(key: string | null): Operation | undefined {
    return key === null ? undefined : this.operations.get(this.keys.get(key) ?? '');
  }

  /** Oldest first. */
  all(): Operation[] {
    return [...this.operations.values()];
  }

  noticesOf(reference: string): Notice[] {
    return [...(this.notices.get(reference) ?? [])];
  }

  deliveryOf(noticeId: string): Delivery | undefined {
    return this.deliveries.get(noticeId);
  }

  undelivered(): Notice[] {
    return [...this.notices.values()].flat().filter((notice) => !this.deliveries.has(notice.id));
  }

  totals(currency: Currency = 'XOF'): BooksTotals {
    const ours = this.all().filter((operation) => operation.currency === currency);
    const completed = (kind: Operation['kind']) => {
      const done = ours.filter((one) => one.kind === kind && one.state === 'completed');
      return { count: done.length, amount: done.reduce((sum, one) => sum + one.amount, 0n) };
    };
    const deposits = completed('payment');
    const payouts = completed('payout');
    return {
      currency,
      balance: deposits.amount - payouts.amount,
      deposits,
      payouts,
      pending: ours.filter((operation) => operation.state === 'pending').length,
      operations: ours.length,
    };
  }

  private write(entry: Entry): void {
    this.file.append(JSON.stringify(entry));
    this.apply(entry);
  }

  private apply(entry: Entry): void {
    switch (entry.entry) {
      case 'opened':
        this.remember({ ...entry.operation, amount: BigInt(entry.operation.amount) });
        break;
      case 'settled': {
        const before = this.operations.get(entry.settlement.reference);
        if (before) this.operations.set(before.reference, { ...before, ...entry.settlement });
        for (const notice of entry.notices) this.keep(notice);
        break;
      }
      case 'repeated':
        this.keep(entry.notice);
        break;
      case 'delivered':
        this.deliveries.set(entry.id, entry.delivery);
        break;
    }
  }

  private keep(notice: Notice): void {
    this.notices.set(notice.reference, [...(this.notices.get(notice.reference) ?? []), notice]);
  }

  private remember(operation: Operation): void {
    this.operations.set(operation.reference, operation);
    if (operation.merchantReference)
      this.references.set(operation.merchantReference, operation.reference);
    if (operation.idempotencyKey) this.keys.set(operation.idempotencyKey, operation.reference);
  }
}
