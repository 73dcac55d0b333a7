/** Pieces of SQL that the figures share. `$1` is the tontine a treasurer acts for, `$2` the business zone. */

/** A treasurer counts only the members of the tontine they act for; finance and administrators all. */
export const inScope = (rows: string): string => `($1::uuid is null or exists (
  select from membership theirs where theirs.user_id = ${rows}.user_id and theirs.kind = 'MEMBER' and theirs.tontine_id = $1))`;

/** The instant at which the business day began. */
export const TODAY = `(date_trunc('day', db_now() at time zone $2) at time zone $2)`;

/** What settles today was requested since; older orders that settle today are not worth a scan. */
export const LAST_WEEK = `(${TODAY} - interval '7 days')`;

/** No id made at this instant or later is smaller: ids are in the order of time, and they have an index. */
export const firstIdAt = (instant: string): string =>
  `(lpad(to_hex((extract(epoch from ${instant}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;
