import { parseArgs } from 'node:util';
import { UsageError } from './user-command.ts';

export const USAGE = `The books, proved and sealed, from the terminal:

  npm run ledger -- verify [--anchors <file>]
                         proves every invariant and the chain of the seal from the rows, and compares
                         the heads that were kept in the file (default: DATA_DIR/seal/heads.log).
                         The exit code is 1 when something is broken
  npm run ledger -- head [<day>|<block>]
                         the newest head of the seal, that of a day (2026-11-26) or of a block (1234),
                         to compare with a receipt or with the heads that you kept
  npm run ledger -- anchor <file>
                         writes the newest head into that file, behind those that it holds, and begins the
                         file where there is none: verify first, since the past is not compared with anything

With DATABASE_READ_URL it needs nothing else: a role that reads suffices, from any machine. Without, it
uses the same environment as npm start.`;

export type LedgerCommand =
  | { readonly verb: 'verify'; readonly anchors: string | undefined }
  | { readonly verb: 'head'; readonly which: string | undefined }
  | { readonly verb: 'anchor'; readonly file: string }
  | { readonly verb: 'help' };

const OPTIONS = {
  anchors: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the words behind `npm run ledger --`. @throws UsageError */
export function parseLedgerCommand(args: readonly string[]): LedgerCommand {
  const { values, positionals } = readArgs(args);
  const [verb, which, ...more] = positionals;
  if (values.help || verb === 'help') return { verb: 'help' };
  if (verb === undefined) throw new UsageError('Say what to do: verify, head or anchor.');
  if (verb !== 'verify' && verb !== 'head' && verb !== 'anchor') {
    throw new UsageError(`There is no "${verb}": it is verify, head or anchor.`);
  }
  if (verb !== 'verify') {
    if (values.anchors !== undefined) throw new UsageError(`${verb} takes no --anchors.`);
    if (more.length > 0) throw new UsageError(`"${more.join(' ')}" is one word too many.`);
  }
  if (verb === 'anchor') {
    if (which === undefined) throw new UsageError('anchor needs the file.');
    return { verb, file: which };
  }
  if (verb === 'head') {
    if (which !== undefined && !/^(\d{4}-\d{2}-\d{2}|[1-9]\d{0,8})$/.test(which)) {
      throw new UsageError(`"${which}" is neither a day, as 2026-11-26, nor a block, as 1234.`);
    }
    return { verb, which };
  }
  if (which !== undefined) throw new UsageError(`"${which}" is one word too many.`);
  return { verb, anchors: values.anchors };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Unreadable.');
  }
}
