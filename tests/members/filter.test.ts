import { beforeAll, describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { read } from '../support/read.ts';
import { type Answer, fieldValue, type Visitor } from '../support/visitor.ts';
import { givenStates, type States } from './states.ts';

/** The zone is not the server's, so that a day's edges are those of the business. */
const world = useConsole({ settings: { zone: 'Pacific/Kiritimati' } });
let states: States;
let awa: Visitor;

beforeAll(async () => {
  states = await givenStates(world);
  awa = await world.console.signIn('awa');
});

const idsIn = ({ text }: Answer): string[] =>
  [...text.matchAll(/href="\/wallet\/operations\/([^/]+)\/"/g)].map(([, id]) => id ?? '').sort();

const shown = async (query: string) => idsIn(await awa.get(`/wallet/?${query}`));

describe('the history shows what the address asks for', () => {
  test.each([
    ['type=depot', ['waiting', 'done']],
    ['type=coffre', ['saved']],
    ['type=retrait&statut=en-cours', ['leaving', 'unknown', 'awaiting']],
    ['statut=effectue', ['done', 'saved']],
    ['statut=echoue', ['failed', 'rejected', 'cancelled', 'expired']],
    ['type=depot&statut=echoue', []],
  ] as const)('%s', async (query, names) => {
    expect(await shown(query)).toEqual(names.map((name) => states[name]).sort());
  });

  test('a word that is none of ours asks for nothing', async () => {
    const all = Object.values(states).sort();
    expect(await shown('type=cheque&statut=constructor')).toEqual(all);
  });

  test('each row says who started it, and leads to its receipt', async () => {
    const page = read(await awa.get('/wallet/?type=coffre'));
    expect(page).toContain('par vous');
    expect(read(await awa.get('/wallet/?type=depot'))).toContain('par tresorier');
    expect(await shown('')).toHaveLength(Object.keys(states).length);
  });

  test('nothing found is told, with the way back to everything', async () => {
    const page = await awa.get('/wallet/?type=correction');
    expect(read(page)).toContain('Aucune opération ne correspond');
    expect(page.text).toContain('href="/wallet/#history"');
    expect(read(page)).toContain('Solde disponible');
  });

  test('the form keeps what was asked, and the other language keeps it too', async () => {
    const page = await awa.get('/wallet/?type=retrait&statut=&du=2026-01-02&au=');
    expect(page.text).toContain('<option value="retrait" selected="">');
    expect(fieldValue(page, 'du')).toBe('2026-01-02');
    expect(page.text).toContain('href="?type=retrait&amp;du=2026-01-02&amp;lang=en"');
  });
});

describe('a period', () => {
  const DAY = '2026-03-10';
  /** The first and the last instant of that day on Kiritimati (+14), and the neighbours outside it. */
  const EDGES = {
    waiting: '2026-03-09T09:59:59.999Z',
    done: '2026-03-09T10:00:00Z',
    leaving: '2026-03-10T09:59:59.999Z',
    unknown: '2026-03-10T10:00:00Z',
  } as const;

  beforeAll(async () => {
    const { owner } = world.database;
    await owner.query('alter table transaction disable trigger user');
    for (const [name, at] of Object.entries(EDGES)) {
      const id = states[name as keyof typeof EDGES];
      await owner.query('update transaction set created_at = $2 where id = $1', [id, at]);
    }
    await owner.query('alter table transaction enable trigger user');
  });

  test('takes in both of its days, as they are in the business zone', async () => {
    const inside = [states.done, states.leaving].sort();
    expect(await shown(`du=${DAY}&au=${DAY}`)).toEqual(inside);
    expect(await shown(`au=${DAY}`)).toEqual([states.waiting, ...inside].sort());
    const since = await shown(`du=${DAY}`);
    expect(since).not.toContain(states.waiting);
    expect(since).toContain(states.unknown);
  });

  test.each([
    ['du=31/01/2026', 'La date n’est pas valable'],
    ['au=2026-02-30', 'La date n’est pas valable'],
    ['du=2026-03-11&au=2026-03-10', 'La fin de la période est avant son début'],
  ])(
    'that cannot be (%s) is told beside its field, and nothing is shown for it',
    async (query, said) => {
      const page = await awa.get(`/wallet/?${query}`);
      expect(page.status).toBe(400);
      expect(read(page)).toContain(said);
      expect(page.text).toContain('aria-invalid="true"');
      expect(idsIn(page)).toEqual([]);
      expect(read(page)).toContain('Solde disponible');
    },
  );
});

test('paging keeps the filter and leaves nothing out', async () => {
  const { fatou } = world.people;
  await world.database.owner.query(
    `select m.* from generate_series(1, 45) n, lateral move_vault(
       (select create_vault($1, 'Coffre ' || n, null, $2)), 'IN', 1, null,
       'k' || n, 'f' || n, $2) m`,
    [fatou.id, JSON.stringify({ id: fatou.id, name: 'fatou' })],
  );
  const visitor = await world.console.signIn('fatou');
  const seen: string[] = [];
  let pages = 0;
  for (let path = '/wallet/?type=coffre&statut=effectue'; path; pages += 1) {
    const page = await visitor.get(path);
    expect(read(page)).toContain('45 opérations');
    seen.push(...idsIn(page));
    path =
      /href="(\/wallet\/\?[^"]*apres=[^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    if (path) expect(path).toMatch(/^\/wallet\/\?type=coffre&statut=effectue&apres=.*#history$/);
    else expect(page.text).toContain('href="/wallet/?type=coffre&amp;statut=effectue#history"');
  }
  expect(pages).toBe(3);
  expect(new Set(seen).size).toBe(45);
});
