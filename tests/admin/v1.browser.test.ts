import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { KEYS, useConsole } from '../support/console.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

/** GetMiPay over v1, which can be asked; its webhooks are lost, so that only asking tells. */
const world = useConsole({
  panel: true,
  dialect: 'v1',
  sandbox: { payoutDelayMs: null },
});
const browser = useBrowser();
const LOST = { webhooks: { neverSent: 1 }, fees: { paymentsPerMille: 15, payoutsPerMille: 10 } };
const SOON = { timeout: 30_000 };

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await shootInto(page, `v1/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

const form = (direction: 'deposit' | 'payout') =>
  `/admin/resources/Wallet/records/${world.people.awa.walletId}/${direction}`;

async function send(page: Page, direction: 'deposit' | 'payout', method: string): Promise<void> {
  await page.goto(form(direction));
  await page.getByLabel('Montant').fill('4 000');
  await page.getByLabel('Moyen de paiement').selectOption(method);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.locator('.confirm-sentence').waitFor();
  await page.getByRole('button', { name: /^(Demander|Payer) 4.000/ }).click();
}

/** What the operator decides about our newest order, at the sandbox's door. */
async function decide(act: 'complete' | 'pay'): Promise<void> {
  const { sandbox } = world.console;
  const { reference } = sandbox.operations().at(-1)!;
  const answer = await fetch(`${sandbox.url}/sandbox/operations/${reference}/${act}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEYS.apiKey}` },
  });
  expect(answer.status).toBe(200);
}

/** A person would wait these five seconds. */
const waitFiveSeconds = () =>
  world.database.owner.query(
    `update queue_entry set queried_at = queried_at - interval '1 minute'`,
  );

inBrowser(
  'a deposit by Orange Money: a wrong code fails in words, the right one leads to the payment page with its fee',
  async () => {
    world.console.sandbox.setScenario(LOST);
    const page = await browser.open(world.console.url);
    await signInOn(page, 'tresorier');
    await send(page, 'deposit', 'orange_money');
    const code = page.getByLabel('Code de paiement');
    await code.fill('000000');
    await page.getByRole('button', { name: /^Demander 4.000/ }).click();
    await page.getByText('Le code de paiement est faux, expiré ou a déjà servi').waitFor(SOON);
    await look(page, 'otp-refused');

    // The same deposit once more: only the code is written again.
    await page.getByRole('button', { name: 'Écrire un autre code' }).click();
    await code.waitFor();
    expect(await code.inputValue()).toBe('');
    await code.fill('123 456');
    await page.getByRole('button', { name: /^Demander 4.000/ }).click();
    await page.getByRole('img', { name: 'Code QR de la page de paiement' }).waitFor(SOON);
    await page.getByRole('link', { name: 'Voir l’opération' }).click();
    const facts = page.locator('.details').first();
    await facts.getByText('Frais annoncés').waitFor();
    expect(plain(await facts.textContent())).toContain('Frais annoncés60 F CFA');
    await look(page, 'fee-quoted');

    await decide('pay');
    await page.getByRole('button', { name: 'Demander à GetMiPay maintenant' }).click();
    await page.getByText('L’argent est dans le porte-monnaie.').waitFor(SOON);
    expect(plain(await facts.textContent())).toContain('Frais60 F CFA');
    expect(plain(await facts.textContent())).not.toContain('Frais annoncés');
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser('the dashboard shows GetMiPay’s balance beside our books', async () => {
  const page = await browser.open(world.console.url, { width: 1280, height: 860 });
  await signInOn(page, 'finance');
  await page.goto('/admin');
  const card = page.locator('section.card', { hasText: 'Compte chez GetMiPay' });
  await card.getByText('Selon GetMiPay', { exact: true }).waitFor();
  const { balance } = await world.console.app
    .gatewayBalance({ actor: world.people.finance })
    .then((answer) => (answer.kind === 'told' ? answer : { balance: 'not told' }));
  expect(plain(await card.textContent()).replaceAll(/[^\d−]/g, '')).toContain(
    balance.replace('-', '−'),
  );
  await look(page, 'balance');
  await page.context().close();
});

inBrowser(
  'a payout whose webhook is lost: finance asks, it is on its way; asks again, and it is in the books',
  async () => {
    world.console.sandbox.setScenario(LOST);
    const tresorier = await browser.open(world.console.url);
    await signInOn(tresorier, 'tresorier');
    await send(tresorier, 'payout', 'wave');
    await tresorier.getByText('Retrait en cours').waitFor();
    await tresorier.getByRole('link', { name: 'Voir l’opération' }).click();
    await tresorier.waitForURL('**/show');
    const address = new URL(tresorier.url()).pathname;

    const page = await browser.open(world.console.url, { width: 1280, height: 860 });
    await signInOn(page, 'finance');
    await page.goto(address);
    expect(plain(await page.locator('.details').first().textContent())).toMatch(
      /Référence GetMiPayMPAYOUT_.*Deuxième référence GetMiPayMLS/,
    );
    const ask = page.getByRole('button', { name: 'Demander à GetMiPay maintenant' });
    await ask.click();
    await page.getByText('GetMiPay répond : toujours en cours.').waitFor();
    await look(page, 'pending');

    await decide('complete');
    await waitFiveSeconds();
    await ask.click();
    await page.getByText('GetMiPay répond : effectué.').waitFor(SOON);
    await page.getByText('L’argent est arrivé chez le membre.').waitFor(SOON);
    const timeline = page.locator('.timeline');
    expect(plain(await timeline.textContent())).toMatch(
      /Demandé à GetMiPay · toujours en cours.*Demandé à GetMiPay · effectué/,
    );
    await look(page, 'completed');

    // The treasurer of the tontine reads the same; asking again tells nothing new.
    await tresorier.getByText('L’argent est arrivé chez le membre.').waitFor(SOON);
    await look(tresorier, 'completed-phone');
    await tresorier.getByRole('button', { name: 'Demander à GetMiPay maintenant' }).click();
    await tresorier.getByText('GetMiPay répond comme nos livres.').waitFor();
    expect(browser.complaints).toEqual([]);
    await page.context().close();
    await tresorier.context().close();
  },
);
