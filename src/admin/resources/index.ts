import type { App } from '../../app.ts';
import type { Definition } from '../definition.ts';
import { auditEntry } from './audit.ts';
import { dispute } from './dispute.ts';
import { journal } from './proofs.ts';
import { membership, tontine } from './tontines.ts';
import { transaction } from './transaction.ts';
import { user } from './user.ts';
import { vault } from './vault.ts';
import { wallet } from './wallet.ts';
import { webhookEvent } from './webhook-event.ts';

/** Every kind of record that the panel shows, in the order of its navigation. */
export const definitions = (app: App): readonly Definition[] => [
  wallet(app),
  transaction(app),
  vault(app),
  dispute(app),
  user(app),
  tontine(app),
  membership(app),
  webhookEvent(app),
  journal(),
  auditEntry(app),
];

/** Resources that only the finance staff and administrators find in their navigation. */
export const STAFF_ONLY: readonly string[] = ['WebhookEvent', 'Journal', 'AuditEntry'];
