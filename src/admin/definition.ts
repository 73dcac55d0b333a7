import type { Person } from '../kernel/actor.ts';
import type { FilterRule, Where } from './filter-rules.ts';
import type { Direction, SortKey } from './lists/keys.ts';
import type { Walk, Way } from './lists/way.ts';

export type { Direction };

/** A row as Prisma answers it. */
export type Row = Readonly<Record<string, unknown>>;

/** How one column of a list is drawn; the components know these kinds and nothing of the models. */
export type ColumnKind =
  | 'who'
  | 'text'
  | 'amount'
  | 'signedAmount'
  | 'status'
  | 'operation'
  | 'when'
  | 'phone'
  | 'role'
  | 'lock'
  | 'word'
  | 'link'
  | 'onItsWay'
  | 'actor'
  | 'subject';

export interface Column {
  /** The parameter it shows; `who` and `link` show the record that this relation points to. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly sort?: boolean;
  /** For `word`: the family of words (`panel.words.<family>.<value>`). */
  readonly words?: string;
  /** For `link`: the resource that a bare id points to, where it is not a relation. */
  readonly target?: string;
}

/** One control of the filter bar. The name is that of a filter rule. */
export interface FilterControl {
  readonly name: string;
  readonly kind: 'search' | 'text' | 'choice' | 'days' | 'amounts' | 'hidden';
  readonly values?: readonly string[];
  readonly words?: string;
}

/** Parameters of a record beyond its columns. */
export type Extra = Record<string, string | boolean | null>;

/** Values by the names of filter rules. */
export type Filters = Readonly<Record<string, unknown>>;

/** `answers`: the filters that the way meets by itself, or by `instead`. */
export type WayTaken = Way & { readonly answers?: readonly string[]; readonly instead?: Where };

/** Whom a search names, found before the rows of a list: few stand `instead` of the filters that they answer. */
export interface Found {
  readonly answers?: readonly string[];
  readonly instead?: Where;
  /** Not said where nobody was searched for. */
  readonly areMany?: boolean;
}

/** Everything that the panel needs to know about one kind of record. */
export interface Definition {
  /** The model's name, which is also the resource's id. */
  readonly id: string;
  readonly title: string;
  /** Which rows a person may see at all. Every read is bound by it. */
  scope(person: Person): Where;
  readonly filters: Readonly<Record<string, FilterRule>>;
  readonly sorts: Readonly<Record<string, (direction: Direction) => readonly SortKey[]>>;
  readonly defaultSort: string;
  /** A sort that is offered only together with this filter. */
  readonly sortNeeds?: Readonly<Record<string, string>>;
  /** A list of millions of rows, which is read along a way. */
  readonly walk?: Walk & {
    /** The way that suits what was asked; `answers`: filters that it meets by itself. */
    way(filters: Filters): Promise<WayTaken>;
  };
  /** A list that is read as a whole: what is found before its rows are. */
  find?(filters: Filters): Promise<Found>;
  readonly include?: Where;
  /** Parameters beyond the columns, from what `include` fetched. */
  extra?(row: Row): Extra;
  /** Parameters by id that need a query of their own: asked once for all records of an answer. */
  enrich?(records: readonly Row[]): Promise<ReadonlyMap<string, Extra>>;
  readonly columns: readonly Column[];
  /** Parameters that a list's row has beyond those of its columns: what its cells draw them with. */
  readonly listed?: readonly string[];
  /** Columns beyond those, which tell what `extra` adds to a list's row and what can be done with it. */
  readonly reads?: readonly string[];
  /** Relations whose names a list's row needs beyond those of its columns. */
  readonly named?: readonly string[];
  readonly controls: readonly FilterControl[];
  /** What the plain detail page lists, in order. */
  readonly details: readonly Column[];
}
