import type { Action, ActionResponse } from 'adminjs';
import type { App } from '../../app.ts';
import { currentPerson } from '../actor-store.ts';
import { recordOf, toJson } from './answer.ts';
import { askable } from './query.ts';

/** A transaction's page: what it is, what happened to it, and what the books say. */
export const showTransaction = (app: App): Partial<Action<ActionResponse>> => ({
  handler: async (_asked, _response, context) => {
    const record = recordOf(context);
    const story = await app.transactionStory({
      actor: currentPerson(),
      transactionId: record.id(),
    });
    const { timeline, journals, events, corrects, corrections } = story;
    const breaks = await app.breaksAbout({ actor: currentPerson(), transactionId: record.id() });
    const dispute = await app.prisma.dispute.findFirst({
      where: { AND: [{ transactionId: record.id() }, app.scope(currentPerson()).dispute] },
      orderBy: { openedAt: 'desc' },
      select: { id: true, openedAt: true, answeredAt: true },
    });
    return {
      record: toJson(record, context),
      story: {
        timeline,
        journals,
        events,
        corrects,
        corrections,
        breaks,
        dispute,
        askable: askable(app, record),
      },
    };
  },
});

/** What was done, on what, and from where: the session by a mark that opens none. */
export const showAudit = (app: App): Partial<Action<ActionResponse>> => ({
  handler: async (_asked, _response, context) => {
    const record = recordOf(context);
    const entry = await app.prisma.auditEntry.findUnique({
      where: { id: record.id() },
      select: { before: true, after: true, sessionId: true },
    });
    return {
      record: toJson(record, context),
      entry: entry && { before: entry.before, after: entry.after, session: entry.sessionId },
    };
  },
});

/** A webhook as it came, byte for byte, and every decision about it. */
export const showEvent = (app: App): Partial<Action<ActionResponse>> => ({
  handler: async (_asked, _response, context) => {
    const record = recordOf(context);
    const event = await app.prisma.webhookEvent.findUnique({
      where: { id: record.id() },
      select: { raw: true, headers: true, outcomes: { orderBy: { seq: 'asc' } } },
    });
    return {
      record: toJson(record, context),
      event: event && {
        raw: Buffer.from(event.raw).toString('utf8'),
        headers: event.headers,
        decisions: event.outcomes.map(({ outcome, reason, transactionId, recordedAt }) => ({
          outcome,
          reason,
          transactionId,
          recordedAt,
        })),
      },
    };
  },
});

/** A journal with its lines, and whose account each line is on. */
export const showJournal = (app: App): Partial<Action<ActionResponse>> => ({
  handler: async (_asked, _response, context) => {
    const record = recordOf(context);
    const postings = await app.prisma.posting.findMany({
      where: { journalId: record.id() },
      orderBy: { line: 'asc' },
    });
    const accounts = await app.prisma.account.findMany({
      where: { id: { in: postings.map(({ accountId }) => accountId) } },
      include: {
        wallet: { select: { user: { select: { fullName: true } } } },
        vault: { select: { name: true } },
      },
    });
    const byId = new Map(accounts.map((account) => [account.id, account]));
    return {
      record: toJson(record, context),
      lines: postings.map(({ accountId, amount, balanceAfter }) => ({
        account: byId.get(accountId)?.kind ?? '',
        whose:
          byId.get(accountId)?.wallet?.user.fullName ?? byId.get(accountId)?.vault?.name ?? null,
        amount: amount.toFixed(),
        balanceAfter: balanceAfter?.toFixed() ?? null,
      })),
    };
  },
});
