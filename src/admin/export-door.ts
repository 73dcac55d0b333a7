import { Router } from 'express';
import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { AppError, forbidden, invalid, notFound } from '../kernel/errors.ts';
import { currentVisit } from './actor-store.ts';
import { wallClockIn } from './export/book.ts';
import { breaksSource } from './export/breaks-source.ts';
import type { Speaker } from './export/cells.ts';
import { csvBook } from './export/csv.ts';
import { type Lists, listSource } from './export/list-source.ts';
import { type ExportFormat, readFormat, readQuery } from './export/query.ts';
import { sendFile } from './export/send.ts';
import type { Query, Source } from './export/source.ts';
import { xlsxBook } from './export/xlsx.ts';
import { STAFF_ONLY } from './resources/index.ts';

/** Each holds a snapshot and a connection for as long as its reader takes. */
const MOST_AT_ONCE = 3;

type ExportedList = Parameters<App['recordExport']>[0]['list'];

const isOffice = ({ role }: Person): boolean => role === 'FINANCE' || role === 'ADMIN';

/** `operations-2026-11-25.csv`: the list's name as an address could have it, and the business day. */
function fileName(title: string, day: string, format: ExportFormat): string {
  const plain = title
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return `${plain}-${day}.${format}`;
}

/**
 * GET /api/export/:list?format=csv|xlsx and the list's own query: the list as a file, for whoever may
 * open it, and of what they may see. It is streamed; who took it is audited with how many rows.
 */
export function exportDoor(app: App, lists: Lists): Router {
  const router = Router();
  const wallClock = wallClockIn(app.settings.zone);
  const methods = Object.fromEntries(app.settings.methods.map(({ id, label }) => [id, label]));
  let running = 0;

  function sourceOf(name: string, query: Query, person: Person, speaker: Speaker): Source {
    if (name === 'Break') return breaksSource(app, person, query, speaker);
    const list = lists.get(name);
    if (!list) throw notFound('list', name.slice(0, 64));
    if (STAFF_ONLY.includes(name) && !isOffice(person))
      throw forbidden('forbidden', `A ${person.role} does not open this list.`);
    return listSource(lists, list, query, speaker);
  }

  async function checkSize(source: Source, format: ExportFormat): Promise<void> {
    const most = source.mostInWorkbook;
    if (format === 'xlsx' && (await source.countUpTo(most + 1)) > most)
      throw invalid('format', 'export_too_long', `A workbook holds at most ${most} rows here.`, {
        limit: String(most),
      });
  }

  router.get('/api/export/:list', async (req, res) => {
    const { person, locale } = currentVisit();
    const format = readFormat(req.query['format']);
    const query = readQuery(req.query);
    const name = String(req.params['list']);
    const source = sourceOf(name, query, person, { locale, methods });
    if (running >= MOST_AT_ONCE)
      throw new AppError('Conflict', 'export_busy', 'Enough lists are being exported already.');
    running += 1;
    const list = name as ExportedList;
    const told = { rows: 0, whole: false };
    try {
      await checkSize(source, format);
      const book = format === 'csv' ? csvBook(wallClock) : xlsxBook(wallClock, source.title);
      const day = wallClock(app.clock.now()).slice(0, 10);
      await sendFile(res, source, { name: fileName(source.title, day, format), book }, (rows) => {
        told.rows = rows;
      });
      told.whole = true;
    } finally {
      running -= 1;
      if (res.headersSent) await app.recordExport({ actor: person, list, format, query, ...told });
    }
  });
  return router;
}
