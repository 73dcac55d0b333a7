import type { Action, ActionContext, ActionResponse } from 'adminjs';
import type { App } from '../../app.ts';
import { typed } from '../../kernel/typed.ts';
import { currentPerson, currentVisit } from '../actor-store.ts';
import { type Words, wordsFor } from '../locale/index.ts';
import { isPost, pick, recordOf, reread, toJson, told } from './answer.ts';
import { ADMINS } from './people.ts';

const words = () => wordsFor(currentVisit().locale);

const tontineDone = (what: keyof Words['tontine']['done']) => ({
  message: words().tontine.done[what],
  type: 'success' as const,
});

const membershipDone = (what: keyof Words['membership']['done']) => ({
  message: words().membership.done[what],
  type: 'success' as const,
});

const tontinePage = (context: ActionContext, recordId: string) =>
  context.h.recordActionUrl({ resourceId: 'Tontine', recordId, actionName: 'show' });

export const newTontine = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'resource',
  component: 'TontineForm',
  ...ADMINS,
  handler: async (asked, _response, context) => {
    if (!isPost(asked)) return {};
    const { name } = pick(asked, ['name']);
    return told(context, async () => {
      const { tontineId } = await app.createTontine({ actor: currentPerson(), name });
      const record = await context.resource.findOne(tontineId, context);
      return {
        record: record ? toJson(record, context) : null,
        notice: tontineDone('created'),
        redirectUrl: tontinePage(context, tontineId),
      };
    });
  },
});

export const renameTontine = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'TontineForm',
  ...ADMINS,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked)) return { record: toJson(record, context) };
    const { name } = pick(asked, ['name']);
    return told(context, async () => {
      await app.renameTontine({ actor: currentPerson(), tontineId: record.id(), name });
      return {
        record: await reread(context),
        notice: tontineDone('renamed'),
        redirectUrl: tontinePage(context, record.id()),
      };
    });
  },
});

export const addMembership = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'resource',
  component: 'MembershipForm',
  ...ADMINS,
  handler: async (asked, _response, context) => {
    if (!isPost(asked)) return {};
    const form = pick(asked, ['tontineId', 'userId', 'kind']);
    return told(context, async () => {
      const tontineId = typed(form['tontineId']);
      const { membershipId } = await app.addMembership({
        actor: currentPerson(),
        tontineId,
        userId: typed(form['userId']),
        kind: form['kind'],
      });
      const record = await context.resource.findOne(membershipId, context);
      return {
        record: record ? toJson(record, context) : null,
        notice: membershipDone('added'),
        redirectUrl: tontinePage(context, tontineId),
      };
    });
  },
});

/** Takes a person out of a tontine; their money and their history stay. */
export const removeMembership = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'MembershipRemove',
  ...ADMINS,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked)) return { record: toJson(record, context) };
    return told(context, async () => {
      await app.removeMembership({ actor: currentPerson(), membershipId: record.id() });
      return {
        record: toJson(record, context),
        notice: membershipDone('removed'),
        redirectUrl: tontinePage(context, typed(record.get('tontineId'))),
      };
    });
  },
});
