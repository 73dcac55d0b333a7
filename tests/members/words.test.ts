import { expect, test } from 'vitest';
import { en } from '../../src/members/locale/en.ts';
import { fr } from '../../src/members/locale/fr.ts';
import { spokenIn, spokenInText, wordPaths } from '../support/spoken.ts';

test('French and English have the same words, and none is empty', () => {
  expect(wordPaths(fr).length).toBeGreaterThan(200);
  expect(wordPaths(en)).toEqual(wordPaths(fr));
  expect(wordPaths(fr).filter((path) => path.endsWith('(empty)'))).toEqual([]);
});

test('no page and no component carries a sentence of its own', () => {
  for (const folder of ['src/members/pages', 'src/members/components']) {
    const { files, sentences } = spokenIn(folder);
    expect(files).toBeGreaterThan(10);
    expect({ folder, sentences }).toEqual({ folder, sentences: [] });
  }
});

test.each([
  ['<p>Bonjour</p>', ['Bonjour']],
  ['<p title="Votre solde">{sum}</p>', ['Votre solde']],
  ['<p>{isOpen ? "en cours de retrait" : words.done}</p>', ['en cours de retrait']],
  ['<p>{`Il restera` + left}</p>', ['Il restera']],
  ['<p className={done ? "button plain" : "x"}>{words.done} · {sum}</p>', []],
])('in %s it hears %j', (text, heard) => {
  expect(spokenInText(text)).toEqual(heard);
});
