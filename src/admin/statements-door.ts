import { type Request, Router } from 'express';
import type { App } from '../app.ts';
import { invalid } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson, currentVisit } from './actor-store.ts';
import { sendCsv } from './csv-answer.ts';
import { wordsFor } from './locale/index.ts';
import { type BadLine, operations } from './operations-to-come.ts';

/** Bad rows on the page; all of them are in the file to download. */
const SHOWN_BAD_LINES = 200;
const MOST_FILES = 100;

const idOf = (req: Request): string => typed(req.params['fileId']);

/** Why a row could not be read, in the reader's language. */
const why = ({ code }: BadLine): string => sentence(currentVisit().locale, `statement_${code}`);

async function firstBadLines(lines: AsyncIterable<BadLine>) {
  const shown: object[] = [];
  for await (const line of lines) {
    if (shown.length === SHOWN_BAD_LINES) break;
    shown.push({ lineNo: line.lineNo, why: why(line), text: line.text });
  }
  return shown;
}

async function* badRows(lines: AsyncIterable<BadLine>) {
  for await (const line of lines) yield [String(line.lineNo), why(line), line.text];
}

/**
 * Statements: what was imported and what became of it; a file sent as it is (`POST …/upload`), read
 * in trial, imported, undone; its bad rows, as a page and as a file; and what our inbox missed. The
 * operations say who may: finance and administrators.
 */
export function statementsDoor(app: App): Router {
  const ops = operations(app);
  const router = Router();
  const actor = currentPerson;

  router.get('/api/statements', async (req, res) => {
    const cursor = typed(req.query['cursor']);
    const files = await ops.statements({
      actor: actor(),
      limit: MOST_FILES,
      ...(cursor ? { cursor } : {}),
    });
    res.json({ files });
  });
  router.get('/api/statements/deliveries', async (req, res) => {
    const days = Number.parseInt(typed(req.query['days']), 10);
    res.json(await ops.deliveries({ actor: actor(), ...(days > 0 ? { days } : {}) }));
  });
  router.post('/api/statements/upload', async (req, res) => {
    const name = typed(req.query['name']).trim();
    if (!req.upload) throw invalid('file', 'upload_missing', 'Send the file as the body.');
    res.json(await ops.receiveStatement({ actor: actor(), name, stream: req.upload }));
  });
  router.post('/api/statements/preview', async (req, res) => {
    const { uploadId, mapping } = req.fields;
    const asked = { actor: actor(), uploadId: typed(uploadId), mapping };
    res.json(await ops.previewMapping(asked));
  });
  router.post('/api/statements/import', async (req, res) => {
    const { uploadId, method, mapping, saveMappingAs } = req.fields;
    res.json(
      await ops.importStatement({
        actor: actor(),
        uploadId: typed(uploadId),
        ...(typed(method) ? { method: typed(method) } : {}),
        ...(mapping ? { mapping } : {}),
        ...(typed(saveMappingAs).trim() ? { saveMappingAs: typed(saveMappingAs).trim() } : {}),
      }),
    );
  });
  router.get('/api/statements/:fileId', async (req, res) => {
    res.json(await ops.statement({ actor: actor(), fileId: idOf(req) }));
  });
  router.get('/api/statements/:fileId/bad', async (req, res) => {
    res.json({
      lines: await firstBadLines(ops.badLines({ actor: actor(), fileId: idOf(req) })),
      most: SHOWN_BAD_LINES,
    });
  });
  router.get('/api/statements/:fileId/bad.csv', async (req, res) => {
    const say = wordsFor(currentVisit().locale).statements.bad;
    const lines = ops.badLines({ actor: actor(), fileId: idOf(req) });
    await sendCsv(res, `${say.file}.csv`, [say.line, say.why, say.row], badRows(lines));
  });
  router.post('/api/statements/:fileId/undo', async (req, res) => {
    await ops.undoStatement({ actor: actor(), fileId: idOf(req) });
    res.json({ undone: true });
  });
  return router;
}
