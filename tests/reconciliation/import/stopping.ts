import type { Pool, PoolClient } from 'pg';

type Query = (...args: unknown[]) => Promise<unknown>;

/**
 * A pool that loses the server at the nth query which begins so: `before` it reached it, or `after`, when only the
 * answer is lost.
 */
export function stopping(pool: Pool, begins: string, nth: number, when: 'before' | 'after'): Pool {
  let seen = 0;
  const disturbed =
    (query: Query): Query =>
    async (...args) => {
      const hit = typeof args[0] === 'string' && args[0].startsWith(begins);
      seen += hit ? 1 : 0;
      const stops = hit && seen === nth;
      if (stops && when === 'before') throw new Error('The server is gone.');
      const answer = await query(...args);
      if (stops) throw new Error('The server is gone.');
      return answer;
    };
  const wrap = <T extends Pool | PoolClient>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const bound = value.bind(target);
        if (name === 'connect') return async () => wrap(await bound());
        // A stream of rows is no statement of its own.
        if (name !== 'query') return bound;
        return (...args: unknown[]) =>
          typeof args[0] === 'string' ? disturbed(bound)(...args) : bound(...args);
      },
    });
  return wrap(pool);
}
