import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';

/** Typed reads for the panel and the pages. The password hash is left out of every answer. */
export function openPrisma(url: string) {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: 5,
      application_name: 'tontine-read',
      options: '-c jit=off',
    }),
    omit: { user: { passwordHash: true } },
  });
}

export type Prisma = ReturnType<typeof openPrisma>;
