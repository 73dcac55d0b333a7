import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRouter } from '@adminjs/express';
import type { PrismaClient } from '@prisma/client';
import AdminJS, { type AdminJSOptions } from 'adminjs';
import { Router } from 'express';
import type { App } from '../app.ts';
import { notFound } from '../kernel/errors.ts';
import { settingsPage } from './actions/settings.ts';
import { asOfDoor } from './as-of-door.ts';
import { serveAssets } from './assets.ts';
import { breaksDoor } from './breaks-door.ts';
import { readDashboard } from './dashboard.ts';
import { readDatamodel } from './datamodel.ts';
import type { Definition } from './definition.ts';
import type { Lists } from './export/list-source.ts';
import { exportDoor } from './export-door.ts';
import { gatewayDoor } from './gateway-door.ts';
import { modelSql } from './lists/model-sql.ts';
import { localeFor } from './locale/index.ts';
import { noticesDoor } from './notices-door.ts';
import { ScopedResource } from './prisma-resource.ts';
import { proofDoor } from './proof-door.ts';
import { receive } from './receive.ts';
import { resolutionsDoor } from './resolutions-door.ts';
import { optionsFor } from './resource-options.ts';
import { definitions } from './resources/index.ts';
import { rulesDoor } from './rules-door.ts';
import { statementsDoor } from './statements-door.ts';

const ROOT = '/admin';

/**
 * Doors of AdminJS that we do not use: what acts on many records is an action of ours, and so is
 * search; a script that we do not serve would be bundled into the working directory.
 */
const CLOSED = [
  '/api/resources/:resourceId/bulk',
  '/api/resources/:resourceId/search',
  '/resources/:resourceId/bulk',
  '/frontend/assets',
];

/** Pages of ours beside AdminJS's: the same document each, drawn by the components. */
const PAGES = [
  '/approvals',
  '/as-of',
  '/breaks',
  '/statements',
  '/statements/:id',
  '/proof',
  '/rules',
  '/settings',
];

/** Every list, with what reads it: for AdminJS, and for the exports. */
function listsOf(app: App): Lists {
  const clientModule = { Prisma: { dmmf: { datamodel: readDatamodel() } } };
  const { models } = clientModule.Prisma.dmmf.datamodel;
  const client = app.prisma as unknown as PrismaClient;
  const sql = modelSql();
  const context = () => ({ zone: app.settings.zone, now: app.clock.now() });
  const make = (definition: Definition) => {
    const model = models.find(({ name }) => name === definition.id);
    if (!model) throw new Error(`The data model has no ${definition.id}: run prisma generate.`);
    return new ScopedResource(
      { model, client, clientModule, sql, run: app.read },
      definition,
      context,
    );
  };
  return new Map(
    definitions(app).map((definition) => [
      definition.id,
      { definition, resource: make(definition) },
    ]),
  );
}

function panelOptions(app: App, lists: Lists, styles: readonly string[]): AdminJSOptions {
  return {
    rootPath: ROOT,
    loginPath: '/login',
    logoutPath: '/logout',
    branding: { companyName: 'Tontine Pro', withMadeWithLove: false, logo: false },
    assets: { styles: [...styles], scripts: [] },
    locale: (person) => localeFor(person?.['locale'] === 'en' ? 'en' : 'fr'),
    settings: { defaultPerPage: 25 },
    dashboard: { component: 'Dashboard', handler: () => readDashboard(app) },
    pages: { settings: { component: 'Settings', handler: settingsPage(app) } },
    resources: [...lists.values()].map(({ definition, resource }) => ({
      resource,
      options: optionsFor(app, definition, lists),
    })),
  };
}

/**
 * The back-office panel, to be mounted at `/admin` behind the http guard, which has signed the
 * person in (`res.locals.person`), checked the origin and parsed the body (`req.fields`).
 * `bundleDir` is what `buildAdminBundle` wrote; without one the panel builds its own.
 */
export async function createAdmin(
  app: App,
  { bundleDir }: { bundleDir?: string | undefined } = {},
) {
  const folder = bundleDir ?? (await mkdtemp(join(tmpdir(), 'tontine-panel-')));
  if (!bundleDir) {
    const { buildAdminBundle } = await import('./bundle.ts');
    await buildAdminBundle(folder);
  }
  const assets = serveAssets(folder, ROOT);
  const lists = listsOf(app);
  const admin = new AdminJS(panelOptions(app, lists, [assets.urls['panel.css'] ?? '']));
  // Our scripts are built already: AdminJS would bundle them again, into the working directory.
  admin.initialize = async () => undefined;
  const router = Router();
  router.use(assets.router);
  router.use(receive(app, assets.urls));
  router.use(CLOSED, (req) => {
    throw notFound('page', req.path);
  });
  router.use(gatewayDoor(app));
  router.use(exportDoor(app, lists));
  router.use(asOfDoor(app));
  router.use(noticesDoor(app));
  router.use(breaksDoor(app));
  router.use(resolutionsDoor(app));
  router.use(statementsDoor(app));
  router.use(rulesDoor(app));
  router.use(proofDoor(app));
  router.get(PAGES, (req, _res, next) => {
    req.url = '/';
    next();
  });
  router.use(buildRouter(admin));
  return { router };
}
