import type { Action, ActionContext, ActionResponse } from 'adminjs';
import type { App } from '../../app.ts';
import { typed } from '../../kernel/typed.ts';
import { currentVisit } from '../actor-store.ts';
import { type Words, wordsFor } from '../locale/index.ts';
import { isPost, pick, recordOf, reread, toJson, told, treasurersOnly } from './answer.ts';

const TREASURERS = { isVisible: treasurersOnly, isAccessible: treasurersOnly };

const vaultPage = (context: ActionContext, vaultId: string) =>
  context.h.recordActionUrl({ resourceId: 'Vault', recordId: vaultId, actionName: 'show' });

const done = (what: keyof Words['vault']['done']) => ({
  message: wordsFor(currentVisit().locale).vault.done[what],
  type: 'success' as const,
});

/** The owner's wallet is where a vault's money comes from and goes to. */
async function formOf(app: App, context: ActionContext) {
  const record = recordOf(context);
  const owner = record.populated['owner'];
  const wallet = await app.prisma.wallet.findFirst({
    where: { AND: [{ userId: record.get('ownerId') }, app.scope(currentVisit().person).wallet] },
  });
  return {
    vault: {
      name: record.get('name'),
      balance: record.get('balance'),
      lockedUntil: record.get('lockedUntil'),
      isLocked: record.get('isLocked'),
    },
    owner: { name: owner?.get('fullName') ?? '', phone: owner?.get('phone') ?? '' },
    walletBalance: wallet ? wallet.balance.toFixed() : null,
  };
}

/** Opens a vault for a member of one's own tontines. */
export const newVault = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'resource',
  component: 'VaultNew',
  ...TREASURERS,
  handler: async (asked, _response, context) => {
    if (!isPost(asked)) return {};
    const form = pick(asked, ['ownerId', 'name', 'lockedUntil']);
    return told(context, async () => {
      const { vaultId } = await app.createVault({
        actor: currentVisit().person,
        ownerId: typed(form['ownerId']),
        name: form['name'],
        lockedUntil: form['lockedUntil'],
      });
      const record = await context.resource.findOne(vaultId, context);
      return {
        record: record ? toJson(record, context) : null,
        notice: done('created'),
        redirectUrl: vaultPage(context, vaultId),
      };
    });
  },
});

/** Moves money between a member's wallet and vault, at once. */
export function moveVault(app: App, way: 'in' | 'out'): Partial<Action<ActionResponse>> {
  const move = way === 'in' ? app.moveToVault : app.moveFromVault;
  return {
    actionType: 'record',
    component: 'VaultMove',
    ...TREASURERS,
    handler: async (asked, _response, context) => {
      const record = recordOf(context);
      if (!isPost(asked))
        return { record: toJson(record, context), form: await formOf(app, context) };
      const form = pick(asked, ['amount', 'idempotencyKey']);
      return told(context, async () => {
        const { transactionId } = await move({
          actor: currentVisit().person,
          vaultId: record.id(),
          amount: form['amount'],
          idempotencyKey: form['idempotencyKey'],
        });
        return {
          record: await reread(context),
          notice: done(way === 'in' ? 'movedIn' : 'movedOut'),
          redirectUrl: vaultPage(context, record.id()),
          transaction: { id: transactionId },
        };
      });
    },
  };
}

/** Locks a vault until a day, or extends the lock; a lock never gets shorter. */
export const lockVault = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'VaultLock',
  ...TREASURERS,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked))
      return { record: toJson(record, context), form: await formOf(app, context) };
    const { until } = pick(asked, ['until']);
    return told(context, async () => {
      await app.lockVault({ actor: currentVisit().person, vaultId: record.id(), until });
      return {
        record: await reread(context),
        notice: done('locked'),
        redirectUrl: vaultPage(context, record.id()),
      };
    });
  },
});
