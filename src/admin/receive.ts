import type { Request, RequestHandler, Response } from 'express';
import type { App } from '../app.ts';
import type { Locale } from '../kernel/actor.ts';
import { forbidden } from '../kernel/errors.ts';
import { type Account, visits } from './actor-store.ts';
import { rewritePage, type Theme } from './page-html.ts';
import { speak } from './speak.ts';

const STAFF: readonly string[] = ['TREASURER', 'FINANCE', 'ADMIN'];

/** A small setting of this browser, kept in a cookie of the panel. */
function cookie(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

function themeOf(req: Request): Theme {
  const chosen = cookie(req, 'panel_theme');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** What AdminJS and the page may know of who is signed in: no more than this. */
function adminUser({ person, tontines }: Account, locale: Locale) {
  const { id, username, role, tontineId } = person;
  return {
    id,
    email: username,
    title: role,
    role,
    locale,
    /** The tontine that a treasurer acts for, and whether there is another one to choose. */
    tontine: tontines.find((tontine) => tontine.id === tontineId)?.name ?? null,
    mayChoose: tontines.length > 1,
  };
}

/** AdminJS reads the session; kept out of what is stored, or a demoted person would keep a role. */
function showToAdmin(req: Request, user: object): void {
  Object.defineProperty(req.session, 'adminUser', {
    value: user,
    enumerable: false,
    configurable: true,
    writable: true,
  });
}

/**
 * The panel's own door: checks the role again, remembers who asks for the handlers and resources
 * below, and rewrites the pages on their way out.
 */
export function receive(app: App, scripts: Readonly<Record<string, string>>): RequestHandler {
  return (req: Request, res: Response, next) => {
    const account: Account | null = res.locals['account'] ?? null;
    if (!account || !STAFF.includes(account.person.role)) {
      throw forbidden('forbidden', 'The panel is for treasurers and staff.');
    }
    // The door chose it: what was asked for, what this browser remembers, or the person's own.
    const locale: Locale = res.locals['locale'] === 'en' ? 'en' : 'fr';
    showToAdmin(req, adminUser(account, locale));
    const page = {
      locale,
      theme: themeOf(req),
      zone: app.settings.zone,
      methods: Object.fromEntries(app.settings.methods.map(({ id, label }) => [id, label])),
      scripts,
      chartsScript: scripts['charts.bundle.js'] ?? '',
    };
    const send = res.send.bind(res);
    res.send = (body) => {
      if (typeof body !== 'string') return send(body);
      if (/^\s*<!DOCTYPE html/i.test(body)) return send(rewritePage(body, page));
      return send(speak(body, locale));
    };
    res.set('Cache-Control', 'no-store');
    visits.run({ person: { ...account.person, locale }, account, locale }, next);
  };
}
