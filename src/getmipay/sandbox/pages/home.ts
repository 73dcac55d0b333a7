import { formatPhone } from '../../../kernel/phone.ts';
import { MAGIC_NUMBERS } from '../magic.ts';
import type { Operation } from '../operation.ts';
import type { Scenario } from '../scenario.ts';
import { scenarioInWords } from '../scenario-words.ts';
import type { BooksTotals } from '../totals.ts';
import { html, type Markup } from './html.ts';
import { francs, METHOD_LABELS, page, stateInWords } from './layout.ts';
import { statementsSection } from './statements.ts';

const SHOWN = 50;

interface Home {
  readonly operations: readonly Operation[];
  readonly totals: BooksTotals;
  readonly scenario: Scenario;
  readonly today: Date;
}

/** For a newcomer: what the sandbox holds, what waits to be paid, how it misbehaves. */
export function homePage({ operations, totals, scenario, today }: Home): string {
  const latest = operations.slice(-SHOWN).reverse();
  return page(
    'GetMiPay, bac à sable',
    'home',
    html`<section class="card"><h1>Ce que GetMiPay a dans ses livres</h1>
<div class="figures">${figure('Solde', francs(totals.balance))}
${figure(`Dépôts payés (${totals.deposits.count})`, francs(totals.deposits.amount))}
${figure(`Paiements versés (${totals.payouts.count})`, francs(totals.payouts.amount))}
${figure('Frais gardés', francs(totals.fees))}
${figure('En attente', String(totals.pending))}</div></section>
<section class="card"><h2>Dernières opérations</h2>${operationTable(latest)}</section>
${statementsSection(operations, today)}
<section class="card"><h2>Scénario</h2>${scenarioList(scenario)}</section>
<section class="card"><h2>Numéros spéciaux</h2>
<p class="muted">Tous les autres numéros suivent le scénario. Sans faute de sa part, un dépôt attend d'être payé et un paiement arrive en quelques secondes. Dans le dialecte v1, un dépôt par Orange Money au Burkina Faso demande un code de paiement : 123456.</p>
<div class="scroll"><table class="cards"><thead><tr><th scope="col">Téléphone</th><th scope="col">Ce qui se passe</th></tr></thead>
<tbody>${MAGIC_NUMBERS.map(({ phone, what }) => html`<tr><td>${formatPhone(phone)}</td><td>${what}</td></tr>`)}</tbody></table></div></section>`,
  );
}

const figure = (label: string, value: string): Markup =>
  html`<div><span class="muted">${label}</span><strong>${value}</strong></div>`;

const scenarioList = (scenario: Scenario): Markup =>
  html`<ul>${scenarioInWords(scenario).map((sentence) => html`<li>${sentence}</li>`)}</ul>`;

function operationTable(operations: readonly Operation[]): Markup {
  if (operations.length === 0) {
    return html`<p class="muted">Aucune opération pour le moment. Lancez un dépôt depuis la console : il apparaîtra ici avec son lien de paiement.</p>`;
  }
  return html`<div class="scroll"><table class="cards"><thead><tr><th scope="col">Opération</th><th scope="col">Téléphone</th>
<th scope="col">Moyen</th><th scope="col" class="number">Montant</th><th scope="col">État</th></tr></thead>
<tbody>${operations.map(row)}</tbody></table></div>`;
}

function row(operation: Operation): Markup {
  const payment = operation.kind === 'payment';
  const words = stateInWords(operation);
  const state =
    payment && operation.state === 'pending'
      ? html`<a href="/pay/${operation.reference}">${words}</a>`
      : html`${words}`;
  return html`<tr><td>${payment ? 'Dépôt' : 'Paiement'} ${operation.reference}</td>
<td>${formatPhone(operation.phone)}</td><td>${METHOD_LABELS[operation.method] ?? operation.method}</td>
<td class="number">${payment ? '+' : '−'}${francs(operation.amount)}</td>
<td class="state ${operation.state}">${state}</td></tr>`;
}
