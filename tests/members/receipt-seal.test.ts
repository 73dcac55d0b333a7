import { expect, test } from 'vitest';
import { newestHead } from '../../src/ledger/seal.ts';
import { postOne, sealAll } from '../ledger/sealed-books.ts';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment } from '../support/payments.ts';
import { read } from '../support/read.ts';

const world = useConsole();

test('a receipt prints the seal of the day once its movements are sealed, and how to check it', async () => {
  const { database, people, console: running } = world;
  const { awa, tresorier } = people;
  const payment = { type: 'DEPOSIT', amount: 700, by: tresorier, member: awa } as const;
  const { id, reference } = await givenPayment(database.pool, payment);
  const waiting = await givenPayment(database.pool, payment);
  const visitor = await running.signIn('awa');
  const receipt = async (of: string) => read(await visitor.get(`/wallet/operations/${of}/`));
  await sealAll(database.pool);
  await running.app.settle(fact({ reference }));
  expect(await receipt(id)).not.toContain('Empreinte du jour');

  await sealAll(database.pool);
  const head = (await newestHead(database.pool, running.app.settings.zone))!;
  const page = await receipt(id);
  expect(page).toContain(`Empreinte du jour ${head.short} (bloc ${head.seq}, ${head.day})`);
  expect(page).toContain(`demandez à la finance celle du bloc ${head.seq} et comparez`);
  expect(await receipt(waiting.id)).not.toContain('Empreinte du jour');

  // The day goes on: its head so far covers more, this movement included.
  await postOne(database.owner);
  await sealAll(database.pool);
  expect(await receipt(id)).toContain(`bloc ${head.seq + 1}, `);
});
