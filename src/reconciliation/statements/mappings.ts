import type { Queryable } from '../../db/in-transaction.ts';
import type { Actor } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';
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

const LONGEST_NAME = 80;

/**
 * Keeps a mapping for the next time; the same name again, for the same header, replaces it. Without a name that a
 * person gave it takes `fallback`, with a number behind it where that name means another header.
 * @throws Conflict `mapping_name_taken`
 */
export async function saveMapping(
  db: Queryable,
  actor: Actor,
  given: unknown,
  fallback: string,
  header: readonly string[],
  mapping: Mapping,
): Promise<{ id: string; name: string }> {
  const named = clean(typed(given));
  const base = named || clean(fallback) || 'mapping';
  for (let nth = 1; ; nth += 1) {
    const suffix = nth === 1 ? '' : ` (${nth})`;
    const name = `${base.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
    const { rows } = await db.query<{ id: string; name: string }>(
      `insert into statement_mapping (name, header, mapping, created_by) values ($1, $2::text[], $3::jsonb, $4)
       on conflict (name) do update set mapping = excluded.mapping where statement_mapping.header = excluded.header returning id, name`,
      [name, header, JSON.stringify(mapping), actor.kind === 'person' ? actor.id : null],
    );
    if (rows[0]) return rows[0];
    if (named) {
      throw new AppError(
        'Conflict',
        'mapping_name_taken',
        'Another kind of file is read by this name.',
        { field: 'saveMappingAs', name },
      );
    }
  }
}

const clean = (name: string): string => name.replaceAll('\0', '').trim().slice(0, LONGEST_NAME);
