import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { projectRoot } from './project-root.ts';

/** What `libraries.ts` puts on the page, for all other scripts of ours. */
const GLOBALS: Readonly<Record<string, string>> = {
  react: 'React',
  'react-dom/client': 'ReactDOM',
  'react-router-dom': 'ReactRouterDOM',
};

/** Every script and style of the panel, and what it is made from in `components/`. */
const ENTRIES: Readonly<Record<string, string>> = {
  'global.bundle': 'libraries.ts',
  'components.bundle': 'entry.tsx',
  'charts.bundle': 'charts/entry.ts',
  panel: 'panel.css',
};

/** A second copy of React would break it. */
const fromPage = (components: string): Plugin => ({
  name: 'from-page',
  setup(builder) {
    const libraries = join(components, 'libraries.ts');
    builder.onResolve({ filter: /^react/ }, ({ path, importer }) => {
      const isOurs = importer.startsWith(components) && importer !== libraries;
      return isOurs && path in GLOBALS ? { path, namespace: 'page' } : null;
    });
    builder.onLoad({ filter: /.*/, namespace: 'page' }, ({ path }) => ({
      contents: `module.exports = window.${GLOBALS[path]};`,
    }));
  },
});

/** As small as it gets: it is done once for a build, and sent to every browser. */
async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_MAX_QUALITY } = constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY,
    [BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}

/**
 * Writes every script and style of the panel into a folder, and with `compressed` each one's brotli
 * and gzip copy beside it. AdminJS's own scripts are not among them: our components draw every page
 * and use nothing of its front end, which weighs ten times as much as they do.
 */
export async function buildAdminBundle(folder: string, { compressed = false } = {}): Promise<void> {
  const components = join(projectRoot(), 'src/admin/components');
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: Object.entries(ENTRIES).map(([out, source]) => ({
      out,
      in: join(components, source),
    })),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [fromPage(components)],
    legalComments: 'none',
    logLevel: 'warning',
  });
  if (!compressed) return;
  const names = Object.entries(ENTRIES).map(([out, source]) =>
    source.endsWith('.css') ? `${out}.css` : `${out}.js`,
  );
  await Promise.all(names.map((name) => compress(join(folder, name))));
}
