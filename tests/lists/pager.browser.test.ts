import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { plain, settled, sideways, signInOn } from '../admin/steps.ts';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { givenPayment } from '../support/payments.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();

const LIST = '/admin/resources/Transaction';
const AUDIT = '/admin/resources/AuditEntry';
const MADE = 55;
/** More than the looks that a page takes before it asks whether to go on. */
const ENTRIES = 300_000;

const WORDS = {
  fr: {
    found: `${MADE} résultats`,
    about: /^environ 3\d\d 000 résultats$/,
    first: 'Première page',
    previous: 'Page précédente',
    next: 'Page suivante',
    back: /^Rien pour l’instant\. Cherché en remontant jusqu’au \d+ janv\. 2026, \d\d:\d\d\.$/,
    goOn: 'Chercher plus loin',
    tooFar: 'Une liste ne s’ouvre pas au-delà de la page 100.',
    lost: 'Cette page de la liste est introuvable.',
    unsorted: 'Cette liste ne se trie pas ainsi.',
    whole: 'Voir toute la liste',
    one: '1 résultat',
    none: 'Aucun résultat pour ces filtres.',
  },
  en: {
    found: `${MADE} results`,
    about: /^about 3\d\d 000 results$/,
    first: 'First page',
    previous: 'Previous page',
    next: 'Next page',
    back: /^Nothing so far\. Searched back to \d+ Jan 2026, \d\d:\d\d\.$/,
    goOn: 'Search further',
    tooFar: 'A list is not opened beyond page 100.',
    lost: 'This page of the list cannot be found any more.',
    unsorted: 'This list cannot be sorted like that.',
    whole: 'See the whole list',
    one: '1 result',
    none: 'No result for these filters.',
  },
} as const;

const LOOKS: readonly (readonly [string, 'fr' | 'en', Screen])[] = [
  ['fr-light-phone', 'fr', { width: 390 }],
  ['en-dark-desktop', 'en', { width: 1280, height: 860, dark: true }],
];

beforeAll(async () => {
  const { people, database } = world;
  for (let made = 0; made < MADE; made += 1)
    await givenPayment(database.owner, {
      type: 'DEPOSIT',
      amount: 1_000 + made,
      by: people.tresorier,
      member: people.awa,
    });
  await database.owner.query(
    `insert into audit_entry (id, at, actor_name, action, subject_type, reason)
     select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000800000000000' || lpad(to_hex(n), 4, '0'))::uuid, at, 'job', 'deposit.request', 'Transaction',
       case when n = 1 then 'Aiguille' when n = ${ENTRIES} then 'Épingle' when n between 2 and 31 or n = ${ENTRIES} - 1 then 'Trombone' else 'foin' end
     from generate_series(1, ${ENTRIES}) n, lateral (select '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 second' as at) a`,
  );
  await database.owner.query('analyze audit_entry');
});

/** The records that the page shows, by their addresses. */
const rowsOf = async (page: Page) => {
  await settled(page);
  const links = page.locator('.records tbody .row-link');
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
};

const note = async (page: Page) => plain(await page.locator('.page-note').textContent());

const shows = (page: Page, rows: readonly (string | null)[]) =>
  expect.poll(() => rowsOf(page)).toEqual(rows);

/** The rows that another page shows than the one that the link is on. */
async function follow(page: Page, name: string) {
  const before = await rowsOf(page);
  await page.getByRole('link', { name, exact: true }).click();
  await expect.poll(() => rowsOf(page)).not.toEqual(before);
  return rowsOf(page);
}

inBrowser.each(LOOKS)('a list is paged through, back and forth: %s', async (name, lang, screen) => {
  const say = WORDS[lang];
  const page = await browser.open(world.console.url, screen);
  const link = (text: string) => page.getByRole('link', { name: text, exact: true });
  await signInOn(page, 'finance', lang);
  await page.goto(LIST);
  const first = await rowsOf(page);
  expect(first).toHaveLength(25);
  expect(await note(page)).toBe(say.found);
  expect(await link(say.previous).count()).toBe(0);

  const second = await follow(page, say.next);
  const address = page.url();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  expect(await note(page)).toBe(say.found);
  await shoot(page, `lists/pager-${name}`);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  const third = await follow(page, say.next);
  expect(third).toHaveLength(5);
  expect(new Set([...first, ...second, ...third]).size).toBe(MADE);
  expect(await link(say.next).count()).toBe(0);

  await page.goBack();
  await shows(page, second);
  await page.goForward();
  await shows(page, third);
  expect(await follow(page, say.previous)).toEqual(second);
  expect(await follow(page, say.previous)).toEqual(first);
  await page.goto(address);
  expect(await rowsOf(page)).toEqual(second);
  expect(await follow(page, say.first)).toEqual(first);
  await page.context().close();
});

inBrowser.each(LOOKS)(
  'what is rare is searched for further and further: %s',
  async (name, lang, screen) => {
    const say = WORDS[lang];
    const page = await browser.open(world.console.url, screen);
    const goOn = page.getByRole('button', { name: say.goOn });
    const told = async () => plain(await page.locator('.searched-to [role=status]').textContent());
    await signInOn(page, 'finance', lang);
    await page.goto(AUDIT);
    await settled(page);
    expect(await note(page)).toMatch(say.about);
    await page.goto(`${AUDIT}?filters.q=aiguille`);
    await goOn.waitFor();
    expect(await rowsOf(page)).toEqual([]);
    expect(await told()).toMatch(say.back);
    expect(await page.locator('.page-note').count()).toBe(0);
    expect(await page.locator('.pager').count()).toBe(0);
    await shoot(page, `lists/searched-${name}`);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    await goOn.click();
    await page.locator('.records tbody tr').waitFor();
    await page.locator('.searched-to').waitFor({ state: 'detached' });
    expect(await note(page)).toBe(say.one);

    if (lang === 'en') {
      await page.goto(`${AUDIT}?filters.q=pingle&sortBy=at&direction=asc`);
      await goOn.waitFor();
      expect(await told()).toMatch(/^Nothing so far\. Searched up to \d+ Jan 2026, \d\d:\d\d\.$/);
      await goOn.click();
      await page.locator('.records tbody tr').waitFor();
      await page.locator('.searched-to').waitFor({ state: 'detached' });
      expect(await note(page)).toBe(say.one);
    }
    await page.goto(`${LIST}?filters.type=WITHDRAWAL`);
    await page.getByText(say.none).waitFor();
    await page.context().close();
  },
);

inBrowser('pages of what is rare are gone through in both directions', async () => {
  const page = await browser.open(world.console.url, { width: 1280 });
  const goOn = page.getByRole('button', { name: WORDS.en.goOn });
  await signInOn(page, 'finance', 'en');
  await page.goto(`${AUDIT}?filters.q=trombone`);
  await goOn.waitFor();
  const [newest, ...more] = await rowsOf(page);
  expect(more).toEqual([]);
  expect(await note(page)).toBe('1+ results');
  await goOn.click();
  await page.locator('.searched-to').waitFor({ state: 'detached' });
  const first = await rowsOf(page);
  expect(first).toHaveLength(26);
  expect(first[0]).toBe(newest);
  const last = await follow(page, WORDS.en.next);
  expect(last).toHaveLength(5);
  expect(await note(page)).toBe('31 results');
  const others = await follow(page, WORDS.en.previous);
  expect(others).toEqual(first.slice(1));
  expect(await page.locator('.searched-to').count()).toBe(0);
  await page.getByRole('link', { name: WORDS.en.previous }).click();
  await goOn.waitFor();
  expect(plain(await page.locator('.searched-to [role=status]').textContent())).toMatch(
    /^Nothing so far\. Searched up to \d+ Jan 2026, \d\d:\d\d\.$/,
  );
  await goOn.click();
  await page.locator('.searched-to').waitFor({ state: 'detached' });
  expect(await rowsOf(page)).toEqual([newest]);
  expect(await page.getByRole('link', { name: WORDS.en.previous }).count()).toBe(0);
  expect(await note(page)).toBe('31 results');
  expect(await follow(page, WORDS.en.next)).toEqual(others);
  await page.context().close();
});

inBrowser.each(LOOKS)(
  'a page that there is not says so, and leads back to the list: %s',
  async (name, lang, screen) => {
    const say = WORDS[lang];
    const page = await browser.open(world.console.url, screen);
    await signInOn(page, 'finance', lang);
    for (const [query, words, back] of [
      ['filters.type=DEPOSIT&page=101', say.tooFar, say.first],
      ['filters.type=DEPOSIT&cursor=abc', say.lost, say.first],
      ['sortBy=amount', say.unsorted, say.whole],
    ] as const) {
      await page.goto(`${LIST}?${query}`);
      await page.getByRole('alert').filter({ hasText: words }).waitFor();
      expect(await page.locator('.skeleton, .busy, .records').count()).toBe(0);
      if (query.includes('cursor')) {
        await shoot(page, `lists/refused-${name}`);
        await expectAccessible(page);
      }
      expect(await follow(page, back)).toHaveLength(25);
      expect(new URL(page.url()).searchParams.get('filters.type')).toBe(
        query.startsWith('filters') ? 'DEPOSIT' : null,
      );
    }
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);
