import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../kernel/log.ts';

const CHANNEL = 'transaction_changed';
/** A notice holds 8000 bytes at most; ids of 36 and a comma. */
const IDS_PER_NOTICE = 200;
const RECONNECT_MS = 1_000;
/** Between two notices: on a busy day they would be one more commit for each batch, and no page needs that many. */
const PAUSE_MS = 50;

export interface Changes {
  /**
   * Says that these transactions changed. Called after the commit, never inside it; a notice that is
   * lost costs a page only delay, so that nobody waits for it and it never fails.
   */
  announce(transactionIds: readonly string[]): Promise<void>;
  /** Calls back whenever a transaction of this wallet changed, in any process. Answers how to stop. */
  watch(walletId: string, onChange: () => void): () => void;
  close(): Promise<void>;
}

function noticesOf(transactionIds: readonly string[]): string[] {
  const notices: string[] = [];
  for (let at = 0; at < transactionIds.length; at += IDS_PER_NOTICE) {
    notices.push(transactionIds.slice(at, at + IDS_PER_NOTICE).join(','));
  }
  return notices;
}

/** For work that nobody watches: the demo's history. */
export const NO_CHANGES: Changes = {
  announce: async () => {},
  watch: () => () => {},
  close: async () => {},
};

/**
 * Tells pages in every process what changed, over PostgreSQL's LISTEN and NOTIFY. What is announced
 * while one notice is on its way goes out together in the next. The connection opens at its first use.
 */
export function createChanges(url: string, pool: pg.Pool, log: Log): Changes {
  const watchers = new Map<string, Set<() => void>>();
  const waiting = new Set<string>();
  const ending = new AbortController();
  let connected: Promise<pg.Client> | null = null;
  let sending: Promise<void> | null = null;

  /** A notice needs no durable commit: it says nothing that the rows do not say. */
  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'tontine-changes',
      options: '-c synchronous_commit=off -c jit=off',
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => {});
    client.on('end', () => {
      connected = null;
      if (!ending.signal.aborted && watchers.size > 0) void reconnect();
    });
    client.on('notification', ({ payload }) => void wake((payload ?? '').split(',')));
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    return client;
  }

  function open(): Promise<pg.Client> {
    connected ??= connect().catch((error: unknown) => {
      connected = null;
      throw error;
    });
    return connected;
  }

  /** Whoever watches has missed what happened meanwhile: all of them look again. */
  async function reconnect(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await sleep(RECONNECT_MS, undefined, { signal: ending.signal });
        await open();
        for (const each of watchers.values()) for (const onChange of each) onChange();
        return;
      } catch (error) {
        if (!ending.signal.aborted) log.warn({ err: error }, 'live updates wait for the database');
      }
    }
  }

  async function wake(transactionIds: readonly string[]): Promise<void> {
    if (watchers.size === 0) return;
    try {
      const { rows } = await pool.query<{ wallet_id: string }>(
        'select distinct wallet_id from transaction where id = any($1::uuid[])',
        [transactionIds],
      );
      for (const { wallet_id: id } of rows) {
        for (const onChange of watchers.get(id) ?? []) onChange();
      }
    } catch (error) {
      log.warn({ err: error }, 'a notice of a change was lost');
    }
  }

  /** All that waits goes out in one commit: on a busy day it is more than one notice holds. */
  async function sendWaiting(): Promise<void> {
    while (waiting.size > 0) {
      const notices = noticesOf([...waiting]);
      waiting.clear();
      try {
        const client = await open();
        await client.query('select pg_notify($1, ids) from unnest($2::text[]) ids', [
          CHANNEL,
          notices,
        ]);
        await sleep(PAUSE_MS, undefined, { ref: false, signal: ending.signal }).catch(() => {});
      } catch (error) {
        waiting.clear();
        log.warn({ err: error }, 'a notice of a change was lost');
      }
    }
  }

  return {
    announce: async (transactionIds) => {
      if (ending.signal.aborted) return;
      for (const id of transactionIds) waiting.add(id);
      sending ??= sendWaiting().finally(() => {
        sending = null;
      });
    },
    watch: (walletId, onChange) => {
      const each = watchers.get(walletId) ?? new Set();
      watchers.set(walletId, each.add(onChange));
      void open().catch(() => reconnect());
      return () => {
        each.delete(onChange);
        if (each.size === 0) watchers.delete(walletId);
      };
    },
    close: async () => {
      ending.abort();
      await sending;
      const client = await connected?.catch(() => null);
      await client?.end();
    },
  };
}
