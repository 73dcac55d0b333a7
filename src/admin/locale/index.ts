import type { Locale } from '../../kernel/actor.ts';
import { typesetWords } from '../../kernel/typeset.ts';
import { adminjsFr } from './adminjs-fr.ts';
import { en } from './en/index.ts';
import { fr, type Words } from './fr/index.ts';

export type { Words };

const french = typesetWords(fr);

export const wordsFor = (locale: Locale): Words => (locale === 'en' ? en : french);

/** What AdminJS itself is told: its strings, and the names of our resources, columns and actions. */
export function localeFor(locale: Locale) {
  const words = wordsFor(locale);
  const ours = {
    labels: { ...words.resources },
    properties: { ...words.fields },
    actions: {
      deposit: words.pay.deposit.title,
      payout: words.pay.payout.title,
      moveIn: words.vault.moveIn.title,
      moveOut: words.vault.moveOut.title,
      lock: words.vault.lock.title,
    },
  };
  const own = locale === 'fr' ? adminjsFr : { labels: {}, properties: {}, actions: {} };
  return {
    language: locale,
    availableLanguages: [locale],
    translations: {
      [locale]: {
        ...own,
        labels: { ...own.labels, ...ours.labels },
        properties: { ...own.properties, ...ours.properties },
        actions: { ...own.actions, ...ours.actions },
      },
    },
  };
}
