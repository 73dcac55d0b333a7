import { beforeAll, describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { read } from '../support/read.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenStates, type States } from './states.ts';

const world = useConsole();
let states: States;
let awa: Visitor;

beforeAll(async () => {
  states = await givenStates(world);
  awa = await world.console.signIn('awa');
});

const receipt = (id: string) => `/wallet/operations/${id}/`;

describe('a receipt', () => {
  test.each([
    ['waiting', 'en cours', 'Le porte-monnaie sera crédité dès que le paiement sera confirmé'],
    ['done', 'effectué', 'le porte-monnaie est crédité'],
    ['leaving', 'en cours', 'ont quitté le porte-monnaie'],
    ['unknown', 'résultat inconnu', 'Les 700 F CFA sont réservés, rien n’est perdu'],
    ['failed', 'échoué', 'Les 900 F CFA sont revenus dans le porte-monnaie'],
    ['awaiting', 'en attente d’approbation', 'deuxième personne. L’argent est réservé'],
    ['rejected', 'rejeté', 'Les 1 100 F CFA sont revenus dans votre porte-monnaie'],
    ['cancelled', 'annulé', 'Les 1 200 F CFA sont revenus dans votre porte-monnaie'],
    ['expired', 'expiré', 'Rien n’est parti : les 1 300 F CFA sont revenus'],
    ['saved', 'effectué', 'de votre porte-monnaie au coffre'],
  ] as const)('of one that is %s says "%s" and where the money is', async (name, chip, where) => {
    const page = await awa.get(receipt(states[name]));
    expect(page.status).toBe(200);
    expect(read(page)).toContain(chip);
    expect(read(page)).toContain(where);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('holds everything that proves a payment', async () => {
    const { owner } = world.database;
    const { rows } = await owner.query<{ reference: string; created_at: Date }>(
      'select gateway_reference as reference, created_at from transaction where id = $1',
      [states.done],
    );
    const page = read(await awa.get(receipt(states.done)));
    const at = new Intl.DateTimeFormat('fr-FR', {
      timeZone: 'Africa/Abidjan',
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(rows[0]?.created_at);
    for (const fact of [
      'Titulaire Awa Ouédraogo',
      'Montant 12 000 F CFA',
      'Depuis le numéro +226 70 12 34 56',
      'Moyen de paiement Wave',
      'Demandé par tresorier',
      `Demandé le ${at}`,
      'Effectué le ',
      `Référence GetMiPay ${rows[0]?.reference}`,
      `Référence Tontine Pro ${states.done}`,
    ]) {
      expect(page).toContain(fact);
    }
    expect(page).toContain('Reçu');
    expect(read(await awa.get(receipt(states.leaving)))).not.toContain('Reçu');
  });

  test('says who decided and why, where a second person had to', async () => {
    const rejected = read(await awa.get(receipt(states.rejected)));
    expect(rejected).toContain('Rejeté par finance');
    expect(rejected).toContain('Motif Le numéro n’est pas');
    const { console: running, people } = world;
    await running.app.approvePayout({ actor: people.finance, transactionId: states.awaiting });
    const approved = read(await awa.get(receipt(states.awaiting)));
    expect(approved).toContain('Approuvé par finance');
    expect(approved).toContain('Tontine Tontine Wend-Panga');
  });

  test('of somebody else does not exist', async () => {
    const moussa = await world.console.signIn('moussa');
    expect((await moussa.get(receipt(states.done))).status).toBe(404);
    expect((await moussa.post(`${receipt(states.done)}dispute/`, { message: 'x' })).status).toBe(
      404,
    );
    expect((await awa.get(receipt('nonsense'))).status).toBe(404);
    expect((await awa.get(receipt(world.people.awa.walletId))).status).toBe(404);
  });
});

describe('"je ne reconnais pas cette opération"', () => {
  const ask = (id: string, message: string) => awa.post(`${receipt(id)}dispute/`, { message });
  const asked = (transactionId: string) =>
    world.console.app.prisma.dispute.findMany({ where: { transactionId } });

  test('tells finance once, however often it is sent, and shows that it waits', async () => {
    const id = states.leaving;
    const sent = await Promise.all([1, 2, 3].map(() => ask(id, 'Ce n’est pas moi.')));
    for (const { status, location } of sent) {
      expect({ status, location }).toEqual({ status: 303, location: `${receipt(id)}#question` });
    }
    const [dispute, ...more] = await asked(id);
    expect(more).toEqual([]);
    expect(dispute).toMatchObject({
      message: 'Ce n’est pas moi.',
      openedById: world.people.awa.id,
    });
    const page = await awa.get(receipt(id));
    expect(read(page)).toContain('La finance est prévenue');
    expect(read(page)).toContain('Votre message : Ce n’est pas moi.');
    expect(page.text).not.toContain('<textarea');
  });

  test('shows the answer, and may be said again', async () => {
    const id = states.leaving;
    const [dispute] = await asked(id);
    await world.console.app.answerDispute({
      actor: world.people.finance,
      disputeId: dispute?.id ?? '',
      answer: 'Votre trésorier\nl’a demandé <b>.',
    });
    const page = await awa.get(receipt(id));
    expect(read(page)).toContain('La finance a répondu');
    expect(page.text).toContain('Votre trésorier\nl’a demandé &lt;b&gt;.');
    expect(read(page)).toContain('Signaler de nouveau');
    await ask(id, '');
    expect(await asked(id)).toHaveLength(2);
  });

  test('a message that is too long is refused beside its field, and kept', async () => {
    const long = 'é'.repeat(1001);
    const page = await ask(states.done, long);
    expect(page.status).toBe(400);
    expect(read(page)).toContain('au plus 1000 caractères');
    expect(page.text).toContain(`>${long}</textarea>`);
    expect(await asked(states.done)).toEqual([]);
    expect((await ask(states.done, `${'é'.repeat(998)}\r\ny`)).status).toBe(303);
    expect((await asked(states.done))[0]?.message).toHaveLength(1000);
  });

  test('a reload of the form’s address leads to the receipt', async () => {
    const { location } = await awa.get(`${receipt(states.done)}dispute/`);
    expect(location).toBe(receipt(states.done));
  });
});
