import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../src/db/project-root.ts';

type Tree = Readonly<Record<string, unknown>>;

const SPOKEN_ATTRIBUTES = ['label', 'title', 'placeholder', 'alt', 'aria-label', 'say'];

/** Every word of a list by its path; a sentence that is made by a function counts like one. */
export const wordPaths = (tree: Tree, prefix = ''): readonly string[] =>
  Object.entries(tree)
    .flatMap(([key, value]) =>
      typeof value === 'object' && value !== null
        ? wordPaths(value as Tree, `${prefix}${key}.`)
        : [`${prefix}${key}${value === '' ? ' (empty)' : ''}`],
    )
    .sort();

/** Sentences that a folder's components carry themselves, as `file: sentence`. */
export function spokenIn(folder: string): { files: number; sentences: readonly string[] } {
  const root = join(projectRoot(), folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.tsx'),
  );
  const sentences = files.flatMap((path) =>
    spokenInText(readFileSync(join(root, path), 'utf8')).map((words) => `${path}: ${words}`),
  );
  return { files: files.length, sentences };
}

export const spokenInText = (text: string): readonly string[] =>
  sentencesIn(
    ts.createSourceFile('one.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX),
  );

const SEVERAL_WORDS = /\p{L}{2,}[\s\u00a0]+\p{L}{2,}/u;

/** Text between tags, attributes that are read out, and sentences in an expression between tags. */
function sentencesIn(node: ts.Node): readonly string[] {
  if (ts.isJsxText(node)) return /\p{L}{2}/u.test(node.text) ? [node.text.trim()] : [];
  if (ts.isJsxAttribute(node)) {
    const { initializer } = node;
    const isSpoken = SPOKEN_ATTRIBUTES.includes(node.name.getText());
    if (isSpoken && initializer && ts.isStringLiteral(initializer)) return [initializer.text];
  }
  const isBetweenTags = ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent);
  return childrenOf(node).flatMap((child) => [
    ...(isBetweenTags ? literalsIn(child) : []),
    ...sentencesIn(child),
  ]);
}

function literalsIn(node: ts.Node): readonly string[] {
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node))
    return [];
  const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text : '';
  return SEVERAL_WORDS.test(text) ? [text] : childrenOf(node).flatMap(literalsIn);
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  return children;
}
