import type { RecordJSON } from 'adminjs';

export interface ListMeta {
  readonly total: number;
  /** `least`: there are more; `about`: an estimate. */
  readonly totalIs: 'exact' | 'least' | 'about';
  readonly perPage: number;
  readonly sortBy: string;
  readonly direction: 'asc' | 'desc';
  /** Cursors; null: there is no such page. */
  readonly next: string | null;
  readonly previous: string | null;
  /** It was read towards the beginning of the list. */
  readonly back: boolean;
  /** Up to where was looked, where the page is not full and there may be more. */
  readonly searchedTo: string | null;
}

export interface ListAnswer {
  readonly records: readonly RecordJSON[];
  readonly meta: ListMeta;
}
