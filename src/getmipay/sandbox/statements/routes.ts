import { type Request, type Response, Router } from 'express';
import type { Books } from '../books.ts';
import { statementOf } from './statement.ts';

/** `GET /statements/:format?day=YYYY-MM-DD[&method=wave]`, to download. */
export function statementsRouter(books: Books): Router {
  const router = Router();
  router.get('/statements/:format', async (request: Request, response: Response) => {
    const { format, day, method } = { ...request.query, ...request.params };
    const statement = await statementOf(books.all(), {
      format: String(format),
      day: typeof day === 'string' ? day : '',
      method: typeof method === 'string' && method !== '' ? method : null,
    });
    response.set({
      'Content-Type': statement.type,
      'Content-Disposition': `attachment; filename="${statement.name}"`,
      'Cache-Control': 'no-store',
    });
    response.send(statement.bytes);
  });
  return router;
}
