import type { App } from '../../app.ts';
import type { Extra, Row } from '../definition.ts';

/** Whose, or which, each kind of subject is, by its id. What was removed since has no name any more. */
const NAMES: Readonly<Record<string, string>> = {
  User: 'select id, full_name as name from app_user',
  Transaction: 'select t.id, u.full_name from transaction t join app_user u on u.id = t.user_id',
  Vault: `select v.id, u.full_name || ' · ' || v.name from vault v join app_user u on u.id = v.owner_id`,
  Dispute: 'select d.id, u.full_name from dispute d join app_user u on u.id = d.opened_by',
  Tontine: 'select id, name from tontine',
  Membership: `select m.id, u.full_name || ' · ' || t.name from membership m
    join app_user u on u.id = m.user_id join tontine t on t.id = m.tontine_id`,
};

/** On whom: `subjectName` by the entry's id, with one query for the kinds among the entries. */
export async function subjectNames(
  { read }: App,
  entries: readonly Row[],
): Promise<ReadonlyMap<string, Extra>> {
  const kinds = Object.entries(NAMES)
    .map(([kind, named]) => ({
      named,
      ids: entries
        .filter(({ subjectType, subjectId }) => subjectType === kind && subjectId)
        .map(({ subjectId }) => String(subjectId)),
    }))
    .filter(({ ids }) => ids.length > 0);
  const parts = kinds.map(
    ({ named }, nth) =>
      `select n.id::text as id, n.name from (${named}) n (id, name) where n.id = any ($${nth + 1}::uuid[])`,
  );
  const found =
    parts.length === 0
      ? []
      : await read<{ id: string; name: string }>(
          parts.join(' union all '),
          kinds.map(({ ids }) => [...new Set(ids)]),
        );
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return new Map(
    entries.map(({ id, subjectId }) => [
      String(id),
      { subjectName: names.get(String(subjectId)) ?? null },
    ]),
  );
}
