import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { codeNow, wrongCode } from '../support/codes.ts';
import { useConsole } from '../support/console.ts';
import type { GivenPerson } from '../support/given.ts';
import { balanceOf } from '../support/payments.ts';
import { givenMember, givenTreasurer, waitingPayout } from './given.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
let kadi: GivenPerson;

beforeAll(async () => {
  await givenTreasurer(world, 'tresoriere', { fullName: 'Aminata Sawadogo' });
  kadi = await givenMember(world, { fullName: 'Kadiatou Sanou', balance: 400_000 });
});

const SOON = { timeout: 30_000 };
/** An evening is long, and several tests may share the machine. */
const EVENING_MS = 240_000;

/** The page as it stands is whole on a telephone, and axe finds nothing grave. */
async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await shootInto(page, `treasurer/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

async function findMember(page: Page, typed: string): Promise<void> {
  await page.goto('/admin/resources/Wallet');
  await page.getByRole('searchbox').fill(typed);
  await page.getByRole('searchbox').press('Enter');
  await page.waitForURL(/filters\.q/);
  await settled(page);
}

async function fillPayment(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Montant').fill(amount);
  await page.getByLabel('Moyen de paiement').selectOption('wave');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.locator('.confirm-sentence').waitFor();
}

/** The member scans the code with their own telephone and confirms on the gateway's page. */
async function memberPays(paymentUrl: string): Promise<void> {
  const phone = await browser.open(paymentUrl);
  await phone.goto(paymentUrl);
  await phone
    .getByRole('button', { name: /^Payer/ })
    .first()
    .click();
  await phone.context().close();
}

inBrowser(
  'a treasurer’s evening at a meeting, on a telephone, beside another treasurer',
  async () => {
    const { console, database, people } = world;
    const page = await browser.open(console.url);
    const byItself: string[] = [];
    page.on('request', (request) => {
      if (request.headers()['x-background'] === '1') byItself.push(new URL(request.url()).pathname);
    });
    await signInOn(page, 'tresorier');

    // Lands on the list of their members, of the tontine that they act for.
    await page.waitForURL('**/admin/resources/Wallet');
    await page.getByRole('heading', { name: 'Mes membres' }).waitFor();
    await look(page, 'members');
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByText('Tontine Wend-Panga').waitFor();
    await look(page, 'menu');

    // Finds a member by a part of their name, and takes a deposit.
    await findMember(page, 'zzz');
    await page.getByText('Aucun résultat').waitFor();
    await findMember(page, 'ouedr');
    await page.getByRole('link', { name: 'Déposer' }).click();
    await fillPayment(page, '5 000');
    await page.getByRole('button', { name: /^Demander 5.000/ }).click();
    await page.getByRole('img', { name: 'Code QR de la page de paiement' }).waitFor();
    await look(page, 'deposit-with-code');
    const link = page.getByRole('link', { name: 'Ouvrir la page de paiement' });
    await memberPays((await link.getAttribute('href')) ?? '');
    await page.getByText(/Le dépôt de 5.000.F.CFA est arrivé/).waitFor(SOON);
    expect(await balanceOf(database.pool, people.awa as GivenPerson)).toBe(30_000);

    // Pays her out.
    await page.getByRole('link', { name: 'Revenir au porte-monnaie' }).click();
    await page.getByRole('link', { name: 'Payer' }).click();
    await fillPayment(page, '2 000');
    await page.getByRole('button', { name: /^Payer 2.000/ }).click();
    await page.getByText(/Le retrait de 2.000.F.CFA est effectué/).waitFor(SOON);

    // Puts some of it aside in a new vault.
    await page.goto('/admin/resources/Vault/actions/new');
    await page.getByLabel('Membre').fill('Awa');
    await page.getByRole('button', { name: /Awa Ouédraogo/ }).click();
    await page.getByLabel('Nom du coffre').fill('Rentrée');
    await page.getByRole('button', { name: 'Ouvrir le coffre' }).click();
    await page.getByRole('link', { name: 'Mettre' }).click();
    await page.getByLabel('Montant').fill('3 000');
    await page.locator('main button[type=submit]').click();
    await page.getByText('L’argent est dans le coffre').waitFor(SOON);
    expect(await balanceOf(database.pool, people.awa as GivenPerson)).toBe(25_000);

    // A large payout says beforehand that it will wait, and then where the money is.
    await page.goto(`/admin/resources/Wallet/records/${kadi.walletId}/payout`);
    await fillPayment(page, '150000');
    await page.getByText('Ce retrait attendra une deuxième personne').waitFor();
    await look(page, 'payout-will-wait');
    await page.getByRole('button', { name: /^Payer 150.000/ }).click();
    await page.getByText(/Les 150.000.F.CFA sont réservés/).waitFor();
    expect(plain(await page.locator('.forecast').textContent())).toMatch(
      /La finance, ou un autre trésorier de Tontine Wend-Panga, peut approuver ou rejeter\. .*l’argent revient au porte-monnaie le \d/,
    );
    await look(page, 'payout-waits');

    // The other treasurer approves it on her own telephone; his page follows by itself.
    const hers = await browser.open(console.url);
    await signInOn(hers, 'tresoriere');
    await hers.goto('/admin/approvals');
    await hers.getByRole('link', { name: /^Approuver 150/ }).click();
    await hers.getByRole('button', { name: /^Approuver 150/ }).click();
    await hers.getByText('Rien n’attend d’approbation').waitFor(SOON);
    await page.getByText(/Le retrait de 150.000.F.CFA est effectué/).waitFor(SOON);
    expect(await balanceOf(database.pool, kadi)).toBe(250_000);
    expect(byItself.filter((path) => /Transaction\/records\/.*\/show$/.test(path))).not.toEqual([]);

    // She asks for one in turn: he finds it by the badge, and approves it.
    const tresoriere = await console.signIn('tresoriere');
    const other = await givenMember(world, { fullName: 'Salif Nikiéma' });
    await waitingPayout(tresoriere, other, 120_000);
    await page.goto('/admin/resources/Wallet');
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByRole('link', { name: 'Approbations 1 retrait à décider' }).click();
    await page.getByRole('link', { name: /^Approuver 120/ }).click();
    await page.getByText('Demandé par Aminata Sawadogo').waitFor();
    await page.getByRole('button', { name: /^Approuver 120/ }).click();
    await page.getByText('Rien n’attend d’approbation').waitFor(SOON);
    expect(browser.complaints).toEqual([]);
    await hers.context().close();
    await page.context().close();
  },
  EVENING_MS,
);

inBrowser(
  'a payout that the operator refuses says why, with the operator’s words behind',
  async () => {
    const member = await givenMember(world, { fullName: 'Noël Bado', phone: '+22670000001' });
    const page = await browser.open(world.console.url);
    await signInOn(page, 'tresorier');
    await page.goto(`/admin/resources/Wallet/records/${member.walletId}/payout`);
    await fillPayment(page, '1000');
    await page.getByRole('button', { name: /^Payer 1.000/ }).click();
    await page.getByText('GetMiPay a refusé le retrait').waitFor();
    const technical = page.getByText('Détail technique');
    await technical.waitFor();
    expect(await page.locator('.technical dl').isVisible()).toBe(false);
    await technical.click();
    expect(await page.locator('.technical dl').isVisible()).toBe(true);
    await look(page, 'payout-refused');
    await page.getByRole('link', { name: 'Voir l’opération' }).click();
    await page.locator('.timeline').waitFor();
    await look(page, 'operation-refused');
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser(
  'above the limit the form asks for a code, and says beside it when it is wrong',
  async () => {
    const { app } = world.console;
    const actor = await givenTreasurer(world, 'avec.code');
    const member = await givenMember(world, { fullName: 'Yvette Kiema' });
    const page = await browser.open(world.console.url);
    await signInOn(page, 'avec.code');
    const { secret } = await app.beginSecondFactor({ actor });
    const { owner } = world.database;
    const { rows } = await owner.query(`select sid from session where sess ->> 'personId' = $1`, [
      actor.id,
    ]);
    await app.confirmSecondFactor({ actor, code: codeNow(secret), keepSid: rows[0]?.sid });
    await owner.query('update second_factor set last_step = 0 where user_id = $1', [actor.id]);
    await page.goto(`/admin/resources/Wallet/records/${member.walletId}/payout`);
    await fillPayment(page, '150000');
    const code = page.getByLabel('Code à six chiffres');
    expect(await code.getAttribute('inputmode')).toBe('numeric');
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    const send = page.getByRole('button', { name: /^Payer 150.000/ });
    await send.click();
    await page.getByText('Écrivez le code de votre application').waitFor();
    await code.fill(wrongCode(secret));
    await send.click();
    await page.waitForFunction(() =>
      document.querySelector('.error')?.textContent?.includes('code'),
    );
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    await look(page, 'payout-wrong-code');
    await code.fill(codeNow(secret));
    await send.click();
    await page.getByText(/Les 150.000.F.CFA sont réservés/).waitFor();
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);
