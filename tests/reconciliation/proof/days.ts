import type { ConsoleForTests } from '../../support/console.ts';

export type World = Pick<ConsoleForTests, 'console' | 'database' | 'people'>;

/** YYYY-MM-DD of an instant in the tests' zone, which is UTC. */
export const dayOfInstant = (at: Date): string => at.toISOString().slice(0, 10);

export const proofOn = ({ console: { app }, people }: World, day: string) =>
  app.proof({ actor: people.finance, day });

/** Says that the gateway held at midnight what the day's report expects and explains, and some francs more. */
export async function tellBalance(world: World, day: string, more = 0): Promise<void> {
  const { equation, items } = await proofOn(world, day);
  const explained = items.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const amount = String(BigInt(equation.expected) + explained + BigInt(more));
  await world.console.app.recordBalance({ actor: world.people.finance, day, amount });
}

/** Closes a day that adds up. Answers its frozen report. */
export async function closedDay(world: World, day: string) {
  await tellBalance(world, day);
  await world.console.app.closeDay({ actor: world.people.finance, day });
  return proofOn(world, day);
}
