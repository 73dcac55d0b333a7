import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { projectRoot } from './project-root.ts';

/** What AdminJS's own scripts have already put on the page: a second copy of React would break it. */
const GLOBALS: Readonly<Record<string, string>> = {
  react: 'React',
  'react-dom': 'ReactDOM',
  'react-redux': 'ReactRedux',
  'react-router': 'ReactRouter',
  'react-router-dom': 'ReactRouterDOM',
  adminjs: 'AdminJS',
};

const fromPage: Plugin = {
  name: 'from-page',
  setup(builder) {
    const filter = new RegExp(`^(${Object.keys(GLOBALS).join('|')})$`);
    builder.onResolve({ filter }, ({ path }) => ({ path, namespace: 'page' }));
    builder.onLoad({ filter: /.*/, namespace: 'page' }, ({ path }) => ({
      contents: `module.exports = window.${GLOBALS[path]};`,
    }));
  },
};

/** AdminJS's own scripts, always the production ones: the development ones weigh 26 MB. */
function adminScripts(): Readonly<Record<string, string>> {
  const require = createRequire(import.meta.url);
  const adminjs = join(dirname(require.resolve('adminjs')), 'lib/frontend/assets/scripts');
  const designSystem = join(dirname(require.resolve('@adminjs/design-system')), '..');
  return {
    'global.bundle.js': join(adminjs, 'global-bundle.production.js'),
    'app.bundle.js': join(adminjs, 'app-bundle.production.js'),
    'design-system.bundle.js': join(designSystem, 'bundle.production.js'),
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, quality),
    promisify(gzip)(bytes),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}

/**
 * Writes every script and style of the panel into a folder: our components, AdminJS's own scripts,
 * and with `compressed` each one's brotli and gzip copy beside it.
 */
export async function buildAdminBundle(folder: string, { compressed = false } = {}): Promise<void> {
  const components = join(projectRoot(), 'src/admin/components');
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [
      { in: join(components, 'entry.ts'), out: 'components.bundle' },
      { in: join(components, 'panel.css'), out: 'panel' },
      { in: join(components, 'start.ts'), out: 'start' },
      { in: join(components, 'charts/entry.ts'), out: 'charts.bundle' },
    ],
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [fromPage],
    logLevel: 'warning',
  });
  const scripts = adminScripts();
  await Promise.all(
    Object.entries(scripts).map(([name, source]) => copyFile(source, join(folder, name))),
  );
  if (!compressed) return;
  const own = ['components.bundle.js', 'charts.bundle.js', 'panel.css', 'start.js'];
  const names = [...Object.keys(scripts), ...own];
  await Promise.all(names.map((name) => compress(join(folder, name))));
}

/** As a script of its own, at build time: `ADMIN_JS_TMP_DIR` names the folder. */
const started = process.argv[1];
const isScript = started !== undefined && /^bundle\.(m?js|ts)$/.test(basename(started));
if (isScript && fileURLToPath(import.meta.url).endsWith(basename(started))) {
  const folder = process.env['ADMIN_JS_TMP_DIR'];
  if (!folder)
    throw new Error('ADMIN_JS_TMP_DIR must name the folder that the panel is built into.');
  await buildAdminBundle(folder, { compressed: true });
}
