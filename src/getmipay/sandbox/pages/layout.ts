import { type Francs, groupThousands } from '../../../kernel/money.ts';
import type { Operation } from '../operation.ts';
import { html, type Markup } from './html.ts';
import { style } from './style.ts';

/** Styles stand in the page, scripts and pictures do not exist; nobody may frame a payment page. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

export const METHOD_LABELS: Readonly<Record<string, string>> = {
  wave: 'Wave',
  orange_money: 'Orange Money',
  moov_money: 'Moov Money',
  mtn_money: 'MTN Money',
  visa: 'Visa Card',
};

export const francs = (amount: Francs): string =>
  `${amount < 0n ? '−' : ''}${groupThousands(amount < 0n ? -amount : amount)}\u00a0F\u00a0CFA`;

/** The state in words, with a sign, so that colour is never alone. */
export function stateInWords({ kind, state }: Pick<Operation, 'kind' | 'state'>): string {
  if (state === 'completed') return kind === 'payment' ? '✓ Payé' : '✓ Versé';
  if (state === 'failed') return '✕ Échoué';
  return kind === 'payment' ? '◷ À payer' : '◷ En cours';
}

export function page(title: string, kind: 'pay' | 'home', content: Markup): string {
  return html`<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title}</title><style>${style}</style></head>
<body><div class="top">Bac à sable : aucun argent réel ne circule ici.</div>
<main class="${kind}"><div class="brand"><span class="mark" aria-hidden="true">G</span>GetMiPay, bac à sable</div>
${content}</main></body></html>`.text;
}
