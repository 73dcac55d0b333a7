import { createHmac } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Outgoing, Sink } from './sink.ts';

export interface WebhookSettings {
  readonly url: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
}

const WITHIN_MS = 10_000;

/**
 * Posts each notice as a Standard Webhooks message: its id is the notice's own, at every attempt, so that
 * a receiver that got it twice can tell.
 */
export function webhookSink({ url, secret }: WebhookSettings, clock: Clock): Sink {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

  async function post(notice: Outgoing): Promise<void> {
    const body = bodyOf(notice);
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const signature = createHmac('sha256', key)
      .update(`${notice.id}.${timestamp}.${body}`)
      .digest('base64');
    const answer = await fetch(url, {
      method: 'POST',
      // A redirect would carry a signed message to somebody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'tontine-pro',
        'webhook-id': notice.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    }).catch((error: unknown) => {
      throw new Error(`The receiver did not answer (${whyOf(error)}).`, { cause: error });
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`The receiver answered ${answer.status}.`);
  }

  return {
    name: 'webhook',
    batch: 1,
    send: async (notices) => {
      for (const notice of notices) await post(notice);
    },
  };
}

/** The same bytes at every attempt: they are made of the stored notice alone. */
function bodyOf({ kind, createdAt, id, severity, subjectType, subjectId, data }: Outgoing): string {
  return JSON.stringify({
    type: `notice.${kind}`,
    timestamp: createdAt.toISOString(),
    data: { id, severity, subjectType, subjectId, ...data },
  });
}

/** `ECONNREFUSED`, `TimeoutError`: never the address, which may hold a password. */
function whyOf(error: unknown): string {
  const { cause, name } = error instanceof Error ? error : new Error('unknown');
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : name;
}
