import { formatPhone } from '../../../kernel/phone.ts';
import { FAILURE_WORDS, type Operation } from '../operation.ts';
import { html, type Markup, nothing } from './html.ts';
import { francs, METHOD_LABELS, page } from './layout.ts';

/** The page on which a member pays a deposit. It works without any script. */
export function payPage(operation: Operation): string {
  const amount = francs(operation.amount);
  return page(
    `Payer ${amount}`,
    'pay',
    html`<section class="card">
<p class="muted">Recharge de votre porte-monnaie Tontine Pro</p>
<h1 class="amount">${amount}</h1>
${outcome(operation)}
<dl><dt>Moyen</dt><dd>${METHOD_LABELS[operation.method] ?? operation.method}</dd>
<dt>Téléphone</dt><dd>${formatPhone(operation.phone)}</dd>
<dt>Référence</dt><dd>${operation.reference}</dd></dl>
</section>
${operation.state === 'pending' ? choices(operation, amount) : wayBack(operation)}`,
  );
}

const choices = (operation: Operation, amount: string): Markup =>
  operation.otpMissing
    ? html`<p class="muted">Cet opérateur demande un code de paiement, qui n'a pas été envoyé. Rien n'a été débité. Demandez un nouveau dépôt avec le code.</p>`
    : html`
<form method="post" action="/pay/${operation.reference}/pay"><button class="primary">Payer ${amount}</button></form>
<form method="post" action="/pay/${operation.reference}/refuse"><button>Refuser</button></form>`;

const wayBack = (operation: Operation): Markup =>
  operation.returnUrl
    ? html`<a class="button primary" href="${operation.returnUrl}">Retourner à Tontine Pro</a>`
    : html`<p class="muted">Vous pouvez fermer cette page.</p>`;

function outcome(operation: Operation): Markup {
  if (operation.state === 'completed') {
    return html`<p class="done completed" role="status"><span aria-hidden="true">✓</span>Paiement effectué. Votre porte-monnaie est crédité dans un instant.</p>`;
  }
  if (operation.state === 'failed') {
    const reason = operation.reason ? FAILURE_WORDS[operation.reason] : 'Paiement échoué';
    return html`<p class="done failed" role="status"><span aria-hidden="true">✕</span>${reason}. Rien n'a été débité.</p>`;
  }
  return nothing;
}

export const missingPage = (): string =>
  page(
    'Paiement introuvable',
    'pay',
    html`<section class="card"><h1>Ce paiement n'existe pas</h1>
<p>Le lien est incomplet ou le bac à sable a été vidé. Rien n'a été débité. Demandez un nouveau lien à votre trésorier.</p></section>`,
  );
