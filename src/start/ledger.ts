import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openBooks } from '../app/audit-from-outside.ts';
import { readSecretFile } from '../config/secret-files.ts';
import { parseConfig } from '../config.ts';
import { exitWith, findOrStart } from './by-hand.ts';
import { anchorsFileIn } from './data-dir.ts';
import { readEnvironment } from './environment.ts';
import { type LedgerCommand, parseLedgerCommand, USAGE } from './ledger-command.ts';
import { UsageError } from './user-command.ts';

type Books = ReturnType<typeof openBooks>;

/** `npm run ledger -- …`: the books proved from outside, with a role that only reads. */
async function runCommand(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (typeof command === 'string') {
    console.error(`${command}\n\n${USAGE}`);
    return 2;
  }
  if (command.verb === 'help') {
    console.log(USAGE);
    return 0;
  }
  if (command.verb === 'verify' && command.anchors && !existsSync(command.anchors)) {
    console.error(`There is no file ${resolve(command.anchors)}.`);
    return 2;
  }
  const { readUrl, zone, dataDir, stop } = await findBooks();
  const books = openBooks(readUrl, zone);
  try {
    switch (command.verb) {
      case 'verify':
        return await verify(books, command.anchors ?? anchorsFileIn(dataDir));
      case 'anchor':
        return await anchor(books, command.file);
      case 'head':
        return await tellHead(books, command.which);
    }
  } finally {
    await books.close();
    await stop();
  }
}

function readCommand(args: readonly string[]): LedgerCommand | string {
  try {
    return parseLedgerCommand(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** An auditor's machine has the reading role's address and nothing else of the console's environment. */
async function findBooks() {
  const { env } = process;
  const file = env['DATABASE_READ_URL_FILE'];
  const readUrl = env['DATABASE_READ_URL'] || (file && readSecretFile(file));
  if (readUrl) {
    const { DATA_DIR, BUSINESS_TIMEZONE } = env;
    const { dataDir, businessTimezone: zone } = parseConfig({ DATA_DIR, BUSINESS_TIMEZONE });
    return { readUrl, zone, dataDir, stop: async () => {} };
  }
  const config = readEnvironment(env);
  const databases = await findOrStart(config);
  return {
    readUrl: databases.readUrl,
    zone: config.businessTimezone,
    dataDir: config.dataDir,
    stop: databases.stop,
  };
}

async function verify(books: Books, anchorsFile: string): Promise<number> {
  const { violations, invariants, anchors, head } = await books.verify(anchorsFile);
  const kept =
    anchors === null
      ? `no heads were compared: there is no ${anchorsFile}`
      : `${anchors} kept head(s) compared`;
  console.log(`${invariants} proofs of the invariants, from the rows; ${kept}.`);
  if (head)
    console.log(`Sealed up to block ${head.seq}, ${head.sealedAt.toISOString()}: ${head.head}`);
  else console.log('Nothing is sealed yet.');
  for (const { invariant, name, broken } of violations) {
    console.log(`BROKEN ${invariant} (${name}): ${broken}`);
  }
  console.log(violations.length === 0 ? 'The books are clean.' : 'The books are BROKEN.');
  return violations.length === 0 ? 0 : 1;
}

async function anchor(books: Books, file: string): Promise<number> {
  const done = await books.anchor(file);
  if (!done) {
    console.error('Nothing is sealed yet.');
    return 1;
  }
  const { head, kept } = done;
  const what = `the head of block ${head.seq}, ${head.head}`;
  console.log(`${resolve(file)} ${kept === 'kept' ? 'now holds' : 'held already'} ${what}`);
  return 0;
}

async function tellHead(books: Books, which: string | undefined): Promise<number> {
  const head = await books.head(which);
  if (!head) {
    console.error('There is no such head: nothing was sealed by then, or there is no such block.');
    return 1;
  }
  console.log(`${head.day} ${head.head} ${head.seq}`);
  return 0;
}

exitWith(runCommand(process.argv.slice(2)));
