import type { Pool } from 'pg';

/** Whether somebody in this database waits for a lock, asked until it is so or for a moment in vain. */
export async function someoneWaits(owner: Pool): Promise<boolean> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rows } = await owner.query(
      `select from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()`,
    );
    if (rows.length > 0) return true;
  }
  return false;
}
