import type { Action, ActionContext, ActionResponse, ResourceOptions } from 'adminjs';
import type { App } from '../app.ts';
import { roleOf } from './actions/answer.ts';
import { decideOne } from './actions/approve.ts';
import { decideMany } from './actions/approve-many.ts';
import { answerDispute, showDispute } from './actions/dispute.ts';
import { payAction } from './actions/pay.ts';
import { editUser, newUser, resetUser, switchUser } from './actions/people.ts';
import {
  addMembership,
  newTontine,
  removeMembership,
  renameTontine,
} from './actions/people-tontines.ts';
import { queryNow } from './actions/query.ts';
import { showAudit, showEvent, showJournal, showTransaction } from './actions/show.ts';
import { lockVault, moveVault, newVault } from './actions/vault.ts';
import { usualDirection } from './asked.ts';
import { checkFilters } from './check-filters.ts';
import type { Definition } from './definition.ts';
import type { Lists } from './export/list-source.ts';
import { listAction } from './lists/list-action.ts';
import { STAFF_ONLY } from './resources/index.ts';

type Actions = Readonly<Record<string, Partial<Action<ActionResponse>>>>;

const OFF = { isVisible: false, isAccessible: false };

const ofStaff = (context: ActionContext) => ['FINANCE', 'ADMIN'].includes(roleOf(context) ?? '');
const ofPanel = (context: ActionContext) => ofStaff(context) || roleOf(context) === 'TREASURER';

/** What can be done with each kind of record beyond looking at it. */
const actionsOf = (app: App): Readonly<Record<string, Actions>> => ({
  Wallet: { deposit: payAction(app, 'deposit'), payout: payAction(app, 'payout') },
  Vault: {
    new: newVault(app),
    moveIn: moveVault(app, 'in'),
    moveOut: moveVault(app, 'out'),
    lock: lockVault(app),
  },
  Transaction: {
    show: showTransaction(app),
    approve: decideOne(app, 'approve'),
    reject: decideOne(app, 'reject'),
    cancel: decideOne(app, 'cancel'),
    query: queryNow(app),
    decide: decideMany(app),
  },
  User: {
    new: newUser(app),
    edit: editUser(app),
    disable: switchUser(app, 'disable'),
    enable: switchUser(app, 'enable'),
    reset: resetUser(app),
  },
  Tontine: { new: newTontine(app), edit: renameTontine(app) },
  Membership: { new: addMembership(app), remove: removeMembership(app) },
  Dispute: { show: showDispute(app), answer: answerDispute(app) },
  AuditEntry: { show: showAudit(app) },
  WebhookEvent: { show: showEvent(app) },
  Journal: { show: showJournal(app) },
});

/** Everything is read-only; what acts is added by name. */
export function optionsFor(
  app: App,
  definition: Definition,
  lists: Lists = new Map(),
): ResourceOptions {
  const mayRead = STAFF_ONLY.includes(definition.id) ? ofStaff : ofPanel;
  const reading = { isAccessible: mayRead };
  const { columns, controls, details, id, defaultSort, title } = definition;
  const own = actionsOf(app)[id] ?? {};
  const before = checkFilters(definition);
  const actions: Actions = {
    edit: OFF,
    delete: OFF,
    bulkDelete: OFF,
    new: OFF,
    search: OFF,
    list: {
      ...reading,
      before,
      ...listAction(lists, id),
      custom: { columns, controls, details },
    },
    ...own,
    show: { ...own['show'], ...reading },
  };
  return {
    id,
    titleProperty: title,
    sort: { sortBy: defaultSort, direction: usualDirection(definition) },
    properties: Object.fromEntries(
      Object.keys(definition.sorts).map((name) => [name, { isSortable: true }]),
    ),
    actions: actions as ResourceOptions['actions'] & object,
  };
}
