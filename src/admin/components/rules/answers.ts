export type Basis = 'own_reference' | 'gateway_reference' | 'phone_amount';

/** What a rule says, as it is sent; the tolerance in whole francs. */
export interface RuleTerms {
  readonly id?: string;
  readonly name: string;
  readonly priority: number;
  readonly basis: Basis;
  readonly tolerance: string;
  readonly windowMinutes: number;
  readonly method: string | null;
}

export interface Rule extends RuleTerms {
  readonly id: string;
  readonly enabled: boolean;
  readonly changedByName: string | null;
  readonly changedAt: string;
}

/** A line and the transaction that a rule would give it. */
export interface TriedPair {
  readonly lineId: string;
  readonly reference: string | null;
  readonly amount: string;
  readonly transactionId: string;
  readonly memberName: string;
  readonly difference: string;
  /** Of a back-test: what the person chose instead. */
  readonly chosenId?: string;
}

export interface DryRun {
  readonly lines: number;
  readonly value: string;
  readonly samples: readonly TriedPair[];
}

export interface BackTest {
  readonly decisions: number;
  readonly would: number;
  readonly right: number;
  readonly wrong: number;
  readonly wrongValue: string;
  /** Of those that it would have matched wrongly. */
  readonly samples: readonly TriedPair[];
}
