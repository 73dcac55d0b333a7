import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { type EmailSettings, emailSink } from './email-sink.ts';
import { logSink } from './log-sink.ts';
import type { Thresholds } from './raise.ts';
import type { Sink } from './sink.ts';
import { type WebhookSettings, webhookSink } from './webhook-sink.ts';

export interface NotifySettings extends Thresholds {
  readonly email: EmailSettings | null;
  readonly webhook: WebhookSettings | null;
}

/** The ways out that are configured; the log where none is. */
export function createSinks(
  { email, webhook }: NotifySettings,
  { publicUrl, clock, log }: { publicUrl: string; clock: Clock; log: Log },
): readonly Sink[] {
  const sinks = [
    ...(email ? [emailSink(email, publicUrl)] : []),
    ...(webhook ? [webhookSink(webhook, clock)] : []),
  ];
  return sinks.length > 0 ? sinks : [logSink(log)];
}
