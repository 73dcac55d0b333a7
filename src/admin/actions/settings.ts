import type { ActionRequest, PageContext } from 'adminjs';
import type { App } from '../../app.ts';
import { forbidden } from '../../kernel/errors.ts';
import { currentPerson, currentVisit } from '../actor-store.ts';
import { wordsFor } from '../locale/index.ts';
import { isPost, pick, told } from './answer.ts';

const READERS: readonly string[] = ['FINANCE', 'ADMIN'];
const CHANGED = ['approvalAbove', 'approvalTtlHours', 'methodsOff'] as const;

/** The rules in force, who changed each last, and which of the methods could be switched on at all. */
async function settingsOf(app: App) {
  const { approvalAbove, approvalTtl, methods, changed } = await app.readSettings();
  const configured = (id: string) => app.settings.methods.find((method) => method.id === id);
  return {
    approvalAbove,
    approvalTtlHours: approvalTtl.replace(/^PT|H$/g, ''),
    methods: methods.map(({ id, label, deposit, payout }) => {
      const could = configured(id);
      const enabled = could?.enabled === true;
      return {
        id,
        label,
        deposit: { on: deposit, could: enabled && could.deposit },
        payout: { on: payout, could: enabled && could.payout },
      };
    }),
    changed: Object.fromEntries(
      changed.map(({ key, at, by }) => [key, { at: at.toISOString(), by }]),
    ),
  };
}

/**
 * The settings page's own door, since AdminJS checks no role for its pages. Finance reads, an
 * administrator changes by POST.
 * @throws Forbidden for everybody else
 */
export const settingsPage =
  (app: App) => async (asked: ActionRequest, _response: unknown, context: PageContext) => {
    const person = currentPerson();
    if (!READERS.includes(person.role)) {
      throw forbidden('forbidden', 'Settings are for finance and administrators.');
    }
    if (!isPost(asked))
      return { settings: await settingsOf(app), mayChange: person.role === 'ADMIN' };
    const { currentAdmin } = context;
    return told({ ...(currentAdmin ? { currentAdmin } : {}) }, async () => {
      const { reason } = pick(asked, ['reason']);
      await app.changeSettings({ ...pick(asked, CHANGED), actor: person, reason });
      return {
        settings: await settingsOf(app),
        notice: {
          message: wordsFor(currentVisit().locale).settings.done,
          type: 'success' as const,
        },
      };
    });
  };
