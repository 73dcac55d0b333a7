import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { adminjsFr } from '../../src/admin/locale/adminjs-fr.ts';
import { en } from '../../src/admin/locale/en/index.ts';
import { fr } from '../../src/admin/locale/fr/index.ts';
import { projectRoot } from '../../src/db/project-root.ts';

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

const SPOKEN_ATTRIBUTES = ['label', 'title', 'placeholder', 'alt', 'aria-label'];

/** Text between tags, and attributes that are read out. */
function sentencesIn(node: ts.Node): readonly string[] {
  const within: string[] = [];
  node.forEachChild((child) => {
    within.push(...sentencesIn(child));
  });
  if (ts.isJsxText(node)) return /\p{L}{2}/u.test(node.text) ? [node.text.trim()] : [];
  if (!ts.isJsxAttribute(node)) return within;
  const { initializer } = node;
  const isSpoken = SPOKEN_ATTRIBUTES.includes(node.name.getText());
  return isSpoken && initializer && ts.isStringLiteral(initializer) ? [initializer.text] : within;
}

const COMPONENTS = join(projectRoot(), 'src/admin/components');
const components = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.tsx'),
);

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

test('no component carries a sentence of its own', () => {
  expect(components.length).toBeGreaterThan(25);
  const spoken = components.flatMap((path) => {
    const text = readFileSync(join(COMPONENTS, path), 'utf8');
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
    return sentencesIn(file).map((words) => `${path}: ${words}`);
  });
  expect(spoken).toEqual([]);
});
