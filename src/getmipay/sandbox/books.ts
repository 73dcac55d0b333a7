import type { Currency } from '../../kernel/money.ts';
import type { LineFile } from './line-file.ts';
import type { Delivery, FinalState, Notice, Operation } from './operation.ts';
import { restored, restoredNotice, type StoredOperation, stored } from './stored.ts';
import { type BooksTotals, totalsOf } from './totals.ts';
import { type Truth, truthOf } from './truth.ts';

type Entry =
  | { readonly entry: 'opened'; readonly operation: StoredOperation }
  /** The merchant has a readable answer with the reference. */
  | { readonly entry: 'answered'; readonly reference: string }
  | {
      readonly entry: 'settled';
      readonly settlement: Settlement;
      /** In the same line: a kill cannot part a state from its webhook. */
      readonly notices: readonly Notice[];
    }
  | { readonly entry: 'repeated'; readonly notice: Notice }
  | { readonly entry: 'delivered'; readonly id: string; readonly delivery: Delivery }
  /** A final state was told to a merchant who asked. */
  | { readonly entry: 'asked'; readonly reference: string; readonly state: FinalState };

export type Settlement = Pick<Operation, 'reference' | 'reason'> & {
  readonly state: FinalState;
  readonly settledAt: number;
};

/** The sandbox's books: every change is a line first, then memory. */
export class Books {
  private readonly file: LineFile;
  private readonly operations = new Map<string, Operation>();
  private readonly references = new Map<string, string>();
  private readonly keys = new Map<string, string>();
  private readonly notices = new Map<string, Notice[]>();
  private readonly deliveries = new Map<string, Delivery>();
  private readonly answers = new Set<string>();
  private readonly asked = new Map<string, FinalState>();

  constructor(file: LineFile) {
    this.file = file;
    for (const line of file.lines) this.apply(JSON.parse(line) as Entry);
  }

  open(operation: Operation): void {
    this.write({ entry: 'opened', operation: stored(operation) });
  }

  answered(reference: string): void {
    if (!this.answers.has(reference)) this.write({ entry: 'answered', reference });
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

  told({ reference, state }: Operation): void {
    if (state === 'pending' || this.asked.get(reference) === state) return;
    this.write({ entry: 'asked', reference, state });
  }

  close(): void {
    this.file.close();
  }

  /** By the sandbox's reference, by the merchant's, or by a UUID in the description. */
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

  truthOf(reference: string): Truth {
    const notices = this.notices.get(reference) ?? [];
    return truthOf({
      answered: this.answers.has(reference),
      asked: this.asked.get(reference) ?? null,
      notices,
      delivered: notices.filter((notice) => this.deliveries.has(notice.id)),
    });
  }

  totals(currency: Currency = 'XOF'): BooksTotals {
    return totalsOf(this.all(), currency);
  }

  private write(entry: Entry): void {
    this.file.append(JSON.stringify(entry));
    this.apply(entry);
  }

  private apply(entry: Entry): void {
    switch (entry.entry) {
      case 'opened':
        this.remember(restored(entry.operation));
        break;
      case 'answered':
        this.answers.add(entry.reference);
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
      case 'asked':
        this.asked.set(entry.reference, entry.state);
        break;
    }
  }

  private keep(line: Notice): void {
    const notice = restoredNotice(line);
    const kept = this.notices.get(notice.reference);
    if (kept) kept.push(notice);
    else this.notices.set(notice.reference, [notice]);
  }

  private remember(operation: Operation): void {
    const known = operation.merchantReference ?? operation.mention;
    this.operations.set(operation.reference, operation);
    if (known) this.references.set(known, operation.reference);
    if (operation.idempotencyKey) this.keys.set(operation.idempotencyKey, operation.reference);
  }
}
