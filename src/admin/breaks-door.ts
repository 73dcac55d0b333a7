import { type Request, Router } from 'express';
import type { App } from '../app.ts';
import { invalid } from '../kernel/errors.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson } from './actor-store.ts';
import { breakFilter, breakSort } from './break-filter.ts';
import { storyJson } from './break-json.ts';
import { officersOnly } from './officers-only.ts';

type Verb = Parameters<App['resolveBreak']>[0]['verb'];

const PAGE = 'breaks';
/** As many as one request names. */
const MOST = 500;

/** The operation knows which verbs there are. */
const verbOf = (value: unknown): Verb => typed(value).slice(0, 40) as Verb;

/** @throws InvalidInput `choice_invalid` */
function idsIn(value: unknown, field: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const ids = [...new Set(list.map((id) => typed(id).slice(0, 64).toLowerCase()))];
  if (ids.length === 0 || ids.length > MOST)
    throw invalid(field, 'choice_invalid', `Choose 1 to ${MOST}.`, { most: MOST });
  return ids;
}

const idIn = (req: Request): string => String(req.params['id']);

/**
 * The queue of breaks: read, followed, resolved. What moves money is only proposed here.
 */
export function breaksDoor(app: App): Router {
  const router = Router();
  const actor = currentPerson;
  router.use('/api/breaks', officersOnly);

  router.get('/api/breaks', async (req, res) => {
    const { query } = req;
    const [cursor, limit] = [typed(query['cursor']), Number(typed(query['limit']))];
    res.json(
      await app.breaks({
        actor: actor(),
        filter: breakFilter(query),
        sort: breakSort(query),
        ...(cursor ? { cursor } : {}),
        ...(Number.isInteger(limit) && limit > 0 ? { limit } : {}),
      }),
    );
  });
  router.get('/api/breaks/figures', async (req, res) => {
    res.json(await app.breakFigures({ actor: actor(), filter: breakFilter(req.query) }));
  });
  router.get('/api/breaks/officers', async (_req, res) => {
    res.json({ officers: await app.officers({ actor: actor() }) });
  });
  router.get('/api/breaks/views', async (_req, res) => {
    res.json({ views: await app.savedViews({ actor: actor(), page: PAGE }) });
  });
  router.post('/api/breaks/views', async (req, res) => {
    const { name, query } = req.fields;
    const view = { page: PAGE, name: typed(name), query: typed(query) };
    res.json(await app.saveView({ actor: actor(), ...view }));
  });
  router.post('/api/breaks/views/:id/remove', async (req, res) => {
    await app.removeView({ actor: actor(), id: idIn(req) });
    res.json({ removed: true });
  });
  router.post('/api/breaks/assign', async (req, res) => {
    const { breakIds, assigneeId } = req.fields;
    const ids = idsIn(breakIds, 'breakIds');
    await app.assignBreaks({
      actor: actor(),
      breakIds: ids,
      assigneeId: typed(assigneeId) || null,
    });
    res.json({ changed: ids.length });
  });
  router.post('/api/breaks/due', async (req, res) => {
    const { breakIds, dueAt } = req.fields;
    const ids = idsIn(breakIds, 'breakIds');
    await app.setBreaksDue({ actor: actor(), breakIds: ids, dueAt: typed(dueAt) || null });
    res.json({ changed: ids.length });
  });
  // Those that are named, or whatever matches the filter of the address.
  router.post('/api/breaks/resolve', async (req, res) => {
    const { breakIds, verb, reason } = req.fields;
    const cursor = typed(req.query['cursor']);
    const which =
      breakIds === undefined
        ? { filter: breakFilter(req.query), ...(cursor ? { cursor } : {}) }
        : { breakIds: idsIn(breakIds, 'breakIds') };
    const order = { verb: verbOf(verb), reason: typed(reason) };
    res.json(await app.resolveBreaks({ actor: actor(), ...which, ...order }));
  });
  router.get('/api/breaks/:id', async (req, res) => {
    res.json(storyJson(await app.breakStory({ actor: actor(), breakId: idIn(req) })));
  });
  router.post('/api/breaks/:id/preview', async (req, res) => {
    const { verb, params } = req.fields;
    const plan = { breakId: idIn(req), verb: verbOf(verb), params: paramsIn(params) };
    res.json(await app.previewResolution({ actor: actor(), ...plan }));
  });
  router.post('/api/breaks/:id/resolve', async (req, res) => {
    const { verb, params, reason } = req.fields;
    const plan = { breakId: idIn(req), verb: verbOf(verb), params: paramsIn(params) };
    res.json(await app.resolveBreak({ actor: actor(), ...plan, reason: typed(reason) }));
  });
  router.post('/api/breaks/:id/notes', async (req, res) => {
    const text = typed(req.fields['text']);
    res.json(await app.noteBreak({ actor: actor(), breakId: idIn(req), text }));
  });
  return router;
}

type Params = Readonly<Record<string, unknown>>;

/** An object as it came; what may stand in it, the operation knows. */
const paramsIn = (value: unknown): Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Params) : {};
