import { type Request, Router } from 'express';
import type { App } from '../app.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import { formatInstant } from '../kernel/time.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson, currentVisit } from './actor-store.ts';
import { sendCsv } from './csv-answer.ts';
import { wordsFor } from './locale/index.ts';

/** Bad rows on the page; all of them are in the file to download. */
const SHOWN_BAD_LINES = 200;
const MOST_FILES = 100;

const idOf = (req: Request): string => typed(req.params['id']);

type Inspected = Awaited<ReturnType<App['receiveStatement']>>;
type Preview = Inspected['preview'];
type StatementFile = Awaited<ReturnType<App['statement']>>;
type ListedFile = Awaited<ReturnType<App['statements']>>[number];
type BadLine = Preview['bad'][number];

/** Why a row could not be read, in the reader's language. */
const why = ({ code }: BadLine): string => sentence(currentVisit().locale, `statement_${code}`);

const badInWords = (line: BadLine) => ({ lineNo: line.lineNo, why: why(line), text: line.text });

const previewInWords = (preview: Preview) => ({ ...preview, bad: preview.bad.map(badInWords) });

const said = (code: string | null) => (code ? sentence(currentVisit().locale, code) : null);

/** A file that could not be read to its end says why, in the reader's language. */
const fileInWords = (file: ListedFile) => ({ ...file, problem: said(file.problem) });

/** And why it cannot be taken back, in the words of the refusal: null where it can. */
const filePage = (file: StatementFile) => ({
  ...fileInWords(file),
  undoable: file.undoObstacle === null,
  undoObstacle: said(file.undoObstacle),
});

/** The refusal of a file that is here already says since when and by whom. */
function withWhen(error: unknown, zone: string): unknown {
  if (!(error instanceof AppError) || !error.details['at']) return error;
  const { kind, code, message, details } = error;
  const { locale } = currentVisit();
  const at = formatInstant(new Date(String(details['at'])), zone, locale);
  const when = wordsFor(locale).statements.file.importedWhen(at, typed(details['by']) || null);
  return new AppError(kind, code, message, { ...details, when }, error);
}

async function firstBadLines(lines: AsyncIterable<BadLine>) {
  const shown: object[] = [];
  for await (const line of lines) {
    if (shown.length === SHOWN_BAD_LINES) break;
    shown.push(badInWords(line));
  }
  return shown;
}

async function* badRows(lines: AsyncIterable<BadLine>) {
  for await (const line of lines) yield [String(line.lineNo), why(line), line.text];
}

/**
 * Statements: what was imported and what became of it; a file sent as it is (`POST …/upload`), read
 * in trial, imported, undone; its lines by what became of them; its bad rows, as a page and as a file;
 * and what our inbox missed. The operations say who may: finance and administrators.
 */
export function statementsDoor(app: App): Router {
  const router = Router();
  const actor = currentPerson;

  router.get('/api/statements', async (req, res) => {
    const cursor = typed(req.query['cursor']);
    const files = await app.statements({
      actor: actor(),
      limit: MOST_FILES,
      ...(cursor ? { cursor } : {}),
    });
    const next = files.length === MOST_FILES ? (files.at(-1)?.id ?? null) : null;
    res.json({ files: files.map(fileInWords), next });
  });
  router.get('/api/statements/deliveries', async (req, res) => {
    const days = Number.parseInt(typed(req.query['days']), 10);
    res.json(await app.deliveries({ actor: actor(), ...(days > 0 ? { days } : {}) }));
  });
  router.post('/api/statements/upload', async (req, res) => {
    const name = typed(req.query['name']).trim();
    if (!req.upload) throw invalid('file', 'upload_missing', 'Send the file as the body.');
    try {
      const asked = { actor: actor(), name, stream: req.upload };
      const inspected = await app.receiveStatement(asked);
      res.json({ ...inspected, preview: previewInWords(inspected.preview) });
    } catch (error) {
      throw withWhen(error, app.settings.zone);
    }
  });
  router.post('/api/statements/preview', async (req, res) => {
    const { uploadId, mapping } = req.fields;
    const asked = { actor: actor(), uploadId: typed(uploadId), mapping };
    res.json(previewInWords(await app.previewMapping(asked)));
  });
  router.post('/api/statements/import', async (req, res) => {
    const { uploadId, method, mapping, saveMappingAs } = req.fields;
    res.json(
      await app.importStatement({
        actor: actor(),
        uploadId: typed(uploadId),
        ...(typed(method) ? { method: typed(method) } : {}),
        ...(mapping ? { mapping } : {}),
        ...(typed(saveMappingAs).trim() ? { saveMappingAs: typed(saveMappingAs).trim() } : {}),
      }),
    );
  });
  router.get('/api/statements/:id', async (req, res) => {
    res.json(filePage(await app.statement({ actor: actor(), fileId: idOf(req) })));
  });
  router.get('/api/statements/:id/lines', async (req, res) => {
    const [outcome, after] = [typed(req.query['outcome']), typed(req.query['after'])];
    res.json(await app.statementLines({ actor: actor(), fileId: idOf(req), outcome, after }));
  });
  router.get('/api/statements/:id/bad', async (req, res) => {
    res.json({
      lines: await firstBadLines(await app.badLines({ actor: actor(), fileId: idOf(req) })),
      most: SHOWN_BAD_LINES,
    });
  });
  router.get('/api/statements/:id/bad.csv', async (req, res) => {
    const say = wordsFor(currentVisit().locale).statements.bad;
    const lines = await app.badLines({ actor: actor(), fileId: idOf(req) });
    await sendCsv(res, `${say.file}.csv`, [say.line, say.why, say.row], badRows(lines));
  });
  router.post('/api/statements/:id/undo', async (req, res) => {
    await app.undoStatement({ actor: actor(), fileId: idOf(req) });
    res.json({ undone: true });
  });
  return router;
}
