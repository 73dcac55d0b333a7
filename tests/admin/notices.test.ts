import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenMember, givenTreasurer, waitingPayout } from './given.ts';

const world = useConsole();
let finance: Visitor;
let tresorier: Visitor;
let other: Visitor;

const read = async (who: Visitor) =>
  JSON.parse((await who.get('/admin/api/notices', { accept: 'application/json' })).text);

beforeAll(async () => {
  const { console, database } = world;
  await givenTreasurer(world, 'deuxieme');
  [finance, tresorier, other] = await Promise.all([
    console.signIn('finance'),
    console.signIn('tresorier'),
    console.signIn('tresorier2'),
  ]);
  const id = await waitingPayout(tresorier, await givenMember(world));
  await database.owner.query(
    `insert into notice (kind, severity, subject_type, subject_id, tontine_id, dedupe_key, data) values
       ('approval_waiting', 'info', 'Transaction', $1, $2, 'a', '{"amount": "150000", "minutes": 15}'),
       ('invariant_broken', 'critical', null, null, null, 'b', '{"invariant": "1", "broken": "Le total n’est pas nul."}')`,
    [id, world.people.tontineId],
  );
});

test('each person is told what is theirs to know, in words', async () => {
  const told = await read(finance);
  expect(told.unread).toBe(2);
  for (const { sentence } of told.notices) expect(sentence).toMatch(/^\p{Lu}.*\.$/su);
  expect((await read(tresorier)).notices).toMatchObject([{ kind: 'approval_waiting' }]);
  expect(await read(other)).toEqual({ unread: 0, notices: [] });
});

test('what one person has read is still new to the others', async () => {
  const [first] = (await read(tresorier)).notices;
  const answer = await tresorier.postJson(`/admin/api/notices/${first.id}/read`, {});
  expect(answer.status).toBe(200);
  expect((await read(tresorier)).unread).toBe(0);
  expect((await read(finance)).unread).toBe(2);
  expect((await other.postJson(`/admin/api/notices/${first.id}/read`, {})).status).toBe(404);
  expect((await tresorier.postJson('/admin/api/notices/nothing/read', {})).status).toBe(404);
});
