import type { Pool } from 'pg';
import type { Prisma } from '../db/prisma.ts';
import { readScope } from '../identity/scope.ts';
import type { Person } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { forbidden, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { type Kept, keepAnchor, readAnchors } from '../ledger/anchors.ts';
import { type AccountRef, asOf } from '../ledger/as-of.ts';
import {
  headAt,
  headOfTransaction,
  newestHead,
  type SealHead,
  type SealRun,
  sealJournals,
} from '../ledger/seal.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { raiseDueNotices, tellViolations } from '../notices/raise.ts';
import { acknowledgeNotice, readNotices } from '../notices/read.ts';
import { sendNotices } from '../notices/send.ts';
import { createSinks, type NotifySettings } from '../notices/sinks.ts';
import { openInvariantBreaks } from '../reconciliation/breaks/invariants.ts';

interface BooksParts {
  readonly pool: Pool;
  readonly prisma: Prisma;
  readonly settings: {
    readonly publicUrl: string;
    readonly zone: string;
    readonly anchorsFile: string | null;
    readonly notify: NotifySettings;
  };
  readonly clock: Clock;
  readonly log: Log;
}

/** What the app offers about the books themselves: their past, their seal, their proof, and who is told. */
export function booksOperations({ pool, prisma, settings, clock, log }: BooksParts) {
  const { zone, anchorsFile, notify } = settings;
  const sinks = createSinks(notify, { publicUrl: settings.publicUrl, clock, log });

  return {
    /** @throws as `asOf` in the ledger; NotFound for what the person may not see */
    asOf: async ({ actor, at, ...account }: AccountRef & { actor: Person; at: Date }) => {
      await expectVisible(prisma, actor, account);
      return asOf(pool, { ...account, at });
    },

    /** Seals what was committed, and keeps the newest head outside the database as well; null: nowhere. */
    seal: async (): Promise<SealRun & { head: SealHead | null; kept: Kept | null }> => {
      const run = await sealJournals(pool);
      const head = await newestHead(pool, zone);
      if (!head || !anchorsFile) return { ...run, head, kept: null };
      const kept = keepAnchor(anchorsFile, head, { begins: head.seq <= run.blocks });
      if (kept === 'refused') {
        log.error(
          { file: anchorsFile, block: head.seq },
          'the file of kept heads is missing or empty, though older blocks are sealed: find it, or begin one by hand',
        );
      }
      return { ...run, head, kept };
    },
    sealHead: (at: Date) => headAt(pool, zone, at),
    sealOfTransaction: (transactionId: string) => headOfTransaction(pool, zone, transactionId),

    /** Proves the books, with the heads that were kept; whatever is broken is told to finance. */
    verifyLedger: async () => {
      const violations = await verifyLedger(pool, anchorsFile ? readAnchors(anchorsFile) : null, {
        current: anchorsFile !== null,
      });
      if (violations.length > 0) {
        await openInvariantBreaks(pool, violations);
        await tellViolations(pool, clock.now().toISOString().slice(0, 10), violations);
      }
      return violations;
    },

    raiseNotices: () => raiseDueNotices(pool, notify),
    sendNotices: () => sendNotices(pool, sinks, log),
    notices: (asked: Parameters<typeof readNotices>[1]) => readNotices(pool, asked),
    acknowledgeNotice: (asked: Parameters<typeof acknowledgeNotice>[1]) =>
      acknowledgeNotice(pool, asked),
  };
}

/** A person's own wallet or vault, or that of a member of theirs; accounts of the house are for finance. */
async function expectVisible(prisma: Prisma, actor: Person, account: AccountRef): Promise<void> {
  if (actor.role === 'FINANCE' || actor.role === 'ADMIN') return;
  if (!('accountId' in account)) throw forbidden('forbidden', 'Only finance reads these accounts.');
  const { accountId: id } = account;
  const scope = readScope(actor);
  const found = isUuid(id)
    ? ((await prisma.wallet.findFirst({ where: { AND: [{ id }, scope.wallet] } })) ??
      (await prisma.vault.findFirst({ where: { AND: [{ id }, scope.vault] } })))
    : null;
  if (!found) throw notFound('account', String(id).slice(0, 64));
}
