import { AGES } from '../ages.ts';
import { type FilterRule, readText, unreadable } from '../filter-rules.ts';

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
