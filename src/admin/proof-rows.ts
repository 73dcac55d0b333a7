import type { Locale } from '../kernel/actor.ts';
import type { ProofReport } from './components/proof/answers.ts';
import type { CsvRow } from './csv-answer.ts';
import { wordsFor } from './locale/index.ts';
import { EQUATION, itemText, typeText } from './proof-terms.ts';

/** An amount in the column of its sign: a cell that begins with − would be quoted as a formula. */
const sides = (amount: string): CsvRow =>
  amount.startsWith('-') ? ['', amount.slice(1)] : [amount, ''];

const negated = (amount: string): string => String(-BigInt(amount));

/** A day's proof as rows: section, what, reference, what adds, what takes away. */
export async function* proofRows(report: ProofReport, locale: Locale): AsyncGenerator<CsvRow> {
  const words = wordsFor(locale);
  const say = words.proof;
  const method = (name: string, id: string) => `${name} · ${id}`;
  for (const [term, sign] of EQUATION) {
    const amount = report.equation[term];
    yield [
      say.equation.title,
      say.terms[term],
      '',
      ...sides(sign === '−' ? negated(amount) : amount),
    ];
  }
  yield [say.equation.title, say.terms.expected, '', ...sides(report.equation.expected)];
  if (report.balance) {
    const { source, amount } = report.balance;
    yield [say.balance.title, say.balance.sources[source], '', ...sides(amount)];
  }
  if (report.gap !== null) yield [say.gap.title, say.gap.total, '', ...sides(report.gap)];
  for (const item of report.items) {
    yield [
      say.gap.kinds[item.kind],
      itemText(words, item),
      item.reference ?? '',
      ...sides(item.amount),
    ];
  }
  if (report.unexplained !== null) {
    yield [say.gap.title, say.gap.unexplained, '', ...sides(report.unexplained)];
  }
  for (const { method: id, ours, difference, ...told } of report.methods) {
    yield [method(say.methods.title, id), say.methods.ours, '', ...sides(ours.net)];
    if (!told.told) continue;
    yield [method(say.methods.title, id), say.methods.statementIn, '', ...sides(told.in)];
    yield [
      method(say.methods.title, id),
      say.methods.statementOut,
      '',
      ...sides(negated(told.out)),
    ];
    yield [
      method(say.methods.title, id),
      say.methods.statementFees,
      '',
      ...sides(negated(told.fees)),
    ];
    yield [method(say.methods.title, id), say.methods.difference, '', ...sides(difference)];
  }
  for (const fact of report.late) {
    const what = `${typeText(words, fact.type)} · ${fact.belongsTo}`;
    yield [say.late.title, what, fact.transactionId, ...sides(fact.amount)];
  }
  const { transactions, count, amount: total } = report.onTheirWay;
  for (const { transactionId, amount } of transactions) {
    yield [say.onTheirWay.title, words.words.type.WITHDRAWAL, transactionId, ...sides(amount)];
  }
  if (count > transactions.length) {
    const told = transactions.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    const others = say.gap.others(count - transactions.length);
    const what = `${words.words.type.WITHDRAWAL} · ${others}`;
    yield [say.onTheirWay.title, what, '', ...sides(String(BigInt(total) - told))];
  }
}
