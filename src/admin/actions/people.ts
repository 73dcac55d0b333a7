import type { Action, ActionContext, ActionResponse } from 'adminjs';
import type { App } from '../../app.ts';
import { typed } from '../../kernel/typed.ts';
import { currentPerson, currentVisit } from '../actor-store.ts';
import { type Words, wordsFor } from '../locale/index.ts';
import { isPost, pick, recordOf, reread, roleOf, toJson, told } from './answer.ts';

/** People, tontines and settings are the administrators' alone; the operations say so again. */
export const adminsOnly = (context: ActionContext): boolean => roleOf(context) === 'ADMIN';

export const ADMINS = { isVisible: adminsOnly, isAccessible: adminsOnly };

const EDITED = ['fullName', 'phone', 'email', 'role', 'locale'] as const;

const words = () => wordsFor(currentVisit().locale);

const done = (what: keyof Words['person']['done']) => ({
  message: words().person.done[what],
  type: 'success' as const,
});

const userPage = (context: ActionContext, recordId: string) =>
  context.h.recordActionUrl({ resourceId: 'User', recordId, actionName: 'show' });

const isSelf = ({ record, currentAdmin }: ActionContext) => record?.id() === currentAdmin?.['id'];

/** What the administrator hands over: shown on this one answer, kept nowhere. */
function handOver(app: App, person: { username: string; role: string }, password: string) {
  const { publicUrl, requireSecondFactor } = app.settings;
  return {
    password,
    username: person.username,
    address: `${publicUrl}/login`,
    asksSecondFactor: requireSecondFactor && person.role !== 'MEMBER',
  };
}

/** Adds a person; the one-time password is in the answer and nowhere else. */
export const newUser = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'resource',
  component: 'UserForm',
  ...ADMINS,
  handler: async (asked, _response, context) => {
    if (!isPost(asked)) return {};
    const form = pick(asked, ['username', ...EDITED]);
    return told(context, async () => {
      const { userId, password } = await app.createUser({ ...form, actor: currentPerson() });
      const record = await context.resource.findOne(userId, context);
      const person = {
        username: String(record?.get('username') ?? ''),
        role: String(record?.get('role') ?? ''),
      };
      return {
        record: record ? toJson(record, context) : null,
        notice: done('created'),
        redirectUrl: userPage(context, userId),
        once: handOver(app, person, password),
      };
    });
  },
});

/** Changes what the form has; whatever else is posted is not looked at. */
export const editUser = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'UserForm',
  ...ADMINS,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked))
      return { record: toJson(record, context), form: { isSelf: isSelf(context) } };
    const form = pick(asked, EDITED);
    return told(context, async () => {
      await app.updateUser({ ...form, actor: currentPerson(), userId: record.id() });
      return {
        record: await reread(context),
        notice: done('edited'),
        redirectUrl: userPage(context, record.id()),
      };
    });
  },
});

/** Ends a person's access, or gives it back; why is required and audited. */
export function switchUser(app: App, to: 'disable' | 'enable'): Partial<Action<ActionResponse>> {
  const act = to === 'disable' ? app.disableUser : app.enableUser;
  return {
    actionType: 'record',
    component: 'UserReason',
    isVisible: (context) =>
      adminsOnly(context) &&
      context.record?.get('disabled') === (to === 'enable') &&
      !(to === 'disable' && isSelf(context)),
    isAccessible: adminsOnly,
    handler: async (asked, _response, context) => {
      const record = recordOf(context);
      if (!isPost(asked)) return { record: toJson(record, context) };
      const { reason } = pick(asked, ['reason']);
      return told(context, async () => {
        await act({ actor: currentPerson(), userId: record.id(), reason });
        return {
          record: await reread(context),
          notice: done(to === 'disable' ? 'disabled' : 'enabled'),
          redirectUrl: userPage(context, record.id()),
        };
      });
    },
  };
}

/** A new one-time password for who has lost theirs, or their telephone. */
export const resetUser = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'UserReason',
  isVisible: (context) => adminsOnly(context) && !isSelf(context),
  isAccessible: adminsOnly,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked)) return { record: toJson(record, context) };
    const { reason } = pick(asked, ['reason']);
    return told(context, async () => {
      const { password } = await app.resetUser({
        actor: currentPerson(),
        userId: record.id(),
        reason,
      });
      const person = { username: typed(record.get('username')), role: typed(record.get('role')) };
      return {
        record: await reread(context),
        notice: done('reset'),
        redirectUrl: userPage(context, record.id()),
        once: handOver(app, person, password),
      };
    });
  },
});
