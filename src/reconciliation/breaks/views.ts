import type { Pool } from 'pg';
import type { Person } from '../../kernel/actor.ts';
import { invalid } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { present } from '../../kernel/present.ts';
import { typed } from '../../kernel/typed.ts';
import { expectOfficer } from '../officer.ts';

export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** The page's address behind the question mark. */
  readonly query: string;
}

const MOST = 30;

/** A person's own named filters of one page. */
export async function savedViews(
  pool: Pool,
  { actor, page }: { actor: Person; page: string },
): Promise<SavedView[]> {
  expectOfficer(actor);
  const { rows } = await pool.query<SavedView>(
    'select id, name, query from saved_view where user_id = $1 and page = $2 order by name',
    [actor.id, page],
  );
  return rows;
}

/** The same name again replaces the filter. @throws InvalidInput `view_invalid`, `views_full` */
export async function saveView(
  pool: Pool,
  asked: { actor: Person; page: string; name: unknown; query: unknown },
): Promise<{ id: string }> {
  const { actor, page } = asked;
  expectOfficer(actor);
  const name = typed(asked.name).replaceAll('\0', '').trim();
  const query = typed(asked.query).replaceAll('\0', '').replace(/^\?/, '');
  if (!name || name.length > 60 || query.length > 1000 || !/^[a-z-]{1,40}$/.test(page)) {
    throw invalid('name', 'view_invalid', 'A view needs a name of 1 to 60 characters.');
  }
  const others = await savedViews(pool, { actor, page });
  if (others.length >= MOST && !others.some((view) => view.name === name)) {
    throw invalid('name', 'views_full', `At most ${MOST} views; remove one first.`, { most: MOST });
  }
  const { rows } = await pool.query<{ id: string }>(
    `insert into saved_view (user_id, page, name, query) values ($1, $2, $3, $4)
     on conflict (user_id, page, name) do update set query = excluded.query returning id`,
    [actor.id, page, name, query],
  );
  return present(rows[0], 'view');
}

/** Removes a view of one's own; one that is gone already is no error. */
export async function removeView(
  pool: Pool,
  { actor, id }: { actor: Person; id: string },
): Promise<void> {
  expectOfficer(actor);
  if (isUuid(id)) {
    await pool.query('delete from saved_view where id = $1 and user_id = $2', [id, actor.id]);
  }
}
