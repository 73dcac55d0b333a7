import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DMMF } from '@prisma/client/runtime/library.js';
import { projectRoot } from './project-root.ts';

/**
 * Columns that no list, page, filter or export may ever reach. AdminJS sends hidden columns to the
 * browser and filters on them, so they are taken out of the model itself.
 */
const NEVER_SHOWN: Readonly<Record<string, readonly string[]>> = {
  User: ['passwordHash', 'demo'],
  Wallet: ['version'],
  Vault: ['version'],
  Transaction: ['idempotencyKey', 'fingerprint', 'dialect'],
  WebhookEvent: ['raw', 'hash', 'headers'],
  AuditEntry: ['sessionId'],
};

/** The whole data model: the one inside a client without a native engine is pruned. */
export function readWholeDatamodel(): DMMF.Datamodel {
  const file = join(projectRoot(), 'node_modules/.prisma/datamodel.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The data model as far as it may be shown. */
export function readDatamodel(): DMMF.Datamodel {
  const datamodel = readWholeDatamodel();
  const models = datamodel.models.map((model) => ({
    ...model,
    fields: model.fields.filter((field) => !NEVER_SHOWN[model.name]?.includes(field.name)),
  }));
  return { ...datamodel, models };
}
