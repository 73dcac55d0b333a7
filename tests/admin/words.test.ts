import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { adminjsFr } from '../../src/admin/locale/adminjs-fr.ts';
import { en } from '../../src/admin/locale/en/index.ts';
import { fr } from '../../src/admin/locale/fr/index.ts';
import { parse, parseText, sentencesIn, sourcesUnder } from './words-in-source.ts';

type Tree = Readonly<Record<string, unknown>>;

const leaves = (tree: Tree, prefix = ''): readonly (readonly [string, unknown])[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value as Tree, `${prefix}${key}.`)
      : [[prefix + key, value] as const],
  );

const keysOf = (tree: Tree): readonly string[] =>
  leaves(tree)
    .map(([key]) => key)
    .sort();

const emptyIn = (tree: Tree): readonly string[] =>
  leaves(tree)
    .filter(([, value]) => value === '')
    .map(([key]) => key)
    .sort();

/** What a sentence looks like, with something in each of its places. */
const said = (value: unknown): string => {
  if (typeof value !== 'function') return String(value);
  const places = Array.from({ length: value.length }, (_, index) => `⟨${index}⟩`);
  return String(value(...places));
};

test('every string of AdminJS has its French', () => {
  const adminjs = dirname(createRequire(import.meta.url).resolve('adminjs'));
  const shipped: Tree = JSON.parse(
    readFileSync(join(adminjs, 'lib/locale/en/translation.json'), 'utf8'),
  );
  const french = new Set(keysOf(adminjsFr));
  expect(keysOf(shipped).length).toBeGreaterThan(90);
  expect(keysOf(shipped).filter((key) => !french.has(key))).toEqual([]);
});

test('French and English have the same words, and none is empty in one language only', () => {
  expect(keysOf(en)).toEqual(keysOf(fr));
  expect(emptyIn(en)).toEqual(emptyIn(fr));
});

test('a sentence names the same things in both languages', () => {
  const english = new Map(leaves(en));
  const places = (text: string) => [...new Set(text.match(/⟨\d⟩/g))].sort();
  const unlike = leaves(fr).filter(
    ([key, value]) => `${places(said(value))}` !== `${places(said(english.get(key)))}`,
  );
  expect(unlike.map(([key]) => key)).toEqual([]);
});

test('no sentence shouts, and a French one is set as French is', () => {
  const all = [...leaves(fr), ...leaves(en)].map(([key, value]) => [key, said(value)] as const);
  expect(all.filter(([, text]) => text.includes('!')).map(([key]) => key)).toEqual([]);
  const typewriter = leaves(fr).filter(([, value]) => /\p{L}'\p{L}/u.test(said(value)));
  expect(typewriter.map(([key]) => key)).toEqual([]);
});

test('a sentence is found wherever a component could hide one', () => {
  const page = `const Page = ({ paid, name }) => (
    <p title={paid ? 'Déjà payé' : undefined} className="card wide">
      {paid ? 'Merci' : say.due} {name || 'Personne'} {\`Bonjour \${name}\`} Au revoir
      {['a', 'b'].map((key) => <i key={key} />)}
    </p>
  );`;
  expect([...sentencesIn(parseText('page.tsx', page))].sort()).toEqual([
    'Au revoir',
    'Bonjour ',
    'Déjà payé',
    'Merci',
    'Personne',
  ]);
});

test('no component carries a sentence of its own', () => {
  const components = sourcesUnder('src/admin/components').filter((path) => path.endsWith('.tsx'));
  expect(components.length).toBeGreaterThan(60);
  expect(
    components.flatMap((path) => sentencesIn(parse(path)).map((words) => `${path}: ${words}`)),
  ).toEqual([]);
});
