import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import type { GivenPerson } from '../support/given.ts';
import { someLooks } from '../support/looks.ts';
import { givenPayment } from '../support/payments.ts';
import { decide, givenMember, givenTreasurer, waitingPayout } from './given.ts';
import { settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();

const SCREENS: readonly (readonly [string, Screen, 'fr' | 'en'])[] = [
  ['wide-dark-fr', { width: 1280, height: 860, dark: true }, 'fr'],
  ['phone-light-en', { width: 390 }, 'en'],
];
/** Seven pages, each looked at whole. */
const PAGES_MS = 180_000;

const QUESTION =
  'Je n’ai rien déposé ce jour-là. Mon téléphone était chez ma sœur à Koudougou, et le numéro n’est pas le mien.';

async function givenCase(): Promise<{ id: string; transactionId: string }> {
  const { people, database, console } = world;
  const awa = people.awa as GivenPerson;
  const { id: transactionId } = await givenPayment(database.pool, {
    type: 'DEPOSIT',
    amount: 7_500,
    by: people.tresorier as GivenPerson,
    member: awa,
  });
  const { disputeId } = await console.app.openDispute({
    actor: awa,
    transactionId,
    message: QUESTION,
  });
  return { id: disputeId, transactionId };
}

beforeAll(async () => {
  const { console, people } = world;
  await givenTreasurer(world, 'tresoriere', { fullName: 'Aminata Sawadogo' });
  const [tresorier, tresoriere] = [
    await console.signIn('tresorier'),
    await console.signIn('tresoriere'),
  ];
  const id = await waitingPayout(tresorier, await givenMember(world), 150_000);
  await decide(tresoriere, id, 'reject', {
    reason: 'Le membre a appelé : ce n’est pas son numéro',
  });
  await console.app.changeSettings({
    actor: people.admin,
    approvalAbove: '250000',
    methodsOff: ['wave:payout', 'visa:deposit'],
    reason: 'Fête de fin d’année',
  });
  await console.app.updateUser({
    actor: people.admin,
    userId: people.moussa.id,
    fullName: 'Moussa Traoré Junior',
    phone: '+22676543299',
    locale: 'en',
  });
});

inBrowser.each(someLooks(SCREENS))(
  'cases and the audit are whole and accessible: %s',
  async (name, screen, lang) => {
    const asked = await givenCase();
    const page = await browser.open(world.console.url, screen);
    const look = async (what: string) => {
      await settled(page);
      await shoot(page, `cases/${name}/${what}`);
      expect(await sideways(page), what).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    };
    await signInOn(page, 'finance', lang);
    await page.goto('/admin/resources/Dispute');
    await page.locator('.records').waitFor();
    await look('list');
    await page.goto(`/admin/resources/Transaction/records/${asked.transactionId}/show`);
    await page.locator('.timeline').waitFor();
    await look('transaction');
    await page.goto(`/admin/resources/Dispute/records/${asked.id}/show`);
    await page.locator('textarea').waitFor();
    await look('case');
    await page.locator('textarea').fill('Votre trésorier a déposé pour vous, à votre demande.');
    await page.locator('main button[type=submit]').click();
    await page.locator('blockquote').nth(1).waitFor();
    await look('answered');
    await page.goto('/admin/resources/AuditEntry');
    await page.locator('.records').waitFor();
    await page.locator('.filters summary').click();
    await look('audit');
    for (const act of ['setting.change', 'user.update', 'payout.reject']) {
      await page.goto(`/admin/resources/AuditEntry?filters.action=${act}`);
      await page.locator('.row-link').first().click();
      await page.locator('.changes').waitFor();
      await look(`audit-${act}`);
    }
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  PAGES_MS,
);

inBrowser('the treasurer of the tontine reads a case and cannot answer it', async () => {
  const { id } = await givenCase();
  const page: Page = await browser.open(world.console.url);
  await signInOn(page, 'tresorier');
  await page.goto(`/admin/resources/Dispute/records/${id}/show`);
  await page.getByText('La finance n’a pas encore répondu').waitFor();
  expect(await page.locator('textarea').count()).toBe(0);
  await page.context().close();
});
