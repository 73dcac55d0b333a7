import type { App } from '../app.ts';
import { system } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import { createLog } from '../kernel/log.ts';
import { assemble } from './assemble.ts';
import { exitWith, findOrStart } from './by-hand.ts';
import { readEnvironment } from './environment.ts';
import { parseUserCommand, USAGE, UsageError, type UserCommand } from './user-command.ts';

const actor = system('npm run user');

/** `npm run user -- …`: people by hand, beside a running console or without one. */
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
  const config = readEnvironment(process.env);
  const databases = await findOrStart(config);
  const assembly = assemble(config, databases, createLog('warn'));
  try {
    console.log(await act(assembly.app, command));
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(refusal(error, command));
    return 1;
  } finally {
    await assembly.close();
    await databases.stop();
  }
}

function readCommand(args: readonly string[]): UserCommand | string {
  try {
    return parseUserCommand(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** Does it, and answers what to tell the person at the terminal. */
async function act(app: App, command: Exclude<UserCommand, { verb: 'help' }>): Promise<string> {
  if (command.verb === 'list') return listOf(app);
  if (command.verb === 'create') {
    const { verb: _, ...person } = command;
    const { password } = await app.createUser({ actor, ...person });
    return withPassword(app, `${person.username} (${person.role}) may now sign in`, password);
  }
  const { verb, username, reason } = command;
  const userId = await app.userIdOf(username);
  if (verb === 'reset') {
    const { password } = await app.resetUser({ actor, userId, reason });
    return withPassword(app, `${username} has to start anew`, password);
  }
  if (verb === 'disable') {
    await app.disableUser({ actor, userId, reason });
    return `${username} is disabled, and signed out everywhere.`;
  }
  await app.enableUser({ actor, userId, reason });
  return `${username} is enabled again.`;
}

const withPassword = (app: App, what: string, password: string): string =>
  `${what} at ${app.settings.publicUrl}/login\n\n  One-time password: ${password}\n\n` +
  'It is shown this once, and replaced by one of their own at the first sign-in.';

async function listOf(app: App): Promise<string> {
  const people = await app.prisma.user.findMany({ orderBy: [{ username: 'asc' }] });
  if (people.length === 0) return 'There is nobody yet. npm run user -- create adds the first one.';
  const rows = people.map(({ username, role, fullName, disabled, mustChangePassword }) => [
    username,
    role,
    disabled ? 'disabled' : mustChangePassword ? 'has not signed in yet' : 'enabled',
    fullName,
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function refusal(error: AppError, command: UserCommand): string {
  if (error.kind === 'NotFound' && 'username' in command) {
    return `There is no "${command.username}". npm run user -- list shows everybody.`;
  }
  return error.message;
}

exitWith(runCommand(process.argv.slice(2)));
