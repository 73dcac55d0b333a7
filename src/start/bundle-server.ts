import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';

/** They find files of their own beside themselves, so they stay where npm put them. */
const EXTERNAL = ['@prisma/client', '@node-rs/argon2', 'esbuild', 'pg-native'];

/** Packages that are not ES modules call it, for Node's own modules. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** What builds scripts and draws AdminJS's own sign-in, neither of which is ever asked for here. */
const NEVER_RUN = /\/(components\.bundler|login-template)\.js$/;

const NOT_HERE = `export default new Proxy({}, { get(_none, name) { throw new Error('AdminJS was built without ' + String(name)); } });`;

/**
 * AdminJS as a server needs it. Its index brings its whole front end, with Rollup and Babel: two
 * seconds of every start, and 80 MB. Whatever else of it is used one day fails here, at build time.
 */
function leanAdmin(root: string): Plugin {
  const require = createRequire(join(root, 'package.json'));
  const adminjs = dirname(require.resolve('adminjs'));
  const designSystem = dirname(require.resolve('@adminjs/design-system'));
  const parts: Readonly<Record<string, { folder: string; contents: string }>> = {
    adminjs: {
      folder: adminjs,
      contents: `export { default, default as AdminJS } from './lib/adminjs.js';
        export * from './lib/backend/index.js';
        export * from './lib/utils/index.js';`,
    },
    '@adminjs/design-system': {
      folder: designSystem,
      contents: `export { combineStyles } from './utils/combine-styles.js';
        export { DEFAULT_DRAWER_WIDTH } from './constants.js';`,
    },
  };
  return {
    name: 'lean-admin',
    setup(builder) {
      builder.onResolve({ filter: /^(adminjs|@adminjs\/design-system)$/ }, ({ path }) => ({
        path,
        namespace: 'lean-admin',
        sideEffects: false,
      }));
      builder.onLoad({ filter: /.*/, namespace: 'lean-admin' }, ({ path }) => {
        const part = parts[path];
        return part ? { contents: part.contents, resolveDir: part.folder } : null;
      });
      builder.onResolve({ filter: NEVER_RUN }, ({ path }) => ({ path, namespace: 'not-here' }));
      builder.onLoad({ filter: /.*/, namespace: 'not-here' }, () => ({ contents: NOT_HERE }));
      // It reads its version and its files beside the module that asks, which is now elsewhere.
      builder.onLoad({ filter: /\/adminjs\/lib\/.*\.js$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const place = relative(dirname(dirname(adminjs)), path);
        const url = `import.meta.url.replace(/^(.*)\\/dist\\/.*$/, '$1/${place}')`;
        return { contents: text.replaceAll('import.meta.url', url) };
      });
    },
  };
}

/**
 * Builds what a process can be started as, with the packages in it: to find and read their two
 * thousand files takes longer than everything else that a start does.
 */
export async function bundleServer(
  root: string,
  outdir: string,
  entries: Readonly<Record<string, string>>,
): Promise<void> {
  await bundle({
    entryPoints: Object.entries(entries).map(([out, path]) => ({ out, in: join(root, path) })),
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    external: EXTERNAL,
    banner: { js: REQUIRE },
    plugins: [leanAdmin(root)],
    define: { 'process.env.NODE_ENV': '"production"' },
    // Some packages offer Node a CommonJS file first, which cannot be cut down to what is used.
    mainFields: ['module', 'main'],
    platform: 'node',
    target: 'node20',
    format: 'esm',
    jsx: 'transform',
    legalComments: 'none',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
}
