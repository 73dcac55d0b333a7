import { expect, test } from 'vitest';
import { en } from '../../src/admin/locale/en/index.ts';
import { fr } from '../../src/admin/locale/fr/index.ts';
import { definitions } from '../../src/admin/resources/index.ts';
import type { App } from '../../src/app.ts';
import { DEFAULT_METHODS } from '../../src/config/payment-methods.ts';
import { auditActionsIn, propertiesIn, sourcesUnder } from './words-in-source.ts';

type Family = Readonly<Record<string, string>>;

/** Enough of the app for the definitions to say which columns and filters they have. */
const lists = definitions({
  settings: { methods: DEFAULT_METHODS },
  scope: () => ({}),
} as unknown as App);

const LANGUAGES = [
  ['French', fr],
  ['English', en],
] as const;

test.each(LANGUAGES)('every list, column and filter has its name in %s', (_name, words) => {
  const fields: Family = words.fields;
  const named = (id: string): boolean =>
    [words.resources, words.one, words.list.searchHint, words.list.emptyHint].every(
      (family: Family) => id in family,
    );
  const missing = lists.flatMap(({ id, columns, details, controls }) => [
    ...(named(id) ? [] : [id]),
    ...[...columns, ...details]
      .filter(({ name }) => !(name in fields))
      .map(({ name }) => `${id}.${name}`),
    ...controls
      .filter(({ name, kind }) => kind !== 'search' && !(name in fields))
      .map(({ name }) => `${id}?${name}`),
  ]);
  expect(missing).toEqual([]);
});

test.each(LANGUAGES)('every choice of a filter has its word in %s', (_name, words) => {
  const families: Readonly<Record<string, Family>> = words.words;
  // The methods' labels are configured, not translated.
  const choices = lists
    .flatMap(({ id, controls }) => controls.map((control) => ({ id, ...control })))
    .filter(({ words: family, values }) => values && family !== 'method');
  const missing = choices.flatMap(({ id, name, words: family = '', values = [] }) =>
    values
      .filter((value) => !(value in (families[family] ?? {})))
      .map((value) => `${id}.${name}=${value} (${family})`),
  );
  expect(choices.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test.each(LANGUAGES)('everything that is audited has its word in %s', (_name, words) => {
  const writers = [...sourcesUnder('src'), ...sourcesUnder('prisma')].filter(
    (path) => !path.startsWith('src/admin'),
  );
  const acts = auditActionsIn(writers);
  expect(acts.length).toBeGreaterThan(20);
  expect(acts.filter((act) => !(act in words.words.audit))).toEqual([]);
  const subjects = propertiesIn(writers, 'subjectType');
  expect(subjects.length).toBeGreaterThan(4);
  expect(subjects.filter((subject) => !(subject in words.words.subject))).toEqual([]);
});
