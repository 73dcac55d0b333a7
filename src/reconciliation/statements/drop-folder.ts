import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { system } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { createImports, ImportDeps } from './import.ts';
import { inspectFile } from './inspect.ts';

/** A file that was written to so recently may still be arriving. */
const SETTLED_MS = 5_000;
const MOST_A_RUN = 20;

export interface Collected {
  readonly name: string;
  /** `unknown`: nobody has said yet what its columns mean; it waits in the folder `unknown`. */
  readonly became: 'imported' | 'refused' | 'unknown';
}

/**
 * Imports what was dropped into the statements' folder. What cannot be imported is moved to `refused` or `unknown`,
 * never deleted, and never stops the others.
 */
export async function collectDropped(
  deps: ImportDeps & { readonly clock: Clock },
  imports: ReturnType<typeof createImports>,
): Promise<Collected[]> {
  const { folder } = deps.files;
  await mkdir(folder, { recursive: true });
  const collected: Collected[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (collected.length === MOST_A_RUN) break;
    const { name } = entry;
    if (!entry.isFile() || name.startsWith('.')) continue;
    try {
      const path = join(folder, name);
      const { mtimeMs } = await stat(path);
      if (deps.clock.now().getTime() - mtimeMs < SETTLED_MS) continue;
      collected.push({ name, became: await collect(deps, imports, path, name) });
    } catch (error) {
      deps.log.error(
        { err: error, file: name },
        'a statement in the folder stays for the next run',
      );
    }
  }
  return collected;
}

async function collect(
  deps: ImportDeps,
  imports: ReturnType<typeof createImports>,
  path: string,
  name: string,
): Promise<Collected['became']> {
  const upload = await deps.files.receive(name, createReadStream(path));
  try {
    const inspected = await inspectFile(deps, upload);
    if (inspected.format === 'unknown' && inspected.mappingName === null) {
      await deps.files.discard(upload.id);
      return await moveAside(deps, path, name, 'unknown');
    }
    await imports.start(system('statements folder'), upload, inspected, {});
    await rm(path);
    return 'imported';
  } catch (error) {
    await deps.files.discard(upload.id);
    if (!(error instanceof AppError)) throw error;
    deps.log.warn({ file: name, code: error.code }, 'a statement in the folder was refused');
    return moveAside(deps, path, name, 'refused');
  }
}

/** A part of the name that fits behind a key, whatever its letters. */
const NAME_KEPT = 50;

async function moveAside<W extends 'refused' | 'unknown'>(
  deps: ImportDeps,
  path: string,
  name: string,
  where: W,
): Promise<W> {
  const to = join(deps.files.folder, where);
  await mkdir(to, { recursive: true });
  const taken = existsSync(join(to, name));
  await rename(path, join(to, taken ? `${randomUUID()}-${name.slice(-NAME_KEPT)}` : name));
  return where;
}
