import type { Prisma } from '../db/prisma.ts';

/** The columns that `peopleOf` reads of a correction. */
export const DECIDERS = {
  initiatedBy: { select: { fullName: true } },
  checkedBy: { select: { fullName: true } },
} as const;

interface Named {
  readonly fullName: string;
}

/** Whoever decided a correction: the maker, then the checker. */
export const peopleOf = ({
  initiatedBy,
  checkedBy,
}: {
  readonly initiatedBy: Named | null;
  readonly checkedBy: Named | null;
}): string[] => [initiatedBy, checkedBy].flatMap((person) => person?.fullName ?? []);

/** A person's word, as `carry_out` writes it. */
interface Word {
  readonly maker: string | null;
  readonly checker: string | null;
}

interface Told {
  readonly id: string;
  readonly source: string;
  readonly raw: Uint8Array;
}

/** The maker and the checker of each event that is people's own word, by the event's id. */
export async function decidersOf(
  prisma: Prisma,
  events: readonly Told[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const words = events.flatMap(({ id, source, raw }) => {
    if (source !== 'person') return [];
    const { maker, checker } = JSON.parse(Buffer.from(raw).toString('utf8')) as Word;
    return [{ id, people: [maker, checker].filter((person) => person !== null) }];
  });
  if (words.length === 0) return new Map();
  const people = await prisma.user.findMany({
    where: { id: { in: words.flatMap((word) => word.people) } },
    select: { id: true, fullName: true },
  });
  const names = new Map(people.map(({ id, fullName }) => [id, fullName]));
  return new Map(
    words.map((word) => [word.id, word.people.flatMap((person) => names.get(person) ?? [])]),
  );
}
