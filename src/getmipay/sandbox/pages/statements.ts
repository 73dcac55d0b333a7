import type { Operation } from '../operation.ts';
import { STATEMENT_FORMATS } from '../statements/statement.ts';
import { html, type Markup } from './html.ts';

const DAYS_SHOWN = 7;

/** Each day on which something ended, the latest first, and its statement in every format. */
export function statementsSection(operations: readonly Operation[], today: Date): Markup {
  const days = daysOf(operations, today);
  return html`<section class="card"><h2>Relevés des opérateurs</h2>
<p class="muted">Les opérations terminées d'un jour (heure d'Abidjan), dans le format de chaque opérateur.</p>
${days.map(
  (day) =>
    html`<h3>${frenchDay(day)}</h3><ul>${Object.entries(STATEMENT_FORMATS).map(
      ([format, { label, extension }]) =>
        html`<li><a href="/statements/${format}?day=${day}" download>${label}</a> <span class="muted">${extension.toUpperCase()}</span></li>`,
    )}</ul>`,
)}</section>`;
}

function daysOf(operations: readonly Operation[], today: Date): string[] {
  const dayOf = (at: Date) => at.toISOString().slice(0, 10);
  const ended = operations.flatMap(({ settledAt }) =>
    settledAt === null ? [] : [dayOf(new Date(settledAt))],
  );
  return [...new Set([dayOf(today), ...ended])].sort().reverse().slice(0, DAYS_SHOWN);
}

const frenchDay = (day: string): string => day.split('-').reverse().join('/');
