/** SQL: whether journal `j` was not yet committed in a closed day's snapshot. The index on what it casts serves. */
export const unseenBy = (snapshot: string): string =>
  `j.txid::text::bigint >= pg_snapshot_xmin(${snapshot}::pg_snapshot)::text::bigint
    and not pg_visible_in_snapshot(j.txid, ${snapshot}::pg_snapshot)`;
