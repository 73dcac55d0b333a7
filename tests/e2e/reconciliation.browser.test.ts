import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { dayBefore, givenDepositOn } from '../admin/proof-steps.ts';
import { givenStatement, statementOf } from '../admin/statement-steps.ts';
import { plain, settled, signInOn } from '../admin/steps.ts';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
let day = '';

/** Yesterday one deposit arrived; the statement knows of another one that nobody here ever heard of. */
beforeAll(async () => {
  const { app } = world.console;
  day = dayBefore(app.clock.now());
  const { id, reference } = await givenDepositOn(world, day, { amount: 7_000, fee: 100 });
  const at = `${day}T12:00:00.000Z`;
  const lines = [
    { ownId: id, reference, amount: '7000', fee: 100, at },
    { reference: 'GP-NOBODY', amount: '2500', at },
  ];
  await givenStatement(app, world.people.finance, 'hier.csv', statementOf(lines));
});

async function openAs(username: string): Promise<Page> {
  const page = await browser.open(world.console.url, { width: 1280, height: 860 });
  await signInOn(page, username);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await shoot(page, `reconciliation/${name}`);
}

inBrowser(
  'from the figure on the dashboard to the break, to the proposal, to the second person’s approval, to the closed proof',
  async () => {
    const finance = await openAs('finance');
    await finance.goto('/admin');
    const figure = finance.getByRole('link', { name: /^Écarts ouverts/ });
    await figure.waitFor();
    await look(finance, '1-dashboard');
    await figure.click();

    await finance.locator('.break-link', { hasText: 'GP-NOBODY' }).click();
    await finance.getByText('GetMiPay').first().waitFor();
    await look(finance, '2-break');
    await finance.keyboard.press('r');
    await finance.locator('dialog[open] button[type=submit]:enabled:focus').waitFor();
    await look(finance, '3-proposal');
    await finance.keyboard.press('Enter');
    await finance.locator('dialog').waitFor({ state: 'detached' });

    const admin = await openAs('admin');
    await admin.goto('/admin/breaks?state=proposed');
    await admin.locator('.proposal').getByRole('button', { name: 'Approuver' }).click();
    await admin.locator('dialog[open] button[type=submit]:enabled').waitFor();
    await look(admin, '4-approval');
    await admin.locator('dialog[open] button[type=submit]').click();
    await admin.locator('dialog').waitFor({ state: 'detached' });

    await finance.goto(`/admin/proof?day=${day}`);
    // The gateway holds the deposit less its fee, and what nobody owns.
    await finance.locator('input[name=amount]').fill('9400');
    await finance.locator('input[name=amount]').press('Enter');
    await finance.locator('.gap-table').waitFor();
    await look(finance, '5-proof');
    await finance.getByRole('button', { name: 'Clore cette journée' }).click();
    await finance.getByRole('button', { name: /^Clore le/ }).click();
    await finance.getByText('Empreinte du rapport (SHA-256)').waitFor({ timeout: 30_000 });
    await look(finance, '6-closed');

    const { app } = world.console;
    const { finance: actor } = world.people;
    const closed = await app.proof({ actor, day });
    expect({ state: closed.state, unexplained: closed.unexplained }).toEqual({
      state: 'closed',
      unexplained: '0',
    });
    expect(closed.items.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['late_resolution', '2500'],
    ]);
    const { rows, count } = await app.breaks({ actor, filter: { state: 'open' } });
    expect({ rows, count }).toEqual({ rows: [], count: 0 });
    expect(plain(await finance.locator('.day-link[aria-current]').textContent())).toMatch(/close/i);
    expect(browser.complaints).toEqual([]);
  },
);
