import { expect, test } from 'vitest';
import type { Story } from '../../src/admin/components/record/answers.ts';
import { momentsOf } from '../../src/admin/components/record/moments.ts';
import { shownStatus } from '../../src/admin/shown.ts';
import {
  breakAbout,
  givenContradicted,
  givenDeposit,
  givenSaver,
  givenUnknown,
  resolved,
} from '../reconciliation/resolutions/given.ts';
import { useConsole } from '../support/console.ts';
import { fact } from '../support/payments.ts';
import { list, open } from './api.ts';

const world = useConsole();

async function opened(id: string) {
  const finance = await world.console.signIn('finance');
  const { record, story } = await open(finance, 'Transaction', id);
  if (!record || !story) throw new Error('no page');
  return { params: record.params, moments: momentsOf(story as unknown as Story) };
}

test('a deposit that was set aside shows it, by whom and why, and that it had been late', async () => {
  const { id } = await givenUnknown(world, 'DEPOSIT');
  const before = await opened(id);
  expect(before.moments.filter(({ what }) => what === 'stale')).toHaveLength(1);
  await resolved(world, (await breakAbout(world, id)).id, 'set_aside');
  const { params, moments } = await opened(id);
  expect(shownStatus(params)).toBe('ASIDE');
  const late = { what: 'stale', detail: 'payer_has_not_confirmed' };
  expect(moments.slice(-2)).toMatchObject([
    late,
    { what: 'aside', detail: 'seen with the operator', by: ['finance'] },
  ]);
  expect(moments.filter(({ what }) => what === 'stale')).toHaveLength(1);
});

test('a correction names its maker and its checker', async () => {
  const { id, breakId } = await givenContradicted(world, 8_000);
  await resolved(world, breakId, 'mark_failed');
  const { moments } = await opened(id);
  expect(moments.find(({ what }) => what === 'corrected')?.by).toEqual(['finance', 'admin']);
});

test('what two people settled names them as well', async () => {
  const { id } = await givenUnknown(world, 'WITHDRAWAL');
  await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
  const { moments } = await opened(id);
  expect(moments.find(({ what }) => what === 'resolved')?.by).toEqual(['finance', 'admin']);
});

test('a deposit whose message came does not wait for the member’s first word', async () => {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference, amount: 5_500n }));
  await world.database.owner.query(
    `update queue_entry set stale_since = db_now(), stale_reason = 'payer_has_not_confirmed' where transaction_id = $1`,
    [id],
  );
  const { moments } = await opened(id);
  expect(moments.find(({ what }) => what === 'stale')).toMatchObject({ detail: null });
});

test('a message that people answered is suspended and resolved', async () => {
  const { breakId, reference } = await givenContradicted(world, 8_000);
  const finance = await world.console.signIn('finance');
  const outcomes = async () =>
    (await list(finance, 'WebhookEvent', `filters.q=${reference}`)).records?.map(
      ({ params }) => params['outcome'],
    );
  expect(await outcomes()).toContain('suspended');
  await resolved(world, breakId, 'mark_failed');
  expect(await outcomes()).toContain('suspended_resolved');
  expect(await outcomes()).not.toContain('suspended');
});

test('the two phones of an operation have a heading each', async () => {
  const finance = await world.console.signIn('finance');
  const { text } = await finance.get('/admin/api/export/Transaction?format=csv');
  const heads = text.split('\n')[0]?.split(/[;,]/) ?? [];
  expect(new Set(heads).size).toBe(heads.length);
  expect(text.split('\n')[0]).toContain('Téléphone du membre');
});
