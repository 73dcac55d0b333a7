import { cpus, loadavg } from 'node:os';
import { signIn, type Visitor } from '../support/visitor.ts';
import { type Baseline, bareSql } from './lists-baseline.ts';
import {
  listQuestions,
  MEMBER_QUESTIONS,
  OFFICER_QUESTIONS,
  type Question,
  readSamples,
  screensIn,
} from './lists-questions.ts';
import { withClient } from './on-server.ts';
import { openSeeded, seededFolder } from './seed.ts';
import { FINANCE, memberName, SEED_PASSWORD, treasurerOf } from './seed-people.ts';
import { type StartedConsole, startConsole } from './start-console.ts';

const TRANSACTIONS = Number(process.argv[3] ?? 5_000_000);
/** Only the lists with this in their names. */
const ONLY = process.argv[4] ?? '';
const MOST_MS = 25;
/** Each question has so many answers or more, all its addresses equally many: of fewer, p95 is the worst of them. */
const ANSWERS = 20;
/** Each address is asked once for nothing, then as often as this or more. */
const TIMES = 2;
/** A console that has run for a minute: each list's first page is asked so often before anything is counted. */
const WARM = 20;
const PAGES_ON = 40;
const SHOWN = 25;

/** What was asked, by the person and the question, and how long each answer took. */
interface Told {
  readonly took: Map<string, number[]>;
  readonly refused: string[];
}

/**
 * `npm run bench -- lists [transactions] [part of a list's name]`: what the panel's and the members' pages ask, over HTTP
 * of a console on the seeded books, as each kind of person. Time is the asker's, on this machine: the server's and a
 * fraction of a millisecond.
 */
export async function benchLists(): Promise<void> {
  const database = await openSeeded(TRANSACTIONS);
  let server: StartedConsole | undefined;
  try {
    const samples = await withClient(database.appUrl, readSamples);
    const baseline = await bareSql(database.appUrl);
    console.log(
      `${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}; bare SQL: keyset page ${ms(baseline.page)}, capped count ${ms(baseline.count)}, trigram search ${ms(baseline.search)}`,
    );
    server = await startConsole(database.appUrl, seededFolder(TRANSACTIONS));
    const url = `http://127.0.0.1:${server.port}`;
    const told: Told = { took: new Map(), refused: [] };
    for (const [role, name] of [
      ['finance', FINANCE],
      ['treasurer', treasurerOf(1)],
    ] as const) {
      const who = await signIn(url, name, SEED_PASSWORD);
      const screens = screensIn((await who.get('/admin')).text);
      if (screens.size === 0) throw new Error(`The page of ${name} offers no list.`);
      for (const [id, screen] of screens)
        await timesOf(who, listQuestions(id, screen, samples)[0]?.url ?? '', WARM, []);
      for (const [id, screen] of screens) {
        if (!id.includes(ONLY)) continue;
        const questions = listQuestions(id, screen, samples);
        await part(`${role}: ${id}`, told, async () => {
          await ask(who, role, questions, told);
          await goOn(who, `${role}: ${id}, page after page`, questions[0]?.url ?? '', told);
        });
      }
      const others = role === 'finance' ? OFFICER_QUESTIONS : OFFICER_QUESTIONS.slice(0, 2);
      if (!ONLY) await part(`${role}: other pages`, told, () => ask(who, role, others, told));
    }
    if (!ONLY) {
      const member = await signIn(url, memberName(0), SEED_PASSWORD);
      await part('member', told, () => ask(member, 'member', MEMBER_QUESTIONS(samples), told));
    }
    report(told, baseline);
  } finally {
    server?.stop();
    await database.stop();
  }
}

/** A part of the questions, and a line about it as soon as it is done: what comes of all of them takes minutes. */
async function part(name: string, { took }: Told, work: () => Promise<void>): Promise<void> {
  const before = new Set(took.keys());
  const startedAt = performance.now();
  await work();
  const all = [...took].filter(([asked]) => !before.has(asked)).flatMap(([, times]) => times);
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    `${name}: ${all.length} answers in ${seconds.toFixed(0)} s, p50 ${ms(share(all, 0.5))}, p95 ${ms(share(all, 0.95))}, at most ${ms(share(all, 1))}`,
  );
}

async function ask(
  who: Visitor,
  role: string,
  questions: readonly Question[],
  told: Told,
): Promise<void> {
  for (const { asks, url } of questions) {
    const name = `${role}: ${asks}`;
    const addresses = questions.filter((other) => other.asks === asks).length;
    const count = Math.max(TIMES, Math.ceil(ANSWERS / addresses));
    const [, ...counted] = await timesOf(who, url, count + 1, told.refused);
    told.took.set(name, [...(told.took.get(name) ?? []), ...counted]);
  }
}

async function timesOf(
  who: Visitor,
  url: string,
  count: number,
  refused: string[],
): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) {
    const startedAt = performance.now();
    const { status, text } = await who.get(url, { accept: 'application/json' });
    times.push(performance.now() - startedAt);
    if (status !== 200) {
      refused.push(`${status} ${url}: ${text.slice(0, 160)}`);
      break;
    }
  }
  return times;
}

/** From the first page on by cursor, and back one page. */
async function goOn(who: Visitor, name: string, first: string, { took }: Told): Promise<void> {
  const times: number[] = [];
  let url = first;
  for (let nth = 0; nth < PAGES_ON; nth += 1) {
    const startedAt = performance.now();
    const { text } = await who.get(url, { accept: 'application/json' });
    times.push(performance.now() - startedAt);
    const { next, previous } =
      (JSON.parse(text) as { meta?: { next?: string; previous?: string } }).meta ?? {};
    const cursor = nth % 10 === 9 ? previous : next;
    if (!cursor) break;
    url = `${first}cursor=${encodeURIComponent(cursor)}`;
  }
  took.set(name, times);
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

function share(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** The first of these that a question's name has tells its kind. */
const KINDS: readonly (readonly [kind: string, has: RegExp])[] = [
  ['other pages', /: the |^member/],
  ['deep pages', /, page after page$/],
  ['searches', / by q/],
  ['sorts', / sorted by /],
  ['pairs of filters', / and /],
  ['filters', / by /],
  ['first pages', /./],
];

function byKind(took: Told['took']): ReadonlyMap<string, number[]> {
  const kinds = new Map<string, number[]>(KINDS.map(([kind]) => [kind, []]));
  for (const [name, times] of took) {
    const [kind = ''] = KINDS.find(([, has]) => has.test(name)) ?? [];
    kinds.get(kind)?.push(...times);
  }
  return kinds;
}

function report({ took, refused }: Told, baseline: Baseline): void {
  const lines = [...took]
    .filter(([, times]) => times.length > 0)
    .map(([name, times]) => ({
      name,
      p50: share(times, 0.5),
      p95: share(times, 0.95),
      count: times.length,
      bare: name.includes(' by q') ? baseline.search : baseline.page + baseline.count,
    }))
    .sort((a, b) => b.p95 - a.p95);
  for (const { name, p50, p95, count, bare } of lines) {
    if (
      p95 <= MOST_MS &&
      lines.findIndex((line) => line.name === name) >= SHOWN &&
      / and /.test(name)
    )
      continue;
    console.log(
      `${p95 > MOST_MS ? '!' : ' '} p50 ${ms(p50)}, p95 ${ms(p95)}, ${(p50 / bare).toFixed(1)} × bare  ${name} (${count})`,
    );
  }
  for (const line of refused.slice(0, SHOWN)) console.log(`refused: ${line}`);
  for (const [kind, times] of byKind(took)) {
    console.log(
      `${kind}: ${times.length} answers, p50 ${ms(share(times, 0.5))}, p95 ${ms(share(times, 0.95))}, at most ${ms(share(times, 1))}`,
    );
  }
  const all = [...took.values()].flat();
  const slow = lines.filter(({ p95 }) => p95 > MOST_MS);
  console.log(
    `${all.length} answers to ${lines.length} questions at ${TRANSACTIONS} transactions: p50 ${ms(share(all, 0.5))}, p95 ${ms(share(all, 0.95))} (at most ${MOST_MS} ms); ` +
      `${slow.length} questions are slower, ${refused.length} addresses were refused`,
  );
  if (slow.length > 0 || refused.length > 0) process.exitCode = 1;
}
