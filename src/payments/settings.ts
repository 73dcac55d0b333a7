import type { Pool } from 'pg';
import { recordAudit } from '../audit/record.ts';
import { inTransaction, type Queryable } from '../db/in-transaction.ts';
import { adminOnly } from '../identity/people.ts';
import type { Person } from '../kernel/actor.ts';
import { invalid } from '../kernel/errors.ts';
import { type Francs, parseAmount } from '../kernel/money.ts';
import { typed } from '../kernel/typed.ts';
import { parseReason } from './command.ts';
import type { PaymentMethod } from './methods.ts';

const HOUR_MS = 3_600_000;
const LONGEST_TTL_HOURS = 720;

export type Direction = 'deposit' | 'payout';

/** What the environment says, until an administrator says otherwise in the panel. */
export interface SettingDefaults {
  readonly methods: readonly PaymentMethod[];
  /** `PAYOUT_APPROVAL_ABOVE`, whole francs. */
  readonly approvalAbove: Francs;
  /** `APPROVAL_TTL`. */
  readonly approvalTtlMs: number;
}

export interface SettingChange {
  readonly actor: Person;
  readonly approvalAbove?: unknown;
  readonly approvalTtlHours?: unknown;
  /** `wave:deposit`, `orange_money:payout`: switched off; all others are as configured. */
  readonly methodsOff?: unknown;
  readonly reason: unknown;
}

type Stored = ReadonlyMap<string, { value: unknown; at: Date; by: string }>;

async function readStored(db: Queryable): Promise<Stored> {
  const { rows } = await db.query<{ key: string; value: unknown; at: Date; by: string }>(
    `select s.key, s.value, s.changed_at as at, u.full_name as by from setting s join app_user u on u.id = s.changed_by`,
  );
  return new Map(rows.map(({ key, ...rest }) => [key, rest]));
}

/** The rules in force: the environment's, and over them what an administrator changed in the panel. */
export function createSettings(pool: Pool, defaults: SettingDefaults) {
  async function rules() {
    const stored = await readStored(pool);
    const off = (stored.get('methods_off')?.value ?? []) as readonly string[];
    const above = stored.get('approval_above')?.value;
    const hours = stored.get('approval_ttl_hours')?.value;
    return {
      stored,
      approvalAbove: typeof above === 'string' ? BigInt(above) : defaults.approvalAbove,
      approvalTtlMs: typeof hours === 'number' ? hours * HOUR_MS : defaults.approvalTtlMs,
      methods: defaults.methods.map((method) => ({
        ...method,
        deposit: method.deposit && !off.includes(`${method.id}:deposit`),
        payout: method.payout && !off.includes(`${method.id}:payout`),
      })),
    };
  }

  /** @throws InvalidInput `setting_invalid`, `amount_invalid` with the field */
  function parse(change: SettingChange): [key: string, value: unknown][] {
    const parsed: [string, unknown][] = [];
    if (change.approvalAbove !== undefined) {
      const above = typed(change.approvalAbove).trim();
      const value = above === '0' ? 0n : parseAmount(above, 'approvalAbove');
      parsed.push(['approval_above', String(value)]);
    }
    if (change.approvalTtlHours !== undefined) {
      const text = typed(change.approvalTtlHours).trim();
      const hours = /^\d{1,3}$/.test(text) ? Number(text) : 0;
      if (hours < 1 || hours > LONGEST_TTL_HOURS) {
        throw invalid(
          'approvalTtlHours',
          'setting_invalid',
          `An approval waits 1 to ${LONGEST_TTL_HOURS} hours.`,
        );
      }
      parsed.push(['approval_ttl_hours', hours]);
    }
    if (change.methodsOff !== undefined) {
      const known = defaults.methods.flatMap(({ id }) => [`${id}:deposit`, `${id}:payout`]);
      const off = change.methodsOff;
      if (!Array.isArray(off) || !off.every((name) => known.includes(name))) {
        throw invalid('methodsOff', 'setting_invalid', 'There is no such payment method.');
      }
      parsed.push(['methods_off', [...new Set(off)].sort()]);
    }
    return parsed;
  }

  return {
    rules,

    /** The methods that a form may offer now. */
    openMethods: async (direction: Direction): Promise<PaymentMethod[]> => {
      const { methods } = await rules();
      return methods.filter((method) => method.enabled && method[direction]);
    },

    /** What the settings page shows: the rules in force, and who changed which of them last. */
    read: async () => {
      const { stored, approvalAbove, approvalTtlMs, methods } = await rules();
      return {
        approvalAbove: String(approvalAbove),
        approvalTtl: `PT${approvalTtlMs / HOUR_MS}H`,
        methods: methods.map(({ id, label, enabled, deposit, payout }) => ({
          id,
          label,
          deposit: enabled && deposit,
          payout: enabled && payout,
        })),
        changed: [...stored].map(([key, { at, by }]) => ({ key, at, by })),
      };
    },

    /**
     * Changes what is given, for every request from now on.
     * @throws InvalidInput with the field, `reason_needed`; Forbidden `admin_only`
     */
    change: async (asked: SettingChange): Promise<void> => {
      adminOnly(asked.actor);
      const reason = parseReason(asked.reason);
      const parsed = parse(asked);
      await inTransaction(pool, async (tx) => {
        for (const [key, value] of parsed) {
          const { rows } = await tx.query<{ value: unknown }>(
            'select value from setting where key = $1 for update',
            [key],
          );
          await tx.query(
            `insert into setting (key, value, changed_by) values ($1, $2, $3)
             on conflict (key) do update set value = excluded.value, changed_by = excluded.changed_by, changed_at = db_now()`,
            [key, JSON.stringify(value), asked.actor.id],
          );
          await recordAudit(tx, asked.actor, {
            action: 'setting.change',
            subjectType: 'Setting',
            subjectId: null,
            before: rows[0] ? { [key]: rows[0].value } : null,
            after: { [key]: value },
            reason,
          });
        }
      });
    },
  };
}

export type Settings = ReturnType<typeof createSettings>;
