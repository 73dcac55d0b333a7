import type pg from 'pg';
import { RARE_NAME } from './seed-people.ts';

/** One address, and the question that it is an example of. */
export interface Question {
  readonly asks: string;
  readonly url: string;
}

interface Control {
  readonly name: string;
  readonly kind: 'search' | 'text' | 'choice' | 'days' | 'amounts' | 'hidden';
  readonly values?: readonly string[];
}

interface Screen {
  readonly columns: readonly { readonly name: string; readonly sort?: boolean }[];
  readonly controls: readonly Control[];
}

/** The lists of the page as it was sent to this person: what they offer is what is asked. */
export function screensIn(html: string): ReadonlyMap<string, Screen> {
  const { resources = [] } = JSON.parse(/window\.REDUX_STATE = (.*);/.exec(html)?.[1] ?? '{}') as {
    resources?: { id: string; resourceActions: { name: string; custom?: Screen }[] }[];
  };
  return new Map(
    resources.flatMap(({ id, resourceActions }) => {
      const screen = resourceActions.find(({ name }) => name === 'list')?.custom;
      return screen ? [[id, screen] as const] : [];
    }),
  );
}

/** How many examples stand for each two filters. */
const EXAMPLES = 10;

type Samples = Readonly<Record<string, string>>;

/** Frequent and rare values of the books that were seeded. */
export async function readSamples(client: pg.Client): Promise<Samples> {
  const { rows } = await client.query<Samples>(
    `with busy as (select u.*, w.id as wallet_id from app_user u join wallet w on w.user_id = u.id where u.username = 'seed.m0'),
       quiet as (select u.*, w.id as wallet_id from app_user u join wallet w on w.user_id = u.id where u.username = 'seed.m9999')
     select busy.wallet_id::text as "busyWallet", busy.id::text as "busyUser", busy.phone as "busyPhone", quiet.wallet_id::text as "quietWallet",
       quiet.id::text as "quietUser", quiet.phone as "quietPhone",
       (select id::text from vault where owner_id = busy.id) as vault, (select id::text from tontine order by id limit 1) as tontine,
       (select id::text from app_user where username = 'seed.tresorier1') as treasurer,
       t.id::text as transaction, t.gateway_reference as reference, old.gateway_reference as "oldReference",
       to_char(now(), 'YYYY-MM-DD') as today, to_char(now() - interval '7 days', 'YYYY-MM-DD') as "weekAgo", to_char(now() - interval '200 days', 'YYYY-MM-DD') as "longAgo"
     from busy, quiet, lateral (select * from transaction where gateway_reference is not null order by id desc limit 1 offset 5000) t,
       lateral (select * from transaction where gateway_reference is not null order by id limit 1) old`,
  );
  if (!rows[0]) throw new Error('The books are not those of the seed.');
  return rows[0];
}

const one = (name: string, value: string): string => `filters.${name}=${encodeURIComponent(value)}`;

/** Values of one control: frequent, rare and none. */
function valuesOf({ name, kind, values }: Control, s: Samples): readonly string[] {
  const hidden: Readonly<Record<string, readonly (string | undefined)[]>> = {
    age: ['<15m', '<1h', '<24h', '<3d', 'older'],
    gatewayState: ['NOT_SENT', 'SENDING', 'ACCEPTED', 'REFUSED', 'UNKNOWN'],
    wallet: [s['busyWallet'], s['quietWallet']],
    vault: [s['vault']],
    owner: [s['busyUser']],
    user: [s['busyUser'], s['quietUser']],
    tontine: [s['tontine']],
    transaction: [s['transaction']],
    subjectId: [s['transaction']],
    actor: [s['treasurer'], s['quietUser']],
    session: ['abc'],
    ip: ['127.0.0.1', '10.9.9.9'],
  };
  const searched = [
    ...[
      'Ouédraogo',
      'ouedraogo awa',
      RARE_NAME.slice(-9),
      '226',
      'GMP',
      'MPAYOUT',
      '+226 60',
      'zzzqqq',
    ],
    s['reference'],
    s['oldReference']?.slice(-9),
    s['busyPhone'],
    s['quietPhone']?.slice(-6),
  ];
  const given =
    kind === 'choice'
      ? values
      : kind === 'search'
        ? searched
        : kind === 'text' || kind === 'hidden'
          ? hidden[name]
          : [];
  return (given ?? []).flatMap((value) => (value ? [one(name, value)] : []));
}

const days = (name: string, s: Samples): readonly string[] => [
  `${one(`${name}~~from`, s['weekAgo'] ?? '')}`,
  `${one(name, s['longAgo'] ?? '')}`,
  `${one(`${name}~~to`, s['longAgo'] ?? '')}`,
  `${one(`${name}~~from`, s['longAgo'] ?? '')}&${one(`${name}~~to`, s['today'] ?? '')}`,
];

const amounts = (name: string): readonly string[] => [
  one(`${name}~~from`, '1000000'),
  one(`${name}~~from`, '100000'),
  one(name, '5000'),
  `${one(`${name}~~from`, '2000')}&${one(`${name}~~to`, '4000')}`,
];

const examples = (control: Control, s: Samples): readonly string[] =>
  control.kind === 'days'
    ? days(control.name, s)
    : control.kind === 'amounts'
      ? amounts(control.name)
      : valuesOf(control, s);

/** Of very many examples some from all over them: a prime step meets every value of both filters. */
const spread = (queries: readonly string[]): readonly string[] =>
  queries.length <= EXAMPLES
    ? queries
    : Array.from({ length: EXAMPLES }, (_, nth) => queries[(nth * 97) % queries.length] ?? '');

/** First pages: of the whole list, by each sort, by each filter, and by each two of them. */
export function listQuestions(id: string, screen: Screen, s: Samples): Question[] {
  const at = (query: string) => `/admin/api/resources/${id}/actions/list?${query}`;
  const sorts = screen.columns.filter(({ sort }) => sort);
  const filters = screen.controls.map((control) => ({
    name: control.name,
    given: examples(control, s),
  }));
  return [
    { asks: `${id}`, url: at('') },
    ...sorts.flatMap(({ name }) =>
      ['asc', 'desc'].map((way) => ({
        asks: `${id} sorted by ${name}`,
        url: at(`sortBy=${name}&direction=${way}`),
      })),
    ),
    ...filters.flatMap(({ name, given }) =>
      given.map((query) => ({ asks: `${id} by ${name}`, url: at(query) })),
    ),
    ...filters.flatMap((left, nth) =>
      filters
        .slice(nth + 1)
        .flatMap((right) =>
          spread(
            left.given.flatMap((first) => right.given.map((second) => `${first}&${second}`)),
          ).map((query) => ({ asks: `${id} by ${left.name} and ${right.name}`, url: at(query) })),
        ),
    ),
  ];
}

/** What else the panel's pages ask. */
export const OFFICER_QUESTIONS: readonly Question[] = [
  { asks: 'the dashboard', url: '/admin/api/dashboard' },
  { asks: 'the notices', url: '/admin/api/notices' },
  { asks: 'the breaks', url: '/admin/api/breaks' },
  { asks: 'the breaks by value', url: '/admin/api/breaks?sort=value' },
  { asks: 'the breaks of a kind', url: '/admin/api/breaks?kind=unknown_reference' },
  { asks: 'the breaks of an age', url: '/admin/api/breaks?age=older' },
  { asks: 'the breaks found by a name', url: '/admin/api/breaks?q=ouedraogo' },
  { asks: 'the figures of the breaks', url: '/admin/api/breaks/figures' },
];

/** The history of a member with thousands of operations. */
export const MEMBER_QUESTIONS = (s: Samples): Question[] => [
  { asks: 'a member’s history', url: '/wallet/' },
  ...['depot', 'retrait', 'coffre', 'correction'].map((type) => ({
    asks: 'a member’s history of a kind',
    url: `/wallet/?type=${type}`,
  })),
  ...['en-cours', 'effectue', 'echoue'].map((state) => ({
    asks: 'a member’s history of a state',
    url: `/wallet/?statut=${state}`,
  })),
  { asks: 'a member’s history of a period', url: `/wallet/?du=${s['longAgo']}&au=${s['today']}` },
  { asks: 'a member’s history of an early period', url: `/wallet/?au=${s['longAgo']}` },
];
