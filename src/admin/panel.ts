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
import { serveAssets } from './assets.ts';
import { buildAdminBundle } from './bundle.ts';
import { readDashboard } from './dashboard.ts';
import { readDatamodel } from './datamodel.ts';
import type { Definition } from './definition.ts';
import { gatewayDoor } from './gateway-door.ts';
import { localeFor } from './locale/index.ts';
import { ScopedResource } from './prisma-resource.ts';
import { receive } from './receive.ts';
import { optionsFor } from './resource-options.ts';
import { definitions } from './resources/index.ts';

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

function resourceMaker(app: App) {
  const clientModule = { Prisma: { dmmf: { datamodel: readDatamodel() } } };
  const { models } = clientModule.Prisma.dmmf.datamodel;
  const client = app.prisma as unknown as PrismaClient;
  const context = () => ({ zone: app.settings.zone, now: app.clock.now() });
  return (definition: Definition) => {
    const model = models.find(({ name }) => name === definition.id);
    if (!model) throw new Error(`The data model has no ${definition.id}: run prisma generate.`);
    return new ScopedResource({ model, client, clientModule }, definition, context);
  };
}

function panelOptions(app: App, styles: readonly string[]): AdminJSOptions {
  const makeResource = resourceMaker(app);
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
    resources: definitions(app).map((definition) => ({
      resource: makeResource(definition),
      options: optionsFor(app, definition),
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
  if (!bundleDir) await buildAdminBundle(folder);
  const assets = serveAssets(folder, ROOT);
  const admin = new AdminJS(panelOptions(app, [assets.urls['panel.css'] ?? '']));
  // Our scripts are built already: AdminJS would bundle them again, into the working directory.
  admin.initialize = async () => undefined;
  const router = Router();
  router.use(assets.router);
  router.use(receive(app, assets.urls));
  router.use(CLOSED, (req) => {
    throw notFound('page', req.path);
  });
  router.use(gatewayDoor(app));
  // Pages of ours beside AdminJS's: the same document each, drawn by the components.
  router.get(['/approvals', '/settings'], (req, _res, next) => {
    req.url = '/';
    next();
  });
  router.use(buildRouter(admin));
  return { router };
}
