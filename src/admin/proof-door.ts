import { type Request, Router } from 'express';
import type { App } from '../app.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson, currentVisit } from './actor-store.ts';
import type { ProofReport } from './components/proof/answers.ts';
import { sendCsv } from './csv-answer.ts';
import { wordsFor } from './locale/index.ts';
import { operations } from './operations-to-come.ts';
import { proofRows } from './proof-rows.ts';

/** A report as the page and the file have it: dates as text. */
const asSent = (report: object): ProofReport => JSON.parse(JSON.stringify(report));

/**
 * The daily proof: the day's report with the last days (without a day: the oldest that is not closed,
 * since days close in order), the same as a file, the gateway's balance asked or typed in, a break
 * for what nothing explains, and the closing of the day.
 */
export function proofDoor(app: App): Router {
  const ops = operations(app);
  const router = Router();
  const actor = currentPerson;
  const dayOf = (req: Request): string => typed(req.fields['day']);

  router.get('/api/proof', async (req, res) => {
    const days = await ops.proofDays({ actor: actor() });
    const asked = typed(req.query['day']);
    const day = asked || (days.findLast(({ state }) => state === 'open') ?? days[0])?.day;
    res.json({ days, report: day ? await ops.proof({ actor: actor(), day }) : null });
  });
  router.get('/api/proof/report.csv', async (req, res) => {
    const day = typed(req.query['day']);
    const { locale } = currentVisit();
    const say = wordsFor(locale).proof.csv;
    const report = asSent(await ops.proof({ actor: actor(), day }));
    const header = [say.section, say.what, say.reference, say.adds, say.takes];
    await sendCsv(res, `${say.file}-${report.day}.csv`, header, proofRows(report, locale));
  });
  router.post('/api/proof/balance', async (req, res) => {
    const { amount } = req.fields;
    await ops.recordBalance({ actor: actor(), day: dayOf(req), amount });
    res.json({ recorded: true });
  });
  router.post('/api/proof/ask', async (req, res) => {
    res.json({ answer: await ops.queryBalance({ actor: actor(), day: dayOf(req) }) });
  });
  router.post('/api/proof/explain', async (req, res) => {
    res.json(await ops.explainGap({ actor: actor(), day: dayOf(req) }));
  });
  router.post('/api/proof/close', async (req, res) => {
    await ops.closeDay({ actor: actor(), day: dayOf(req) });
    res.json({ closed: true });
  });
  return router;
}
