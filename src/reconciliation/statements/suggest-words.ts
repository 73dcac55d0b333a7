import type { Mapping } from './mapping.ts';

type Meaning = keyof Mapping['values'];

/** Failed before completed: `unsuccessful` contains the other. Words are compared without accents. */
const TYPES: readonly (readonly [Meaning, RegExp])[] = [
  ['payout', /pay.?out|withdraw|retrait|decaiss|sortie|\bdebit|\bout\b|disburs|to customer|envoi/],
  [
    'payment',
    /deposit|depot|pay.?in|checkout|encaiss|entree|credit|\bin\b|payment|paiement|collect/,
  ],
];
const STATES: readonly (readonly [Meaning, RegExp])[] = [
  ['failed', /fail|echou|echec|expire|cancel|annul|reject|rejet|refus|declin|unsuccess|^tf$/],
  ['completed', /success|succes|reussi|complet|effectu|valid|paid|paye|termin|^ok$|^ts$|^done$/],
];
const ACCENTS = /\p{Diacritic}/gu;

/** What the words of the two columns probably mean; a word that nothing tells is left out. */
export function meaningsIn(types: readonly string[], states: readonly string[]): Mapping['values'] {
  const values: Mapping['values'] = { payment: [], payout: [], completed: [], failed: [] };
  note(values, types, TYPES);
  note(values, states, STATES);
  return values;
}

function note(
  values: Mapping['values'],
  words: readonly string[],
  meanings: readonly (readonly [Meaning, RegExp])[],
): void {
  for (const word of new Set(words)) {
    const plain = word.normalize('NFD').replace(ACCENTS, '').toLowerCase();
    const meaning = meanings.find(([, pattern]) => pattern.test(plain))?.[0];
    if (meaning) values[meaning].push(word);
  }
}
