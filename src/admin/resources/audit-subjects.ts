import type { App } from '../../app.ts';
import type { Extra, Row } from '../definition.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

type Find = (app: App, ids: string[]) => Promise<readonly Named[]>;

const person = { select: { fullName: true } } as const;

/** Whose, or which, each kind of subject is. What was removed since has no name any more. */
const FINDERS: Readonly<Record<string, Find>> = {
  User: async ({ prisma }, ids) =>
    (
      await prisma.user.findMany({
        where: { id: { in: ids } },
        select: { id: true, fullName: true },
      })
    ).map(({ id, fullName }) => ({ id, name: fullName })),
  Transaction: async ({ prisma }, ids) =>
    (
      await prisma.transaction.findMany({
        where: { id: { in: ids } },
        select: { id: true, user: person },
      })
    ).map(({ id, user }) => ({ id, name: user.fullName })),
  Vault: async ({ prisma }, ids) =>
    (
      await prisma.vault.findMany({
        where: { id: { in: ids } },
        select: { id: true, name: true, owner: person },
      })
    ).map(({ id, name, owner }) => ({ id, name: `${owner.fullName} · ${name}` })),
  Dispute: async ({ prisma }, ids) =>
    (
      await prisma.dispute.findMany({
        where: { id: { in: ids } },
        select: { id: true, openedBy: person },
      })
    ).map(({ id, openedBy }) => ({ id, name: openedBy.fullName })),
  Tontine: ({ prisma }, ids) =>
    prisma.tontine.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  Membership: async ({ prisma }, ids) =>
    (
      await prisma.membership.findMany({
        where: { id: { in: ids } },
        select: { id: true, user: person, tontine: { select: { name: true } } },
      })
    ).map(({ id, user, tontine }) => ({ id, name: `${user.fullName} · ${tontine.name}` })),
};

/** On whom: `subjectName` by the entry's id, with one query for each kind among the entries. */
export async function subjectNames(
  app: App,
  entries: readonly Row[],
): Promise<ReadonlyMap<string, Extra>> {
  const found = await Promise.all(
    Object.entries(FINDERS).map(([kind, find]) => {
      const ids = entries
        .filter(({ subjectType, subjectId }) => subjectType === kind && subjectId)
        .map(({ subjectId }) => String(subjectId));
      return ids.length > 0 ? find(app, [...new Set(ids)]) : [];
    }),
  );
  const names = new Map(found.flat().map(({ id, name }) => [id, name]));
  return new Map(
    entries.map(({ id, subjectId }) => [
      String(id),
      { subjectName: names.get(String(subjectId)) ?? null },
    ]),
  );
}
