import type { Locale } from '../../kernel/actor.ts';
import { typesetWords } from '../../kernel/typeset.ts';
import { en } from './en.ts';
import { fr, type Words } from './fr.ts';

export type { Words };

const french = typesetWords(fr);

export const wordsOf = (locale: Locale): Words => (locale === 'en' ? en : french);
