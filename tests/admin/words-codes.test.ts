import { expect, test } from 'vitest';
import { EN } from '../../src/kernel/words-en.ts';
import { FR } from '../../src/kernel/words-fr.ts';
import { codesIn, codesInSql, sourcesUnder, unionIn } from './words-in-source.ts';

const LISTS = [
  ['French', FR],
  ['English', EN],
] as const;

/** A fault of ours, for the log: people are told that something unexpected happened. */
const NOT_SAID = ['missing'];

const missingIn = (list: Readonly<Record<string, string>>, codes: Iterable<string>) =>
  [...new Set(codes)].filter((code) => !(code in list) && !NOT_SAID.includes(code)).sort();

test('the two lists have the same codes, none empty', () => {
  expect(Object.keys(EN).sort()).toEqual(Object.keys(FR).sort());
  expect(Object.entries({ ...FR, ...EN }).filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('a sentence has the same places in both languages', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  const english: Readonly<Record<string, string>> = EN;
  const unlike = Object.entries(FR).filter(
    ([code, text]) => `${places(text)}` !== `${places(english[code] ?? '')}`,
  );
  expect(unlike.map(([code]) => code)).toEqual([]);
});

test.each(LISTS)('every code that the server can answer has its sentence in %s', (_name, list) => {
  const inSource = sourcesUnder('src')
    // The environment is read by whoever starts the console, in English.
    .filter((path) => !path.startsWith('src/config'))
    .flatMap(codesIn);
  const codes = [...inSource, ...codesInSql()];
  expect(new Set(codes).size).toBeGreaterThan(60);
  expect(missingIn(list, codes)).toEqual([]);
});

test.each(LISTS)('every outcome and reason of a payment has its sentence in %s', (_name, list) => {
  const outcomes = unionIn('src/payments/transaction-view.ts', 'PaymentOutcome');
  const reasons = unionIn('src/payments/gateway.ts', 'FailureReason');
  expect(outcomes.length).toBeGreaterThan(6);
  expect(reasons.length).toBeGreaterThan(8);
  expect(
    missingIn(list, [
      ...outcomes.flatMap((outcome) => [`deposit_${outcome}`, `payout_${outcome}`]),
      ...reasons.map((reason) => `reason_${reason}`),
    ]),
  ).toEqual([]);
});
