import type { Queryable } from '../../db/in-transaction.ts';
import type { Actor } from '../../kernel/actor.ts';
import { present } from '../../kernel/present.ts';
import { typed } from '../../kernel/typed.ts';
import type { Mapping } from './mapping.ts';

/** How a file with this header was read last time. */
export async function mappingFor(
  db: Queryable,
  header: readonly string[],
): Promise<{ name: string; mapping: Mapping } | null> {
  const { rows } = await db.query<{ name: string; mapping: Mapping }>(
    'select name, mapping from statement_mapping where header = $1::text[] order by created_at desc, id desc limit 1',
    [header],
  );
  return rows[0] ?? null;
}

/** Keeps a mapping for the next time; the same name again replaces it. */
export async function saveMapping(
  db: Queryable,
  actor: Actor,
  name: unknown,
  header: readonly string[],
  mapping: Mapping,
): Promise<{ id: string; name: string }> {
  const clean = typed(name).replaceAll('\0', '').trim().slice(0, 80) || 'mapping';
  const { rows } = await db.query<{ id: string; name: string }>(
    `insert into statement_mapping (name, header, mapping, created_by) values ($1, $2::text[], $3::jsonb, $4)
     on conflict (name) do update set header = excluded.header, mapping = excluded.mapping returning id, name`,
    [clean, header, JSON.stringify(mapping), actor.kind === 'person' ? actor.id : null],
  );
  return present(rows[0], 'mapping');
}
