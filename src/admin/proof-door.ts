import { Router } from 'express';
import type { App } from '../app.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson, currentVisit } from './actor-store.ts';
import type { ProofReport } from './components/proof/answers.ts';
import { sendCsv } from './csv-answer.ts';
import { wordsFor } from './locale/index.ts';
import { proofRows } from './proof-rows.ts';

/** A report as the page and the file have it: dates as text. */
const asSent = (report: object): ProofReport => JSON.parse(JSON.stringify(report));

type Given = Readonly<Record<string, unknown>>;

/** Two currencies of one day are two files. */
const fileName = (name: string, { day, currency }: ProofReport): string =>
  `${name}-${day}${currency === 'XOF' ? '' : `-${currency}`}.csv`;

type Days = Awaited<ReturnType<App['proofDays']>>;

/** The day after the last one closed, since they close in order; yesterday where none is. Newest first. */
function nextToClose(days: Days): string {
  const lastClosed = days.findIndex(({ state }) => state === 'closed');
  return days[lastClosed === -1 ? 1 : Math.max(0, lastClosed - 1)]?.day ?? '';
}

/**
 * The daily proof, in one currency: the day's report with the last days (without a day: the next to close), the same as
 * a file, the gateway's balance asked or typed in, a break for what nothing explains, and the closing of the day.
 */
export function proofDoor(app: App): Router {
  const router = Router();
  const actor = currentPerson;
  /** The day that an act is about, and its currency: XOF where none is said. */
  const aboutOf = (given: Given) => ({
    actor: actor(),
    day: typed(given['day']),
    currency: typed(given['currency']) || undefined,
  });

  router.get('/api/proof', async (req, res) => {
    const asked = aboutOf(req.query);
    const days = await app.proofDays(asked);
    const report = await app.proof({ ...asked, day: asked.day || nextToClose(days) });
    res.json({ days, report, currencies: await app.proofCurrencies(asked) });
  });
  router.get('/api/proof/report.csv', async (req, res) => {
    const { locale } = currentVisit();
    const say = wordsFor(locale).proof.csv;
    const report = asSent(await app.proof(aboutOf(req.query)));
    const header = [say.section, say.what, say.reference, say.adds, say.takes];
    await sendCsv(res, fileName(say.file, report), header, proofRows(report, locale));
  });
  router.post('/api/proof/balance', async (req, res) => {
    const { amount } = req.fields;
    await app.recordBalance({ ...aboutOf(req.fields), amount });
    res.json({ recorded: true });
  });
  router.post('/api/proof/ask', async (req, res) => {
    await app.queryBalance(aboutOf(req.fields));
    res.json({ recorded: true });
  });
  router.post('/api/proof/explain', async (req, res) => {
    res.json(await app.explainGap(aboutOf(req.fields)));
  });
  router.post('/api/proof/close', async (req, res) => {
    await app.closeDay(aboutOf(req.fields));
    res.json({ closed: true });
  });
  return router;
}
