import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';

/** Typed reads for the panel and the pages. The password hash is left out of every answer. */
export function openPrisma(url: string) {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: 5,
      application_name: 'tontine-read',
      // What a page asks is done before a second worker has started.
      options: '-c jit=off -c max_parallel_workers_per_gather=0',
    }),
    omit: { user: { passwordHash: true } },
  });
}

export type Prisma = ReturnType<typeof openPrisma>;
