import type { App } from '../../app.ts';
import { present } from '../../kernel/present.ts';
import { readDatamodel, readWholeDatamodel } from '../datamodel.ts';
import type { Where } from '../filter-rules.ts';
import { Values } from './values.ts';
import { WhereSql } from './where-sql.ts';

let made: WhereSql | undefined;

/** Conditions over all columns, rows of those that may be shown. */
export function modelSql(): WhereSql {
  made ??= new WhereSql(readWholeDatamodel().models, readDatamodel().models);
  return made;
}

/** The ids of up to `most` rows that meet a condition, in no order. */
export async function findIds(
  { read }: App,
  model: string,
  where: Where,
  most: number,
): Promise<string[]> {
  const sql = modelSql();
  const values = new Values();
  const met = sql.condition(model, 't', where, values);
  const rows = await read<{ id: string }>(
    `select t.id::text as id from ${sql.table(model)} t where ${met} limit ${most}`,
    values.list,
  );
  return rows.map(({ id }) => id);
}

/** The ids of the rows that meet a condition; null: they are more than `most`, and none of them is sent. */
export async function findFewIds(
  app: App,
  model: string,
  where: Where,
  most: number,
): Promise<string[] | null> {
  return (await findIdsOfFew(app, model, where, { few: most, many: most })).ids;
}

/** The same of a `few` rows; and whether they are more than `many`. */
export async function findIdsOfFew(
  { read }: App,
  model: string,
  where: Where,
  { few, many }: { few: number; many: number },
): Promise<{ readonly ids: string[] | null; readonly areMany: boolean }> {
  const sql = modelSql();
  const values = new Values();
  const met = sql.condition(model, 't', where, values);
  const rows = await read<{ ids: string[] | null; areMany: boolean }>(
    `select case when count(*) <= ${few} then coalesce(array_agg(f.id), '{}') end as ids, count(*) > ${many} as "areMany"
    from (select t.id::text as id from ${sql.table(model)} t where ${met} limit ${many + 1}) f`,
    values.list,
  );
  return present(rows[0], 'the ids');
}

/** How many rows meet a condition: only where they are few. */
export async function countRowsOf({ read }: App, model: string, where: Where): Promise<number> {
  const sql = modelSql();
  const values = new Values();
  const met = sql.condition(model, 't', where, values);
  const rows = await read<{ count: number }>(
    `select count(*)::int as count from ${sql.table(model)} t where ${met}`,
    values.list,
  );
  return present(rows[0], 'the count').count;
}
