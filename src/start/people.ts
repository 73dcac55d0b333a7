import type pg from 'pg';

// Asked in SQL: Prisma takes a fifth of a second to get ready for its first question.

/** Whether anybody can administer this console. */
export async function hasAdmin(pool: pg.Pool): Promise<boolean> {
  return isThere(pool, `select from app_user where role = 'ADMIN' and not disabled`);
}

/**
 * Live mode has no demo data: its people have a password that everybody knows.
 * @throws Error where some are found
 */
export async function refuseDemoPeople(pool: pg.Pool): Promise<void> {
  if (!(await isThere(pool, 'select from app_user where demo and not disabled'))) return;
  throw new Error(
    'MODE=live refuses a database with demo users, whose password is known. Use an empty database.',
  );
}

async function isThere(pool: pg.Pool, query: string): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(`select exists (${query}) as found`);
  return rows[0]?.found === true;
}
