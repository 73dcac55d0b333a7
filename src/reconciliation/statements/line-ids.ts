import type { Pool } from 'pg';

/** So many numbers are reserved by one call. */
const RESERVED = 50_000;

/** Numbers for a file's lines in the file's order, whichever of them is stored first. */
export class LineIds {
  private readonly pool: Pool;
  private next = 0;
  private left = 0;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** The first of so many numbers without a gap. */
  async take(count: number): Promise<number> {
    if (count > this.left) await this.reserve(Math.max(count, RESERVED));
    const first = this.next;
    this.next += count;
    this.left -= count;
    return first;
  }

  private async reserve(count: number): Promise<void> {
    const { rows } = await this.pool.query<{ first: string }>(
      'select reserve_line_ids($1) as first',
      [count],
    );
    this.next = Number(rows[0]?.first);
    this.left = count;
  }
}
