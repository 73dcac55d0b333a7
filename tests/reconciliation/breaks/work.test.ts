import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { givenPerson } from '../../support/given.ts';
import { fact, unique } from '../../support/payments.ts';
import { breakAbout, codeOf, resolved } from '../resolutions/given.ts';

const world = useConsole();
const NOBODY = '019ac000-0000-7000-8000-000000000000';

async function orphan(over: object = {}): Promise<{ id: string; reference: string }> {
  const reference = unique('orphan');
  await world.console.app.settle(fact({ reference, amount: 900n, currency: 'XOF', ...over }));
  return { id: (await breakAbout(world, reference)).id, reference };
}

const audited = async (id: string) => {
  const { rows } = await world.database.pool.query<{ action: string; after: object }>(
    `select action, after from audit_entry where subject_id = $1 order by id`,
    [id],
  );
  return rows;
};

describe('the work on a break', () => {
  test('is given to an officer and taken back, and only what changed is in the audit', async () => {
    const { app } = world.console;
    const { finance, admin, awa } = world.people;
    const { id } = await orphan();
    const assign = (assigneeId: string | null) =>
      app.assignBreaks({ actor: finance, breakIds: [id, NOBODY], assigneeId });
    expect(await assign(admin.id)).toEqual({ changed: 1 });
    expect(await assign(admin.id)).toEqual({ changed: 0 });
    const { rows } = await app.breaks({ actor: admin, filter: { assignee: 'me', ids: [id] } });
    expect(rows[0]?.assignee?.id).toBe(admin.id);
    expect(await codeOf(assign(awa.id))).toBe('not_found');
    expect(await assign(null)).toEqual({ changed: 1 });
    expect(await audited(id)).toEqual([
      { action: 'break.assign', after: { assignee_id: admin.id } },
      { action: 'break.assign', after: { assignee_id: null } },
    ]);
  });

  test('is not given to an officer who was disabled', async () => {
    const gone = await givenPerson(world.database.owner, {
      username: unique('f'),
      role: 'FINANCE',
    });
    await world.database.owner.query('update app_user set disabled = true where id = $1', [
      gone.id,
    ]);
    const { id } = await orphan();
    const asked = { actor: world.people.finance, breakIds: [id], assigneeId: gone.id };
    expect(await codeOf(world.console.app.assignBreaks(asked))).toBe('not_found');
  });

  test('is due at the end of a day, and neither given nor due once it is resolved', async () => {
    const { app } = world.console;
    const { finance } = world.people;
    const { id } = await orphan();
    const due = (dueAt: unknown) => app.setBreaksDue({ actor: finance, breakIds: [id], dueAt });
    expect(await due('2020-02-29')).toEqual({ changed: 1 });
    const { rows } = await app.breaks({ actor: finance, filter: { due: 'overdue', ids: [id] } });
    expect(rows[0]?.dueAt?.toISOString()).toBe('2020-03-01T00:00:00.000Z');
    expect(await codeOf(due('2021-02-29'))).toBe('date_invalid');
    expect(await due(null)).toEqual({ changed: 1 });
    await resolved(world, id, 'post_suspense');
    expect(await due('2020-02-29')).toEqual({ changed: 0 });
    const toMyself = { actor: finance, breakIds: [id], assigneeId: finance.id };
    expect(await app.assignBreaks(toMyself)).toEqual({ changed: 0 });
  });

  test('has notes that stay as they were written, in their order', async () => {
    const { app } = world.console;
    const { finance, admin } = world.people;
    const { id } = await orphan();
    const note = (actor: typeof finance, text: unknown) =>
      codeOf(app.noteBreak({ actor, breakId: id, text }));
    expect(await note(finance, '  Appelé l’opérateur.\0 ')).toBe('done');
    expect(await note(admin, '<b>Vu</b>')).toBe('done');
    expect(await note(finance, ' ')).toBe('note_needed');
    expect(await note(finance, 'x'.repeat(1_001))).toBe('text_too_long');
    expect(await codeOf(app.noteBreak({ actor: finance, breakId: NOBODY, text: 'x' }))).toBe(
      'not_found',
    );
    const { notes, row } = await app.breakStory({ actor: finance, breakId: id });
    expect(notes.map(({ text, byName }) => [text, byName])).toEqual([
      ['Appelé l’opérateur.', 'finance'],
      ['<b>Vu</b>', 'admin'],
    ]);
    expect(row.notes).toBe(2);
    for (const sql of [`update break_note set text = 'x'`, 'delete from break_note'])
      expect(await codeOf(world.database.owner.query(sql))).not.toBe('done');
  });
});

test('a saved view is one’s own, and the same name again replaces it', async () => {
  const { app } = world.console;
  const { finance, admin } = world.people;
  const page = 'breaks';
  const { id } = await app.saveView({ actor: finance, page, name: 'Vieux', query: '?age=older' });
  await app.saveView({ actor: admin, page, name: 'Vieux', query: 'age=%3C3d' });
  await app.saveView({ actor: finance, page, name: 'Vieux', query: 'age=older&flow=payout' });
  expect(await app.savedViews({ actor: finance, page })).toEqual([
    { id, name: 'Vieux', query: 'age=older&flow=payout' },
  ]);
  await app.removeView({ actor: admin, id });
  expect(await app.savedViews({ actor: finance, page })).toHaveLength(1);
  await app.removeView({ actor: finance, id });
  await app.removeView({ actor: finance, id });
  expect(await app.savedViews({ actor: finance, page })).toEqual([]);
  expect(await app.savedViews({ actor: admin, page })).toHaveLength(1);
  const named = (name: string) =>
    codeOf(app.saveView({ actor: finance, page, name, query: 'age=older' }));
  expect(await named('\0 ')).toBe('view_invalid');
  expect(await named('x'.repeat(61))).toBe('view_invalid');
  for (let n = 0; n < 30; n += 1) expect(await named(`view ${n}`)).toBe('done');
  expect(await named('one more')).toBe('views_full');
  expect(await named('view 7')).toBe('done');
});
