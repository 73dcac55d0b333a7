import type { Where } from '../filter-rules.ts';

/** The instants between which records are looked for; a bound that is not given is open. */
export interface Span {
  readonly from?: Date;
  readonly to?: Date;
}

/** An id is made during the transaction whose beginning the record's instant is; clocks are corrected, too. */
const SLACK_MS = 5 * 60_000;
const FIRST_MS = 0;
const LAST_MS = 2 ** 47;

/** No id that was made at this instant or later is smaller: ids are in the order of time. */
function firstIdAt(ms: number): string {
  const hex = Math.min(Math.max(ms, FIRST_MS), LAST_MS).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** The ids that can lie in a span: from the first on, below the last. */
export const spanIds = ({ from, to }: Span) => ({
  from: from ? firstIdAt(from.getTime() - SLACK_MS) : null,
  to: to ? firstIdAt(to.getTime() + SLACK_MS) : null,
});

/** What a condition says about the instant in `column`, as far as every record must meet it. */
export function spanOf(where: Where, column: string): Span {
  const parts = Object.entries(where).flatMap(([name, value]): Span[] => {
    if (name === 'AND')
      return (Array.isArray(value) ? value : [value]).map((one) => spanOf(one as Where, column));
    if (name !== column || typeof value !== 'object' || value === null) return [];
    const { gt, gte, lt, lte } = value as Readonly<Record<string, Date | undefined>>;
    const [from, to] = [gte ?? gt, lte ?? lt];
    return [{ ...(from ? { from } : {}), ...(to ? { to } : {}) }];
  });
  const times = (end: 'from' | 'to') => parts.flatMap((part) => part[end]?.getTime() ?? []);
  const [from, to] = [Math.max(...times('from')), Math.min(...times('to'))];
  return {
    ...(Number.isFinite(from) ? { from: new Date(from) } : {}),
    ...(Number.isFinite(to) ? { to: new Date(to) } : {}),
  };
}
