import { parseArgs } from 'node:util';

export const USAGE = `The people of the console, from the terminal:

  npm run user -- create <username> --role ADMIN --name "Mariam Sawadogo"
                         [--phone +22670123456] [--email mariam@example.com] [--locale fr|en]
  npm run user -- disable <username> --reason "Left the cooperative"
  npm run user -- enable <username> [--reason "…"]
  npm run user -- reset <username> [--reason "Lost the phone"]
                         a new one-time password; the second factor is removed
  npm run user -- list

Roles: MEMBER, TREASURER, FINANCE, ADMIN. It uses the same environment as npm start.`;

export interface NewPerson {
  readonly username: string;
  readonly role: string;
  readonly fullName: string;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly locale: string;
}

export type UserCommand =
  | ({ readonly verb: 'create' } & NewPerson)
  | {
      readonly verb: 'disable' | 'enable' | 'reset';
      readonly username: string;
      readonly reason: string;
    }
  | { readonly verb: 'list' }
  | { readonly verb: 'help' };

/** What was typed cannot be understood; the message is the sentence to show. */
export class UsageError extends Error {}

const OPTIONS = {
  role: { type: 'string' },
  name: { type: 'string' },
  phone: { type: 'string' },
  email: { type: 'string' },
  locale: { type: 'string' },
  reason: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Option = keyof typeof OPTIONS;

/** The options of each verb: any other one is a slip that must not pass in silence. */
const TAKES: Readonly<Record<Exclude<UserCommand['verb'], 'help'>, readonly Option[]>> = {
  create: ['role', 'name', 'phone', 'email', 'locale'],
  disable: ['reason'],
  enable: ['reason'],
  reset: ['reason'],
  list: [],
};

/** Enabling and resetting explain themselves; who wants to say more may. */
const BY_HAND = 'npm run user';

/** Reads the words behind `npm run user --`. @throws UsageError */
export function parseUserCommand(args: readonly string[]): UserCommand {
  const { values, positionals } = readArgs(args);
  const [verb, username, ...more] = positionals;
  if (values.help || verb === 'help') return { verb: 'help' };
  if (verb === undefined)
    throw new UsageError('Say what to do: create, disable, enable, reset or list.');
  if (!isVerb(verb)) {
    throw new UsageError(`There is no "${verb}": it is create, disable, enable, reset or list.`);
  }
  const given = Object.keys(values) as Option[];
  const odd = given.find((option) => !TAKES[verb].includes(option));
  if (odd) throw new UsageError(`${verb} takes no --${odd}.`);
  if (verb === 'list') {
    if (username !== undefined) throw new UsageError('list takes no username.');
    return { verb };
  }
  if (!username) throw new UsageError(`Say whom to ${verb}: npm run user -- ${verb} <username>`);
  if (more.length > 0) {
    throw new UsageError(
      `"${more.join(' ')}" is one word too many. Put names and reasons in quotes.`,
    );
  }
  if (verb === 'create') return newPerson(username, values);
  const reason = values.reason?.trim() ?? '';
  if (verb === 'disable' && !reason) throw new UsageError('Say why, with --reason "…".');
  return { verb, username, reason: reason || BY_HAND };
}

type Values = ReturnType<typeof readArgs>['values'];

function newPerson(username: string, { role, name, phone, email, locale }: Values): UserCommand {
  if (!role) throw new UsageError('Say which role: --role MEMBER, TREASURER, FINANCE or ADMIN.');
  if (!name) throw new UsageError('Give the full name: --name "Mariam Sawadogo".');
  return {
    verb: 'create',
    username,
    role: role.toUpperCase(),
    fullName: name,
    phone,
    email,
    locale: locale ?? 'fr',
  };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Its own sentences name the option that is wrong.
    throw new UsageError(
      error instanceof Error ? `${firstSentence(error.message)}.` : 'Unreadable.',
    );
  }
}

const firstSentence = (message: string): string => message.split(/\.\s|\n/, 1)[0] ?? message;

const isVerb = (word: string): word is keyof typeof TAKES => Object.hasOwn(TAKES, word);
