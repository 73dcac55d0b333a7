import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the generated client depends on. */
const INPUTS = ['prisma/schema.prisma', 'prisma/emit-datamodel.mjs', 'package-lock.json'];

/**
 * Generates Prisma's client and the full datamodel where those in node_modules are missing or were
 * made from another schema. Answers whether it had to.
 * @throws Error with what the command said
 */
export function generateClient(root: string): boolean {
  const generated = join(root, 'node_modules', '.prisma');
  const stampFile = join(generated, 'tontine-stamp');
  const hash = createHash('sha256');
  for (const input of INPUTS) hash.update(readFileSync(join(root, input)));
  const stamp = hash.digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const cli = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  });
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}\n${stderr}`);
  mkdirSync(generated, { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}
