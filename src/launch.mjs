// @ts-check
// Starts the console: builds it first where no build of these very sources exists, then runs the
// asked part of it in this process. A warm start only looks whether the sources are as they were.
//   node src/launch.mjs [main | job <name> | user <command> | ledger <command> | generate]
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const SOURCES = ['src', 'jobs', 'prisma', 'package-lock.json', 'tsconfig.json'];

/** @typedef {typeof import('./start/build.ts')} Builder */

/** @returns {string} what this build depends on, as a short name for its folder */
function stampOfSources() {
  const files = SOURCES.flatMap((source) => (source.includes('.') ? [source] : filesIn(source)));
  const memory = join(dist, 'sources.json');
  const seen = shortHash(files, looks);
  const known = existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : null;
  if (known?.seen === seen) return known.stamp;
  const stamp = shortHash(files, (path) => readFileSync(path));
  mkdirSync(dist, { recursive: true });
  const draft = `${memory}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ seen, stamp }));
  renameSync(draft, memory);
  return stamp;
}

/** What changes whenever a file does: nobody can set the time of its last change. @param {string} path */
function looks(path) {
  const { size, mtimeMs, ctimeMs, ino } = statSync(path);
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** @param {readonly string[]} files @param {(path: string) => string | Buffer} tell */
function shortHash(files, tell) {
  const hash = createHash('sha256');
  for (const path of files) {
    hash
      .update(`${path}\0`)
      .update(tell(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    })
    .sort();
}

/** The builder is TypeScript as well: it is bundled in memory for this one use. */
async function loadBuilder() {
  const esbuild = await import('esbuild');
  mkdirSync(dist, { recursive: true });
  const file = join(dist, `builder-${randomUUID()}.mjs`);
  await esbuild.build({
    entryPoints: [join(root, 'src', 'start', 'build.ts')],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  try {
    return /** @type {Builder} */ (await import(pathToFileURL(file).href));
  } finally {
    rmSync(file, { force: true });
  }
}

/** The bundler's own process would stay for as long as the console runs. */
async function endBundler() {
  const esbuild = await import('esbuild');
  await esbuild.stop();
}

/** `npm ci` empties node_modules, and with it the generated client that a build relies on. */
const clientStamp = join(root, 'node_modules', '.prisma', 'tontine-stamp');

async function launch() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
  if (!existsSync(join(root, 'node_modules', 'esbuild'))) throw new Error('Run npm ci first.');
  const [command = 'main', ...args] = process.argv.slice(2);
  if (command === 'generate') return (await loadBuilder()).generateClient(root);
  const folder = join(dist, stampOfSources());
  if (!existsSync(folder) || !existsSync(clientStamp)) {
    await (await loadBuilder()).build({ root, folder, say: (line) => console.log(line) });
    await endBundler();
  }
  const entry = join(folder, `${command}.js`);
  if (!/^(main|job|user|ledger)$/.test(command) || !existsSync(entry)) {
    throw new Error(
      `There is no ${command} to start: it is main, job with a name, or user or ledger with a command.`,
    );
  }
  // Tells later builds that this one is in use.
  const mark = join(folder, `used-by-${process.pid}`);
  writeFileSync(mark, '');
  process.on('exit', () => rmSync(mark, { force: true }));
  process.argv = [process.argv0, entry, ...args];
  await import(pathToFileURL(entry).href);
}

try {
  await launch();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
