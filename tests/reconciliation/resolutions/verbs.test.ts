import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import {
  approve,
  breakAbout,
  codeOf,
  openAbout,
  propose,
  resolved,
  watched,
  written,
} from './given.ts';
import { STATES, type State } from './states.ts';

const world = useConsole();

const preview = (breakId: string, verb: string) =>
  world.console.app.previewResolution({ actor: world.people.finance, breakId, verb });

const byAccount = (postings: readonly { account: string; amount: string }[]) =>
  Object.fromEntries(postings.map(({ account, amount }) => [account, Number(amount)]));

const refused = ({ verbs }: State) =>
  Object.entries(verbs).filter(([, expected]) => typeof expected === 'string');
const possible = STATES.flatMap((state) =>
  Object.entries(state.verbs)
    .filter(([, expected]) => typeof expected !== 'string')
    .map(([verb, expected]) => [state.name, verb, expected, state] as const),
);

describe('what a state refuses', () => {
  test.each(STATES.map((state) => [state.name, state] as const))(
    '%s: each refusal has its code and writes nothing',
    async (_name, state) => {
      const { about } = await state.given(world);
      const { id } = await breakAbout(world, about);
      const before = await written(world.database.owner);
      const codes: Record<string, string> = {};
      for (const [verb, expected] of refused(state)) {
        codes[verb] = await codeOf(propose(world, id, verb));
        expect(await codeOf(preview(id, verb))).toBe(expected);
      }
      expect(codes).toEqual(Object.fromEntries(refused(state)));
      expect(await codeOf(propose(world, id, 'reverse'))).toBe('nothing_to_reverse');
      expect(await written(world.database.owner)).toEqual(before);
    },
  );
});

describe('what a state allows is posted as it was shown, and can be reversed once', () => {
  test.each(possible)('%s: %s', async (_name, verb, expected, state) => {
    const { app } = world.console;
    const { finance, admin } = world.people;
    const { about, member } = await state.given(world);
    const { id } = await breakAbout(world, about);
    const shown = await preview(id, verb);
    expect(byAccount(shown.postings)).toEqual(expected);
    expect(shown.needsChecker).toBe(!state.alone.includes(verb));

    const movedSince = await watched(world, member);
    const { resolutionId, outcome } = await propose(world, id, verb);
    expect(outcome).toBe(shown.needsChecker ? 'proposed' : 'done');
    expect(await movedSince()).toEqual({});
    if (outcome === 'proposed') await approve(world, resolutionId);
    expect(await movedSince()).toEqual(expected);
    await app.refreshBreaks(0);
    expect(await openAbout(world, about)).toEqual([]);
    const story = await app.breakStory({ actor: finance, breakId: id });
    expect(story.row.closedBy).toBe('resolution');
    expect(byAccount(story.resolutions[0]!.postings)).toEqual(expected);
    if (verb === 'set_aside') return;

    await resolved(world, id, 'reverse', { resolutionId: resolutionId! });
    expect(await movedSince()).toEqual(state.left?.[verb] ?? {});
    await app.refreshBreaks(0);
    expect(await openAbout(world, about)).toHaveLength(1);
    const again = { resolutionId: resolutionId! };
    expect(await codeOf(propose(world, id, 'reverse', again))).toBe('already_reversed');
    const { rows } = await world.database.pool.query<{ id: string }>(
      'select id from resolution where reverses_id = $1',
      [resolutionId],
    );
    const reversal = { resolutionId: rows[0]!.id };
    expect(await codeOf(propose(world, id, 'reverse', reversal))).toBe('nothing_to_reverse');
    expect(await codeOf(decideAgain(rows[0]!.id))).toBe('not_proposed');

    function decideAgain(reversalId: string) {
      return app.decideResolution({ actor: admin, resolutionId: reversalId, decision: 'approve' });
    }
  });
});
