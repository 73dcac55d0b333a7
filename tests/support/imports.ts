import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Path from the project's root for a file of ours; the package's name otherwise. */
  readonly target: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript file under the given folders and files, with what it imports. */
export function readSources(root: string, places: readonly string[]): SourceFile[] {
  return places
    .flatMap((place) => listFiles(join(root, place)))
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => parseSource(relative(root, file), readFileSync(file, 'utf8')));
}

/** Reads the imports of one file: static, re-exports, and dynamic ones with a literal path. */
export function parseSource(path: string, text: string): SourceFile {
  const imports: Import[] = [];
  const note = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const ours = specifier.text.startsWith('.');
    const target = ours
      ? relative('/', resolve('/', dirname(path), specifier.text))
      : packageOf(specifier.text);
    imports.push({ target, ours, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, isTypeImport(node));
    if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      note(node.argument.literal, true);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      note(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { path, text, imports };
}

/** The circles among the files, each once, as `a → b → a`; imports of types alone count as well. */
export function findCircles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) circles.push([...trail.slice(seenAt), path].join(' → '));
    if (seenAt >= 0 || done.has(path)) return;
    for (const { target, ours } of byPath.get(path)?.imports ?? []) {
      if (ours && byPath.has(target)) walk(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const file of files) walk(file.path, []);
  return circles;
}

function isTypeImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const names = clause.namedBindings;
  if (clause.name || !names || !ts.isNamedImports(names)) return false;
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function listFiles(place: string): string[] {
  const entries = readdirSync(dirname(place), { withFileTypes: true });
  const self = entries.find((entry) => join(dirname(place), entry.name) === place);
  if (!self) return [];
  if (self.isFile()) return [place];
  return readdirSync(place).flatMap((name) => listFiles(join(place, name)));
}
