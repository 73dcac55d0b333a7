import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../src/db/project-root.ts';

/** What a code position may hold: `'a'`, `x ? 'a' : 'b'`; anything computed gives none. */
function literalsOf(node: ts.Node | undefined): readonly string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return literalsOf(node.expression);
  if (ts.isConditionalExpression(node))
    return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  return [];
}

export const parse = (path: string): ts.SourceFile =>
  parseText(path, readFileSync(join(projectRoot(), path), 'utf8'));

export function parseText(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

export const sourcesUnder = (folder: string): readonly string[] =>
  readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(folder, path));

/** Where each of the functions that make an error takes its code. */
const MAKERS: Readonly<Record<string, number>> = {
  AppError: 1,
  HttpRefusal: 1,
  invalid: 1,
  forbidden: 0,
};

/** Functions of this file that take a code and hand it on: `refuseTaken(field, code, …)`. */
function ownMakers(file: ts.SourceFile): Readonly<Record<string, number>> {
  const makers: Record<string, number> = {};
  const note = (name: ts.Node | undefined, parameters: readonly ts.ParameterDeclaration[]) => {
    const at = parameters.findIndex((parameter) => parameter.name.getText() === 'code');
    if (name && at >= 0) makers[name.getText()] = at;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node)) note(node.name, node.parameters);
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isArrowFunction(node.initializer))
      note(node.name, node.initializer.parameters);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return makers;
}

/** The codes that a docstring says are thrown: "@throws InvalidInput `reason_needed`". */
const promised = (text: string): readonly string[] =>
  [...text.matchAll(/@throws[^@*]*(?:\n\s*\*(?!\/)[^@*]*)*/g)].flatMap(([said]) =>
    [...said.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code ?? ''),
  );

/** Every error code that a file can answer, as it stands in the source. */
export function codesIn(path: string): readonly string[] {
  const file = parse(path);
  const makers = { ...MAKERS, ...ownMakers(file) };
  const found: string[] = [...promised(file.text)];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const at = makers[node.expression.getText()];
      if (at !== undefined) found.push(...literalsOf(node.arguments?.[at]));
    }
    if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node))
      if (node.name.getText() === 'code') found.push(...literalsOf(node.initializer));
    // Unique keys are turned into codes by a table.
    if (ts.isStringLiteral(node) && node.text.endsWith('_taken')) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter((code) => /^[a-z]+(_[a-z]+)*$/.test(code));
}

/** The literals that a property of this name is given: `subjectType: 'User'`. */
export function propertiesIn(paths: readonly string[], name: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === name)
      found.push(...literalsOf(node.initializer));
    ts.forEachChild(node, visit);
  };
  for (const path of paths) visit(parse(path));
  return [...new Set(found)];
}

/** A setting of PostgreSQL, spelled like an act. */
const DATABASE_CLOCK = 'tontine.clock';

/** What is written into the audit: `action: 'user.create'`, and the SQL functions' own. */
export function auditActionsIn(paths: readonly string[]): readonly string[] {
  const found = propertiesIn(paths, 'action');
  const sql = sqlFiles().flatMap((text) => [...text.matchAll(/'([a-z]+\.[a-z_]+)'/g)]);
  const ours = [...found, ...sql.map(([, action]) => action ?? '')];
  return [...new Set(ours)].filter(
    (action) => /^[a-z]+\.[a-z_]+$/.test(action) && action !== DATABASE_CLOCK,
  );
}

function sqlFiles(): readonly string[] {
  const folder = join(projectRoot(), 'prisma/migrations');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

/** The codes with which the SQL functions refuse. */
export const codesInSql = (): readonly string[] =>
  sqlFiles()
    .flatMap((text) => [...text.matchAll(/refuse\('([a-z_]+)', 'TP/g)])
    .map(([, code]) => code ?? '');

/** The members of a union of literals: `type FailureReason = 'timeout' | …`. */
export function unionIn(path: string, name: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeAliasDeclaration(node) && node.name.text === name) {
      const types = ts.isUnionTypeNode(node.type) ? node.type.types : [node.type];
      for (const type of types)
        if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal))
          found.push(type.literal.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(path));
  return found;
}

const SPOKEN_ATTRIBUTES = [
  'label',
  'title',
  'text',
  'hint',
  'note',
  'none',
  'back',
  'said',
  'legend',
  'placeholder',
  'alt',
  'aria-label',
  'aria-description',
];

/** Texts in an expression whose value is drawn: `'a'`, `x ? 'a' : b`, `x || 'a'`, `` `a ${b}` ``. */
function drawnIn(node: ts.Expression | undefined): readonly string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (ts.isParenthesizedExpression(node)) return drawnIn(node.expression);
  if (ts.isConditionalExpression(node))
    return [...drawnIn(node.whenTrue), ...drawnIn(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return [...drawnIn(node.left), ...drawnIn(node.right)];
  return [];
}

const isSentence = (text: string): boolean => /\p{L}{2}/u.test(text);

/** Words that a component would show or read out by itself, instead of taking them from the list. */
export function sentencesIn(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text.trim());
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent))
      found.push(...drawnIn(node.expression));
    if (ts.isJsxAttribute(node) && SPOKEN_ATTRIBUTES.includes(node.name.getText())) {
      const { initializer } = node;
      if (initializer && ts.isStringLiteral(initializer)) found.push(initializer.text);
      if (initializer && ts.isJsxExpression(initializer))
        found.push(...drawnIn(initializer.expression));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter(isSentence);
}
