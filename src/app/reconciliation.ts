import type { Pool } from 'pg';
import type { Prisma } from '../db/prisma.ts';
import type { Person } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Currency } from '../kernel/money.ts';
import type { Gateway } from '../payments/gateway.ts';
import type { QueryAnswer } from '../payments/query-now.ts';
import { breaksAbout } from '../reconciliation/breaks/about.ts';
import { breakFigures } from '../reconciliation/breaks/figures.ts';
import { listBreaks } from '../reconciliation/breaks/list.ts';
import { refreshBreaks, rematchLines } from '../reconciliation/breaks/refresh.ts';
import { breakStory } from '../reconciliation/breaks/story.ts';
import { removeView, savedViews, saveView } from '../reconciliation/breaks/views.ts';
import { assignBreaks, noteBreak, officers, setBreaksDue } from '../reconciliation/breaks/work.ts';
import { deliveries } from '../reconciliation/deliveries.ts';
import { expectFinance, expectOfficer } from '../reconciliation/officer.ts';
import { queryBalance, recordBalance } from '../reconciliation/proof/balance.ts';
import { currenciesPosted } from '../reconciliation/proof/currencies.ts';
import { closeDay, explainGap, proof, proofDays } from '../reconciliation/proof/proof.ts';
import { proveYesterday } from '../reconciliation/proof/prove-day.ts';
import { decideResolution, decideResolutions } from '../reconciliation/resolutions/decide.ts';
import { previewResolution } from '../reconciliation/resolutions/preview.ts';
import { resolveBreak, resolveBreaks } from '../reconciliation/resolutions/resolve.ts';
import { matchRules, saveRule, switchRule } from '../reconciliation/rules/rules.ts';
import { backTestRule, tryRule } from '../reconciliation/rules/try-rule.ts';
import { collectDropped } from '../reconciliation/statements/drop-folder.ts';
import { createStatementFiles } from '../reconciliation/statements/files.ts';
import { createImports } from '../reconciliation/statements/import.ts';
import { inspectFile, previewOf } from '../reconciliation/statements/inspect.ts';
import { fileLines } from '../reconciliation/statements/lines.ts';
import { checkedMapping } from '../reconciliation/statements/mapping.ts';
import {
  badLines,
  listStatements,
  readStatementFile,
  undoStatement,
} from '../reconciliation/statements/statements.ts';

interface Parts {
  readonly pool: Pool;
  readonly prisma: Prisma;
  readonly gateway: Gateway;
  readonly zone: string;
  readonly statementsDir: string;
  /** The ids of the payment methods. */
  readonly methods: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly queryNow: (asked: { actor: Person; transactionId: string }) => Promise<QueryAnswer>;
  readonly changed: (transactionIds: readonly string[]) => unknown;
  readonly proofFailed: (gap: {
    day: string;
    currency: string;
    amount: string;
  }) => Promise<unknown>;
}

type Asked<F extends (first: never, asked: never) => unknown> = Parameters<F>[1];

/** The operations of reconciliation, bound to what they need. */
export function reconciliationOperations(parts: Parts) {
  const { pool, prisma, gateway, zone, methods, clock, log } = parts;
  const refresh = (graceMs?: number) => refreshBreaks(pool, gateway.dialect, graceMs);
  const resolving = { pool, zone, log, queryNow: parts.queryNow, refresh, changed: parts.changed };
  const files = createStatementFiles(parts.statementsDir);
  const importing = { pool, files, zone, log, clock, methods };
  const ruling = { pool, methods };
  const imports = createImports(importing);
  const proving = { pool, zone, failed: parts.proofFailed };
  const balances = { pool, zone, gateway };

  return {
    breaks: (asked: Parameters<typeof listBreaks>[2]) => listBreaks(pool, zone, asked),
    breakFigures: (asked: Parameters<typeof breakFigures>[2]) => breakFigures(pool, zone, asked),
    breakStory: (asked: Asked<typeof breakStory>) => breakStory({ pool, prisma, gateway }, asked),
    breaksAbout: (asked: Asked<typeof breaksAbout>) => breaksAbout(pool, asked),
    refreshBreaks: refresh,
    previewResolution: (asked: Asked<typeof previewResolution>) => previewResolution(pool, asked),
    resolveBreak: (asked: Asked<typeof resolveBreak>) => resolveBreak(resolving, asked),
    resolveBreaks: (asked: Asked<typeof resolveBreaks>) => resolveBreaks(resolving, asked),
    decideResolution: (asked: Asked<typeof decideResolution>) => decideResolution(resolving, asked),
    decideResolutions: (asked: Asked<typeof decideResolutions>) =>
      decideResolutions(resolving, asked),
    assignBreaks: (asked: Asked<typeof assignBreaks>) => assignBreaks(pool, asked),
    setBreaksDue: (asked: Parameters<typeof setBreaksDue>[2]) => setBreaksDue(pool, zone, asked),
    noteBreak: (asked: Asked<typeof noteBreak>) => noteBreak(pool, asked),
    officers: (asked: Asked<typeof officers>) => officers(pool, asked),
    savedViews: (asked: Asked<typeof savedViews>) => savedViews(pool, asked),
    saveView: (asked: Asked<typeof saveView>) => saveView(pool, asked),
    removeView: (asked: Asked<typeof removeView>) => removeView(pool, asked),

    receiveStatement: async (asked: {
      actor: Person;
      name: string;
      stream: AsyncIterable<Buffer>;
    }) => {
      expectFinance(asked.actor);
      const upload = await files.receive(asked.name, asked.stream);
      try {
        return await inspectFile(importing, upload);
      } catch (error) {
        await files.discard(upload.id);
        throw error;
      }
    },
    previewMapping: async (asked: { actor: Person; uploadId: string; mapping: unknown }) => {
      expectFinance(asked.actor);
      const { path } = await files.upload(asked.uploadId);
      return previewOf(path, checkedMapping(asked.mapping));
    },
    importStatement: imports.importStatement,
    resumeStatements: imports.resume,
    removeOldUploads: () => files.removeOld(clock.now()),
    collectStatements: () => collectDropped(importing, imports),
    statementsIdle: imports.idle,
    statements: (asked: Asked<typeof listStatements>) => listStatements(pool, asked),
    statement: (asked: Asked<typeof readStatementFile>) => readStatementFile(pool, asked),
    badLines: (asked: Asked<typeof badLines>) => badLines(pool, asked),
    statementLines: (asked: Asked<typeof fileLines>) => fileLines(pool, asked),
    undoStatement: (asked: Asked<typeof undoStatement>) => undoStatement(pool, asked),
    matchRules: (asked: Asked<typeof matchRules>) => matchRules(pool, asked),
    saveRule: (asked: Asked<typeof saveRule>) => saveRule(ruling, asked),
    switchRule: async (asked: Asked<typeof switchRule>) => {
      await switchRule(pool, asked);
      if (!asked.enabled) return;
      await rematchLines(pool);
      await refresh();
    },
    tryRule: (asked: Asked<typeof tryRule>) => tryRule(ruling, asked),
    backTestRule: (asked: Asked<typeof backTestRule>) => backTestRule(ruling, asked),
    proofCurrencies: async ({ actor }: { actor: Person }): Promise<Currency[]> => {
      expectOfficer(actor);
      return currenciesPosted(pool);
    },
    proveYesterday: () => proveYesterday({ ...proving, gateway }),
    proof: (asked: Asked<typeof proof>) => proof(proving, asked),
    proofDays: (asked: Asked<typeof proofDays>) => proofDays(proving, asked),
    recordBalance: (asked: Asked<typeof recordBalance>) => recordBalance(balances, asked),
    queryBalance: (asked: Asked<typeof queryBalance>) => queryBalance(balances, asked),
    explainGap: (asked: Asked<typeof explainGap>) => explainGap(proving, asked),
    closeDay: (asked: Asked<typeof closeDay>) => closeDay(proving, asked),
    deliveries: (asked: Asked<typeof deliveries>) => deliveries(pool, asked),
  };
}
