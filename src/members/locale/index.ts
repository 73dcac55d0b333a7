import type { Locale } from '../../kernel/actor.ts';
import { en } from './en.ts';
import { fr, type Words } from './fr.ts';

export type { Words };

export const wordsOf = (locale: Locale): Words => (locale === 'en' ? en : fr);
