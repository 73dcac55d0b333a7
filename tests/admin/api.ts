import { randomUUID } from 'node:crypto';
import type { Visitor } from '../support/visitor.ts';

/** AdminJS's answers, as far as the tests read them. */
export interface PanelRecord {
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly populated: Readonly<Record<string, PanelRecord>>;
  readonly errors: Readonly<Record<string, { readonly message: string }>>;
  readonly recordActions: readonly { readonly name: string }[];
}

export interface PanelAnswer {
  readonly status: number;
  readonly record?: PanelRecord;
  readonly records?: readonly PanelRecord[];
  readonly meta?: { readonly total: number };
  readonly notice?: { readonly type: string; readonly message: string };
  readonly redirectUrl?: string;
  readonly transaction?: {
    readonly id: string;
    readonly status: string;
    readonly amount: string;
    readonly gatewayReference: string | null;
    readonly paymentUrl: string | null;
    readonly paymentQr: string | null;
    readonly failureReason: string | null;
    readonly failureMessage: string | null;
  };
  readonly error?: { readonly code: string; readonly message: string };
  readonly story?: {
    readonly timeline: readonly { readonly what: string }[];
    readonly journals: readonly { readonly kind: string }[];
    readonly corrects: { readonly id: string; readonly status: string } | null;
    readonly corrections: readonly {
      readonly id: string;
      readonly adjustment: string;
      readonly amount: string;
      readonly undone: unknown;
    }[];
  };
  readonly form?: Readonly<Record<string, unknown>>;
}

const ACCEPT = { accept: 'application/json' };

const read = ({ status, text }: { status: number; text: string }): PanelAnswer => ({
  ...JSON.parse(text),
  status,
});

export const list = async (who: Visitor, resource: string, query = ''): Promise<PanelAnswer> =>
  read(await who.get(`/admin/api/resources/${resource}/actions/list?${query}`, ACCEPT));

export const open = async (
  who: Visitor,
  resource: string,
  id: string,
  action = 'show',
): Promise<PanelAnswer> =>
  read(await who.get(`/admin/api/resources/${resource}/records/${id}/${action}`, ACCEPT));

export const act = async (
  who: Visitor,
  resource: string,
  id: string,
  action: string,
  data: Readonly<Record<string, unknown>>,
): Promise<PanelAnswer> =>
  read(await who.postJson(`/admin/api/resources/${resource}/records/${id}/${action}`, data));

export const actOnResource = async (
  who: Visitor,
  resource: string,
  action: string,
  data: Readonly<Record<string, unknown>>,
): Promise<PanelAnswer> =>
  read(await who.postJson(`/admin/api/resources/${resource}/actions/${action}`, data));

/** A payment as the form sends it. */
export const payment = (over: Readonly<Record<string, unknown>> = {}) => ({
  amount: '5000',
  phone: '+22670123456',
  method: 'wave',
  note: '',
  idempotencyKey: randomUUID(),
  ...over,
});

export const ids = ({ records = [] }: PanelAnswer): readonly string[] =>
  records.map(({ id }) => id);
