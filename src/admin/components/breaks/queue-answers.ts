import type { BreakName, BreakRow, Flow } from './answers.ts';

export interface BreaksAnswer {
  readonly rows: readonly BreakRow[];
  readonly count: number;
  /** That many or more: the server counted no further. */
  readonly isLeast: boolean;
  readonly value: string;
  readonly next: string | null;
}

export interface AgeFigure {
  readonly flow: Flow;
  readonly ageBucket: string;
  readonly count: number;
  readonly value: string;
}

export interface BreakFigures {
  readonly byAge: readonly AgeFigure[];
  readonly byKind: readonly {
    readonly kind: BreakName;
    readonly count: number;
    readonly value: string;
  }[];
  readonly proposed: number;
  /** Of those proposed, what this person may decide. */
  readonly toDecide: number;
  readonly mine: number;
  readonly overdue: number;
  /** When breaks were last looked for; null: never. */
  readonly checkedAt: string | null;
}

export interface Officer {
  readonly id: string;
  readonly name: string;
}

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
}
