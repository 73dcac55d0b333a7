import pg from 'pg';

/** Everything that `act` does with this pool happens at another time, as far as the books can tell. */
export async function inThePast(
  ownerUrl: string,
  when: Date,
  act: (pool: pg.Pool) => Promise<unknown>,
): Promise<void> {
  const pool = new pg.Pool({
    connectionString: ownerUrl,
    max: 1,
    options: `-c tontine.clock=${when.toISOString()}`,
  });
  try {
    await act(pool);
  } finally {
    await pool.end();
  }
}
