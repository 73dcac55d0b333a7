import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../src/admin/locale/en/index.ts';
import { fr } from '../../src/admin/locale/fr/index.ts';
import { projectRoot } from '../../src/db/project-root.ts';
import { BREAK_NAMES, VERBS } from '../../src/reconciliation/breaks/kinds.ts';

const LANGUAGES = [
  ['French', fr],
  ['English', en],
] as const;

const migrations = join(projectRoot(), 'prisma/migrations');
const sql = readdirSync(migrations, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.sql'))
  .map((path) => readFileSync(join(migrations, path), 'utf8'))
  .join('\n');

/** `effect('credited', …)`, `effect(case … then 'a' else 'b' end, …)` */
const effects = [...sql.matchAll(/\beffect\((?:case[^)]*?end|'[a-z_]+')/g)].flatMap(([call]) =>
  [...call.replace(/when '\w+'/g, '').matchAll(/'([a-z_]+)'/g)].map(([, code]) => code ?? ''),
);

const reasons = [
  ...readFileSync(join(projectRoot(), 'src/reconciliation/breaks/candidates.ts'), 'utf8').matchAll(
    /^\s+\| '([a-z_]+)';?$/gm,
  ),
].map(([, code]) => code ?? '');

const missing = (codes: readonly string[], family: object) =>
  [...new Set(codes)].filter((code) => !(code in family));

test.each(LANGUAGES)('every kind, verb, effect and reason has its words in %s', (_name, words) => {
  const { breaks, breakActs } = words;
  expect(effects.length).toBeGreaterThan(15);
  expect(reasons.length).toBeGreaterThan(5);
  expect(missing(BREAK_NAMES, breaks.kind)).toEqual([]);
  expect(missing(BREAK_NAMES, breaks.why)).toEqual([]);
  for (const family of [breakActs.verb, breakActs.sentence, breakActs.reason])
    expect(missing(VERBS, family)).toEqual([]);
  expect(missing(effects, breakActs.effect)).toEqual([]);
  expect(missing(reasons, breaks.candidate)).toEqual([]);
});

test('an effect and a reason name the same amounts in both languages', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  const placesIn = (family: Readonly<Record<string, string>>) =>
    Object.entries(family).map(([code, text]) => [code, ...places(text)]);
  expect(placesIn(en.breakActs.effect)).toEqual(placesIn(fr.breakActs.effect));
  expect(placesIn(en.breaks.candidate)).toEqual(placesIn(fr.breaks.candidate));
});
