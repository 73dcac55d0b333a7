import type { App } from '../../app.ts';
import { currentPerson } from '../actor-store.ts';
import type { Filters, Found } from '../definition.ts';
import { containing, personMatching, readSearch, type Where } from '../filter-rules.ts';
import { findFewIds, findIdsOfFew } from './model-sql.ts';
import { MOST_IDS, MOST_OWNERS } from './way.ts';

/** Of so many of the newest, this many that match are enough to meet a page of them on the way. */
const NEWEST = 500;
const MANY_OF_NEWEST = 5;
/** As many people are named by their ids; more are collected as a set, and of still more each record's own is looked at. */
const FEW_PEOPLE = 100;
const MANY_PEOPLE = 2_000;
/** So many of the last characters tell a number from all others. */
const TELLING = 10;

const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** What a text may stand as in a reference or a phone: as typed; digits without what parts them, 00 as a plus too. */
function spellings(text: string): readonly string[] {
  const digits = text.replace(/[\s().-]/g, '');
  if (!/^\+?\d{3,}$/.test(digits)) return [text];
  // Of fewer than three digits behind it, the whole index would be read.
  return /^00\d{3}/.test(digits) ? [digits, digits.replace('00', '+')] : [digits];
}

const looksLike = (text: string): string => `%${containing(text)['contains']}%`;

/** What a number begins with, many others do too, and the index would read them all: its end is looked up. */
const endOf = (text: string): string => text.slice(-TELLING);

/** People are found before what is theirs: few are named by their ids; of many, many a row is theirs, and is met soon. */
export async function peopleFirst(
  app: App,
  { q }: Filters,
  theirs: (text: string, person: Where) => Where,
): Promise<Found> {
  if (q === undefined) return {};
  const text = readSearch('q', q);
  const matching = personMatching(text);
  const sizes = { few: FEW_PEOPLE, many: MANY_PEOPLE };
  const { ids, areMany } = await findIdsOfFew(app, 'User', matching, sizes);
  if (areMany) return { areMany };
  const people = ids ? { id: { in: ids } } : { among: matching };
  return { areMany, answers: ['q'], instead: theirs(text, people) };
}

/** The wallets of the people who match, as far as one may see them; null: they are too many to be named. */
export function walletsOfMatching(app: App, text: string): Promise<string[] | null> {
  const where = { AND: [app.scope(currentPerson()).wallet, { user: personMatching(text) }] };
  return findFewIds(app, 'Wallet', where, MOST_OWNERS);
}

/**
 * The operations with this in a number of the gateway's, or in a phone that was not the member's; null: they are so
 * many that one meets them on the way.
 */
export async function operationsNumbered(app: App, text: string): Promise<string[] | null> {
  const spelt = spellings(text);
  const looks = spelt.map(looksLike);
  const ends = spelt.map(endOf).map(looksLike);
  const [newest] = await app.read<{ many: boolean }>(
    `select count(*) >= ${MANY_OF_NEWEST} as many from (
      select from (select s.text from transaction_search s order by s.transaction_id desc limit ${NEWEST}) n
      where n.text ilike any ($1::text[]) limit ${MANY_OF_NEWEST}) m`,
    [looks],
    'once',
  );
  if (newest?.many) return null;
  const found = await app.read<{ id: string }>(
    `select s.transaction_id::text as id from transaction_search s
    where s.text ilike any ($1::text[]) and s.text || '' ilike any ($2::text[]) limit ${MOST_IDS + 1}`,
    [ends, looks],
  );
  return found.length > MOST_IDS ? null : ids(found);
}

/** Messages about these operations, and those that fit none, with this in their reference; null: too many. */
export async function eventsNumbered(app: App, text: string): Promise<string[] | null> {
  const [about, suspended] = await Promise.all([
    eventsAbout(app, text),
    app.read<{ id: string }>(
      `select distinct e.id::text as id from webhook_outcome o join webhook_event e on e.id = o.event_id
      where o.outcome = 'suspended' and e.reference ilike $1 limit ${MOST_IDS + 1}`,
      [looksLike(text)],
      'once',
    ),
  ]);
  if (about === null) return null;
  const found = new Set([...ids(about), ...ids(suspended)]);
  return found.size > MOST_IDS ? null : [...found];
}

/** Messages about the operations with this in a number; null: those are too many. */
async function eventsAbout(app: App, text: string) {
  const operations = await operationsNumbered(app, text);
  if (operations === null) return null;
  return app.read<{ id: string }>(
    `select distinct o.event_id::text as id from webhook_outcome o where o.transaction_id = any ($1::uuid[])
    limit ${MOST_IDS + 1}`,
    [operations],
    'once',
  );
}
