import { type FilterRule, readText, unreadable } from '../filter-rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The dashboard's ages: [younger than, but not younger than], in milliseconds. */
const AGES: Readonly<Record<string, readonly [number | null, number]>> = {
  '<15m': [15 * MINUTE, 0],
  '<1h': [HOUR, 15 * MINUTE],
  '<24h': [DAY, HOUR],
  '<3d': [3 * DAY, DAY],
  older: [null, 3 * DAY],
};

/** Transactions of one age, as the dashboard counts them. */
export const age: FilterRule = (value, { now }) => {
  const name = readText('age', value);
  const bounds = Object.hasOwn(AGES, name) ? AGES[name] : undefined;
  if (!bounds) throw unreadable('age');
  const [youngerThan, atLeast] = bounds;
  const since = (ms: number) => new Date(now.getTime() - ms);
  return {
    createdAt: {
      ...(youngerThan === null ? {} : { gt: since(youngerThan) }),
      ...(atLeast === 0 ? {} : { lte: since(atLeast) }),
    },
  };
};
