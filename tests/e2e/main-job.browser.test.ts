import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';

/** What the README tells a newcomer to do, from the sign-in to the payout that comes back. */
const world = useConsole({ panel: true, sandbox: { payoutDelayMs: 2_500 } });
const browser = useBrowser();

const FAILING_NUMBER = '+226 70 99 99 99';

async function openMember(page: Page, name: string, act: 'Déposer' | 'Payer') {
  await page.goto('/admin/resources/Wallet');
  await page.getByPlaceholder('Nom ou téléphone').fill(name);
  await page.getByRole('button', { name: 'Rechercher' }).click();
  await page.getByText('1 résultat').waitFor();
  await page.getByRole('link', { name: act }).first().click();
  await page.getByLabel('Montant').waitFor();
}

async function fill(page: Page, amount: string, phone?: string) {
  await page.getByLabel('Montant').fill(amount);
  await page.getByLabel('Moyen de paiement').selectOption({ label: 'Orange Money' });
  if (phone) await page.getByLabel(/Téléphone/).fill(phone);
  await page.getByRole('button', { name: 'Continuer' }).click();
}

async function balanceInList(page: Page, name: string): Promise<string> {
  await page.goto('/admin/resources/Wallet');
  const row = page.getByRole('row').filter({ hasText: name });
  return ((await row.textContent()) ?? '').replace(/[\u202f\u00a0\s]/g, ' ');
}

/** A number that is not the member's own: a second person looks at it first. */
async function financeApproves(): Promise<void> {
  const page = await browser.open(world.console.url, { width: 1280, height: 900 });
  await page.goto('/login');
  await page.fill('input[name=username]', 'finance');
  await page.fill('input[name=password]', 'tontine-demo');
  await page.click('form.card button');
  await page.waitForURL('**/admin');
  await page.getByRole('link', { name: /^Approbations/ }).click();
  await page.getByRole('link', { name: /^Approuver/ }).click();
  await page.getByRole('button', { name: /^Approuver/ }).click();
  await page.getByText('Rien n’attend d’approbation').waitFor();
  await page.context().close();
}

inBrowser(
  'a treasurer deposits, the member pays, the wallet is credited; a payout leaves, and comes back when it fails',
  async () => {
    const page = await browser.open(world.console.url, { width: 1280, height: 900 });
    await page.goto('/login');
    await page.fill('input[name=username]', 'tresorier');
    await page.fill('input[name=password]', 'tontine-demo');
    await page.click('form.card button');
    await page.waitForURL('**/admin/resources/Wallet');
    await shoot(page, 'main-job/1-members');

    await openMember(page, 'Awa', 'Déposer');
    await fill(page, '5 000');
    await page
      .getByText(/5.000.F.CFA/)
      .first()
      .waitFor();
    await shoot(page, 'main-job/2-deposit-confirm');
    await page.getByRole('button', { name: /^(Déposer|Demander) / }).click();
    const link = page.locator(`a[href^="${world.console.sandbox.url}/pay/"]`).first();
    await link.waitFor();
    await shoot(page, 'main-job/3-deposit-requested');
    expect(await balanceInList(page, 'Awa')).toContain('25 000');

    await page.goBack();
    const payment = await world.database.pool.query(
      'select payment_url from transaction where payment_url is not null',
    );
    const member = await browser.open(world.console.url);
    await member.goto(payment.rows[0].payment_url);
    await shoot(member, 'main-job/4-payment-page');
    await member.click('button:has-text("Payer")');
    await expect.poll(() => balanceInList(page, 'Awa'), { timeout: 15_000 }).toContain('30 000');
    await shoot(page, 'main-job/5-credited');

    await openMember(page, 'Awa', 'Payer');
    await fill(page, '2000');
    await page
      .getByText(/28.000.F.CFA/)
      .first()
      .waitFor();
    await shoot(page, 'main-job/6-payout-confirm');
    await page.getByRole('button', { name: /^Payer / }).click();
    await page.locator('a[href*="/resources/Transaction/records/"]').first().waitFor();
    await shoot(page, 'main-job/7-payout-on-its-way');
    expect(await balanceInList(page, 'Awa')).toContain('28 000');
    await expect
      .poll(
        async () =>
          (
            await world.database.pool.query(
              `select status from transaction where type = 'WITHDRAWAL'`,
            )
          ).rows,
        { timeout: 15_000 },
      )
      .toEqual([{ status: 'COMPLETED' }]);
    expect(await balanceInList(page, 'Awa')).toContain('28 000');

    await openMember(page, 'Awa', 'Payer');
    await fill(page, '3000', FAILING_NUMBER);
    await page.getByText('Ce retrait attendra une deuxième personne').waitFor();
    await page.getByRole('button', { name: /^Payer / }).click();
    await page.locator('a[href*="/resources/Transaction/records/"]').first().click();
    expect(await balanceInList(page, 'Awa')).toContain('25 000');
    await financeApproves();
    await expect.poll(() => balanceInList(page, 'Awa'), { timeout: 15_000 }).toContain('28 000');
    const { rows } = await world.database.pool.query<{ id: string }>(
      `select id from transaction where status = 'FAILED'`,
    );
    await page.goto(`/admin/resources/Transaction/records/${rows[0]!.id}/show`);
    await page.getByText('échoué', { exact: false }).first().waitFor();
    await shoot(page, 'main-job/8-payout-came-back');
    await page.goto('/admin/resources/Transaction');
    await page
      .getByRole('row')
      .filter({ hasText: /échoué/i })
      .first()
      .waitFor();
    await shoot(page, 'main-job/9-transactions');
    expect(browser.complaints).toEqual([]);
  },
  180_000,
);
