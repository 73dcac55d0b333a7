import { cellAt } from './cells.ts';
import type { Detection } from './detect.ts';
import { plainName } from './header.ts';
import { INSTANTS } from './mapped-row.ts';
import { DATE_FORMATS, MAPPED_COLUMNS, type MappedColumn, type Mapping } from './mapping.ts';
import { BadRow } from './refuse.ts';
import { meaningsIn } from './suggest-words.ts';

/** In this order: a column that one has taken is no other's. Headers are compared without accents. */
const NAMES: readonly (readonly [MappedColumn, RegExp])[] = [
  ['currency', /currency|devise|monnaie/],
  ['balance', /balance|solde|after.?bal/],
  ['fee', /\bfees?\b|frais|commission|charge/],
  ['in', /paid.?in|\bcredit|entree|encaiss|money.?in|\brecu/],
  ['out', /withdrawn|\bdebit|sortie|decaiss|money.?out|paid.?out/],
  ['amount', /amount|montant|valeur|somme|\bvalue/],
  [
    'phone',
    /msisdn|phone|telephone|mobile|\btel\b|opposite party|numero (?:du )?(?:client|payeur)/,
  ],
  ['date', /completion|occurred|horodat|timestamp|\bdate|\btime|\bheure/],
  ['status', /status|statut|\betat|\bstate/],
  [
    'merchantReference',
    /(?:client|merchant|external|marchand|customer).*(?:ref|id\b)|ref.*(?:client|marchand|externe)|ftxn|order.?id|commande|facture|invoice/,
  ],
  ['reference', /transaction|receipt|recu n|provider|operation.?id|\bref|reference|^id$|^n°/],
  ['type', /type|\bsens\b|nature|direction|operation/],
];
const ACCENTS = /\p{Diacritic}/gu;

/**
 * What the columns of an unknown file probably mean, by their names in French and English and by
 * the sample rows. A proposal: what it could not guess is left out.
 */
export function suggestMapping(
  found: Pick<Detection, 'header' | 'samples' | 'headerRow' | 'delimiter'>,
): Mapping {
  const at = columnsIn(found.header);
  const samples = (column: MappedColumn): string[] =>
    found.samples.map((cells) => cellAt(cells, at[column] ?? -1)).filter((cell) => cell !== '');
  const central = samples('currency').some((cell) => /xaf/i.test(cell));
  return {
    delimiter: found.delimiter ?? ',',
    headerRow: found.headerRow,
    columns: at,
    dateFormat: DATE_FORMATS.find((name) => reads(name, samples('date'))) ?? 'dayFirst',
    country: central ? 'CM' : 'BF',
    currency: central ? 'XAF' : 'XOF',
    amountIs: 'gross',
    values: meaningsIn(samples('type'), samples('status')),
  };
}

function columnsIn(header: readonly string[]): Mapping['columns'] {
  const names = header.map((cell) => plainName(cell).normalize('NFD').replace(ACCENTS, ''));
  const taken = new Map<MappedColumn, number>();
  for (const [column, pattern] of NAMES) {
    const at = names.findIndex((name, index) => pattern.test(name) && !used(taken, index));
    if (at !== -1) taken.set(column, at);
  }
  // One of the two alone is a type of its own, not a pair of columns.
  if (taken.has('in') !== taken.has('out'))
    for (const one of ['in', 'out'] as const) taken.delete(one);
  if (taken.has('in')) taken.delete('amount');
  return Object.fromEntries(MAPPED_COLUMNS.flatMap((name) => pairOf(name, taken.get(name))));
}

const used = (taken: ReadonlyMap<MappedColumn, number>, index: number): boolean =>
  [...taken.values()].includes(index);

const pairOf = (name: MappedColumn, at: number | undefined): [MappedColumn, number][] =>
  at === undefined ? [] : [[name, at]];

function reads(format: Mapping['dateFormat'], cells: readonly string[]): boolean {
  try {
    for (const cell of cells) INSTANTS[format](cell, 0);
    return cells.length > 0;
  } catch (error) {
    if (error instanceof BadRow) return false;
    throw error;
  }
}
